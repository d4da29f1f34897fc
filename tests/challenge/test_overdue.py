"""Due date passed while not complete."""

import pytest

from followthrough.challenge.overdue import due_date_passed
from followthrough.plan.document import ChangeControl
from tests.challenge.plans import action, found, refs, update


def test_an_open_action_whose_whole_window_has_passed_is_found() -> None:
    late = action(update("Some delay", "Waiting for a survey."), due="Sep-26")

    (finding,) = found(due_date_passed, late)

    assert finding.severity == "warning"
    assert finding.message == "It was due in September 2026, 1 month ago, and is not complete."
    assert finding.quote == "Due: Sep-26. Status: Some delay"


def test_a_season_keeps_its_name() -> None:
    (finding,) = found(due_date_passed, action(update("Some delay"), due="Spring 2026"))

    assert finding.message == "It was due in Spring 2026, 5 months ago, and is not complete."


def test_part_of_a_month_is_due_by_its_last_day() -> None:
    (finding,) = found(due_date_passed, action(update("Some delay"), due="End of August 2026"))

    assert finding.message.startswith("It was due by 31 August 2026, 2 months ago,")


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("March 2026 to May 2026", "It was due by May 2026, 5 months ago,"),
        ("Jan-22", "It was due in January 2022, more than 4 years ago,"),
        ("2025", "It was due in 2025, 10 months ago,"),
    ],
)
def test_ranges_and_long_ages_are_said_short(due: str, words: str) -> None:
    (finding,) = found(due_date_passed, action(update("Some delay"), due=due))

    assert finding.message.startswith(words)


def test_an_action_without_a_status_is_found_and_told_so() -> None:
    (finding,) = found(due_date_passed, action(due="5 October 2026"))

    assert finding.message == "It was due on 5 October 2026 and nothing says that it is complete."


def test_a_hold_moves_no_date() -> None:
    (finding,) = found(due_date_passed, action(update("On hold"), due="June 2026"))

    assert "is on hold" in finding.message


def test_where_a_change_is_asked_for_its_decision_settles_it() -> None:
    late = action(update("Some delay"), due="June 2026", change_control=ChangeControl(required=True))

    (finding,) = found(due_date_passed, late)

    assert finding.settles.startswith("The decision on the change")


@pytest.mark.parametrize(
    "due", ["October 2026", "Autumn 2026", "2026", "Ongoing", "Quarterly", "TBC", "In place"]
)
def test_a_date_that_has_not_wholly_passed_is_left_alone(due: str) -> None:
    assert found(due_date_passed, action(update("Some delay"), due=due)) == []


@pytest.mark.parametrize("status", ["Complete", "Closed", "N/A", "Superseded", "Assurance action", "On plan"])
def test_what_is_finished_recurs_or_has_another_rule_is_left_alone(status: str) -> None:
    assert found(due_date_passed, action(update(status), due="June 2026")) == []


def test_a_heading_is_no_action_to_do() -> None:
    assert found(due_date_passed, action(due="June 2026", kind="heading")) == []


def test_a_main_action_leaves_its_state_to_its_parts() -> None:
    main = action(due="June 2026", ref="A1.0", kind="main")
    part = action(update("Complete"), due="June 2026", ref="A1.1", parent="A1.0")

    assert found(due_date_passed, main, part) == []


def test_the_status_last_declared_counts_where_there_is_no_return() -> None:
    silent = action(update("Some delay", period="2026-09"), due="June 2026", ref="A1")
    heard = action(update("Complete"), ref="A2")

    assert refs(found(due_date_passed, silent, heard)) == ["A1"]
