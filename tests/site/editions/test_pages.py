"""The pages of papers: from draft to publication and withdrawal, for who works on a plan and for members."""

import pytest
from django.urls import reverse

from followthrough.site.editions.files import edition_store
from followthrough.site.editions.models import Edition
from followthrough.site.editions.operations import withdraw_edition
from tests.site.cast import NOW
from tests.site.editions.conftest import BECAUSE

pytestmark = pytest.mark.django_db


def page(client, name, edition, *more):
    return client.get(reverse(name, args=[edition.plan.slug, edition.number, *more]))


def test_a_paper_goes_from_draft_to_publication_by_its_pages(published_round, alice, adam, client_of):
    office, other = client_of(alice), client_of(adam)
    slug = published_round.plan.slug
    asked = {"round": published_round.pk, "kind": "cabinet", "audience": "public", "forum": "Cabinet"}
    answer = office.post(reverse("draft_paper", args=[slug]), asked | {"forum_on": "14 December 2022"})
    edition = Edition.objects.get()
    place = [slug, edition.number]
    shown = office.get(answer.url).content.decode()

    assert answer.url == edition.get_absolute_url()
    assert "You made this draft, so somebody else has to review it." in shown
    assert edition.forum_in_words == "Cabinet, 14 December 2022"
    refused = office.post(reverse("review_paper", args=place), follow=True).content.decode()
    assert "You made this draft" in refused
    other.post(reverse("review_paper", args=place), {"confirmed": edition.no_comment_from})
    office.post(reverse("publish_paper", args=place), {"because": BECAUSE})
    edition.refresh_from_db()
    assert edition.is_published
    assert "Withdraw it" in office.get(edition.get_absolute_url()).content.decode()


def test_what_is_asked_badly_gets_a_sentence_and_changes_nothing(
    published_round, alice, adam, client_of, draft
):
    office = client_of(alice)
    place = reverse("draft_paper", args=[published_round.plan.slug])
    asked = {"round": published_round.pk, "kind": "cabinet", "audience": "public"}

    assert "is no day" in office.post(place, asked | {"forum_on": "soon"}).content.decode()
    assert office.post(place, asked | {"kind": "kitchen"}).status_code == 200
    assert not Edition.objects.exists()
    made = draft(published_round)
    silent = client_of(adam).post(
        reverse("review_paper", args=[made.plan.slug, made.number]), {"confirmed": []}, follow=True
    )
    assert "Confirm that no comment was received" in silent.content.decode()


def test_members_see_published_public_editions_alone(
    published_round, publish, draft, mary, alice, client_of, django_assert_max_num_queries
):
    public, exempt, drafted = (
        publish(published_round, audience="public"),
        publish(published_round),
        draft(published_round, audience="public"),
    )
    member = client_of(mary)
    with django_assert_max_num_queries(12):
        papers = member.get(reverse("papers", args=[public.plan.slug])).content.decode()

    assert public.get_absolute_url() in papers
    assert exempt.get_absolute_url() not in papers
    assert drafted.get_absolute_url() not in papers
    assert page(member, "paper", public).status_code == 200
    assert "Alice" not in page(member, "paper", public).content.decode()
    for hidden in (exempt, drafted):
        assert page(member, "paper", hidden).status_code == 404
        assert page(member, "paper_file", hidden, "json").status_code == 404
    round_page = reverse("edition", args=[public.plan.slug, "2022-11", 1])
    assert public.get_absolute_url() in member.get(round_page).content.decode()
    assert exempt.get_absolute_url() not in member.get(round_page).content.decode()
    assert exempt.get_absolute_url() in client_of(alice).get(round_page).content.decode()


def test_a_withdrawn_edition_says_why_and_its_files_are_for_the_office_alone(
    published_round, publish, mary, alice, client_of
):
    edition = publish(published_round, audience="public")
    withdraw_edition(edition, reason="A wrong date.", by=alice, at=NOW)

    assert "A wrong date." in page(client_of(mary), "paper", edition).content.decode()
    assert page(client_of(mary), "paper_file", edition, "json").status_code == 404
    assert page(client_of(alice), "paper_file", edition, "json").status_code == 200


def test_a_file_that_is_not_the_one_that_was_published_is_not_given_out(
    published_round, publish, alice, client_of, papers_store
):
    edition = publish(published_round)
    for form, spoil in (("json", lambda path: path.write_text("{}")), ("csv", lambda path: path.unlink())):
        spoil(papers_store / edition.files.get(form=form).key)
        answer = page(client_of(alice), "paper_file", edition, form)

        assert answer.status_code == 410
        assert "is not given out" in answer.content.decode()
    assert edition_store().exists(edition.files.get(form="pdf").key)


def test_the_page_of_a_paper_in_the_making_follows_it(published_round, draft, alice, client_of):
    made = draft(published_round)
    Edition.objects.filter(pk=made.pk).update(state="making", progress="Word: file 1 of 6.")
    shown = page(client_of(alice), "paper", made).content.decode()

    assert "Being made. Word: file 1 of 6." in shown
    assert reverse("paper_progress", args=[made.plan.slug, made.number]) in shown
    assert "Word: file 1 of 6." in page(client_of(alice), "paper_progress", made).content.decode()
