"""What a reading saw on its way, for whoever wants to look at it: the review of an import, or `--explain`.

Of each table a person is shown its first rows, what it was taken for and why; of its shape no text is told.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from followthrough.intake.corrections import CellChoice, Use
from followthrough.intake.grid import Item, Place, Row
from followthrough.intake.identity.reading import Identity
from followthrough.intake.kinds.cells import kinds_of
from followthrough.intake.records.table_reading import TableReading
from followthrough.intake.stretches import Stretch, row_as_shown
from followthrough.intake.tables.table import Table
from followthrough.plan.document import Column

# So many rows show how a table is; a shape of more words shows no more.
_MOST_ROWS, _MOST_WORDS = 60, 40
_WORD, _DIGIT = re.compile(r"[^\W\d_]+"), re.compile(r"\d")
_FIRST_ROWS = 8
_MOST_SAMPLES, _LONGEST_SAMPLE = 3, 100

PLAN, KEY, RECOMMENDATIONS, NOT_USED = "plan", "key", "recommendations", "not_used"
# What each table was taken for, and why, by the place of its headings.
Roles = Mapping[Place, tuple[str, str]]
_LIKE = "Its columns and rows are like those of a plan."
_AS_OTHERS = "Its headings are those of the plan's other tables."
_UNLIKE = "Its columns and rows are not like those of a plan."
_NO_HEADINGS = "None of its rows looks like a row of headings."
_WHY = {
    RECOMMENDATIONS: "It lists recommendations, which the plan answers.",
    KEY: "It explains words of the plan.",
    NOT_USED: "No column of it says what is to be done.",
}


class ColumnSeen(BaseModel):
    """A column of the plan with the first texts that differ in it, cut, how certain its field is, and what
    speaks against it."""

    column: Column
    samples: list[str]
    chance: float = 1.0
    doubt: str | None = None


class TableSeen(BaseModel):
    """One table as it stands in the file, from the place of its first row to its last.

    `header` is how many rows stand above its headings and how many rows these have, None where none were
    found; `first` are its first rows, their texts cut; `use` is what a person said that it is; `shape` is how
    it was read, without its texts, where it is the plan or a person said that it is not; `columns` are those
    of the plan, each, also where two hold one field.
    """

    sheet: str | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    last_sheet: str | None = None
    last_page: int | None = None
    last_row: int | None = None
    rows: int
    header: tuple[int, int] | None = None
    first: list[list[str]]
    taken_for: str
    why: str
    use: Use | None = None
    shape: dict[str, Any] | None = None
    columns: list[ColumnSeen] = []

    @property
    def place(self) -> Place:
        """The place by which a person's choice names it."""
        return Place(row=self.row, sheet=self.sheet, page=self.page, table=self.table)


@dataclass
class Look:
    """Filled in by `plan_of` as it goes."""

    items: Sequence[Item] = ()
    stretches: list[Stretch] = field(default_factory=list)
    roles: dict[Place, tuple[str, str]] = field(default_factory=dict)
    readings: dict[Place, TableReading] = field(default_factory=dict)
    identity: Identity | None = None

    def take(self, tables: Sequence[Table], taken_for: str) -> None:
        """See what tables were taken for."""
        self.roles |= {table.place: (taken_for, _WHY[taken_for]) for table in tables}

    def weigh(self, table: Table, reading: TableReading | None, *, is_plan: bool) -> None:
        """See whether a table was taken for the plan, how likely it is, or that no action stands in it."""
        if reading is None:
            self.take([table], NOT_USED)
            return
        self.readings[table.place] = reading
        like = _AS_OTHERS if reading.likeness else _LIKE
        self.roles[table.place] = (PLAN, like) if is_plan else (NOT_USED, _UNLIKE)

    @property
    def cells_put_right(self) -> list[CellChoice]:
        """The cells that a person put right and that were there."""
        return [cell for reading in self.readings.values() for cell in reading.cells_put_right]

    @property
    def tables(self) -> list[TableSeen]:
        """The tables of the file as a person is shown them."""
        return [_seen(stretch, self.roles, self.readings) for stretch in self.stretches]


def _seen(stretch: Stretch, roles: Roles, readings: Mapping[Place, TableReading]) -> TableSeen:
    """One table; `readings` are those of actions, by the place of their headings."""
    rows = stretch.rows
    taken_for, why = (NOT_USED, _NO_HEADINGS)
    if stretch.table:
        taken_for, why = roles.get(stretch.table.place, (NOT_USED, "It goes on with another table."))
    if stretch.choice and stretch.choice.use != "plan":
        taken_for = PLAN if stretch.choice.use == "goes_on" else NOT_USED
    place, until = stretch.place, rows[-1].place
    reading = readings.get(stretch.table.place) if stretch.table and taken_for == PLAN else None
    is_put_aside = stretch.choice is not None and stretch.choice.use == "not_plan"
    return TableSeen(
        sheet=place.sheet,
        page=place.page,
        table=place.table,
        row=place.row,
        last_sheet=until.sheet if until.sheet != place.sheet else None,
        last_page=until.page,
        last_row=until.row,
        rows=len(rows),
        header=stretch.header,
        first=[list(row_as_shown(row)) for row in rows[:_FIRST_ROWS]],
        taken_for=taken_for,
        why="A person said so." if stretch.choice else why,
        use=stretch.choice.use if stretch.choice else None,
        shape=shape_of(stretch, reading) if reading or is_put_aside else None,
        columns=_columns_of(reading) if reading else [],
    )


def _columns_of(reading: TableReading) -> list[ColumnSeen]:
    return [
        ColumnSeen(
            column=column.as_column(),
            samples=_samples(reading, column.index),
            chance=round(column.chance, 3),
            doubt=column.doubt,
        )
        for column in reading.columns
        if column.heading
    ]


def _samples(reading: TableReading, index: int) -> list[str]:
    """The first texts of a column that differ."""
    texts = (" ".join(record.cells.get(index, "")[:_LONGEST_SAMPLE].split()) for record in reading.records)
    return list(dict.fromkeys(filter(None, texts)))[:_MOST_SAMPLES]


def shape_of(stretch: Stretch, reading: TableReading | None) -> dict[str, Any]:
    """The shape in the form of a labelled table: `headers`, `columns` with their fields, `rows` with their
    kinds. The headings are the file's words; of the cells none is left."""
    above, heads = stretch.header or (0, 0)
    rows = stretch.rows[above + heads :][:_MOST_ROWS]
    headers = stretch.rows[above : above + heads]
    width = max((len(row.cells) for row in [*headers, *rows]), default=0)
    columns = {column.index: column for column in reading.columns} if reading else {}
    begins = {record.place for record in reading.records} if reading else set()
    return {
        "headers": [list(row_as_shown(row)) for row in headers],
        "columns": [
            {
                "heading": columns[at].heading if at in columns else "",
                "field": columns[at].field if at in columns else "other",
            }
            for at in range(width)
        ],
        "rows": [_row(row, "action" if row.place in begins else "other") for row in rows],
    }


def _row(row: Row, kind: str) -> dict[str, Any]:
    texts = [cell.text for cell in row.cells]
    return {
        "kind": kind,
        "cells": [shape_of_text(text) for text in texts],
        "kinds": [sorted(kinds_of(text)) if text else [] for text in texts],
    }


def shape_of_text(text: str) -> str:
    """A text with each word as x, or X where it has a capital, and each digit as 9: "X x X", "99/99/9999"."""
    words = " ".join(text.split()[:_MOST_WORDS])
    return _DIGIT.sub("9", _WORD.sub(lambda word: "x" if word[0].islower() else "X", words))
