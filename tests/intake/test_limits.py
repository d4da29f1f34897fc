"""How large a plan can be."""

from itertools import repeat

import pytest

from followthrough.intake.grid import Cell, Item, Place, Row, UnreadableFileError
from followthrough.intake.limits import (
    MOST_CELLS_IN_A_ROW,
    MOST_LINES,
    MOST_ROWS,
    check_lines,
    check_size,
    within_rows,
)


def rows(count: int, cells: int, text: str = "x") -> list[Item]:
    return [Row((Cell(text),) * cells, Place(row=1))] * count


def test_the_largest_plan_is_allowed() -> None:
    check_size(rows(MOST_ROWS, 2))
    check_size(rows(2, MOST_CELLS_IN_A_ROW))
    check_lines("\n" * MOST_LINES)


def test_one_row_more_is_refused_with_the_limit() -> None:
    with pytest.raises(UnreadableFileError, match="more than 20,000 rows"):
        check_size(rows(MOST_ROWS + 1, 2))


def test_one_cell_more_in_a_row_is_refused_with_the_limit() -> None:
    with pytest.raises(UnreadableFileError, match="more than 1,000 cells in a row"):
        check_size(rows(1, MOST_CELLS_IN_A_ROW + 1))


def test_empty_cells_do_not_make_a_row_wide() -> None:
    check_size(rows(1, 16_384, text=""))


def test_one_line_more_is_refused_with_the_limit() -> None:
    with pytest.raises(UnreadableFileError, match="more than 500,000 lines"):
        check_lines("\n" * (MOST_LINES + 1))


def test_rows_are_counted_as_they_come_so_that_the_rest_is_not_read() -> None:
    endless = repeat(rows(1, 1)[0])

    with pytest.raises(UnreadableFileError, match="more than 20,000 rows"):
        list(within_rows(endless))
