"""Assurance actions: missed, missed twice running, called complete."""

from datetime import date

from followthrough.challenge.occurrences import (
    assurance_complete,
    occurrence_missed,
    occurrence_missed_twice,
)
from followthrough.plan.document import Occurrence, Status, Update
from tests.challenge.plans import action, found, update

JUNE, SEPTEMBER = Occurrence(due_on=date(2026, 6, 30)), Occurrence(due_on=date(2026, 9, 30))
DECEMBER = Occurrence(due_on=date(2026, 12, 31))
DONE = {"outcome": "done", "on": date(2026, 7, 6)}


def test_the_last_time_missed_is_asked_about_with_its_day() -> None:
    checked = action(kind="assurance", occurrences=[JUNE.model_copy(update=DONE), SEPTEMBER, DECEMBER])

    (finding,) = found(occurrence_missed, checked)

    assert finding.severity == "warning"
    assert finding.message == "It fell due on 30 September 2026, and nothing shows that it was done."
    assert found(occurrence_missed_twice, checked) == []


def test_two_times_missed_running_must_be_settled() -> None:
    checked = action(kind="assurance", occurrences=[JUNE, SEPTEMBER])

    (finding,) = found(occurrence_missed_twice, checked)

    assert finding.severity == "error"
    assert "missed 2 times running" in finding.message
    assert found(occurrence_missed, checked) == []


def test_what_has_ended_or_been_done_is_left_alone() -> None:
    closed = Update(period="2026-10", status=Status.CLOSED)
    done = SEPTEMBER.model_copy(update={"outcome": "done", "on": date(2026, 10, 20)})

    assert found(occurrence_missed, action(closed, kind="assurance", occurrences=[SEPTEMBER])) == []
    assert found(occurrence_missed, action(kind="assurance", occurrences=[JUNE, done])) == []


def test_an_assurance_action_called_complete_is_asked_about_and_a_finished_action_is_not() -> None:
    said = update("Complete", "The June review is signed off.")

    (finding,) = found(assurance_complete, action(said, kind="assurance", due="Quarterly"))

    assert finding.message == "It is called complete, and an assurance action comes round again, Quarterly."
    assert found(assurance_complete, action(said)) == []
