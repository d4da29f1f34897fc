"""Rows whose cells stand in the wrong columns: found by what the cells look like, over whole stretches.

A file that loses an empty column from some row on keeps its header, and every later cell moves one
to the left. Each stretch of such rows is laid out anew, and said as a problem.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from followthrough.intake.grid import Cell, Item, Row
from followthrough.intake.kinds.cells import is_date, is_prose, is_ref, kinds_of, looks_of
from followthrough.intake.report import Problems
from followthrough.intake.tables.column_reading import ColumnReading
from followthrough.intake.tables.table import Table

_LEAST_GAIN = 1.5
_EMPTY = Cell("")
# Kinds that contradict what does not suit a field.
_TELLING = {"ref", "owner", "date", "status", "yes_no"}
_LONGEST_VALUE = 30
_TEXT_FIELDS = {"title", "update", "note", "measures"}


@dataclass(frozen=True)
class Shift:
    """A stretch of rows that had lost the cells of one column."""

    rows: tuple[Row, ...]
    lost: ColumnReading


def realign(table: Table, columns: Sequence[ColumnReading], problems: Problems) -> None:
    """Lay the shifted rows of a table out anew, and say so."""
    rows = table.rows
    settled, shifts = realigned(rows, columns)
    moved: dict[int, Item] = dict(zip(map(id, rows), settled, strict=True))
    for segment in table.segments:
        segment.body = [moved.get(id(item), item) for item in segment.body]
    for shift in shifts:
        first, last, heading = shift.rows[0].place, shift.rows[-1].place, shift.lost.heading
        problems.add(
            "column_shift", "error",
            f"From row {first.row} to row {last.row} the cells of the column “{heading}” are missing, and "
            "the cells after it stand one column to the left. They were read below the headings that they "
            "fit. Check one of these rows.",
            place=first, until=last, column=heading,
        )  # fmt: skip


def realigned(rows: Sequence[Row], columns: Sequence[ColumnReading]) -> tuple[list[Row], list[Shift]]:
    """The rows with every cell below its own heading, and the stretches that had to be moved."""
    width = max((column.index for column in columns), default=-1) + 1
    padded = [_pad(row, width) for row in rows]
    settled = list(padded)
    shifts: list[Shift] = []
    odd = [_odd_places(row, columns) for row in rows]
    telling = _telling(rows, columns, odd)
    places = {column.index for column in telling}
    bad = [len(each & places) > (len(row.cells) >= len(columns)) for each, row in zip(odd, rows, strict=True)]
    for first, last in _stretches(rows, bad, len(columns)):
        lost = _lost_column(padded[first:last], columns, telling, width)
        if lost is None:
            continue
        settled[first:last] = [_insert(row, lost.index, width) for row in padded[first:last]]
        shifts.append(Shift(tuple(rows[first:last]), lost))
    return settled, shifts


def _odd_places(row: Row, columns: Sequence[ColumnReading]) -> set[int]:
    """Where a row's cells look like anything but what their column holds."""
    return {
        column.index
        for column in columns
        if (text := row.text_at(column.index)) and _cell_fit(text, column.field) < 0
    }


def _telling(
    rows: Sequence[Row], columns: Sequence[ColumnReading], odd: Sequence[set[int]]
) -> list[ColumnReading]:
    """The columns whose cells can tell that a row has shifted: not one of notes that holds dates or refs in
    most of its rows anyway."""
    telling = []
    for column in columns:
        is_judged = column.field in _TEXT_FIELDS or bool(looks_of(column.field)[0])
        if column.field == "note":
            filled = sum(bool(row.text_at(column.index)) for row in rows)
            is_judged = 2 * sum(column.index in each for each in odd) < max(filled, 1)
        if is_judged:
            telling.append(column)
    return telling


def _pad(row: Row, width: int) -> Row:
    missing = width - len(row.cells)
    return Row(row.cells + (_EMPTY,) * missing, row.place) if missing > 0 else row


def _insert(row: Row, index: int, width: int) -> Row:
    cells = (*row.cells[:index], _EMPTY, *row.cells[index:])
    while len(cells) > width and not cells[-1].text:
        cells = cells[:-1]
    return Row(cells, row.place)


def _stretches(rows: Sequence[Row], bad: Sequence[bool], width: int) -> list[tuple[int, int]]:
    """Runs of rows that fit their columns badly; a row of the same width between two belongs to the run."""
    stretches: list[tuple[int, int]] = []
    index = 0
    while index < len(rows):
        if not bad[index]:
            index += 1
            continue
        end = index + 1
        while end < len(rows) and (bad[end] or len(rows[end].cells) == len(rows[index].cells) != width):
            end += 1
        stretches.append((index, end))
        index = end
    return stretches


def _lost_column(
    rows: Sequence[Row], columns: Sequence[ColumnReading], telling: Sequence[ColumnReading], width: int
) -> ColumnReading | None:
    """The column that, given back as empty, makes the whole stretch fit best; None where none helps."""
    now = sum(_fit(row, telling) for row in rows)
    gains = {}
    for column in columns:
        if any(cell.text for row in rows for cell in row.cells[width - 1 : width]):
            return None
        gains[column] = sum(_fit(_insert(row, column.index, width), telling) for row in rows) - now
    # Of columns that would fit as well, the last: a cell that stands where it should is left there.
    best = max(gains, key=lambda column: (gains[column], column.index), default=None)
    return best if best and gains[best] >= _LEAST_GAIN else None


def _fit(row: Row, columns: Sequence[ColumnReading]) -> float:
    """How well a row's telling cells suit the columns that they stand in; an action has a title."""
    title = next((column.index for column in columns if column.field == "title"), 0)
    return -2.0 * (not row.text_at(title)) + sum(
        _cell_fit(text, column.field) for column in columns if (text := row.text_at(column.index))
    )


def _cell_fit(text: str, field: str) -> float:
    return _fit_of_text(text) if field in _TEXT_FIELDS else _fit_of_value(text, field)


@lru_cache(maxsize=50_000)
def _fit_of_value(text: str, field: str) -> float:
    suits, _ = looks_of(field)
    if not suits:
        return 0.0
    if field == "ref" and is_ref(text):
        return 1.0
    kinds = kinds_of(text)
    if not kinds.isdisjoint(suits):
        return 1.0
    return -1.0 if kinds & (_TELLING | {"prose"}) else 0.0


def _fit_of_text(text: str) -> float:
    """What a cell is taken for is asked of short texts alone: nearly every text of a plan is long, and no
    two are the same."""
    if is_prose(text):
        return 1.0
    return -1.0 if len(text) < _LONGEST_VALUE and (is_ref(text) or is_date(text)) else 0.0
