"""Finds the tables of a file: where a header stands, how far its rows reach, what is said around them.

A table that is printed on many pages, its header repeated, is one table here.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from followthrough.intake.grid import Item, Line, Place, Row
from followthrough.intake.headings import fields_of, fold_heading, is_plain_heading, month_of, period_of

_LONGEST_HEADING = 90
_GROUP_ROWS = 3
_SAME_TABLE = 0.6
_COULD_BE_CUT = 2
_SURE_HEADINGS = 3
_GROUP_WORDS = re.compile(
    r"owners?|dates?|.*\bupdates?( due)?|.*\brisks?|progress.*|evidence.*|.*\bstatus.*|change.*|"
    r"leads?|timescales?|financial|reputation(al)?|service delivery|.*\bdetails|key|impact.*|likelihood.*"
)
_NUMBERED = re.compile(r"(?=\S*\d)[A-Za-z]{0,6}[./-]?[A-Za-z]{0,3}[./-]?\d+[\w./-]*")
_KEY_FIELDS = {"definition", "response", "key_label", "score", "impact", "likelihood"}
_PLAN_FIELDS = {"title", "due", "owner", "who_when", "ref", "start", "update"}


@dataclass
class Segment:
    """One stretch of a table under one printing of its header. `body` keeps gaps and lines in place."""

    header: list[Row]
    leaf: Row
    before: list[Line] = field(default_factory=list)
    body: list[Item] = field(default_factory=list)

    @property
    def width(self) -> int:
        """The number of columns that have a heading."""
        return max((index + 1 for index, cell in enumerate(self.leaf.cells) if cell.text), default=0)

    @property
    def rows(self) -> list[Row]:
        """The rows below the header."""
        return [item for item in self.body if isinstance(item, Row)]


@dataclass
class Table:
    """Segments with one and the same header. `number` counts the tables of the file from 1."""

    number: int
    segments: list[Segment]

    @property
    def rows(self) -> list[Row]:
        """The rows of all segments."""
        return [row for segment in self.segments for row in segment.rows]

    @property
    def place(self) -> Place:
        """Where the first header stands."""
        return self.segments[0].leaf.place


@dataclass
class Found:
    """What a file holds: its tables, and the lines that stand before, between and after them."""

    tables: list[Table]
    lines: list[Line]


def find_tables(items: list[Item]) -> Found:
    """The tables of a file, in order. A row above the first header is in none."""
    segments, lines = _segments(items)
    tables: list[Table] = []
    for segment in segments:
        same = next((table for table in reversed(tables) if _continues(table.segments[0], segment)), None)
        if same:
            same.segments.append(segment)
        else:
            tables.append(Table(len(tables) + 1, [segment]))
    return Found(tables, lines)


def _segments(items: list[Item]) -> tuple[list[Segment], list[Line]]:
    segments: list[Segment] = []
    lines: list[Line] = []
    pending: list[Line] = []
    known: set[tuple[str, ...]] = set()
    skip_to = 0
    for index, read in enumerate(items):
        item = _loosened(read, segments)
        if index < skip_to:
            continue
        is_new = isinstance(item, Row) and _is_outside(item, segments)
        if isinstance(item, Row) and (header := _header_at(items, index, set() if is_new else known)):
            rows, leaf, skip_to = header
            known.add(_folded(leaf))
            before, pending = pending, []
            segments.append(Segment(rows, leaf, before))
        elif isinstance(item, Line):
            lines.append(item)
            pending.append(item)
            if segments:
                segments[-1].body.append(item)
        elif isinstance(item, Row):
            pending = []
            if not _is_outside(item, segments):
                segments[-1].body.append(item)
        elif segments:
            segments[-1].body.append(item)
    return segments, lines


def _loosened(item: Item, segments: list[Segment]) -> Item:
    """A row of one cell above the first table of its sheet is running text."""
    if isinstance(item, Row) and _filled(item) == 1 and _is_outside(item, segments):
        return Line(next(cell.text for cell in item.cells if cell.text), item.place)
    return item


def _is_outside(row: Row, segments: list[Segment]) -> bool:
    """Whether no header stands above a row in its sheet."""
    return not segments or segments[-1].leaf.place.sheet != row.place.sheet


def _header_at(
    items: list[Item], index: int, known: set[tuple[str, ...]]
) -> tuple[list[Row], Row, int] | None:
    """The header block that begins at `index`: its rows, its leaf, and the index of the first row below."""
    rows: list[Row] = []
    end = index
    while (
        end < len(items)
        and len(rows) <= _GROUP_ROWS
        and isinstance(row := items[end], Row)
        and _is_short(row)
    ):
        rows.append(row)
        end += 1
    leaf_at = next((at for at, row in enumerate(rows) if _is_leaf(row, known)), None)
    if leaf_at is None:
        return None
    # Of two header rows the one that names more columns is the leaf.
    if leaf_at + 1 < len(rows) and _is_leaf(rows[leaf_at + 1], known):
        leaf_at += _filled(rows[leaf_at + 1]) > _filled(rows[leaf_at])
    above = items[index - 1] if index else None
    starts_fresh = not isinstance(above, Row) or _filled(above) <= 1
    if not starts_fresh and not (all(map(_is_group, rows[:leaf_at])) and _is_plain(rows[leaf_at], known)):
        return None
    below = leaf_at + 1
    while below < len(rows) and _is_below_header(rows[below]):
        below += 1
    return rows[:below], rows[leaf_at], index + below


def _is_short(row: Row) -> bool:
    return all(len(cell.text) <= _LONGEST_HEADING for cell in row.cells)


def _filled(row: Row) -> int:
    return sum(1 for cell in row.cells if cell.text)


def _folded(row: Row) -> tuple[str, ...]:
    return tuple(fold_heading(cell.text) for cell in row.cells if cell.text)


def _is_leaf(row: Row, known: set[tuple[str, ...]]) -> bool:
    """Whether a row names columns: most of its cells are headings, of two kinds at the least."""
    if _folded(row) in known:
        return True
    texts = [cell.text for cell in row.cells if cell.text]
    if known and not _is_sure(texts):
        return False
    if len(texts) < 2 or not any(max(fields_of(text).values(), default=0) == 1 for text in texts):
        return False
    named = [text for text in texts if fields_of(text)]
    kinds = {max(scores, key=lambda name: scores[name]) for text in named if (scores := fields_of(text))}
    return len(named) >= 2 and len(kinds) >= 2 and len(named) >= 0.5 * len(texts) and not _has_values(texts)


def _is_plain(row: Row, known: set[tuple[str, ...]]) -> bool:
    """Right below other rows, two words that could be headings are rather the rest of a row that was cut."""
    return _folded(row) in known or _filled(row) > _COULD_BE_CUT


def _is_sure(texts: list[str]) -> bool:
    """Below another header a row names columns only beyond doubt: the rest of a cut row can look like one."""
    sure = sum(map(is_plain_heading, texts))
    return sure >= min(_SURE_HEADINGS, len(texts)) and not any(text[:1].islower() for text in texts)


def _has_values(texts: list[str]) -> bool:
    """A row in which dates or numbered refs stand is no header, whatever its words."""
    return any(period_of(text) and not fields_of(text) and len(text) < 12 for text in texts) or any(
        _NUMBERED.fullmatch(text) for text in texts
    )


def _is_group(row: Row) -> bool:
    return all(
        _GROUP_WORDS.fullmatch(fold_heading(cell.text)) or period_of(cell.text) or month_of(cell.text)
        for cell in row.cells
        if cell.text
    )


def _is_below_header(row: Row) -> bool:
    """A further line of the header: months alone, or the parts of a merged heading."""
    texts = [cell.text for cell in row.cells if cell.text]
    return all(
        month_of(text) or _GROUP_WORDS.fullmatch(fold_heading(text)) for text in texts
    ) and not _has_values(texts)


def _continues(first: Segment, later: Segment) -> bool:
    """Whether a header is another printing of the first: most headings stand in the same columns."""
    if abs(first.width - later.width) > max(1, first.width // 5):
        return False
    pairs = list(zip(first.leaf.cells, later.leaf.cells, strict=False))
    both = [(fold_heading(a.text), fold_heading(b.text)) for a, b in pairs if a.text and b.text]
    return bool(both) and sum(a == b for a, b in both) >= _SAME_TABLE * max(len(both), 1)


def is_key(table: Table) -> bool:
    """Whether a table explains words rather than listing actions."""
    best = Counter[str]()
    for cell in table.segments[0].leaf.cells:
        best.update(fields_of(cell.text).keys())
    keys = sum(best[name] for name in _KEY_FIELDS)
    return (
        keys >= 1
        and not (best["due"] or best["who_when"] or best["owner"])
        and sum(best[f] for f in _PLAN_FIELDS) <= keys
    )
