"""The rows of a file that stand together, a table found in them or not, for a person to choose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from followthrough.intake.corrections import TableChoice
from followthrough.intake.grid import Cell, Item, Line, Place, Row
from followthrough.intake.report import shortened
from followthrough.intake.tables.finding import Found
from followthrough.intake.tables.header_rows import folded, laid_header
from followthrough.intake.tables.table import Segment, Table

# Fewer rows, or rows of one cell alone, are no table to choose.
_LEAST_ROWS, _LEAST_FILLED = 2, 2
# In another version of a file the headings of a table stand among its first rows.
_FIRST_ROWS = 20
_MOST_CELLS, _LONGEST = 24, 100


@dataclass
class Stretch:
    """Rows that stand together, with the lines and gaps between them.

    `table` is what was found in them, or made of them as a person chose; `before` are the lines right above.
    """

    items: list[Item]
    table: Table | None
    before: list[Line]
    choice: TableChoice | None = None

    @property
    def rows(self) -> list[Row]:
        """The rows, those of the headings with them."""
        return [item for item in self.items if isinstance(item, Row)]

    @property
    def place(self) -> Place:
        """Where it begins, by which a person's choice names it."""
        return self.rows[0].place

    @property
    def header(self) -> tuple[int, int] | None:
        """How many rows stand above the headings, and how many rows these have; None without a table."""
        if self.choice and self.choice.header and self.table:
            return _moved(self.choice.header, self.choice, self.rows)
        return self.header_found

    @property
    def header_found(self) -> tuple[int, int] | None:
        """The same as it was found, whatever a person chose."""
        places = {row.place for row in self.table.segments[0].header} if self.table else set()
        at = [index for index, row in enumerate(self.rows) if row.place in places]
        return (at[0], len(at)) if at else None


@dataclass
class _Run:
    """Rows from one index of the items to another, of one table (its number), or of none that was found."""

    number: int | None
    start: int
    end: int


def stretches_of(items: Sequence[Item], found: Found) -> list[Stretch]:
    """The stretches of a file that may be tables, in order: each table, with the loose rows above it and
    between its rows, and the loose rows elsewhere."""
    runs = _runs(items, found)
    _join_loose_rows(items, runs)
    tables = {table.number: table for table in found.tables}
    stretches: dict[int, Stretch] = {}
    for at, run in enumerate(runs):
        before = runs[at - 1] if at else None
        key = -at - 1 if run.number is None else run.number
        stretch = stretches.setdefault(
            key, Stretch([], tables.get(key), _lines_above(items, run.start, tables.get(key)))
        )
        goes_on = before is not None and before.number == run.number is not None
        stretch.items += items[before.end if goes_on and before else run.start : run.end]
    return [stretch for stretch in stretches.values() if stretch.table or _could_be_table(stretch.rows)]


def _runs(items: Sequence[Item], found: Found) -> list[_Run]:
    numbers = {
        row.place: table.number
        for table in found.tables
        for segment in table.segments
        for row in [*segment.header, *segment.rows]
    }
    runs: list[_Run] = []
    for at, item in enumerate(items):
        if not isinstance(item, Row):
            continue
        number = numbers.get(item.place)
        last = runs[-1] if runs else None
        is_next = (
            last is not None and last.number == number and items[last.start].place.area == item.place.area
        )
        # Where neither sheets nor tables have numbers, what stands between keeps loose rows apart.
        is_parted = last is not None and number is None and item.place.area == (None, None) and last.end < at
        if last is not None and is_next and not is_parted:
            last.end = at + 1
        else:
            runs.append(_Run(number, at, at + 1))
    return runs


def _join_loose_rows(items: Sequence[Item], runs: Sequence[_Run]) -> None:
    """Loose rows are of the table below them in the same place, or else of that above."""
    for at, run in enumerate(runs):
        beside = [runs[at + 1 : at + 2], runs[max(at - 1, 0) : at]]
        for other in (each for few in beside for each in few):
            if run.number is None and items[other.start].place.area == items[run.start].place.area:
                run.number = other.number


def _lines_above(items: Sequence[Item], start: int, table: Table | None) -> list[Line]:
    if table is not None:
        return table.segments[0].before
    lines: list[Line] = []
    while start and not isinstance(items[start - 1], Row):
        start -= 1
        above = items[start]
        lines = [above, *lines] if isinstance(above, Line) else lines
    return lines


def _could_be_table(rows: Sequence[Row]) -> bool:
    return sum(len(row.filled) >= _LEAST_FILLED for row in rows) >= _LEAST_ROWS


def tables_chosen(
    stretches: Sequence[Stretch], choices: Iterable[TableChoice]
) -> tuple[list[Table], set[int]]:
    """The tables of a file as a person chose them, in order, and the numbers of those that are the plan.

    What nobody chose stays as it was found.
    """
    for choice in choices:
        if stretch := _meant(choice, stretches):
            stretch.choice = choice
    tables: list[Table] = []
    plans: set[int] = set()
    for stretch in stretches:
        use, number = stretch.choice.use if stretch.choice else None, len(tables) + 1
        if stretch.choice and use == "plan":
            stretch.table = _as_chosen(stretch, stretch.choice, number)
            plans.add(number)
        elif use == "goes_on" and tables:
            tables[-1].segments[-1].body += stretch.items
        if stretch.table and use in (None, "plan"):
            stretch.table = replace(stretch.table, number=number)
            tables.append(stretch.table)
    return tables, plans


def _meant(choice: TableChoice, stretches: Sequence[Stretch]) -> Stretch | None:
    """The stretch that a choice is about: the one at its place, with its headings if it has any."""
    able = [
        each for each in stretches if not choice.headings or _leaf_at(choice.headings, each.rows) is not None
    ]
    there = next((each for each in able if each.place == choice.at), None)
    return there or (able[0] if able and choice.headings else None)


def _leaf_at(headings: tuple[str, ...], rows: Sequence[Row]) -> int | None:
    return next((at for at, row in enumerate(rows[:_FIRST_ROWS]) if row_as_shown(row) == headings), None)


def row_as_shown(row: Row) -> tuple[str, ...]:
    """The cells of a row as a person is shown them: not all of a very wide row, nor of a long text."""
    return tuple(shortened(cell.text, _LONGEST) for cell in row.cells[:_MOST_CELLS])


def _as_chosen(stretch: Stretch, choice: TableChoice, number: int) -> Table:
    """The stretch as a table under the headings that were chosen, or that were found; else its first row.

    Where the choice is what was found, so is the table, with what stands between its pages.
    """
    rows = stretch.rows
    header = choice.header or (stretch.header_found if choice.last else None)
    if header is not None:
        header = _moved(header, choice, rows)
    if stretch.table is not None and not choice.last and header in (None, stretch.header_found):
        return stretch.table
    above, heads = header or (0, 1)
    if heads:
        head, leaf = laid_header(rows[above : above + heads])
    else:
        leaf = _numbered(rows[above:])
        head = [leaf]
    printed = {folded(row) for row in rows[above : above + heads]}
    start = stretch.items.index(rows[min(above + heads, len(rows) - 1)])
    end = stretch.items.index(rows[choice.last - 1]) + 1 if choice.last and choice.last <= len(rows) else None
    below = stretch.items[start:end]
    body = [item for item in below if not isinstance(item, Row) or folded(item) not in printed]
    return Table(number, [Segment(head, leaf, stretch.before, body)])


def _moved(header: tuple[int, int], choice: TableChoice, rows: Sequence[Row]) -> tuple[int, int]:
    """Where the headings that were chosen stand in this version, which may have more rows above them."""
    above, heads = header
    leaf = _leaf_at(choice.headings, rows)
    if leaf is not None and not above <= leaf < above + heads:
        above = max(0, leaf - heads + 1)
    return min(above, len(rows) - 1), heads


def _numbered(rows: Sequence[Row]) -> Row:
    """Headings for a table without any: "Column 1", "Column 2"."""
    width = max(len(row.cells) for row in rows)
    return Row(tuple(Cell(f"Column {at}") for at in range(1, width + 1)), rows[0].place)
