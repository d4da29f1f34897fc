"""What a person decided of a file, as JSON: between processes, beside an import, and for the command line."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from followthrough.intake.corrections import CellChoice, Corrections, TableChoice, Use
from followthrough.intake.grid import Place

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
    return Corrections(read.columns, tables, cells)


def place_as_json(place: Place) -> dict[str, Any]:
    """A place as the corrections name it, without what the format has not."""
    return {name: value for name, value in place._asdict().items() if value is not None}


def cell_as_json(cell: CellChoice) -> dict[str, Any]:
    """A cell that was put right, as the corrections tell it."""
    row = {"column": cell.column, "text": cell.text, "ref": cell.ref, "was": cell.was}
    return row | {"at": place_as_json(cell.at) if cell.at else None}
