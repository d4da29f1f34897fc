"""Tables that are laid out otherwise than as a row for each action under one header."""

from followthrough.intake.grid import Cell, Item, Place, Row
from followthrough.intake.proposals.layouts import with_a_row_for_each_action
from followthrough.intake.read import read_bytes


def test_of_two_tables_side_by_side_each_is_read_by_itself_and_that_is_said() -> None:
    rows = (
        "Log of the board|||||Decisions taken|",
        "Item|Action|By|Due||Date|Decision",
        "26/1|Bring the plan back|Clerk|May 2027||01/10/2026|Two halls renamed",
        "26/2|Write to the bank|Chair|June 2027||05/11/2026|Accounts signed",
        "|||||05/11/2026|Auditors chosen",
    )
    plan = read_bytes("\n".join(rows).replace("|", "\t").encode(), "log.csv")

    assert [action.title for action in plan.actions] == ["Bring the plan back", "Write to the bank"]
    assert all(not action.answers and not action.notes for action in plan.actions)
    assert "tables_side_by_side" in {problem.code for problem in plan.problems}
    assert "Auditors chosen" in {remark.text for remark in plan.remarks}


def test_an_empty_column_within_a_plan_parts_nothing() -> None:
    rows = (
        "What was agreed||||Where it stands|",
        "Item|Action|By||Status|Update",
        "26/1|Bring the plan back|Clerk||Late|Begun",
        "26/2|Write to the bank|Chair||Complete|Sent",
    )
    plan = read_bytes("\n".join(rows).replace("|", "\t").encode(), "log.csv")

    assert [action.updates[0].text for action in plan.actions] == ["Begun", "Sent"]


def test_a_row_that_is_narrower_than_columns_of_levels_leaves_them_as_they_are() -> None:
    rows: list[Item] = [
        Row(tuple(map(Cell, texts)), Place(row=1)) for texts in (("Ref", "Task 1", "Task 2"), ("a", "b"))
    ]

    assert with_a_row_for_each_action(rows) == rows


def test_the_text_below_each_row_that_opens_with_the_same_words_is_a_column() -> None:
    def told(name: str, text: str) -> str:
        return f"Say how you are going to come into line with {name}:\n {text}"

    rows = [("Standard", "Judgment")]
    for name, text in (("Standard 3: Staff", "Employ two more."), ("Standard 8: Fire", "Mend the doors.")):
        rows += [(name, "Not met"), (told(name, text), "")]
    items: list[Item] = [Row(tuple(map(Cell, row)), Place(row=at, table=1)) for at, row in enumerate(rows, 1)]

    laid = [row for row in with_a_row_for_each_action(items) if isinstance(row, Row)]

    assert [[cell.text for cell in row.cells] for row in laid] == [
        ["Standard", "Judgment", "Say how you are going to come into line with Standard"],
        ["Standard 3: Staff", "Not met", "Employ two more."],
        ["Standard 8: Fire", "Not met", "Mend the doors."],
    ]


def test_rows_of_one_cell_that_say_different_things_stay_rows() -> None:
    rows = [
        ("Ref", "Action"),
        ("1", "Mend it"),
        ("It leaks.", ""),
        ("2", "Paint it"),
        ("The wall is bare.", ""),
    ]
    items: list[Item] = [Row(tuple(map(Cell, row)), Place(row=at, table=1)) for at, row in enumerate(rows, 1)]

    assert with_a_row_for_each_action(items) == items
