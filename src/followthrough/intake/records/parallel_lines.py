"""Rows that hold several actions: a bullet for each, and beside them as many owners, dates or statuses on
lines of their own."""

from collections.abc import Sequence
from dataclasses import replace

from followthrough.intake.grid import PARAGRAPH
from followthrough.intake.records.record import Record
from followthrough.intake.report import Problems, quote
from followthrough.intake.tables.column_reading import ColumnReading

_BULLET = "• "
# What says of each action who, when and how it stands; so many columns have a line for each.
_TELLING, _LEAST_COLUMNS = frozenset(("owner", "due", "start", "status", "update")), 2


def with_an_action_a_bullet(
    records: Sequence[Record], columns: Sequence[ColumnReading], problems: Problems
) -> list[Record]:
    """The records, each row of such a make as one for each bullet, which is said. A row with a ref is one
    action, whatever it lists."""
    parted: list[Record] = []
    for record in records:
        parts = _parts(record, columns)
        parted += parts or [record]
        if parts:
            first = quote(parts[0].cells[_index_of("title", columns)])
            problems.add(
                "row_parted", "note",
                f"This row lists {len(parts)} actions with a line for each in other columns, and was read as "
                f"{len(parts)} actions, the first {first}. Check them.",
                place=record.place, until=record.until,
            )  # fmt: skip
    return parted


def _index_of(field: str, columns: Sequence[ColumnReading]) -> int:
    return next((column.index for column in columns if column.field == field), -1)


def _parts(record: Record, columns: Sequence[ColumnReading]) -> list[Record]:
    title = _index_of("title", columns)
    bullets = record.cells.get(title, "").split(PARAGRAPH)
    are_bullets = len(bullets) > 1 and all(line.startswith(_BULLET) for line in bullets)
    if not are_bullets or record.cells.get(_index_of("ref", columns)):
        return []
    lines = {index: text.split(PARAGRAPH) for index, text in record.cells.items()}
    telling = [column.index for column in columns if column.field in _TELLING]
    as_many = [index for index in telling if len(lines.get(index, ())) == len(bullets)]
    if len(as_many) < _LEAST_COLUMNS:
        return []
    own = {index: parts for index, parts in lines.items() if index in as_many or index == title}
    return [
        replace(
            record,
            cells=record.cells | {index: parts[at].removeprefix(_BULLET) for index, parts in own.items()},
            narrative=list(record.narrative) if at == 0 else [],
            said_twice=list(record.said_twice) if at == 0 else [],
        )
        for at in range(len(bullets))
    ]
