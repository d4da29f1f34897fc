"""Two tables that are one: a table too wide for a page goes on in another, which names its rows again; or
one says what is to be done, and another who does it and when, by the numbers of the first."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from followthrough.intake.grid import Cell, Item, Row
from followthrough.intake.report import Problems
from followthrough.intake.tables.headings import fields_of, fold_heading
from followthrough.intake.tables.table import Segment, Table
from followthrough.plan.when.periods import period_of

_EMPTY = Cell("")
# Names of rows: two columns at the least, and words among them. Numbers alone name rows of many tables.
_LEAST_SHARED, _LEAST_LETTERS = 2, 12

# A number of its own, or before words: "R1 – Know who calls", "Recommendation 4: …".
_NUMBER = re.compile(
    r"(?:(?P<kind>[^\W\d_]{3,14})\s+)?(?P<number>[A-Z]{0,4}[-.]?\d+(?:\.\d+)*[a-z]?)\.?(?:\(\w{1,4}\))*"
    r"(?:\s*[:–—-]\s*\S.*)?",
    re.IGNORECASE | re.DOTALL,
)
_NAMED = re.compile(r"[a-z]{3,} ")
_LEAST_NUMBERED, _MOSTLY = 3, 0.8
# The mean length of a column of what is to be done, in letters.
_WORDY = 30
_WHO_OR_WHEN = {"owner", "who_when", "due", "start"}

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
    return {(fold_heading(text), period_of(text)): at for at, text in enumerate(table.headings) if text}


def _names(table: Table, places: Sequence[int]) -> list[Name]:
    return [_name(row, places) for row in table.rows]


def _name(row: Row, places: Sequence[int]) -> Name:
    return tuple(" ".join(row.text_at(at).split()) for at in places)


def _tell_apart(names: Sequence[Name]) -> bool:
    letters = sum(max(map(len, name)) for name in names)
    return len(set(names)) == len(names) and letters >= _LEAST_LETTERS * len(names)


def _side_by_side(first: Table, later: Table) -> Table:
    own, others = _places_of(first), _places_of(later)
    shared = [heading for heading in others if heading in own]
    places, again = [own[each] for each in shared], [others[each] for each in shared]
    added = [at for at in range(len(later.headings)) if at not in again]
    named = dict(zip(_names(later, again), later.rows, strict=True))
    rest = {id(row): named[name] for row in first.rows if (name := _name(row, places)) in named}
    return _joined(first, later, added, rest)


def join_by_numbers(tables: Sequence[Table], problems: Problems) -> list[Table]:
    """The tables, each that says but who, when or how far of what another one numbers joined to that one."""
    left = list(tables)
    for later in [table for table in tables if len(tables) > 1 and _tells_but_of_others(table)]:
        numbered = _numbered_rows(later)
        first = next((table for table in left if _is_told_by(table, numbered)), None)
        if first is None:
            continue
        added = [at for at in range(len(later.headings)) if at != numbered.column]
        key = _numbered_rows(first)
        rows = {id(row): numbered.rows[number] for number, row in key.rows.items() if number in numbered.rows}
        left[left.index(first)] = _joined(first, later, added, rows)
        left.remove(later)
        problems.add(
            "tables_joined_by_number", "note",
            "This table says who or when, and another what is to be done. They were read as one, by their "
            "numbers. Check one or two of them.",
            place=later.place,
        )  # fmt: skip
    return left


@dataclass(frozen=True)
class _Numbered:
    """The rows of a table by the number that one column has for each; none where no column does."""

    column: int
    rows: Mapping[str, Row]


def _numbered_rows(table: Table) -> _Numbered:
    for column in range(table.segments[0].width):
        found = {number: row for row in table.rows if (number := _number_at(row, column))}
        if len(found) >= max(_LEAST_NUMBERED, _MOSTLY * len(table.rows)):
            return _Numbered(column, found)
    return _Numbered(0, {})


def _number_at(row: Row, column: int) -> str | None:
    """The number of a row: all that a cell says, or what stands before its words, "R1 – Know who calls"."""
    found = _NUMBER.fullmatch(row.text_at(column))
    return " ".join(filter(None, (found["kind"], found["number"]))).lower() if found else None


def _is_told_by(first: Table, numbered: _Numbered) -> bool:
    """Whether a table has a row of words for each number, and says itself of none who or when."""
    own = _numbered_rows(first)
    is_all = bool(numbered.rows) and numbered.rows.keys() <= own.rows.keys()
    if not is_all or 2 * len(numbered.rows) < len(own.rows):
        return False
    return _is_wordy(first) and _WHO_OR_WHEN.isdisjoint(_fields(first))


def _tells_but_of_others(later: Table) -> bool:
    """Whether a table says who or when, and nothing of what is to be done: it has but few words, or what it
    numbers is named, "Regulation 15"."""
    names = _fields(later)
    if "title" in names or names.isdisjoint(_WHO_OR_WHEN):
        return False
    return not _is_wordy(later) or all(map(_NAMED.match, _numbered_rows(later).rows))


def _is_wordy(table: Table) -> bool:
    columns = range(table.segments[0].width)
    lengths = (sum(len(row.text_at(at)) for row in table.rows) for at in columns)
    return any(length > _WORDY * len(table.rows) for length in lengths)


def _fields(table: Table) -> set[str]:
    """The fields that the headings of a table may say."""
    return {name for heading in table.headings for name in fields_of(heading)}


def _joined(first: Table, later: Table, added: list[int], rest: Mapping[int, Row]) -> Table:
    """One table with the columns of both; its rows, of which `rest` has what goes on by their identity, keep
    the places that they have in the first."""
    width = max(len(row.cells) for segment in first.segments for row in [*segment.header, *segment.rows])
    seam = _Seam(width, added)

    def wider(item: Item) -> Item:
        return seam.join(item, rest.get(id(item))) if isinstance(item, Row) else item

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
