"""Rows whose cells stand one column to the left of their headings."""

from dataclasses import replace

from followthrough.intake.grid import Row
from followthrough.intake.records.shifts import realigned
from tests.intake.tables_of_rows import columns, row

COLUMNS = columns("ref", "title", "update", "due", "owner", "status")
RIGHT = [
    row(
        "1",
        "Publish the register",
        "It was drafted and is with the board",
        "March 2025",
        "Head of Audit",
        "On track",
        at=2,
    ),
    row("2", "Train the managers", "", "June 2025", "Head of Learning", "", at=3),
]
SHIFTED = [
    row("3", "Report to the committee", "July 2025", "Chief Executive", "Delayed", at=4),
    row("4", "Review the policy", "May 2025", "Head of Audit", "", at=5),
    row("5", "Write the guide", "June 2025", "Head of Parks", "Complete", at=6),
]


def texts(rows: list[Row]) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows]


def test_rows_that_fit_stay_as_they_are() -> None:
    settled, shifts = realigned(RIGHT, COLUMNS)

    assert settled == RIGHT
    assert shifts == []


def test_a_stretch_that_lost_a_column_gets_it_back_empty() -> None:
    settled, _ = realigned([*RIGHT, *SHIFTED], COLUMNS)

    assert texts(settled)[2:] == [
        ["3", "Report to the committee", "", "July 2025", "Chief Executive", "Delayed"],
        ["4", "Review the policy", "", "May 2025", "Head of Audit", ""],
        ["5", "Write the guide", "", "June 2025", "Head of Parks", "Complete"],
    ]
    assert settled[:2] == RIGHT


def test_the_stretch_is_told_from_its_first_row_to_its_last_with_what_was_lost() -> None:
    _, (shift,) = realigned([*RIGHT, *SHIFTED], COLUMNS)

    assert [row.place.row for row in shift.rows] == [4, 5, 6]
    assert shift.lost.field == "update"


def test_no_cell_is_lost_in_laying_rows_out_anew() -> None:
    settled, _ = realigned(SHIFTED, COLUMNS)

    assert [[text for text in line if text] for line in texts(settled)] == [
        [text for text in line if text] for line in texts(SHIFTED)
    ]


def test_a_short_row_is_filled_up_at_its_end() -> None:
    settled, shifts = realigned([row("1", "Publish the register")], COLUMNS)

    assert texts(settled) == [["1", "Publish the register", "", "", "", ""]]
    assert shifts == []


def test_one_odd_cell_in_a_full_row_is_no_shift() -> None:
    odd = row("3", "Report to the board", "It was reported in full", "Complete", "Head of Audit", "On track")

    settled, shifts = realigned([odd], COLUMNS)

    assert (settled, shifts) == ([odd], [])


def test_columns_of_merged_headings_stand_apart_and_rows_that_fit_none_still_keep_their_cells() -> None:
    apart = [replace(column, index=column.index * 3) for column in columns("ref", "title", "due")]
    odd = [row("Head of Audit", "March 2025", at=2), row("Head of Parks", "May 2025", at=3)]

    settled, _ = realigned(odd, apart)

    assert [[text for text in cells if text] for cells in texts(settled)] == texts(odd)
