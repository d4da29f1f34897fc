"""The first page: what needs whoever is signed in, by their role."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followthrough.plan.document import Action as Promise
from followthrough.plan.document import PlanDocument
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.operations import lock_round, open_round, publish_round
from tests.site.cast import NOW, TODAY
from tests.site.register.plan_documents import library_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(riverbank, alice) -> Plan:
    return apply(library_plan(), organisation=riverbank, by=alice, at=NOW)


@pytest.fixture
def opened(library, alice) -> Round:
    round_ = Round.objects.create(
        plan=library,
        period="2022-11",
        opens_on=date(2022, 11, 21),
        due_on=date(2022, 12, 2),
        grace_ends_on=date(2022, 12, 7),
        made_at=NOW,
    )
    return open_round(round_, by=alice, at=NOW)


@pytest.fixture
def read(client_of):
    """A function that reads the first page as somebody, with its spaces made one."""
    return lambda who: " ".join(client_of(who).get("/").content.decode().split())


def test_the_office_is_told_the_deadline_and_the_score(opened, alice, read):
    page = read(alice)

    assert "The November 2022 round closes on Friday 2 December. 0 of" in page
    assert "Returns have no one to ask" in page
    assert "The way to committee" in page
    assert page.count('<p class="day">') == 1


def test_the_office_without_rounds_or_plans_is_told_what_to_do(alice, read):
    page = read(alice)

    assert "No round is open, and none is planned." in page
    assert "Nothing needs you" in page
    assert "has no plan here yet" in page


def test_after_the_last_round_of_a_plan_the_office_is_led_to_make_the_next(opened, library, alice, read):
    publish_round(lock_round(opened, by=alice, at=NOW), by=alice, at=NOW)
    page = read(alice)

    assert "No round is open, and none is planned." in page
    assert f'href="{reverse("make_rounds", args=[library.slug])}">Make the next round</a>' in page


def test_a_draft_says_what_comes_next(library, alice, read):
    page = read(alice)

    assert "Plan has had no round yet" in page
    assert "left: " in page
    assert "See what comes next" in page


def test_an_owner_is_told_what_is_due_and_what_of_theirs_is_late(opened, library, owen, alice, read):
    post = library.organisation.posts.get(name="Libraries Manager")
    appoint(post, user=owen, from_on=TODAY, by=alice, at=NOW)
    page = read(owen)

    assert "due by Friday 2 December." in page
    assert "Answer it" in page
    assert "Past their agreed date" in page


def test_what_of_an_owner_is_late_and_gave_no_return_says_so_as_the_register_does(
    opened, library, owen, alice, read
):
    post = library.organisation.posts.get(name="Head of Property")
    appoint(post, user=owen, from_on=TODAY, by=alice, at=NOW)
    publish_round(lock_round(opened, by=alice, at=NOW), by=alice, at=NOW)

    late = read(owen).partition('id="late"')[2]
    assert 'No return</strong><span class="sub">Said Going well in October</span>' in late


def test_an_owner_of_whom_nothing_is_asked_is_told_so(owen, read):
    page = read(owen)

    assert "Nothing needs you." in page
    assert "No round asks you for anything now." in page


def test_members_and_reviewers_see_what_was_published_and_nothing_in_hand(opened, library, mary, rita, read):
    for who in (mary, rita):
        page = read(who)
        assert "Nothing has been published yet." in page
        assert library.title not in page


def test_the_page_asks_the_database_as_often_whatever_the_plans(library, opened, riverbank, alice, client_of):
    client = client_of(alice)

    def queries() -> int:
        client.get("/")
        with CaptureQueriesContext(connection) as found:
            client.get("/")
        return len(found)

    def add_plans(first: int, behind: int) -> None:
        for number in range(first, behind):
            document = PlanDocument(title=f"Plan {number}", actions=[Promise(ref="1", title="Mend")])
            apply(document, organisation=riverbank, by=None, at=NOW)

    add_plans(0, 2)
    few = queries()
    add_plans(2, 8)

    assert queries() <= few
