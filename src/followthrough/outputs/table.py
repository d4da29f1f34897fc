"""A plan as headed rows of text: all that a writer of spreadsheets or documents needs to know of it."""

from dataclasses import dataclass
from typing import NamedTuple

from followthrough.outputs.action_text import Scheme, status_of, text_of
from followthrough.outputs.columns import columns_of
from followthrough.outputs.status_colours import colours_of
from followthrough.plan.document import Action, Column, PlanDocument, Status


class TableCell(NamedTuple):
    """One cell. `colour` is the rrggbb of the status that its words name, None elsewhere."""

    text: str
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One action. `is_main` where it heads others, so that a writer may set it off."""

    cells: tuple[TableCell, ...]
    is_main: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The columns with their headings, groups and widths, and one row an action in the plan's order."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]

    @property
    def has_groups(self) -> bool:
        """Whether some headings stand over several columns."""
        return any(column.group for column in self.columns)


def rows_of(plan: PlanDocument) -> Table:
    """The actions of a plan in its own layout; nothing that an action says is left without a column."""
    columns, scheme, colours = columns_of(plan), plan.scheme or [], colours_of(plan)
    rows = (_row(action, columns, scheme, colours) for action in plan.actions)
    return Table(tuple(columns), tuple(rows))


def _row(action: Action, columns: list[Column], scheme: Scheme, colours: dict[Status, str]) -> TableRow:
    cells: list[TableCell] = []
    said: set[str] = set()
    for column in columns:
        field = column.field or ""
        # Two columns may have been read as one field, such as two halves of a broken update: say it once.
        text = "" if field in said else text_of(action, field, scheme)
        said.add(field)
        status = status_of(action, field) if text else None
        cells.append(TableCell(text, colours.get(status) if status else None))
    return TableRow(tuple(cells), action.kind in ("main", "heading"))
