"""A plan's table cut where its theme changes, for formats that set a theme as a heading over its actions."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from followthrough.outputs.layout.table import Table, TableRow, rows_of
from followthrough.plan.document import PlanDocument

Part = TypeVar("Part")

# A longer name is no heading; a heading is one line.
_LONGEST_THEME = 90


class ThemeTable(NamedTuple):
    """The actions of one theme, under its name; None where the plan's own columns say the themes."""

    theme: str | None
    table: Table


def theme_tables_of(plan: PlanDocument) -> list[ThemeTable]:
    """The plan's table as one table a theme, all with the same columns, in the plan's order.

    One table with no theme over it where the plan's own layout has a column for themes, where there is but
    one, or where an action has none: a heading would then say too much or too little.
    """
    table = rows_of(plan)
    themes = [action.theme for action in plan.actions]
    at = _added_theme_column(plan, table)
    if at is None or len(set(themes)) < 2 or not all(map(_is_heading, themes)):
        return [ThemeTable(None, table)]
    columns = _without(table.columns, at)
    rows = [TableRow(_without(row.cells, at), row.is_main) for row in table.rows]
    stretches = groupby(zip(themes, rows, strict=True), key=lambda pair: pair[0])
    return [ThemeTable(theme, Table(columns, tuple(row for _, row in pairs))) for theme, pairs in stretches]


def whole_of(themes: Sequence[ThemeTable]) -> Table:
    """The tables of all themes as one, by which columns are given the same width in each."""
    return Table(themes[0].table.columns, tuple(row for each in themes for row in each.table.rows))


def _added_theme_column(plan: PlanDocument, table: Table) -> int | None:
    own = {column.field for column in plan.layout}
    fields = [column.field for column in table.columns]
    return fields.index("theme") if "theme" in fields and "theme" not in own else None


def _is_heading(theme: str | None) -> bool:
    return bool(theme) and len(theme or "") <= _LONGEST_THEME and "\n" not in (theme or "")


def _without(parts: tuple[Part, ...], at: int) -> tuple[Part, ...]:
    return parts[:at] + parts[at + 1 :]
