"""A date that moved says everywhere what it was first, and who decided it."""

import html

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from followthrough.plan.when import read_when
from followthrough.rules.calendars import monthly
from followthrough.site.changes.deciding import Meeting
from followthrough.site.changes.queries import who_moved_dates
from followthrough.site.register.document.rows import plain
from followthrough.site.register.editing.action import change_action
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round, publish_round
from tests.site.cast import NOW, TODAY
from tests.site.changes.conftest import ask, redate
from tests.site.changes.test_deciding import approve

pytestmark = pytest.mark.django_db
DECIDED = "Decided by Harbour Board, 30 November 2022"


@pytest.fixture
def moved(agreed, owen, alice):
    """The plan with one due date moved by a board."""
    approve(ask(redate(agreed, "L1.1", "June 2023"), owen), alice, Meeting("Harbour Board", TODAY))
    agreed.refresh_from_db()
    return agreed


@pytest.fixture
def reads(client_of, alice):
    """A function that gives the words of a page, one space between them."""

    def words(address: str, *args, **query) -> str:
        page = client_of(alice).get(reverse(address, args=args), query).content.decode()
        return html.unescape(" ".join(strip_tags(page.replace("<", " <")).split()))

    return words


def test_the_list_the_overview_and_a_return_say_it(moved, owen, alice, reads):
    approve(ask(redate(moved, "L1.0", "February 2023"), owen), alice, Meeting("Harbour Board", TODAY))
    (planned,) = make_rounds(moved, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)
    open_round(planned, by=alice, at=NOW)
    number = moved.actions.get(ref="L1.1").number

    assert f"June 2023 First September 2022: +9 months, 1 move {DECIDED}" in reads("actions", moved.slug)
    assert f"28 Feb 2023 First March 2023 {DECIDED}" in reads("plan", moved.slug)
    assert f"June 2023 {DECIDED}" in reads("answer_return", moved.slug, "2022-11", number)


def test_the_published_round_keeps_it_whatever_is_decided_later(moved, owen, alice, reads):
    (planned,) = make_rounds(moved, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)
    publish_round(lock_round(open_round(planned, by=alice, at=NOW), by=alice, at=NOW), by=alice, at=NOW)
    approve(ask(redate(moved, "L1.1", "July 2023"), owen), alice, Meeting("Cabinet", TODAY))

    assert f"First September 2022 {DECIDED}" in reads("edition_actions", moved.slug, "2022-11", 1)


def test_an_edit_by_hand_says_that_it_is_one_and_a_change_that_waits_moves_nothing(moved, owen, alice):
    action = moved.actions.get(ref="L1.0")
    due = {"due": plain(read_when("May 2023"))}
    change_action(action, version=action.version, changes=due, reason="Typing error", by=alice, at=NOW)
    ask(redate(moved, "L2.0", "July 2023"), owen)

    assert who_moved_dates(moved) == {
        moved.actions.get(ref="L1.1").pk: DECIDED,
        action.pk: "Edited by hand",
    }
