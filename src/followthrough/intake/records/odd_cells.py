"""Cells that hold no value of their own before they are read: errors of a spreadsheet, and "ditto"."""

import re
from collections.abc import Sequence

from followthrough.intake.kinds.owners import is_nobody
from followthrough.intake.marks import is_error
from followthrough.intake.records.record import Record
from followthrough.intake.records.table_reading import TableReading
from followthrough.intake.report import Problems, quote
from followthrough.intake.tables.columns import ColumnReading

_DITTO = re.compile(
    r"(?:ditto|[–-]?\s?do\.?\s?[–-]?|[\"”“″〃]+|''|,,|-\s?[\"”]\s?-"
    r"|(?:(?:same )?as|as per|see) (?:per )?(?:the )?"
    r"(?:above|previous|row above|previous row))\W*",
    re.IGNORECASE,
)
# What stands in a cell of owners until somebody is named.
_TO_BE_NAMED = re.compile(
    r"t\.?b\.?[cad]\.?"
    r"|to be (?:confirmed|agreed|advised|decided|determined|appointed|assigned|allocated|named)"
    r"|n/?a|not applicable|un(?:assigned|allocated)|not yet (?:known|agreed|assigned|allocated|appointed)",
    re.IGNORECASE,
)
_GOES_DOWN = {
    "owner", "who_when", "status", "start", "due", "original_due", "forecast", "theme", "workstream",
    "priority", "answers",
}  # fmt: skip
# The widest column of short values; what is longer is a text that no error and no mark fills.
_LONGEST = 30


def settle_odd_cells(tables: Sequence[TableReading], problems: Problems) -> None:
    """Empty the cells that hold an error and fill those that point to the one above, and say each."""
    for table in tables:
        for column in table.columns:
            _settle_column(table, column, problems)


def _settle_column(table: TableReading, column: ColumnReading, problems: Problems) -> None:
    above = ""
    for record in table.records:
        text = record.cells.get(column.index, "")
        if text and len(text) <= _LONGEST:
            if _is_error(text, column):
                _say_error(text, record, column, problems)
                record.cells[column.index] = ""
                continue
            if column.field == "owner" and _TO_BE_NAMED.fullmatch(text.strip(" .?-–()")):
                _say_unnamed(text, record, column, problems)
                record.cells[column.index] = ""
                continue
            if column.field in _GOES_DOWN and above and _DITTO.fullmatch(text):
                _say_ditto(text, above, record, column, problems)
                record.cells[column.index] = above
                continue
        above = text or above


def _is_error(text: str, column: ColumnReading) -> bool:
    if column.field == "owner":
        return is_nobody(text)
    return column.field != "note" and is_error(text)


def _say_error(text: str, record: Record, column: ColumnReading, problems: Problems) -> None:
    problems.add(
        "spreadsheet_error", "warning",
        f"{quote(text)} in the column {quote(column.heading or column.role)} is what a spreadsheet or a "
        "program shows where it has no value. It was left out. Write what was meant.",
        place=record.place, until=record.until, column=column.role,
    )  # fmt: skip


def _say_unnamed(text: str, record: Record, column: ColumnReading, problems: Problems) -> None:
    problems.add(
        "placeholder_text", "note",
        f"{quote(text)} stands where an owner should. Name one, or leave the cell empty.",
        place=record.place, until=record.until, column=column.role,
    )  # fmt: skip


def _say_ditto(text: str, above: str, record: Record, column: ColumnReading, problems: Problems) -> None:
    problems.add(
        "same_as_above", "note",
        f"{quote(text)} in the column {quote(column.heading or column.role)} was read as {quote(above)}, "
        "which stands above it.",
        place=record.place, until=record.until, column=column.role,
    )  # fmt: skip
