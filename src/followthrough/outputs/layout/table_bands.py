"""A table too wide for a page as bands, one below the other: each begins with what names its rows."""

from collections.abc import Sequence
from itertools import groupby

from followthrough.outputs.layout.table import Table, TableRow
from followthrough.plan.document import Column
from followthrough.plan.fields import BY_PERIOD

_NAMING = ("ref", "title")

# The places of a table's columns, from 0, in the order in which a band has them.
Band = list[int]


def bands_of(table: Table, widths: Sequence[float], room: float) -> list[Band]:
    """The columns of each band, so that its `widths` fit into `room`; one band where one is enough.

    Every band after the first begins with the ref and the title again. A table in which these don't name
    its rows stays in one band: it would fall apart.
    """
    naming = [at for at, column in enumerate(table.columns) if column.field in _NAMING]
    if sum(widths) <= room or not _is_named(table, naming):
        return [list(range(len(table.columns)))]
    bands: list[Band] = [[]]
    for unit in _units(table.columns):
        used = sum(widths[at] for at in bands[-1])
        if set(bands[-1]) - set(naming) and used + sum(widths[at] for at in unit) > room:
            bands.append(list(naming))
        bands[-1] += [at for at in unit if at not in bands[-1]]
    return bands


def band_of(table: Table, band: Band) -> Table:
    """The table with the columns of one band alone."""
    rows = (TableRow(tuple(row.cells[at] for at in band), row.is_main) for row in table.rows)
    return Table(tuple(table.columns[at] for at in band), tuple(rows))


def _is_named(table: Table, naming: Band) -> bool:
    """Whether each row has a title, and with its ref a name of its own."""
    if [table.columns[at].field for at in naming] != list(_NAMING):
        return False
    names = [tuple(row.cells[at].text for at in naming) for row in table.rows]
    return len(set(names)) == len(names) and all(title for _, title in names)


def _units(columns: Sequence[Column]) -> list[Band]:
    """Columns that must stay side by side: the status and the update of one period."""
    units = groupby(range(len(columns)), key=lambda at: _period(columns[at]) or at)
    return [list(unit) for _, unit in units]


def _period(column: Column) -> str | None:
    name, _, period = (column.field or "").partition(":")
    return period if period and name in BY_PERIOD else None
