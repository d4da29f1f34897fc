"""No due date, or none yet."""

import pytest

from followthrough.challenge.no_due_date import no_due_date
from followthrough.plan.document import Milestone
from followthrough.plan.when import read_when
from tests.challenge.plans import action, found, refs, update

DATED = action(update("On plan"), ref="B1")


@pytest.mark.parametrize(
    ("due", "message"),
    [
        (None, "It has no due date."),
        ("x", "It has no due date."),
        ("TBC", "Its due date is still to be confirmed."),
        ("In progress", "Its due date reads “In progress”, which we can't read as a date."),
    ],
)
def test_blank_to_be_confirmed_and_no_date_are_told_apart(due: str | None, message: str) -> None:
    (finding,) = found(no_due_date, action(update("On plan"), due=due), DATED)

    assert finding.message == message
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (["2026-10"], "Its due date is still to be confirmed."),
        (["2026-09", "2026-10"], "it has been reported on for 2 rounds, since September 2026."),
        (["2026-08", "2026-09", "2026-10"], "it has been reported on for 3 rounds, since August 2026."),
    ],
)
def test_how_long_it_has_been_reported_on_is_said(months: list[str], words: str) -> None:
    waiting = action(*(update("On plan", period=month) for month in months), due="TBC")

    (finding,) = found(no_due_date, waiting, DATED)

    assert finding.message.endswith(words)


def test_a_condition_is_said_with_what_would_settle_it() -> None:
    waiting = action(update("On plan"), due="To be determined following the review of the estate")

    (finding,) = found(no_due_date, waiting, DATED)

    assert "the review of the estate" in finding.settles


def test_a_new_action_may_still_wait_for_its_date() -> None:
    (finding,) = found(no_due_date, action(update("New action"), due="TBC"), DATED)

    assert finding.severity == "note"


@pytest.mark.parametrize("due", ["Quarterly", "Ongoing", "2027", "Spring 2027 TBC"])
def test_what_recurs_goes_on_or_has_a_wide_window_has_an_answer(due: str) -> None:
    assert found(no_due_date, action(update("On plan"), due=due)) == []


@pytest.mark.parametrize("status", ["Complete", "N/A", "Assurance action", "Withdrawn"])
def test_what_is_not_open_needs_no_date(status: str) -> None:
    assert found(no_due_date, action(update(status), due=None), DATED) == []


def test_dated_milestones_and_dated_parts_will_do() -> None:
    stepped = action(due=None, milestones=[Milestone(title="Survey", due=read_when("May 2027"))])
    main = action(update("On plan"), due=None, ref="A2.0")
    part = action(update("On plan"), ref="A2.1", parent="A2.0")

    assert found(no_due_date, stepped, main, part) == []


def test_a_plan_without_dates_is_told_so_once() -> None:
    (finding,) = found(no_due_date, action(due=None), action(due=None, ref="A2"))

    assert (finding.ref, finding.title, finding.severity) == (None, "Recovery plan", "warning")


def test_a_part_that_declares_an_owner_answers_for_its_date() -> None:
    assert refs(found(no_due_date, DATED, action(due=None, ref="B1a", parent="B1"))) == ["B1a"]
