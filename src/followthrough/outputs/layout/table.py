"""A plan as headed rows of text: all that a writer of spreadsheets or documents needs to know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from followthrough.outputs.layout.action_text import Scheme, date_reader_of, reader_of, status_of
from followthrough.outputs.layout.columns import columns_of
from followthrough.outputs.layout.status_colours import colours_of
from followthrough.plan.document import Action, Column, PlanDocument, Status
from followthrough.plan.when import When


class HeadingGroup(NamedTuple):
    """The heading over one or more columns; "" over a column that has none."""

    text: str
    width: int


class TableCell(NamedTuple):
    """One cell. `colour` is the rrggbb of the status that its words name, `when` the date that they are.

    Both are None elsewhere.
    """

    text: str
    colour: str | None = None
    when: When | None = None


_EMPTY = TableCell("")


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

    @property
    def groups(self) -> list[HeadingGroup]:
        """The upper row of headings from left to right: their widths, in columns, add up to all columns."""
        groups: list[HeadingGroup] = []
        for column in self.columns:
            text = column.group or ""
            if text and groups and groups[-1].text == text:
                groups[-1] = groups[-1]._replace(width=groups[-1].width + 1)
            else:
                groups.append(HeadingGroup(text, 1))
        return groups


def rows_of(plan: PlanDocument) -> Table:
    """The actions of a plan in its own layout; nothing that an action says is left without a column."""
    columns, scheme, colours = columns_of(plan), plan.scheme or [], colours_of(plan)
    fields = [column.field or "" for column in columns]
    # Two columns may have been read as one field, such as two halves of a broken update: say it once.
    said_once = ["" if field in fields[:at] else field for at, field in enumerate(fields)]
    cells = [_cell_reader(field, scheme, colours) for field in said_once]
    rows = (
        TableRow(tuple([cell(action) for cell in cells]), action.kind in ("main", "heading"))
        for action in plan.actions
    )
    return Table(tuple(columns), tuple(rows))


def _cell_reader(field: str, scheme: Scheme, colours: dict[Status, str]) -> Callable[[Action], TableCell]:
    """What makes the cell of an action under a column."""
    read, date_of = reader_of(field, scheme), date_reader_of(field)
    is_status = field.partition(":")[0] == "status"

    def cell(action: Action) -> TableCell:
        text = read(action)
        if not text:
            return _EMPTY
        if not is_status:
            return TableCell(text, None, date_of(action))
        status = status_of(action, field)
        return TableCell(text, colours.get(status) if status else None)

    return cell
