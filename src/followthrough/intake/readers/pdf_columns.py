"""Tables of a PDF page without column lines: the words of the header tell where the columns stand."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from followthrough.intake.grid import Cell
from followthrough.intake.readers.pdf_page import Edge, Fill, Word, fill_of
from followthrough.intake.readers.pdf_text import TextLine, cell_text, lines_of

# In parts of the size of the letters.
_COLUMN_GAP, _HEADER_LEADING, _FLOWS, _ROW_GAP = 0.8, 0.8, 0.6, 0.15
_HEADER_LINES = 3
_LEAST_COLUMNS = 3
# So many of a header have the form of headings: the entries of a key beside their signs are fewer.
_FORMED_SHARE = 0.7
_LEAST_RULES = 2
_MOSTLY = 0.8
# Of the headings in the labelled tables 99% are no longer, and 96% have no digit.
_LONGEST = 60
# "Ref. no." is no sentence.
_MOST_SHORTENED = 2
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class _Heading:
    """The words of one column's heading and the stretch that they take."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass
class AlignedTable:
    """A table laid out by alignment: `bounds` part its columns; its rows are lists of words by column."""

    bounds: list[float]
    header: list[TextLine]
    body: list[TextLine] = field(default_factory=list)
    has_bold_header: bool = False

    def column_of(self, word: Word) -> int:
        """The column that a word stands in."""
        return bisect_right(self.bounds, (word.x0 + word.x1) / 2)

    @cached_property
    def rights(self) -> list[float]:
        """How far to the right the words of each column reach."""
        rights = [0.0] * (len(self.bounds) + 1)
        for line in (*self.header, *self.body):
            for word in line.words:
                rights[self.column_of(word)] = max(rights[self.column_of(word)], word.x1)
        return rights


def find_aligned(words: Sequence[Word], before: AlignedTable | None) -> tuple[list[AlignedTable], list[Word]]:
    """The tables of a page whose columns only alignment shows, and the words outside them.

    `before` is the table that the page before ended with: its rows may go on here without a header.
    """
    lines = lines_of(words)
    headers = list(_headers(lines, before))
    tables: list[AlignedTable] = []
    if before:
        first = headers[0][0] if headers else len(lines)
        tables += _going_on(lines[:first], before)
    for number, (at, height, columns) in enumerate(headers):
        end = headers[number + 1][0] if number + 1 < len(headers) else len(lines)
        below = lines[at + height : end]
        table = AlignedTable(
            _bounds(columns, below), lines[at : at + height], has_bold_header=_is_bold(columns)
        )
        table.body = _fitting(below, table)
        tables.append(table)
    in_tables = {id(word) for table in tables for line in (*table.header, *table.body) for word in line.words}
    return tables, [word for word in words if id(word) not in in_tables]


def below_heads(words: Sequence[Word], lefts: Sequence[float]) -> AlignedTable | None:
    """The rows below a ruled box that holds but headings, in the columns that begin at `lefts`; None where
    nothing stands in them."""
    return _in_columns(lines_of(words), list(lefts[1:]))


def _going_on(lines: Sequence[TextLine], before: AlignedTable) -> list[AlignedTable]:
    """The rows at the head of a page that stand in the columns of the page before."""
    table = _in_columns(lines, before.bounds, has_bold_header=before.has_bold_header)
    return [table] if table else []


def _in_columns(
    lines: Sequence[TextLine], bounds: list[float], *, has_bold_header: bool = False
) -> AlignedTable | None:
    table = AlignedTable(bounds, [], has_bold_header=has_bold_header)
    table.body = _fitting(lines, table)
    filled = [{table.column_of(word) for word in line.words} for line in table.body]
    return table if any(len(columns) >= _LEAST_COLUMNS for columns in filled) else None


def _headers(
    lines: Sequence[TextLine], before: AlignedTable | None
) -> Iterator[tuple[int, int, list[_Heading]]]:
    """Each header: its first line, how many lines it has, and its columns.

    Below a bold header another has to be as bold: the words of a cell can look like headings too.
    """
    needs_bold = before is not None and before.has_bold_header
    at = 0
    while at < len(lines):
        here, next_one = _header_at(lines, at), _header_at(lines, at + 1)
        if here and needs_bold and not _is_bold(here[1]):
            at += 1
        elif here and (not next_one or _heads(next_one[1]) <= _heads(here[1])):
            yield at, here[0], here[1]
            needs_bold = _is_bold(here[1])
            at += here[0]
        else:
            at += 1


def _header_at(lines: Sequence[TextLine], at: int) -> tuple[int, list[_Heading]] | None:
    """The header of most headings that begins in a line: its height in lines and its columns."""
    best: tuple[int, list[_Heading]] | None = None
    for height in range(1, _HEADER_LINES + 1):
        block = lines[at : at + height]
        if len(block) < height or (
            height > 1 and block[-1].top - block[-2].bottom > _HEADER_LEADING * block[-1].size
        ):
            break
        columns = _columns(block)
        formed = _heads(columns)
        is_header = len(columns) >= _LEAST_COLUMNS and formed >= _FORMED_SHARE * len(columns)
        if is_header and (
            best is None or formed > _heads(best[1]) or (formed == _heads(best[1]) == len(columns))
        ):
            best = height, columns
    return best


def _heads(columns: Sequence[_Heading]) -> int:
    """How many have the form of a heading; none where one is a sentence or the rest of one."""
    texts = [" ".join(word.text for word in column.words) for column in columns]
    if any(_is_sentence(text) or text[0].islower() for text in texts):
        return 0
    return sum(
        text[0].isupper() and len(text) <= _LONGEST and not any(map(str.isdigit, text)) for text in texts
    )


def _is_sentence(text: str) -> bool:
    return text.endswith((",", ";")) or (text.endswith(".") and len(text.split()) > _MOST_SHORTENED)


def _is_bold(columns: Sequence[_Heading]) -> bool:
    return all(word.is_bold for column in columns for word in column.words)


def _columns(block: Sequence[TextLine]) -> list[_Heading]:
    """The headings in some lines: stretches that stand above each other are one."""
    found: list[_Heading] = []
    for line in block:
        for part in _parts(line):
            over = next((each for each in found if each.x0 < part.x1 and part.x0 < each.x1), None)
            if over:
                found[found.index(over)] = _Heading((*over.words, *part.words))
            else:
                found.append(part)
    return sorted(found, key=lambda heading: heading.x0)


def _parts(line: TextLine) -> Iterator[_Heading]:
    run: list[Word] = []
    for word in line.words:
        if run and word.x0 - run[-1].x1 > _COLUMN_GAP * word.size:
            yield _Heading(tuple(run))
            run = []
        run.append(word)
    yield _Heading(tuple(run))


def _bounds(columns: Sequence[_Heading], below: Sequence[TextLine]) -> list[float]:
    # A line of one stretch can be prose or a page's number, which stand in no column.
    words = [word for line in below if len(list(_parts(line))) > 1 for word in line.words]
    return [_bound(left, right, words) for left, right in pairwise(columns)]


def _bound(left: _Heading, right: _Heading, words: Sequence[Word]) -> float:
    """Where two columns part: the emptiest stretch between the middles of their headings, the widest of such,
    or that at the left of the right heading."""
    first, last = round(left.middle), round(right.middle)
    covered = Counter(
        at
        for word in (*words, *left.words, *right.words)
        for at in range(max(first, int(word.x0)), min(last, int(word.x1) + 1) + 1)
    )
    places = range(first, last + 1)
    least = min(covered[at] for at in places)
    runs: list[list[int]] = []
    for at in places:
        if covered[at] > least:
            continue
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    best = max(runs, key=lambda run: (run[0] <= right.x0 - 1 <= run[-1] + 1, len(run)))
    return (best[0] + best[-1]) / 2


def _fitting(lines: Sequence[TextLine], table: AlignedTable) -> list[TextLine]:
    """The lines that stand in the columns, up to the last one that fills two of them, and what goes on below
    it in one."""
    fitting = [line for line in lines if not _flows_over(line, table.bounds)]
    wide = [at for at, line in enumerate(fitting) if len({table.column_of(word) for word in line.words}) > 1]
    end = wide[-1] + 1 if wide else 0
    while 0 < end < len(fitting) and any(_goes_on(above, fitting[end]) for above in fitting[:end][-2:]):
        end += 1
    return fitting[:end]


def _goes_on(above: TextLine, line: TextLine) -> bool:
    """Whether a line goes on with a cell of a line close above it: short cells may stand between, half-way
    down the height of a tall one."""
    return -line.size < line.top - above.bottom < 2 * line.size and any(
        abs(word.x0 - line.x0) < 1 for word in above.words
    )


def _flows_over(line: TextLine, bounds: Sequence[float]) -> bool:
    """Whether a line runs on over places where columns part, as prose across the page does."""
    crossed = 0
    inside = [bound for bound in bounds if line.x0 < bound < line.x1]
    for bound in inside:
        before = [word.x1 for word in line.words if word.x0 < bound]
        after = [word.x0 for word in line.words if word.x1 > bound]
        crossed += bool(before and after) and min(after) - max(before) < _FLOWS * line.size
    return crossed > 0 and crossed >= _HALF * len(inside)


def aligned_rows(
    table: AlignedTable, edges: Sequence[Edge], fills: Sequence[Fill]
) -> Iterator[tuple[float, tuple[Cell, ...]]]:
    """The rows of a table with the top of each, its header first."""
    for group in filter(None, (table.header, *_rows(table, edges))):
        yield group[0].top, _cells(table, group, fills)


def _rows(table: AlignedTable, edges: Sequence[Edge]) -> list[list[TextLine]]:
    if not table.body:
        return []
    rules = _rules(table, edges)
    if len(rules) >= _LEAST_RULES:
        keys = [bisect_right(rules, (line.top + line.bottom) / 2) for line in table.body]
        starts = [at for at, key in enumerate(keys) if at == 0 or key != keys[at - 1]]
    else:
        starts = _starts(table)
    return [table.body[at:end] for at, end in zip(starts, [*starts[1:], len(table.body)], strict=True)]


def _rules(table: AlignedTable, edges: Sequence[Edge]) -> list[float]:
    """The heights of the lines across the table's body."""
    left, right = min(line.x0 for line in table.body), max(line.x1 for line in table.body)
    top, bottom = table.body[0].top, table.body[-1].bottom
    across = Counter[int]()
    for edge in edges:
        if edge.bottom - edge.top < 1 and top < edge.top < bottom:
            # A line may be drawn cell by cell.
            across[round(edge.top)] += round(max(min(edge.x1, right) - max(edge.x0, left), 0.0))
    return sorted(float(height) for height, width in across.items() if width > _HALF * (right - left))


def _starts(table: AlignedTable) -> list[int]:
    """The lines in which rows begin: below a wider gap, or with words in the first two columns."""
    body = table.body
    columns = [{table.column_of(word) for word in line.words} for line in body]
    gaps = [round(below.top - above.bottom, 1) for above, below in pairwise(body)]
    usual = Counter(gaps).most_common(1)[0][0] if gaps else 0.0
    wide = [at for at, gap in enumerate(gaps, start=1) if gap > usual + _ROW_GAP * body[at].size]
    opening = [at for at in wide if columns[at] & {0, 1}]
    if wide and len(opening) >= _MOSTLY * len(wide):
        return [0, *opening]
    return [0, *(at for at in range(1, len(body)) if {0, 1} <= columns[at])]


def _cells(table: AlignedTable, lines: Sequence[TextLine], fills: Sequence[Fill]) -> tuple[Cell, ...]:
    by_column: list[list[Word]] = [[] for _ in range(len(table.bounds) + 1)]
    for line in lines:
        for word in line.words:
            by_column[table.column_of(word)].append(word)
    return tuple(_cell(words, right, fills) for words, right in zip(by_column, table.rights, strict=True))


def _cell(words: Sequence[Word], right: float, fills: Sequence[Fill]) -> Cell:
    if not words:
        return Cell("")
    text = cell_text(words, right)
    return Cell(text, all(word.is_bold for word in words), fill_of(words[0][1:5], fills))
