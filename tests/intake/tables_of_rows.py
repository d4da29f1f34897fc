"""Rows, columns and tables for tests, without a file around them."""

from followthrough.intake.grid import Item, Place, Row
from followthrough.intake.marks import read_cell
from followthrough.intake.proposals.text_columns import read_text
from followthrough.intake.records.joining import Record, find_records
from followthrough.intake.tables.column_reading import ColumnReading
from followthrough.intake.tables.columns import read_columns, weigh_columns
from followthrough.intake.tables.finding import Found, find_tables
from followthrough.intake.tables.sections import strips_of
from followthrough.intake.tables.table import Table


def row(*texts: str, at: int = 1) -> Row:
    """A row of cells with these texts."""
    return Row(tuple(map(read_cell, texts)), Place(row=at))


def columns(*fields: str) -> list[ColumnReading]:
    """Columns that were read as these fields, headed by their names."""
    return [ColumnReading(at, field, None, field, None) for at, field in enumerate(fields)]


def items_of(text: str) -> list[Item]:
    """What the reader of text makes of lines; a bar stands for a tab."""
    return read_text(text.replace("|", "\t").encode())


def found_in(text: str) -> Found:
    """The tables in lines; a bar stands for a tab."""
    return find_tables(items_of(text))


def table_in(text: str) -> Table:
    """The only table in lines; a bar stands for a tab."""
    (table,) = found_in(text).tables
    return table


def records_in(text: str, running: frozenset[str] = frozenset()) -> list[Record]:
    """The records of the only table in lines; a bar stands for a tab."""
    table = table_in(text)
    return find_records(strips_of(table, running), read_columns(weigh_columns(table))).records
