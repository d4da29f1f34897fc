"""Columns that are each headed by a state, one of them marked in each row."""

import pytest

from followthrough.intake.read import plan_of
from followthrough.plan.document import PlanDocument
from tests.intake.tables_of_rows import items_of


def read(*rows: str) -> PlanDocument:
    return plan_of(items_of("\n".join(rows)), "plan.txt")


def statuses(plan: PlanDocument) -> list[str | None]:
    return [action.updates[0].status_text if action.updates else None for action in plan.actions]


def test_the_colour_that_is_marked_is_the_status_and_the_headings_keep_their_words() -> None:
    plan = read(
        "Ref|Action|Lead|By when|Red|Amber|Green",
        "1|Fit new locks to all gates|Head of Estates|May 2026||x|",
        "2|Train the night shift|HR Manager|June 2026|x||",
        "3|Write the counts down|Chief Accountant|July 2026|||x",
        "4|Paint the landing stage|Harbour Master|August 2026|||",
    )

    assert statuses(plan) == ["Amber", "Red", "Green", None]
    assert [action.updates[0].status for action in plan.actions[:3]] == [
        "medium_slippage",
        "significant_slippage",
        "on_track",
    ]
    assert [(column.heading, column.field) for column in plan.layout][-1] == ("Red / Amber / Green", "status")
    assert plan.remarks == []


@pytest.mark.parametrize("mark", ["✓", "X", "Yes", "●", "1", "☒"])
def test_any_mark_below_a_state_says_it(mark: str) -> None:
    plan = read(
        "No|What we will do|Who|When|Achieved (tick)|On target to achieve (tick)|Progress",
        f"1|Fit new locks to all gates|Estates Manager|May 2026|{mark}||Nine gates are done.",
        f"2|Train the night shift|HR Manager|June 2026||{mark}|Two shifts are left.",
        f"3|Write the counts down|Chief Accountant|July 2026|{mark}||Since March.",
        "4|Paint the landing stage|Harbour Master|August 2026|||Nobody is free.",
    )

    assert statuses(plan) == ["Achieved", "On target to achieve", "Achieved", None]
    assert [action.updates[0].status for action in plan.actions] == ["complete", "on_track", "complete", None]


def test_a_state_that_nobody_reached_is_one_of_the_columns_all_the_same() -> None:
    plan = read(
        "Action|Owner|Due date|Not started|In progress|Complete",
        "Fit new locks to all gates|Estates Manager|May 2026||✓|",
        "Train the night shift|HR Manager|June 2026|✓||",
        "Write the counts down|Chief Accountant|July 2026||✓|",
    )

    assert statuses(plan) == ["In progress", "Not started", "In progress"]
    assert plan.layout[-1].heading == "Not started / In progress / Complete"


def test_a_column_headed_by_all_of_the_states_says_one_in_each_row() -> None:
    plan = read(
        "Action|Officer|Update on progress|Achieved (tick) / On target to achieve (tick)",
        "Fit new locks to all gates|Estates Manager|Nine gates are done.|Achieved",
        "Train the night shift|HR Manager|Two shifts are left.|On target to achieve",
        "Write the counts down|Chief Accountant||",
    )

    assert statuses(plan) == ["Achieved", "On target to achieve", None]


@pytest.mark.parametrize(
    ("first", "second"),
    [("x|x", "|x"), ("by May|", "|x"), ("12|", "|15"), ("✓|", "|✗")],
    ids=["both", "words", "numbers", "a cross beside ticks says no"],
)
def test_columns_that_say_more_than_one_mark_a_row_stay_as_they_are(first: str, second: str) -> None:
    plan = read(
        "Action|Owner|Due date|In progress|Complete",
        f"Fit new locks to all gates|Estates Manager|May 2026|{first}",
        f"Train the night shift|HR Manager|June 2026|{second}",
    )

    assert [column.heading for column in plan.layout][-2:] == ["In progress", "Complete"]


def test_a_tick_below_one_state_alone_says_that_state() -> None:
    plan = read(
        "No|What we will do|Who|When|On target (tick)",
        "1|Fit new locks to all gates|Estates Manager|May 2026|✓",
        "2|Train the night shift|HR Manager|June 2026|",
        "3|Write the counts down|Chief Accountant|July 2026|✓",
    )

    assert [action.updates[0].status for action in plan.actions] == ["on_track", None, "on_track"]
