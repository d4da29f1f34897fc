"""How actions stand to each other: parents, kinds, lettered parts, doubles, placeholders."""

import pytest

from followthrough.intake.grid import PARAGRAPH
from followthrough.intake.records.hierarchy import (
    add_kinds,
    add_parents,
    note_doubles,
    note_placeholders,
    with_lettered_parts,
)
from followthrough.intake.report import Problems
from followthrough.plan.document import Action, Note, Status, Update, Where
from followthrough.plan.when import read_when

LIST = f"Guide:{PARAGRAPH}a) Write it{PARAGRAPH}b) Print it"


def action(
    ref: str | None, title: str = "Publish the register", status: Status | None = None, due: str = ""
) -> Action:
    return Action(
        ref=ref,
        title=title,
        updates=[Update(status=status)],
        due=read_when(due) if due else None,
        where=Where(row_first=4),
    )


def kinds(*actions: Action) -> list[str]:
    add_parents(actions)
    add_kinds(actions)
    return [action.kind for action in actions]


def test_parents_are_found_by_ref_wherever_they_stand() -> None:
    actions = [action("A1.2"), action("A1.0"), action("B1"), action("B1.1"), action("B1.1a"), action("C9.1")]

    add_parents(actions)

    assert [it.parent for it in actions] == ["A1.0", None, None, "B1", "B1.1", None]


def test_a_parent_that_is_known_stays() -> None:
    part = action("1a").model_copy(update={"parent": "7"})

    add_parents([action("1"), part])

    assert part.parent == "7"


def test_an_action_with_parts_is_a_main_action_and_so_is_one_that_ends_in_nought() -> None:
    assert kinds(action("A1"), action("A1.1"), action("B2.0"), action("C10")) == [
        "main",
        "action",
        "main",
        "action",
    ]


def test_a_title_that_says_new_main_action_makes_one() -> None:
    assert kinds(action("A1.0"), action("A1.6", "New main action: Survey of staff")) == ["main", "main"]


@pytest.mark.parametrize(
    "assured",
    [
        action("A1.1", "Assurance action: the register is kept"),
        action("A1.1", status=Status.ASSURANCE),
        action("A1.1", due="Monthly assurance"),
    ],
    ids=["by its title", "by its status", "by its date"],
)
def test_an_assurance_action_is_one_by_what_the_plan_says(assured: Action) -> None:
    assert kinds(action("A1.0"), assured)[1] == "assurance"


def test_a_numbered_row_of_no_date_and_no_status_is_a_heading() -> None:
    assert kinds(action("A1.0"), action("A1.1", status=Status.NOT_APPLICABLE))[1] == "heading"


@pytest.mark.parametrize(
    "todo",
    [
        action("A1.1"),
        action("A1.1", status=Status.NOT_APPLICABLE, due="June 2025"),
        action(None, status=Status.NOT_APPLICABLE),
        action("A1.1", status=Status.NOT_DUE),
    ],
    ids=["nothing said", "with a date", "without a ref", "not due"],
)
def test_a_row_that_asks_for_something_is_an_action(todo: Action) -> None:
    assert kinds(action("A1.0"), todo)[1] == "action"


def test_a_lettered_list_with_as_many_dates_has_a_part_each() -> None:
    whole, first, second = with_lettered_parts([action("15", LIST, due="a) October 2025 b) March 2026")])

    assert (whole.ref, first.ref, second.ref) == ("15", "15a", "15b")
    assert (first.parent, first.printed_ref, first.title) == ("15", "a)", "Write it")
    assert [str(part.due.latest) for part in (first, second) if part.due] == ["2025-10-31", "2026-03-31"]


def test_a_lettered_list_with_as_many_statuses_has_a_part_each() -> None:
    listed = action("15", LIST).model_copy(
        update={"updates": [Update(status_text=f"Complete{PARAGRAPH}Delayed", text="Both were seen.")]}
    )

    _, first, second = with_lettered_parts([listed])

    assert first.status is Status.COMPLETE
    assert second.status is not Status.COMPLETE
    assert [part.updates[0].text for part in (first, second)] == ["Both were seen."] * 2


def test_a_note_of_the_whole_is_not_repeated_in_its_parts() -> None:
    noted = action("15", LIST, due="a) October 2025 b) March 2026").model_copy(
        update={"notes": [Note(text="One post")]}
    )

    assert [len(it.notes) for it in with_lettered_parts([noted])] == [1, 0, 0]


@pytest.mark.parametrize("whole", [action("15", LIST, due="June 2025"), action(None, LIST), action("15")])
def test_other_actions_stay_whole(whole: Action) -> None:
    assert with_lettered_parts([whole]) == [whole]


def test_each_action_of_a_shared_ref_is_said_with_its_own_title() -> None:
    problems = Problems()

    note_doubles(
        [action("A1"), action("A1", "Train the managers"), action("A2"), action(None), action(None)], problems
    )

    assert [(it.code, it.severity, it.ref) for it in problems.found] == [("duplicate_ref", "error", "A1")] * 2
    assert "Train the managers" in problems.found[1].message


@pytest.mark.parametrize("title", ["TBC", "Actions to be confirmed", "New actions will be added here", "xxx"])
def test_a_title_that_holds_a_place_is_said(title: str) -> None:
    problems = Problems()

    note_placeholders([action("A1", title)], problems)

    assert [(it.code, it.where.row_first) for it in problems.found] == [("placeholder_text", 4)]


def test_a_title_that_only_speaks_of_confirming_is_an_action() -> None:
    problems = Problems()

    note_placeholders([action("A1", "Confirm the actions with the board")], problems)

    assert problems.found == []
