"""What is settled of the cells of a table before any of them is read: those that a person put right, those
that hold no value of their own, and how its columns of dates are written."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from followthrough.intake.corrections import CellChoice, DateOrder
from followthrough.intake.grid import as_paragraphs
from followthrough.intake.kinds.dates import DateColumn
from followthrough.intake.kinds.owners import is_nobody
from followthrough.intake.marks import is_error
from followthrough.intake.records.record import Record
from followthrough.intake.records.table_reading import TableReading
from followthrough.intake.report import (
    DATE_ORDER_MIXED,
    DATE_ORDER_UNKNOWN,
    DATES_EXCHANGED,
    DATES_MONTH_FIRST,
    Problems,
    quote,
)
from followthrough.intake.tables.column_reading import ColumnReading
from followthrough.plan.when import read_when
from followthrough.plan.when.order import Order, order_of, together

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
# What programs write for each value that nobody gave: nothing to ask a person about.
_SAYS_NONE = re.compile(r"[<(]?null[>)]?|\[\]|\{\}", re.IGNORECASE)
# The widest column of short values; what is longer is a text that no error and no mark fills.
_LONGEST = 30
_DATES = ("start", "due", "original_due", "forecast")


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
    applied = []
    for choice in choices:
        at = by_name.get(choice.column)
        row = next(
            (row for row, name in enumerate(names) if _is_meant(choice, records[row], name, several)), None
        )
        was = None if row is None or at is None else records[row].cells.get(at, "")
        if row is None or at is None or was is None or choice.was not in (None, was):
            continue
        records[row].cells[at] = as_paragraphs(choice.text)
        applied.append(replace(choice, was=was, ref=names[row] if names[row] not in several else None))
    return applied


def _is_meant(choice: CellChoice, record: Record, name: str, several: set[str]) -> bool:
    if choice.at is not None:
        return record.place == choice.at
    return bool(name) and name == choice.ref and name not in several


def _name_of(record: Record, columns: Sequence[ColumnReading]) -> str:
    """The ref of a row as printed, or its title where it has none."""
    fields = {column.field: column.index for column in reversed(columns)}
    texts = (record.cells.get(fields.get(field, -1), "") for field in ("ref", "title"))
    return next((text for text in texts if text), "")


def settle_odd_cells(tables: Sequence[TableReading], problems: Problems) -> None:
    """Empty the cells that hold an error and fill those that point to the one above, and say each."""
    for table in tables:
        for column in table.columns:
            _settle_column(table, column, problems)


def _settle_column(table: TableReading, column: ColumnReading, problems: Problems) -> None:
    above = ""
    is_of_program = _is_filled_by_program(table.texts_of(column), column)
    if column.field == "owner" and all(t.isdecimal() for t in table.texts_of(column) if t):
        _leave_out_numbers(table, column, problems)
    for record in table.records:
        text = record.cells.get(column.index, "")
        if text and len(text) <= _LONGEST:
            if _is_error(text, column):
                if not is_of_program:
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


def _is_filled_by_program(texts: Sequence[str], column: ColumnReading) -> bool:
    """Whether a program filled every cell of a column, also those without a value, and none is an error."""
    return all(texts) and all(
        _SAYS_NONE.fullmatch(text.strip())
        for text in texts
        if len(text) <= _LONGEST and _is_error(text, column)
    )


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


def _leave_out_numbers(table: TableReading, column: ColumnReading, problems: Problems) -> None:
    """Empty a column of owners that holds numbers alone: a program knows its people by them, and nobody
    else does."""
    numbered = [record for record in table.records if record.cells.get(column.index)]
    if numbered:
        problems.add(
            "number_for_owner", "warning",
            f"The column {quote(column.heading or column.role)} holds numbers, which name nobody. They were "
            "left out. Write names in their place, or delete the column if another holds the names.",
            place=numbered[0].place, until=numbered[-1].until, column=column.role,
        )  # fmt: skip
    for record in numbered:
        record.cells[column.index] = ""


def _say_ditto(text: str, above: str, record: Record, column: ColumnReading, problems: Problems) -> None:
    problems.add(
        "same_as_above", "note",
        f"{quote(text)} in the column {quote(column.heading or column.role)} was read as {quote(above)}, "
        "which stands above it.",
        place=record.place, until=record.until, column=column.role,
    )  # fmt: skip


def learn_date_columns(
    tables: Sequence[TableReading], problems: Problems, said: DateOrder | None = None
) -> None:
    """Tell each table how its date columns are written.

    Whether the month or the day stands first is what a person `said`, else told by the column, where it is
    silent by the document, and where that is silent too it is the day. What is not told by a column's own
    cells is said.
    """
    found = [
        (table, column, order_of(table.texts_of(column)))
        for table in tables
        for column in table.columns_of(*_DATES)
    ]
    whole = together([order for _, _, order in found])
    for table, column, order in found:
        is_known = bool(order.day_first or order.month_first)
        is_month_first = order.is_month_first if is_known else whole.is_month_first
        is_month_first = said == "month" if said else is_month_first
        table.date_columns[column.index] = DateColumn.learn(
            column.role, table.texts_of(column), is_month_first=is_month_first
        )
        if said is None:
            _say_order(table, column, order, is_month_first, problems)
    if said is None and whole.either and not (whole.day_first or whole.month_first):
        table = next(table for table, _, order in found if order.either)
        problems.add(
            DATE_ORDER_UNKNOWN, "note",
            f"No date of the file says whether the day or the month stands first in {quote(whole.either)}. "
            f"It was read as {_day(whole.either)}, and others like it with the day first too.",
            place=table.records[0].place,
        )  # fmt: skip


def _say_order(
    table: TableReading, column: ColumnReading, order: Order, is_month_first: bool, problems: Problems
) -> None:
    found = _order_to_check(column, order, is_month_first)
    if found:
        code, sentence = found
        problems.add(
            code, "warning", sentence,
            place=table.records[0].place, until=table.records[-1].until, column=column.role,
        )  # fmt: skip


def _order_to_check(column: ColumnReading, order: Order, is_month_first: bool) -> tuple[str, str] | None:
    """The code and the sentence of what a person should look at; None where nothing is in doubt."""
    heading, shown = quote(column.heading or column.role), order.either or order.a_month_first
    if order.beside_turned:
        which = "month" if order.month_first else "day"
        return DATES_EXCHANGED, (
            f"Some dates of the column {heading} have the {which} first ({quote(order.beside_turned)}), "
            "and a spreadsheet seems to have exchanged day and month in the others. Check each of them."
        )
    if order.is_mixed:
        return DATE_ORDER_MIXED, (
            f"The dates of the column {heading} are written both with the day and with the month first. "
            "Those that can be either were read with the day first. Check them."
        )
    if is_month_first and shown:
        because = "" if order.month_first else ", as other dates of the file are"
        return DATES_MONTH_FIRST, (
            f"The dates of the column {heading} were read with the month first{because}: {quote(shown)} is "
            f"{_day(shown, month_first=True)}. Check that this is right."
        )
    return None


def _day(text: str, *, month_first: bool = False) -> str:
    day = read_when(text, month_first=month_first).earliest
    return f"{day:%-d %B %Y}" if day else text
