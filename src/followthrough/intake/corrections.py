"""What a person decided of a file; it is honoured before anything is weighed.

A column is named by its heading. Of two columns with one heading each has a choice of its own, "RAG [1]" and
"RAG [2]", from the left; "RAG" alone is every one that has none. A table is named by the place of its first
row, or by its headings in another version of the file; a cell by the place of its row, or by the ref there.
It goes as JSON between processes, beside an import, and from a file for the command line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from followthrough.intake.grid import Place
from followthrough.plan.fields import BY_PERIOD, FIELDS, WITH_HEADING, full_heading
from followthrough.plan.when.periods import is_period

# The fields that a person can give a column; an owner and a note take the heading, and a status, an update
# and a forecast the period, which may stand after the field: "status:2026-05". That a date is a revised one
# is told beside the date that it revises: a person says which of them holds.
CHOICES = tuple(path for path in FIELDS if path != "revised_due")
_WITH_MORE = (*WITH_HEADING, *BY_PERIOD)

# A field, and the period of a status, an update or a forecast where it is said.
Choice = tuple[str, str | None]
# What stands first in dates that are numbers alone.
DateOrder = Literal["day", "month"]
# What a table is: the plan, no part of it, or further rows of the plan's table above it.
Use = Literal["plan", "not_plan", "goes_on"]


@dataclass(frozen=True)
class TableChoice:
    """What a person said of a table, which begins at a place.

    `header` are the rows above its headings and the rows of these, None for those that were found; `headings`
    are their words, by which the table is known in another version of the file; `last` counts its rows to
    the last that is of it, None where all are.
    """

    at: Place
    use: Use
    header: tuple[int, int] | None = None
    headings: tuple[str, ...] = ()
    last: int | None = None


@dataclass(frozen=True)
class CellChoice:
    """What stands in a cell, as a person put it right: in the row of an action, under a heading, or in the
    column of a field.

    The row is told by its place, or in another version by its ref; `was` is the text of the file, and where
    it is another the choice holds no more.
    """

    column: str
    text: str
    at: Place | None = None
    ref: str | None = None
    was: str | None = None


class Corrections:
    """The fields that a person gave to headings, and what they said of tables, cells and dates.

    `fields` maps a heading as printed ("group: heading" where it has a group, "heading [2]" where it is the
    second of its table) to a path of the plan format, "" for a column to keep as a note; `dates` is what
    stands first in dates of numbers, None where the file is to tell. Raises ValueError for a path that no
    column can have.
    """

    def __init__(
        self,
        fields: Mapping[str, str] | None = None,
        tables: Sequence[TableChoice] = (),
        cells: Sequence[CellChoice] = (),
        dates: DateOrder | None = None,
    ) -> None:
        self._fields = {_folded(heading): _parts(path) for heading, path in (fields or {}).items()}
        self.tables = tuple(tables)
        self.cells = tuple(cells)
        self.dates = dates

    def of(self, heading: str, group: str | None, nth: int | None = None) -> Choice | None:
        """The field and the period that a person gave a column, None where nobody did."""
        names = map(_folded, names_of(heading, group, nth))
        return next((self._fields[name] for name in names if name in self._fields), None)


def names_of(heading: str, group: str | None, nth: int | None) -> tuple[str, str]:
    """The headings by which a choice of a column may be kept, the one that tells it best first.

    What was chosen for the first of two holds for the only one of another version, and the other way round.
    """
    alone = full_heading(heading, group)
    return (full_heading(heading, group, nth), alone) if nth else (alone, full_heading(heading, group, 1))


def _folded(heading: str) -> str:
    return " ".join(heading.split())


def _parts(path: str) -> Choice:
    if not path:
        return "note", None
    if path in CHOICES:
        return path, None
    name, _, more = path.partition(":")
    if name not in _WITH_MORE or (name in BY_PERIOD and not is_period(more)):
        raise ValueError(f"No column of a plan can hold {path!r}.")
    return name, more if name in BY_PERIOD else None


_MOST_HEADS = 3


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _At(_Part):
    sheet: str | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None

    @property
    def place(self) -> Place:
        return Place(row=self.row, sheet=self.sheet, page=self.page, table=self.table)


class _Header(_Part):
    above: int = Field(ge=0)
    rows: int = Field(ge=0, le=_MOST_HEADS)


class _Table(_Part):
    at: _At
    use: Use
    header: _Header | None = None
    headings: list[str] = []
    last: int | None = Field(default=None, ge=1)


class _Cell(_Part):
    column: str
    text: str
    at: _At | None = None
    ref: str | None = None
    was: str | None = None


class _Stored(_Part):
    columns: dict[str, str] = {}
    tables: list[_Table] = []
    cells: list[_Cell] = []
    dates: DateOrder | None = None


def corrections_in(stored: object) -> Corrections:
    """The corrections that JSON tells. Raises ValueError with a sentence for what is none."""
    try:
        read = _Stored.model_validate(stored)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise ValueError(f"These are no corrections: {place}: {first['msg'].lower()}.") from error
    tables = [
        TableChoice(
            table.at.place,
            table.use,
            (table.header.above, table.header.rows) if table.header else None,
            tuple(table.headings),
            table.last,
        )
        for table in read.tables
    ]
    cells = [
        CellChoice(cell.column, cell.text, cell.at.place if cell.at else None, cell.ref, cell.was)
        for cell in read.cells
    ]
    return Corrections(read.columns, tables, cells, read.dates)


def place_as_json(place: Place) -> dict[str, Any]:
    """A place as the corrections name it, without what the format has not."""
    return {name: value for name, value in place._asdict().items() if value is not None}


def cell_as_json(cell: CellChoice) -> dict[str, Any]:
    """A cell that was put right, as the corrections tell it."""
    row = {"column": cell.column, "text": cell.text, "ref": cell.ref, "was": cell.was}
    return row | {"at": place_as_json(cell.at) if cell.at else None}
