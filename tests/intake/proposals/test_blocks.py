"""Blocks of labels and values become the rows of a table, and nothing else changes."""

import pytest

from followthrough.intake.grid import Gap, Item, Line, Place, Row
from followthrough.intake.proposals.blocks import with_blocks_as_rows
from followthrough.intake.read import plan_of
from tests.intake.readings import plan_in


def line(text, level=None):
    return Line(text, Place(), level)


def texts(items):
    return [[cell.text for cell in item.cells] if isinstance(item, Row) else item.text for item in items]


ONE = [line("Action: Publish the register"), line("Owner: Head of Law"), line("Due date: May 2026")]
TWO = [line("Action: Train the managers"), line("Owner: Head of Learning"), line("Status: On track")]


def test_blocks_become_rows_with_every_label_as_a_heading():
    assert texts(with_blocks_as_rows([*ONE, *TWO])) == [
        ["Action", "Owner", "Due date", "Status"],
        ["Publish the register", "Head of Law", "May 2026", ""],
        ["Train the managers", "Head of Learning", "", "On track"],
    ]


def test_rows_count_from_their_heading_where_lines_have_no_place():
    assert [row.place.row for row in with_blocks_as_rows([*ONE, *TWO])] == [1, 2, 3]


def test_a_line_without_a_label_goes_on_with_the_value_above():
    assert texts(with_blocks_as_rows([*ONE, line("or June"), *TWO]))[1][2] == "May 2026\n or June"


def test_labels_in_one_paragraph_are_labels_each():
    assert texts(with_blocks_as_rows([line("Action: Publish\n Owner: Head of Law\n Due: May 2026")])) == [
        ["Action", "Owner", "Due"],
        ["Publish", "Head of Law", "May 2026"],
    ]


@pytest.mark.parametrize("apart", ["    ", " | ", "\t"])
def test_labels_that_stand_apart_on_one_line_are_labels_each(apart):
    lines = [f"Action: {title}{apart}Owner: Ann Lee{apart}Due: May 2026" for title in ("Publish", "Train")]

    assert texts(with_blocks_as_rows([*map(line, lines)]))[1] == ["Publish", "Ann Lee", "May 2026"]


def test_the_heading_above_a_block_is_its_title_where_no_label_is():
    blocks = [line("1. Publish", 3), *ONE[1:], Gap(Place()), line("2. Train", 3), *TWO[1:]]

    assert texts(with_blocks_as_rows(blocks))[1:] == [
        ["1. Publish", "Head of Law", "May 2026", ""],
        ["2. Train", "Head of Learning", "", "On track"],
    ]


def test_a_heading_above_titled_blocks_stays_a_heading():
    assert texts(with_blocks_as_rows([line("Theme 1: Law", 2), *ONE, *TWO]))[0] == "Theme 1: Law"


def test_blocks_that_list_something_else_stay_lines():
    items = [line("Telephone: 01632 960001"), line("E-mail: plans@fenwick.example"), line("Open: always")]

    assert with_blocks_as_rows(items) == items


def test_headings_are_printed_again_below_another_table():
    table = Row((), Place(row=1, table=1))

    assert (
        texts(with_blocks_as_rows([*ONE, table, *TWO])).count(["Action", "Owner", "Due date", "Status"]) == 2
    )


def test_blocks_whose_labels_are_those_of_other_bodies_are_actions_also_where_all_is_lines() -> None:
    def block(number: int, what: str, by: str) -> list[Item]:
        texts = (
            f"Finding 2024-00{number}: Weakness {number}", "Condition: It was not done.",
            f"Corrective Action Planned: {what}", "Name of Contact Person: Business Manager",
            f"Anticipated Completion Date: {by}",
        )  # fmt: skip
        return [Line(text, Place(page=1)) for text in texts]

    after = Line(
        "If you have questions about this plan, please ring the office in the morning.", Place(page=1)
    )
    plan = plan_of(
        [*block(1, "Reconcile the ledger each quarter.", "June 2025"),
         *block(2, "Check each form twice.", "May 2025"), after],
        "plan.pdf",
    )  # fmt: skip

    assert [action.title for action in plan.actions] == [
        "Reconcile the ledger each quarter.", "Check each form twice.",
    ]  # fmt: skip
    assert [action.due.text for action in plan.actions if action.due] == ["June 2025", "May 2025"]


def test_a_question_that_opens_lines_of_several_blocks_is_a_label() -> None:
    plan = plan_in(
        "Point 1\nResponse: Mend the roof\nWho: Town Clerk\nWhen: 31 July 2025\nDone? Yes - 11/7/25\n\n"
        "Point 2\nResponse: Paint the fence\nWho: Groundsman\nWhen: 30 June 2025\nDone? No, too wet\n"
    )

    assert [action.due.text for action in plan.actions if action.due] == ["31 July 2025", "30 June 2025"]


def test_headings_are_the_titles_where_a_label_says_what_was_done() -> None:
    said = ("Who is responsible: Ann Lee", "When: May 2026", "What we have done so far: We have begun")
    blocks = [line("Mend it", 3), *map(line, said), line("Sweep it", 3), *map(line, said)]

    assert [row[0] for row in texts(with_blocks_as_rows(blocks))] == ["Action", "Mend it", "Sweep it"]
