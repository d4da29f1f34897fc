"""What exports of task tools say of each row in a column of its own: a task, the section above it, a note."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from followthrough.intake.grid import Row
from followthrough.intake.kinds.cells import TYPES_OF_TASKS
from followthrough.intake.records.row_rules import RowKind
from followthrough.intake.records.rows_seen import text_at

_SAID = {
    "section": RowKind.SECTION,
    "heading": RowKind.SECTION,
    "header": RowKind.SECTION,
    "note": RowKind.NARRATIVE,
    "comment": RowKind.NARRATIVE,
}
# So many rows of such a column say it.
_MOSTLY = 0.8


class SaidKinds(NamedTuple):
    """The kinds of the rows that say they are no task, by their places, and the column that says it."""

    kinds: Mapping[int, RowKind]
    column: int | None = None


def said_kinds(rows: Sequence[Row | None]) -> SaidKinds:
    """What a column says of nearly all rows: some are tasks, each of the others is a section or a note."""
    width = max((len(row.cells) for row in rows if row), default=0)
    for index in range(width):
        said = {at: text.lower() for at, row in enumerate(rows) if (text := text_at(row, index))}
        known = [text for text in said.values() if text in _SAID or text in TYPES_OF_TASKS]
        if len(known) >= _MOSTLY * len(said) and TYPES_OF_TASKS & set(known) and _SAID.keys() & set(known):
            return SaidKinds({at: _SAID[text] for at, text in said.items() if text in _SAID}, index)
    return SaidKinds({})
