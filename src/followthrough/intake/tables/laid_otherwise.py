"""Tables that are laid otherwise than a row for each action under one header: turned on their side, two of
them side by side, with a column for each level of a title, of one row with more in the text below, or too
wide for a page and going on in another that names its rows again."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from followthrough.intake.grid import PARAGRAPH, Cell, Gap, Item, Line, Row, Said
from followthrough.intake.tables.header_rows import folded
from followthrough.intake.tables.headings import fields_of, fold_heading
from followthrough.intake.tables.table import Segment, Table
from followthrough.plan.when.periods import period_of

_EMPTY = Cell("")
# The right one of two tables side by side counts as the second of its sheet.
_BESIDE = 2
_SIDE_BY_SIDE = (
    "Two tables stand side by side here, parted by an empty column. Each was read by itself. Check that they "
    "are two."
)
# Names of rows: two columns at the least, and words among them. Numbers alone name rows of many tables.
_LEAST_SHARED, _LEAST_LETTERS = 2, 12
# A table is turned where so many kinds of headings stand in its first column, beside so many actions.
_LEAST_KINDS, _LEAST_WIDTH = 3, 3
# So many tables of one row are laid out alike by nobody but who means each as an entry.
_LEAST_TABLES = 3
_MOSTLY = 0.5
# A few words, no sentence and no year.
_LABEL = re.compile(r"[^\W\d_].{0,58}[^\W_]")
_NUMBER = re.compile(r"\d+")
# The heading of one level of a title: "Title 1", "Level 2".
_LEVEL = re.compile(r"(?P<name>[^\W\d_]{3,20}) ?(?P<level>[1-9])")
_LEAST_LEVELS, _LETTERS_OF_TITLE = 2, 8

Name = tuple[str, ...]


def with_turned_tables_upright(items: Sequence[Item]) -> Iterator[Item]:
    """The items, each table that has a column for each action as one that has a row for each, and that it
    was turned."""
    for _, group in groupby(items, key=lambda item: (item.place._replace(row=None), isinstance(item, Row))):
        together = list(group)
        rows = [item for item in together if isinstance(item, Row)]
        if not _is_turned(rows):
            yield from together
            continue
        first = rows[0].place
        yield Said(
            "table_turned",
            "In this table each action is a column. It was read with a row for each. Check it.", first,
        )  # fmt: skip
        for at, cells in enumerate(zip(*(row.cells for row in rows), strict=True)):
            yield Row(cells, first._replace(row=first.row + at if first.row else None))


def _is_turned(rows: Sequence[Row]) -> bool:
    """Whether each row begins with a heading of its own, what is to be done among them, and the first row
    heads nothing."""
    if len(rows) < _LEAST_KINDS or len({len(row.cells) for row in rows}) > 1:
        return False
    if len(rows[0].cells) < _LEAST_WIDTH or any(_headed(cell.text) for cell in rows[0].cells[1:]):
        return False
    heads = [_headed(row.cells[0].text) for row in rows]
    kinds = {name for names in heads for name in names}
    return all(heads) and len(kinds) >= _LEAST_KINDS and "title" in kinds and len(set(heads)) == len(heads)


def _headed(text: str) -> frozenset[str]:
    """The fields that a text is a heading of, word for word."""
    return frozenset(name for name, score in fields_of(text).items() if score >= 1)


def with_tables_one_below_the_other(items: Sequence[Item]) -> Iterator[Item]:
    """The items, the right one of two tables that stand side by side below the left one, and that it did."""
    for _, group in groupby(items, key=lambda item: (item.place._replace(row=None), isinstance(item, Row))):
        together = list(group)
        rows = [item for item in together if isinstance(item, Row)]
        between = _column_between(rows)
        if between is None:
            yield from together
            continue
        yield from _filled(replace(row, cells=row.cells[:between]) for row in rows)
        beside = rows[0].place._replace(table=_BESIDE)
        yield Said("tables_side_by_side", _SIDE_BY_SIDE, beside)
        yield Gap(beside)
        yield from _filled(Row(row.cells[between + 1 :], beside._replace(row=row.place.row)) for row in rows)


def _filled(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if any(cell.text for cell in row.cells))


def _column_between(rows: Sequence[Row]) -> int | None:
    """The empty column between two tables: each has a name of its own above its first column, and the right
    one a whole row beside which the left one has none."""
    if len(rows) < _LEAST_KINDS or len({len(row.cells) for row in rows}) > 1:
        return None
    texts = [[cell.text for cell in row.cells] for row in rows]
    names = [at for at, text in enumerate(texts[0]) if text]
    if len(names) != _LEAST_SHARED or names[0] != 0 or any(row[names[1] - 1] for row in texts):
        return None
    alone = any(all(row[names[1] :]) and not any(row[: names[1]]) for row in texts)
    is_wide = min(names[1] - 1, len(texts[0]) - names[1]) >= _LEAST_SHARED
    return names[1] - 1 if alone and is_wide else None


def with_levels_in_one_column(items: Sequence[Item]) -> Iterator[Item]:
    """The items, each table that has a column for each level of its titles with all of them in the first of
    these, those of a lower level set in."""
    for _, group in groupby(items, key=lambda item: (item.place._replace(row=None), isinstance(item, Row))):
        together = list(group)
        rows = [item for item in together if isinstance(item, Row)]
        levels = _columns_of_levels(rows)
        yield from (
            [_in_one_column(row, levels, is_header=row is rows[0]) for row in rows] if levels else together
        )


def _columns_of_levels(rows: Sequence[Row]) -> range | None:
    """The columns of the levels: side by side, counted from 1 in the first row, with one text in each row
    below, and not all of them of one level."""
    heads = [_LEVEL.fullmatch(cell.text) for cell in rows[0].cells] if rows else []
    first = next((at for at, head in enumerate(heads) if head and head["level"] == "1"), None)
    if first is None:
        return None
    last = first
    while last + 1 < len(heads) and _follows(heads[last], heads[last + 1]):
        last += 1
    levels = range(first, last + 1)
    if any(len(row.cells) <= last for row in rows):
        return None
    texts = [[row.cells[at].text for at in levels if row.cells[at].text] for row in rows[1:]]
    is_each = all(len(each) == 1 and len(each[0]) >= _LETTERS_OF_TITLE for each in texts)
    has_parts = any(not row.cells[first].text for row in rows[1:])
    return levels if len(levels) >= _LEAST_LEVELS and len(rows) > 1 and is_each and has_parts else None


def _follows(head: "re.Match[str] | None", after: "re.Match[str] | None") -> bool:
    if not head or not after or head["name"].lower() != after["name"].lower():
        return False
    return int(after["level"]) == int(head["level"]) + 1


def _in_one_column(row: Row, levels: range, *, is_header: bool) -> Row:
    at = next(at for at in levels if row.cells[at].text)
    cell = row.cells[at]
    own = cell._replace(text=cell.text.rstrip("1 ") if is_header else cell.text, indent=at - levels.start)
    further = levels[1:]
    cells = [own if at == levels.start else each for at, each in enumerate(row.cells) if at not in further]
    return replace(row, cells=tuple(cells))


@dataclass
class _Entry:
    """A table of one row: where it begins among the items, and the lines below it that go with it."""

    start: int
    below: list[int] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)


def with_text_below_as_columns(items: Sequence[Item]) -> list[Item]:
    """The items, with the labelled text below tables of one row in further columns; all else is as it was."""
    alike: defaultdict[tuple[str, ...], list[_Entry]] = defaultdict(list)
    for start in _starts_of_one_row(items):
        header = items[start]
        assert isinstance(header, Row)
        alike[folded(header)].append(_Entry(start))
    entries = max(alike.values(), key=len, default=[])
    if len(entries) < _LEAST_TABLES:
        return list(items)
    _take_lines(items, entries)
    labels = _labels(items, entries)
    if not labels:
        return list(items)
    for entry in entries:
        _deal_out(items, entry, labels)
    return list(_laid_out(items, entries, labels))


def _starts_of_one_row(items: Sequence[Item]) -> Iterator[int]:
    """Where two rows stand alone: what heads a table and the one row below it."""
    rows = [isinstance(item, Row) for item in items]
    for at in range(len(items) - 1):
        before, after = at and rows[at - 1], rows[at + 2 : at + 3] == [True]
        if rows[at] and rows[at + 1] and not before and not after:
            yield at


def _take_lines(items: Sequence[Item], entries: Sequence[_Entry]) -> None:
    """Give each entry the lines below it, without what stands above most of the tables as their name."""
    above = Counter(_without_numbers(line) for entry in entries if (line := _line_at(items, entry.start - 1)))
    for entry in entries:
        for at in range(entry.start + 2, len(items)):
            item = items[at]
            if isinstance(item, Row) or (isinstance(item, Gap) and item.is_end):
                break
            if isinstance(item, Line):
                if 2 * above[_without_numbers(item)] > len(entries):
                    break
                entry.below.append(at)


def _line_at(items: Sequence[Item], at: int) -> Line | None:
    """The line in a place, or right above gaps in it."""
    while at >= 0 and isinstance(items[at], Gap):
        at -= 1
    item = items[at] if at >= 0 else None
    return item if isinstance(item, Line) else None


def _without_numbers(line: Line) -> str:
    return _NUMBER.sub("0", line.text)


def _labels(items: Sequence[Item], entries: Sequence[_Entry]) -> list[str]:
    """The short lines that stand below most of the tables, in the order of the first."""
    count = Counter(text for entry in entries for text in {_text(items, at) for at in entry.below})
    return [
        text
        for text, times in sorted(count.items(), key=lambda item: _place_of(items, entries, item[0]))
        if times > _MOSTLY * len(entries) and _LABEL.fullmatch(text)
    ]


def _place_of(items: Sequence[Item], entries: Sequence[_Entry], text: str) -> int:
    return min(at for entry in entries for at in entry.below if _text(items, at) == text)


def _text(items: Sequence[Item], at: int) -> str:
    item = items[at]
    return item.text if isinstance(item, Line) else ""


def _deal_out(items: Sequence[Item], entry: _Entry, labels: Sequence[str]) -> None:
    """Put the lines of an entry below their labels; those above the first label stay lines."""
    label, dealt = "", []
    for at in entry.below:
        item, text = items[at], _text(items, at)
        if isinstance(item, Line) and item.level is not None and text not in labels:
            break
        if text in labels and text not in entry.values:
            label = text
            entry.values[label] = []
        elif label:
            entry.values[label].append(text)
        if label:
            dealt.append(at)
    entry.below = dealt


def _laid_out(items: Sequence[Item], entries: Sequence[_Entry], labels: Sequence[str]) -> Iterator[Item]:
    dealt = {at for entry in entries for at in entry.below}
    starts = {entry.start: entry for entry in entries}
    of_rows = {entry.start + 1: entry for entry in entries}
    for at, item in enumerate(items):
        if at in starts and isinstance(item, Row):
            yield _with(item, labels)
        elif at in of_rows and isinstance(item, Row):
            values = of_rows[at].values
            yield _with(item, [PARAGRAPH.join(values.get(label, [])) for label in labels])
        elif at not in dealt:
            yield item


def _with(row: Row, texts: Sequence[str]) -> Row:
    return replace(row, cells=(*row.cells, *map(Cell, texts)))


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
