"""Refs that start again under what their actions answer, and cells that hold more than one ref."""

from followthrough.intake.read import read_bytes
from followthrough.plan.document import PlanDocument


def read(*lines: str) -> PlanDocument:
    return read_bytes("\n".join(lines).encode(), "plan.csv")


def codes(plan: PlanDocument) -> set[str]:
    return {problem.code for problem in plan.problems}


def test_what_is_answered_stands_once_above_actions_whose_refs_start_again() -> None:
    plan = read(
        "Recommendation,No,Action,Lead,Due date,Status",
        "1. Count stock each month,1,Buy hand scanners,Stores Manager,May 2026,On track",
        ",2,Train the night shift,Head of HR,June 2026,Delayed",
        "2. Lock the gate at night,1,Fit a new lock,Head of Estates,May 2026,Complete",
        ",2,Tell the drivers,Head of Fleet,June 2026,On track",
        "3. Pay on time,1,Set up a queue,Head of Finance,July 2026,On track",
        ",2,Report who was paid late,Head of Finance,July 2026,On track",
    )

    assert [action.answers for action in plan.actions] == [
        *[["1. Count stock each month"]] * 2,
        *[["2. Lock the gate at night"]] * 2,
        *[["3. Pay on time"]] * 2,
    ]
    assert "refs_start_again" in codes(plan)
    assert not codes(plan) & {"duplicate_ref", "empty_cell"}


def test_an_empty_cell_beside_refs_that_go_on_through_the_plan_stays_empty() -> None:
    plan = read(
        "Recommendation,No,Action,Lead,Due date",
        "Count stock each month,1,Buy hand scanners,Stores Manager,May 2026",
        ",2,Train the night shift,Head of HR,June 2026",
        "Lock the gate at night,3,Fit a new lock,Head of Estates,May 2026",
    )

    assert [action.answers for action in plan.actions] == [
        ["Count stock each month"],
        [],
        ["Lock the gate at night"],
    ]


def test_a_cell_with_several_refs_is_known_by_the_first_and_is_said() -> None:
    plan = read(
        "Ref,Action,Lead,Due date,Status",
        "1.1 1.2,Buy hand scanners,Stores Manager,May 2026,On track",
        '"2.1, 2.2",Train the night shift,Head of HR,June 2026,Delayed',
        "3.1,Tell the drivers,Head of Fleet,June 2026,On track",
        "3.2,Report who was paid late,Head of Finance,July 2026,On track",
    )

    assert [(action.ref, action.printed_ref) for action in plan.actions] == [
        ("1.1", "1.1 1.2"),
        ("2.1", "2.1, 2.2"),
        ("3.1", "3.1"),
        ("3.2", "3.2"),
    ]
    assert [problem.message for problem in plan.problems if problem.code == "several_refs"] == [
        "The cell “1.1 1.2” holds more than one ref. The action is known by the first, 1.1. "
        "If it is more than one action, give each a row of its own.",
        "The cell “2.1, 2.2” holds more than one ref. The action is known by the first, 2.1. "
        "If it is more than one action, give each a row of its own.",
    ]


def test_refs_that_were_run_together_are_told_apart() -> None:
    plan = read(
        "Ref,Action,Lead,Due date",
        "AB1AB2,Buy hand scanners,Stores Manager,May 2026",
        "AB3,Train the night shift,Head of HR,June 2026",
        "AB4,Tell the drivers,Head of Fleet,June 2026",
        "AB5,Report who was paid late,Head of Finance,July 2026",
    )

    assert [action.ref for action in plan.actions] == ["AB1", "AB3", "AB4", "AB5"]
