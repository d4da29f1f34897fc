"""Tables without headings that are no part of the plan above them: meetings, contacts, who signed."""

from collections.abc import Sequence
from dataclasses import dataclass

from followthrough.intake.grid import Item, Line, Row
from followthrough.intake.tables.cells import is_date, is_ref
from followthrough.intake.tables.header_rows import filled_in
from followthrough.intake.tables.headings import is_plain_heading

# So many times fewer columns than the plan above.
_NARROWER = 2
_LEAST_FILLED = 2


@dataclass
class Apart:
    """A table without headings, far narrower than the plan above it, under a heading of its own."""

    heading: Line
    rows: list[Row]

    def has(self, row: Row) -> bool:
        """Whether a row stands in this table."""
        return _table_of(row) == _table_of(self.rows[0])


def table_apart(items: Sequence[Item], index: int, leaf: Row, width: int) -> Apart | None:
    """The table that begins at `index`, with its first row, where it is no part of the plan whose headings
    stand in the row `leaf`; None where it could go on with that plan."""
    row, heading, below = items[index], items[index - 1] if index else None, items[index + 1 : index + 2]
    if not isinstance(row, Row) or not isinstance(heading, Line) or not _could_head(heading):
        return None
    if row.place.table is None or _table_of(row) == _table_of(leaf):
        return None
    goes_on = any(isinstance(item, Row) and _table_of(item) == _table_of(row) for item in below)
    is_narrow = _NARROWER * len(row.cells) <= width
    return Apart(heading, [row]) if goes_on and is_narrow and not _tells_of_action(row) else None


def _tells_of_action(row: Row) -> bool:
    """Whether a row could be an action, or words about the one above: a text alone, or after its label."""
    first = row.cells[0].text
    begins_action = is_ref(first) and not is_date(first)
    return begins_action or filled_in(row) < _LEAST_FILLED or is_plain_heading(first)


def _could_head(line: Line) -> bool:
    return line.level is not None or not line.text.endswith((".", ";", ","))


def _table_of(row: Row) -> tuple[str | None, int | None]:
    return row.place.sheet, row.place.table
