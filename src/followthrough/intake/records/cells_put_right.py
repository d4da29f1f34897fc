"""The cells that a person put right, in the records of a table, before anything in them is understood."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from followthrough.intake.corrections import CellChoice
from followthrough.intake.grid import as_paragraphs
from followthrough.intake.records.record import Record
from followthrough.intake.tables.columns import ColumnReading


def put_cells_right(
    records: Sequence[Record], columns: Sequence[ColumnReading], choices: Iterable[CellChoice]
) -> list[CellChoice]:
    """Put what a person chose into the records. Gives the choices that hold, each with the row's name and
    what stood in the cell; the words of the file stay among its leftovers."""
    if not choices:
        return []
    # A person says it by the heading, a page by the field, which tables under other headings share.
    by_name = {column.path: column.index for column in reversed(columns)}
    by_name |= {column.as_column().full_heading: column.index for column in reversed(columns)}
    names = [_name_of(record, columns) for record in records]
    several = {name for name, count in Counter(names).items() if count > 1}
    held = []
    for choice in choices:
        at = by_name.get(choice.column)
        row = next(
            (row for row, name in enumerate(names) if _is_meant(choice, records[row], name, several)), None
        )
        was = None if row is None or at is None else records[row].cells.get(at, "")
        if row is None or at is None or was is None or choice.was not in (None, was):
            continue
        records[row].cells[at] = as_paragraphs(choice.text)
        held.append(replace(choice, was=was, ref=names[row] if names[row] not in several else None))
    return held


def _is_meant(choice: CellChoice, record: Record, name: str, several: set[str]) -> bool:
    if choice.at is not None:
        return record.place == choice.at
    return bool(name) and name == choice.ref and name not in several


def _name_of(record: Record, columns: Sequence[ColumnReading]) -> str:
    """The ref of a row as printed, or its title where it has none."""
    fields = {column.field: column.index for column in reversed(columns)}
    texts = (record.cells.get(fields.get(field, -1), "") for field in ("ref", "title"))
    return next((text for text in texts if text), "")
