"""Tables without headings that are no part of the plan above them."""

import pytest

from followthrough.intake.grid import Cell, Gap, Item, Line, Place, Row
from followthrough.intake.read import plan_of
from followthrough.intake.tables.finding import find_tables
from tests.intake.readings import codes

PLAN = """Ref|Action|Owner|Due date|RAG
1|Paint the fence|Head of Parks|3 June 2025|Green
2|Mend the bridge|Head of Parks|30 July 2025|Red"""
MEETINGS = "12 May 2025|Guildhall\n9 June 2025|Annexe"


def table(number: int, text: str) -> list[Item]:
    """The rows of one table of a Word document; a bar parts two cells."""
    rows = (line.split("|") for line in text.split("\n"))
    return [
        *(
            Row(tuple(map(Cell, cells)), Place(row=at, table=number))
            for at, cells in enumerate(rows, start=1)
        ),
        Gap(Place()),
    ]


def document(heading: str, below: str) -> list[Item]:
    """A plan, a line, and another table."""
    return [*table(1, PLAN), Line(heading, Place()), *table(2, below)]


def test_a_narrow_table_under_a_heading_of_its_own_is_no_part_of_the_plan() -> None:
    plan = plan_of(document("Meetings of the board", MEETINGS), "plan.docx")

    assert [(action.printed_ref, action.title) for action in plan.actions] == [
        ("1", "Paint the fence"),
        ("2", "Mend the bridge"),
    ]
    assert [remark.text for remark in plan.remarks] == [
        "Meetings of the board", "12 May 2025", "Guildhall", "9 June 2025", "Annexe",
    ]  # fmt: skip


def test_such_a_table_is_said_with_its_heading_and_place() -> None:
    plan = plan_of(document("Meetings of the board", MEETINGS), "plan.docx")
    (problem,) = plan.problems

    assert codes(plan) == {"table_without_headings": 1}
    assert "“Meetings of the board”" in problem.message
    assert problem.where
    assert (problem.where.table, problem.where.row_first, problem.where.row_last) == (2, 1, 2)


def test_the_plan_goes_on_below_it() -> None:
    items = [*document("Meetings", MEETINGS), *table(3, "3|Oil the gate|Head of Parks|1 May 2025|Red")]

    (found,) = find_tables(items).tables

    assert [row.cells[0].text for row in found.rows] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("heading", "below"),
    [
        ("Theme 2", "3|Oil the gate|Ann Tern|1 May 2025|Red\n4|Weed the beds|Ann Tern|2 May 2025|Red"),
        ("Theme 2", "Oil the gate|Ann Tern|1 May 2025\nWeed the beds|Ann Tern|2 May 2025"),
        ("Theme 2", "3|Oil the gate\n4|Weed the beds"),
        ("Progress", "The posts are in.\nThe paint is ordered."),
        ("More about it", "Progress|The posts are in.\nRisk|Rain"),
        ("It goes on below.", MEETINGS),
        ("Notes", "12 May 2025|Guildhall"),
    ],
    ids=[
        "as wide", "nearly as wide", "refs, titles", "texts alone", "labels", "a sentence above", "one row"
    ],
)  # fmt: skip
def test_other_tables_may_go_on_with_the_plan(heading: str, below: str) -> None:
    assert find_tables(document(heading, below)).apart == []
