"""A table too wide for a page that goes on in another, which names its rows again: the two are one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from followthrough.intake.grid import Cell, Item, Row
from followthrough.intake.tables.headings import fold_heading
from followthrough.intake.tables.table import Segment, Table
from followthrough.plan.when.periods import period_of

_EMPTY = Cell("")
# Names of rows: two columns at the least, and words among them. Numbers alone name rows of many tables.
_LEAST_SHARED, _LEAST_LETTERS = 2, 12

Name = tuple[str, ...]


def join_sideways(tables: Sequence[Table]) -> list[Table]:
    """The tables, each that repeats rows of another, no shorter one under further headings joined to that."""
    joined: dict[int, Table] = {}
    for table in sorted(tables, key=lambda table: -len(table.rows)):
        wide = next((each for each in joined.values() if _goes_on(each, table)), None)
        joined[(wide or table).number] = _side_by_side(wide, table) if wide else table
    return [joined[table.number] for table in tables if table.number in joined]


def _goes_on(first: Table, later: Table) -> bool:
    """Whether a table has rows of the first one alone, in their order, and other columns."""
    own, others = _places_of(first), _places_of(later)
    shared = [heading for heading in others if heading in own]
    if len(shared) < _LEAST_SHARED or len(shared) == len(others):
        return False
    names = _names(first, [own[heading] for heading in shared])
    again = _names(later, [others[heading] for heading in shared])
    return _tell_apart(names) and bool(again) and [name for name in names if name in set(again)] == again


def _places_of(table: Table) -> dict[tuple[str, str | None], int]:
    """The place of each heading of the lowest row, told apart by its period."""
    cells = table.segments[0].leaf.cells
    return {(fold_heading(cell.text), period_of(cell.text)): at for at, cell in enumerate(cells) if cell.text}


def _names(table: Table, places: Sequence[int]) -> list[Name]:
    return [_name(row, places) for row in table.rows]


def _name(row: Row, places: Sequence[int]) -> Name:
    return tuple(" ".join(row.cells[at].text.split()) if at < len(row.cells) else "" for at in places)


def _tell_apart(names: Sequence[Name]) -> bool:
    letters = sum(max(map(len, name)) for name in names)
    return len(set(names)) == len(names) and letters >= _LEAST_LETTERS * len(names)


def _side_by_side(first: Table, later: Table) -> Table:
    """One table with the columns of both; its rows keep the places that they have in the first."""
    own, others = _places_of(first), _places_of(later)
    shared = [heading for heading in others if heading in own]
    places, again = [own[each] for each in shared], [others[each] for each in shared]
    seam = _Seam(
        width=max(len(row.cells) for segment in first.segments for row in [*segment.header, *segment.rows]),
        added=[at for at in range(len(later.segments[0].leaf.cells)) if at not in again],
    )
    rest = dict(zip(_names(later, again), later.rows, strict=True))

    def wider(item: Item) -> Item:
        return seam.join(item, rest.get(_name(item, places))) if isinstance(item, Row) else item

    segments = [
        replace(
            segment,
            header=_join_headers(segment, later.segments[0], seam),
            leaf=seam.join(segment.leaf, later.segments[0].leaf),
            body=[wider(item) for item in segment.body],
        )
        for segment in first.segments
    ]
    return Table(first.number, segments)


@dataclass(frozen=True)
class _Seam:
    """Where two tables are joined: the width of the first, and the columns that the later one adds."""

    width: int
    added: Sequence[int]

    def join(self, row: Row, rest: Row | None) -> Row:
        cells = rest.cells if rest else ()
        blanks = (_EMPTY,) * (self.width - len(row.cells))
        further = tuple(cells[at] if at < len(cells) else _EMPTY for at in self.added)
        return Row((*row.cells, *blanks, *further), row.place)


def _join_headers(first: Segment, later: Segment, seam: _Seam) -> list[Row]:
    """The rows of both headers, their lowest rows of headings side by side."""
    leaves = [segment.header.index(segment.leaf) for segment in (first, later)]
    above = max(leaves)
    below = max(len(segment.header) - at for segment, at in zip((first, later), leaves, strict=True))
    blank = Row((), first.leaf.place)
    rows = [
        [_row_at(segment, at + step) for segment, at in zip((first, later), leaves, strict=True)]
        for step in range(-above, below)
    ]
    return [seam.join(left or blank, right) for left, right in rows]


def _row_at(segment: Segment, at: int) -> Row | None:
    return segment.header[at] if 0 <= at < len(segment.header) else None
