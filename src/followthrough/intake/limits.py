"""How large a plan can be: far larger than any that was published, and small enough to be read in time."""

from collections.abc import Sequence

from followthrough.intake.grid import Item, Row, UnreadableFileError

MOST_LINES = 500_000
MOST_ROWS = 20_000
MOST_CELLS_IN_A_ROW = 1_000


def check_lines(text: str) -> None:
    """Raises UnreadableFileError for a text of more lines than a plan can have."""
    if text.count("\n") > MOST_LINES:
        raise UnreadableFileError(_too_much(f"{MOST_LINES:,} lines"))


def check_size(items: Sequence[Item]) -> None:
    """Raises UnreadableFileError for more rows, or wider ones, than a plan can have; empty cells are free."""
    rows = [item for item in items if isinstance(item, Row)]
    if len(rows) > MOST_ROWS:
        raise UnreadableFileError(_too_much(f"{MOST_ROWS:,} rows"))
    wide = (row for row in rows if len(row.cells) > MOST_CELLS_IN_A_ROW)
    if any(sum(bool(cell.text) for cell in row.cells) > MOST_CELLS_IN_A_ROW for row in wide):
        raise UnreadableFileError(_too_much(f"{MOST_CELLS_IN_A_ROW:,} cells in a row"))


def _too_much(counted: str) -> str:
    return f"The file has more than {counted}, which no plan needs. Save the plan alone, and try again."
