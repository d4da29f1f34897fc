"""Tables that go on in another one beside them, two side by side, and tables of one row with more below."""

from followthrough.intake.grid import Cell, Gap, Item, Line, Place, Row
from followthrough.intake.read import plan_of, read_bytes
from followthrough.intake.tables.laid_otherwise import (
    join_sideways,
    with_levels_in_one_column,
    with_text_below_as_columns,
)
from tests.intake.tables_of_rows import found_in

FIRST = "Ref|Action|Owner\n1|Publish the register|Head of Parks\n2|Train all the managers|Head of HR\n"
LATER = "Ref|Action|Due date|Status\n1|Publish the register|May 2026|Green\n2|Train all the managers||Amber\n"
_HEADINGS = ("Recommendation number", "Status", "Responsible")
_WORDS = (
    "That boats be counted each night.",
    "That the gate be painted.",
    "That a list of moorings be published.",
)


def joined(*tables):
    found = join_sideways(found_in("\n".join(tables)).tables)
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def test_further_columns_of_the_same_rows_stand_beside_the_first_ones():
    assert joined(FIRST, LATER) == [
        [
            ["1", "Publish the register", "Head of Parks", "May 2026", "Green"],
            ["2", "Train all the managers", "Head of HR", "", "Amber"],
        ]
    ]


def test_their_headings_stand_side_by_side():
    (table,) = join_sideways(found_in(f"{FIRST}\n{LATER}").tables)

    headings = [cell.text for cell in table.segments[0].leaf.cells]
    assert headings == ["Ref", "Action", "Owner", "Due date", "Status"]
    assert table.segments[0].header[-1] == table.segments[0].leaf


def test_a_row_that_the_later_table_lacks_has_empty_cells():
    later = "Ref|Action|Due date|Status\n2|Train all the managers|May 2026|Amber\n"

    assert joined(FIRST, later)[0][0] == ["1", "Publish the register", "Head of Parks", "", ""]


def test_three_tables_in_a_row_are_one():
    third = "Ref|Action|Evidence|Notes\n1|Publish the register|Minute 3|\n2|Train all the managers||None\n"

    assert [len(table[0]) for table in joined(FIRST, LATER, third)] == [7]


def test_tables_that_share_numbers_alone_are_two():
    later = "Ref|Task|Due date|Status\n1|Mend the roof|May 2026|Green\n2|Paint the door||Amber\n"

    assert len(joined(FIRST, later)) == 2


def test_tables_with_rows_of_their_own_are_two():
    first = FIRST + "4|Buy a new boat|Head of Parks\n"

    assert len(joined(first, LATER + "3|Mend the church roof|June 2026|Green\n")) == 2


def test_a_shorter_table_above_is_joined_to_the_longer_one():
    (table,) = joined(FIRST, LATER + "3|Mend the church roof|June 2026|Green\n")

    assert [row[-1] for row in table] == ["Head of Parks", "Head of HR", ""]


def test_a_table_in_another_order_is_another():
    head, one, two = LATER.splitlines()

    assert len(joined(FIRST, "\n".join([head, two, one]))) == 2


def test_rows_that_are_named_alike_are_not_told_apart():
    twice = "Ref|Action|Owner\n1|Publish the register|Head of Parks\n1|Publish the register|Head of HR\n"

    assert len(joined(twice, "Ref|Action|Due date|Status\n1|Publish the register|May 2026|Green\n")) == 2


def test_a_plan_in_two_tables_is_read_as_one():
    plan = read_bytes(f"{FIRST}\n{LATER}".replace("|", "\t").encode(), "plan.txt")

    assert [(action.ref, action.owners[0].name, action.status) for action in plan.actions] == [
        ("1", "Head of Parks", "on_track"),
        ("2", "Head of HR", "medium_slippage"),
    ]


def test_pages_printed_side_by_side_are_one_table():
    head, one, two = FIRST.splitlines()
    later_head, later_one, later_two = LATER.splitlines()
    pages = [[head, one], [later_head, later_one], [head, two], [later_head, later_two]]

    assert joined(*("\n".join([*page, ""]) for page in pages)) == joined(FIRST, LATER)


def _row(*texts: str) -> Row:
    return Row(tuple(map(Cell, texts)), Place())


def _items(count: int = 3) -> list[Item]:
    items: list[Item] = [Line("Timeline of the harbour review", Place(), 1)]
    for number, words in enumerate(_WORDS[:count], 1):
        theme = {1: "The quay", 3: "The moorings"}.get(number)
        items += [Line(theme, Place(), 2)] if theme else []
        items += [
            Line(f"Recommendation {number}", Place(), 3),
            _row(*_HEADINGS),
            _row(str(number), "In progress", "Harbour master"),
            Gap(Place()),
            Line("Recommendation", Place(), 4),
            Line(words, Place()),
            Line("Next steps", Place(), 4),
            Line("2026", Place()),
            Line("• A paper goes to the board.", Place()),
        ]
    return items


def test_the_text_below_becomes_columns_of_its_table() -> None:
    rows = [item for item in with_text_below_as_columns(_items()) if isinstance(item, Row)]
    assert [cell.text for cell in rows[0].cells] == [*_HEADINGS, "Recommendation", "Next steps"]
    assert rows[1].cells[3].text == _WORDS[0]
    assert rows[1].cells[4].text == "2026\n • A paper goes to the board."


def test_a_heading_above_the_next_table_is_no_part_of_the_text() -> None:
    lines = [item.text for item in with_text_below_as_columns(_items()) if isinstance(item, Line)]
    assert lines[-2:] == ["The moorings", "Recommendation 3"]


def test_such_tables_are_read_as_one_plan() -> None:
    plan = plan_of(_items(), "review.docx")
    assert tuple(action.title for action in plan.actions) == _WORDS
    assert [action.theme for action in plan.actions] == ["The quay", "The quay", "The moorings"]


def test_two_tables_of_one_row_stay_as_they_are() -> None:
    assert with_text_below_as_columns(_items(2)) == _items(2)


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
    rows = [Row(tuple(map(Cell, texts)), Place(row=1)) for texts in (("Ref", "Task 1", "Task 2"), ("a", "b"))]

    assert list(with_levels_in_one_column(rows)) == rows
