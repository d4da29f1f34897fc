"""How the date columns of all tables are written, learnt before any of their cells is read, and said."""

from collections.abc import Iterator, Sequence

from followthrough.intake.kinds.dates import DateColumn
from followthrough.intake.records.table_reading import TableReading
from followthrough.intake.report import Problems, quote
from followthrough.intake.tables.columns import ColumnReading
from followthrough.plan.when import read_when
from followthrough.plan.when.order import Order, order_of, together

_DATES = ("start", "due", "original_due", "forecast")


def learn_date_columns(tables: Sequence[TableReading], problems: Problems) -> None:
    """Tell each table how its date columns are written.

    Whether the month or the day stands first is told by the column, where it is silent by the document, and
    where that is silent too it is the day. What is not told by a column's own cells is said.
    """
    found = [(table, column, order_of(table.texts_of(column))) for table, column in _columns(tables)]
    whole = together([order for _, _, order in found])
    for table, column, order in found:
        is_known = bool(order.day_first or order.month_first)
        is_month_first = order.is_month_first if is_known else whole.is_month_first
        table.date_columns[column.index] = DateColumn.learn(
            column.role, table.texts_of(column), is_month_first=is_month_first
        )
        _say_order(table, column, order, is_month_first, problems)
    if whole.either and not (whole.day_first or whole.month_first):
        table = next(table for table, _, order in found if order.either)
        problems.add(
            "date_order_unknown", "note",
            f"No date of the file says whether the day or the month stands first in {quote(whole.either)}. "
            f"It was read as {_day(whole.either)}, and others like it with the day first too.",
            place=table.records[0].place,
        )  # fmt: skip


def _columns(tables: Sequence[TableReading]) -> Iterator[tuple[TableReading, ColumnReading]]:
    return ((table, column) for table in tables for column in table.columns_of(*_DATES))


def _say_order(
    table: TableReading, column: ColumnReading, order: Order, is_month_first: bool, problems: Problems
) -> None:
    sentence = _sentence(column, order, is_month_first)
    if sentence:
        problems.add(
            "date_order", "warning", sentence,
            place=table.records[0].place, until=table.records[-1].until, column=column.role,
        )  # fmt: skip


def _sentence(column: ColumnReading, order: Order, is_month_first: bool) -> str | None:
    heading, shown = quote(column.heading or column.role), order.either or order.a_month_first
    if order.beside_turned:
        which = "month" if order.month_first else "day"
        return (
            f"Some dates of the column {heading} have the {which} first ({quote(order.beside_turned)}), "
            "and a spreadsheet seems to have exchanged day and month in the others. Check each of them."
        )
    if order.is_mixed:
        return (
            f"The dates of the column {heading} are written both with the day and with the month first. "
            "Those that can be either were read with the day first. Check them."
        )
    if is_month_first and shown:
        because = "" if order.month_first else ", as other dates of the file are"
        return (
            f"The dates of the column {heading} were read with the month first{because}: {quote(shown)} is "
            f"{_day(shown, month_first=True)}. Check that this is right."
        )
    return None


def _day(text: str, *, month_first: bool = False) -> str:
    day = read_when(text, month_first=month_first).earliest
    return f"{day:%-d %B %Y}" if day else text
