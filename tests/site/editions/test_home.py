"""Home tells a reviewer and the office which papers wait for them."""

import pytest

from followthrough.site.editions.models import Edition
from followthrough.site.editions.operations import review_edition
from tests.site.cast import NOW

pytestmark = pytest.mark.django_db


def test_a_draft_is_on_the_home_of_who_reviews_it_and_of_who_drafted_it(
    published_round, draft, client_of, alice, adam, dora
):
    paper = draft(published_round)
    homes = {who.name: client_of(who).get("/").content.decode() for who in (alice, adam, dora)}

    assert "Paper of yours waits for somebody else to review it" in homes[alice.name]
    assert "Paper waits for your review" not in homes[alice.name]
    for who in (adam, dora):
        assert "Paper waits for your review" in homes[who.name]
        assert paper.get_absolute_url() in homes[who.name]


def test_a_reviewed_paper_waits_for_the_office_alone(published_round, draft, client_of, alice, adam, dora):
    paper = draft(published_round)
    review_edition(paper, confirmed=paper.no_comment_from, by=adam, at=NOW)

    assert "Paper is reviewed and not yet published" in client_of(alice).get("/").content.decode()
    for words in ("Paper waits for your review", "reviewed and not yet published"):
        assert words not in client_of(dora).get("/").content.decode()


def test_one_that_could_not_be_made_is_told_to_the_office(published_round, draft, client_of, alice):
    Edition.objects.filter(pk=draft(published_round).pk).update(state=Edition.State.FAILED)

    assert "Paper could not be made" in client_of(alice).get("/").content.decode()
