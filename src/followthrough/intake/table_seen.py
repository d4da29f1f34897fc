"""What a person is shown of each table of a file: its first rows, what it was taken for and why."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from followthrough.intake.corrections import Use
from followthrough.intake.grid import Place
from followthrough.intake.records.table_reading import TableReading
from followthrough.intake.shapes import shape_of
from followthrough.intake.tables.stretches import Stretch, row_as_shown

_FIRST_ROWS = 8

PLAN, KEY, RECOMMENDATIONS, NOT_USED = "plan", "key", "recommendations", "not_used"
# What each table was taken for, and why, by the place of its headings.
Roles = Mapping[Place, tuple[str, str]]
_NO_HEADINGS = "None of its rows looks like a row of headings."


class TableSeen(BaseModel):
    """One table as it stands in the file, from the place of its first row to its last.

    `header` is how many rows stand above its headings and how many rows these have, None where none were
    found; `first` are its first rows, their texts cut; `use` is what a person said that it is; `shape` is how
    it was read, without its texts, where it is the plan or a person said that it is not.
    """

    sheet: str | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    last_page: int | None = None
    last_row: int | None = None
    rows: int
    header: tuple[int, int] | None = None
    first: list[list[str]]
    taken_for: str
    why: str
    use: Use | None = None
    shape: dict[str, Any] | None = None

    @property
    def place(self) -> Place:
        """The place by which a person's choice names it."""
        return Place(row=self.row, sheet=self.sheet, page=self.page, table=self.table)


def tables_seen(
    stretches: Sequence[Stretch], roles: Roles, readings: Mapping[Place, TableReading]
) -> list[TableSeen]:
    """The tables of a file, in order; `readings` are those of actions, by the place of their headings."""
    return [_seen(stretch, roles, readings) for stretch in stretches]


def _seen(stretch: Stretch, roles: Roles, readings: Mapping[Place, TableReading]) -> TableSeen:
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
        last_page=until.page,
        last_row=until.row,
        rows=len(rows),
        header=stretch.header,
        first=[list(row_as_shown(row)) for row in rows[:_FIRST_ROWS]],
        taken_for=taken_for,
        why="A person said so." if stretch.choice else why,
        use=stretch.choice.use if stretch.choice else None,
        shape=shape_of(stretch, reading) if reading or is_put_aside else None,
    )
