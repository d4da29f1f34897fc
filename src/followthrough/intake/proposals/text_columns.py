"""How the cells of a plain text are parted: lined up with blanks, as reports and old systems print them; by a
tab, a comma, a semicolon or a bar; by a stroke between blanks, "Item / Action / Owner", over many lines; or
one a line. What names columns tells which.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from followthrough.intake.grid import PARAGRAPH, Cell, Item, Line, Place, Row, Said
from followthrough.intake.limits import check_lines
from followthrough.intake.marks import read_cell
from followthrough.intake.proposals.blocks import with_blocks_as_rows
from followthrough.intake.proposals.cell_lines import line_or_gap, read_cell_lines
from followthrough.intake.readers.text import (
    MARKS,
    SAMPLE_LINES,
    cells_between,
    decode,
    lines_of,
    rows_between,
    sample_of,
    steady_mark,
)
from followthrough.intake.report import NOT_SPLIT
from followthrough.intake.tables.headings import fields_of, is_plain_heading

_PART = re.compile(r"\S+(?: \S+)*")
_BLANK_STRIP = re.compile(r"\s{2,}")
_RULE = re.compile(r"[-=_+|\s]*[-=_][-=_+|\s]*")
_LEAST_COLUMNS, _LEAST_KINDS = 3, 2
_STROKE, _BAR = " / ", "|"
_LEAST_ROWS = 2
# The number that a row may begin with: "3", "A4", "2/17".
_NUMBER = re.compile(r"(?=\S*\d)[\w./()-]{1,12}")
# A heading and the line below it, where the break between them was lost: "OwnerActions of last year".
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])")
# A line of the first cell that is longer names what is below it.
_LONGEST_REF = 24
_LABELLED = re.compile(r"(?P<label>[A-Z][a-z]{2,20}): (?P<value>\S.*)", re.DOTALL)
_MOSTLY = 0.5
_LONGEST_HEADING = 40
_Numbered = tuple[int, str]


def read_text(content: bytes) -> list[Item]:
    """Rows, lines and gaps of a text file, its cells parted as suits it. Raises UnreadableFileError where it
    is no text."""
    text = decode(content)
    check_lines(text)
    if "\t" in text:
        return rows_between(text, "\t")
    lines = text.split("\n")
    if items := read_barred_cells(lines) or read_fixed_width(lines) or _read_blocks(text):
        return items
    if delimiter := find_delimiter(text):
        return rows_between(text, delimiter)
    return read_slashed_cells(lines) or read_cell_lines(lines) or lines_of(text)


def read_barred_cells(lines: Sequence[str]) -> list[Item] | None:
    """The rows of a table with bars that came with a line for each cell, its bar behind it, and a bar
    alone above each row, and the lines around; None where lines stand otherwise."""
    barred = [line.count(_BAR) == 1 and line.strip().endswith(_BAR) for line in lines]
    if 2 * sum(barred) <= sum(bool(line.strip()) for line in lines):
        return None
    items: list[Item] = []
    cells: list[str] | None = None
    width = 0
    for number, (line, is_barred) in enumerate(zip(lines, barred, strict=True), 1):
        text = line.strip().removesuffix(_BAR).strip()
        if cells and not (is_barred and (text or len(cells) < width)):
            items.append(_row(cells, number - len(cells)))
            width, cells = width or len(cells), None
        if is_barred and cells is not None and (text or cells):
            cells.append(text)
        elif is_barred and not text:
            cells = []
        else:
            items.append(line_or_gap(text, number))
            cells = None
    rows = [item for item in items if isinstance(item, Row)]
    whole = sum(len(row.cells) == width for row in rows)
    return items if width >= _LEAST_COLUMNS and 2 * whole > len(rows) > _LEAST_ROWS else None


def _read_blocks(text: str) -> list[Item] | None:
    """The rows of blocks of labels and values, None where the first lines show no such block."""
    shown = with_blocks_as_rows(lines_of(text)[:SAMPLE_LINES])
    return with_blocks_as_rows(lines_of(text)) if any(isinstance(item, Row) for item in shown) else None


def find_delimiter(text: str) -> str | None:
    """The character that parts the cells of most lines, or else of a row of headings and the row right below
    it, as wide, however much text stands around them."""
    sample = sample_of(text)
    return steady_mark(text) or next((mark for mark in MARKS if _parts_a_table(sample, mark)), None)


def _parts_a_table(sample: str, delimiter: str) -> bool:
    rows = cells_between(sample, delimiter)
    return any(names_columns(header) and len(row) == len(header) for header, row in pairwise(rows))


def read_fixed_width(lines: Sequence[str]) -> list[Item] | None:
    """The rows of lines whose columns are lined up below a row of headings, with the other lines between. A
    page that prints the headings again may line them up elsewhere.

    None where no headings stand so. Where the words of rows run from one column into the next, the lines stay
    lines, with what is to be said of them.
    """
    lines = [line.lstrip("\f") for line in lines]
    first = next((at for at, line in enumerate(lines) if _is_header(line)), None)
    if first is None:
        return None
    while first and _begins_headings(lines[first - 1], lines[first]):
        first -= 1
    headings = _BLANK_STRIP.split(lines[first].strip())
    starts = [at for at, line in enumerate(lines) if _BLANK_STRIP.split(line.strip()) == headings]
    items: list[Item] = [line_or_gap(line, number) for number, line in enumerate(lines[:first], 1)]
    for start, end in pairwise([*starts, len(lines)]):
        rows = _rows_below(lines[start:end], start + 1)
        if rows is None:
            said = _not_split(start + 1)
            return [said, *(line_or_gap(line, number) for number, line in enumerate(lines, 1))]
        items += rows
    return items


def _rows_below(lines: Sequence[str], first: int) -> list[Item] | None:
    """The rows of lines of which the first, the `first` of the file, has the headings; None where they can't
    be split. A paragraph none of whose lines stands in the columns is text beside them, which is said."""
    header, *below = lines
    apart: set[int] = set()
    rows = [at for at, line in enumerate(below) if _BLANK_STRIP.search(line.strip())]
    edges = _edges(header, [below[at] for at in rows])
    if edges is None:
        apart = set(_apart(header, below))
        left = [at for at in rows if at not in apart]
        edges = _edges(header, [below[at] for at in left]) if 2 * len(left) > len(rows) else None
    if edges is None:
        return None
    items = [_row_or_line(header, first, edges)]
    for at, line in enumerate(below):
        if at in apart:
            items.append(line_or_gap(line, first + at + 1))
            # One part alone is the name of what stands below.
            items += [_beside(first + at + 1)] if _BLANK_STRIP.search(line.strip()) else []
        elif not _RULE.fullmatch(line):
            items.append(_row_or_line(line, first + at + 1, edges))
    return _with_whole_headings(items)


def _with_whole_headings(items: list[Item]) -> list[Item]:
    """The items with the headings put together whose rest stands in the lines below: "Officer" over
    "responsible"."""
    header, *below = items
    while isinstance(header, Row) and below and (whole := _whole(header, below[0])):
        header, below = whole, below[1:]
    return [header, *below]


def _whole(header: Row, below: Item) -> Row | None:
    """The header with the rest of its headings, None where what stands below it is none."""
    if not isinstance(below, Row) or below.cells[0].text:
        return None
    pairs = list(zip(header.cells, below.cells, strict=True))
    rests = [(cell.text, rest.text) for cell, rest in pairs if rest.text]
    wholes = [f"{text} {rest}" for text, rest in rests]
    plain = sum(map(is_plain_heading, wholes))
    are_lower = all(rest.islower() for _, rest in rests)
    has_values = any(map(str.isdigit, "".join(wholes))) or max(map(len, wholes), default=0) > _LONGEST_HEADING
    if has_values or not plain or (not are_lower and 2 * plain < len(wholes)):
        return None
    return Row(tuple(Cell(f"{cell.text} {rest.text}".strip()) for cell, rest in pairs), header.place)


def _apart(header: str, below: Sequence[str]) -> Iterator[int]:
    """The lines of the paragraphs in which the words of every line run over where columns part."""
    for is_text, group in groupby(enumerate(below), key=lambda line: bool(line[1].strip())):
        paragraph = list(group)
        if is_text and all(_edges(header, [line]) is None for _, line in paragraph):
            yield from (at for at, _ in paragraph)


def _beside(number: int) -> Said:
    text = (
        f"Line {number} does not stand in the columns of the table, and was kept as text. See that it is no "
        "row of it."
    )
    return Said("line_beside_table", text, Place(row=number), severity="warning")


def _is_header(line: str) -> bool:
    """Whether a line names columns, two blanks or more between them."""
    return names_columns(_BLANK_STRIP.split(line.strip()))


def _begins_headings(above: str, header: str) -> bool:
    """Whether the headings of a line begin in the line above it, which has those of more columns: "Agreed"
    over "action", with "Ref" beside it."""
    uppers, lowers = list(_PART.finditer(above)), list(_PART.finditer(header))
    if len(uppers) <= len(lowers) or any(map(str.isdigit, above)):
        return False
    wholes = [found[0] for found in uppers]
    for lower in lowers:
        over = [
            at
            for at, upper in enumerate(uppers)
            if upper.start() < lower.end() and lower.start() < upper.end()
        ]
        if len(over) != 1:
            return False
        wholes[over[0]] += f" {lower[0]}"
    return names_columns(wholes)


def names_columns(parts: Sequence[str]) -> bool:
    """Whether the parts of a line are mostly headings, and of two kinds at the least."""
    if len(parts) < _LEAST_COLUMNS:
        return False
    kinds = {kind for part in parts for kind in fields_of(part)}
    named = sum(map(is_plain_heading, parts))
    return len(kinds) >= _LEAST_KINDS and 2 * named >= len(parts)


def _edges(header: str, rows: Sequence[str]) -> list[int] | None:
    """Where each column begins: right after the last strip before its heading that is blank in every row."""
    starts = [(found.start(), found.end()) for found in _PART.finditer(header)]
    edges = [0]
    for (_, end), (start, _) in pairwise(starts):
        free = [at for at in range(end, start) if _is_between(at, rows)]
        if not free:
            return None
        edges.append(free[-1] + 1)
    return edges


def _is_between(at: int, rows: Sequence[str]) -> bool:
    """Whether a place is blank in every row, and in most of them no mere blank between two words."""
    wide = sum(
        at >= len(row) or not row[at - 1 : at + 1].strip() or not row[at : at + 2].strip() for row in rows
    )
    return 2 * wide >= len(rows) and all(at >= len(row) or row[at] == " " for row in rows)


def _not_split(number: int) -> Said:
    text = (
        f"Line {number} has headings lined up with blanks, but the words below them run from one column into "
        "the next, so where a cell ends is not certain."
    )
    return Said(NOT_SPLIT, text, Place(row=number), severity="warning")


def _row_or_line(line: str, number: int, edges: Sequence[int]) -> Item:
    crosses = any(0 < edge <= len(line) and line[edge - 1] != " " for edge in edges)
    if crosses or not line.strip():
        return line_or_gap(line, number)
    ends = [*edges[1:], len(line)]
    cells = tuple(read_cell(line[start:end].strip()) for start, end in zip(edges, ends, strict=True))
    return Row(cells, Place(row=number))


def read_slashed_cells(lines: Sequence[str]) -> list[Item] | None:
    """The rows of such a table with the lines around it; None where a row is cut elsewhere."""
    numbered = [(number, read_cell(line.strip()).text) for number, line in enumerate(lines, 1)]
    for at, (number, text) in enumerate(numbered):
        if header := _slashed_header(text):
            headings, rest = header
            below = [*([(number, rest)] if rest else []), *numbered[at + 1 :]]
            rows = _slashed_rows(below, headings)
            above = [line_or_gap(line, each) for each, line in enumerate(lines[:at], 1)]
            return [*above, *_laid_out(headings, number, rows)] if rows else None
    return None


def _slashed_header(text: str) -> tuple[list[str], str] | None:
    """The headings of a line and what is glued to the last of them, None where it heads no columns."""
    *first, last = text.split(_STROKE)
    if len(first) + 1 < _LEAST_COLUMNS:
        return None
    cuts = [*(found.start() for found in _GLUED.finditer(last)), len(last)]
    cut = next((cut for cut in cuts if is_plain_heading(last[:cut])), len(last))
    headings = [*first, last[:cut]]
    kinds = {kind for heading in headings for kind in fields_of(heading)}
    is_known = 2 * sum(map(is_plain_heading, headings)) > len(headings)
    return (headings, last[cut:]) if is_known and "title" in kinds and len(kinds) >= _LEAST_KINDS else None


# A row: the lines that name what is below, the number of its first line, and its cells.
_Laid = tuple[list[_Numbered], int, list[str]]


def _slashed_rows(lines: Sequence[_Numbered], headings: Sequence[str]) -> list[_Laid] | None:
    """The rows, each up to the end of the line with its last stroke, or to the next line that begins with a
    ref where its last cells are empty; None where one has a stroke too many."""
    rows: list[_Laid] = []
    names: list[_Numbered] = []
    taken: list[_Numbered] = []
    ended = 0
    for number, text in lines:
        strokes = _strokes_in(taken)
        is_numbered = _STROKE in text and bool(_NUMBER.fullmatch(text.split(_STROKE)[0]))
        if text.lower().split(_STROKE) == [heading.lower() for heading in headings]:
            # What stands above headings that are printed again names what is below.
            last = max((at for at, each in enumerate(taken, 1) if _STROKE in each[1]), default=0)
            rows += [_slashed_row(names, taken[:last])] if last else []
            names, taken = [*([] if last else names), *taken[last:]], []
        elif is_numbered and strokes > 1:
            rows.append(_slashed_row(names, taken))
            names, taken = [], [(number, text)]
        elif is_numbered and rows and taken and not strokes and taken[0][0] == ended + 1:
            rows[-1] = _with_rest(rows[-1], taken)
            taken = [(number, text)]
        elif text:
            taken.append((number, text))
        strokes = _strokes_in(taken)
        if strokes >= len(headings):
            return None
        if strokes == len(headings) - 1:
            rows.append(_slashed_row(names, taken))
            names, taken, ended = [], [], number
    if rows and taken:
        is_row = _strokes_in(taken) > 1
        rows = [*rows, _slashed_row(names, taken)] if is_row else [*rows[:-1], _with_rest(rows[-1], taken)]
    return rows if len(rows) >= _LEAST_ROWS else None


def _strokes_in(taken: Sequence[_Numbered]) -> int:
    return sum(text.count(_STROKE) for _, text in taken)


def _slashed_row(names: Sequence[_Numbered], taken: Sequence[_Numbered]) -> _Laid:
    """A row from its lines, of which the first may name what is below."""
    above = [each for each in taken if _STROKE not in each[1] and len(each[1]) > _LONGEST_REF]
    above = above[: next((at for at, each in enumerate(taken) if each not in above), 0)]
    own = taken[len(above) :]
    return [*names, *above], own[0][0], PARAGRAPH.join(each for _, each in own).split(_STROKE)


def _with_rest(row: _Laid, rest: Sequence[_Numbered]) -> _Laid:
    """The last row with the lines below it, which go on with its last cell."""
    names, first, cells = row
    return names, first, [*cells[:-1], PARAGRAPH.join([cells[-1], *(text for _, text in rest)])]


def _laid_out(headings: Sequence[str], number: int, rows: Sequence[_Laid]) -> Iterator[Item]:
    """The rows below their header; what most say behind a label in a cell stands in a column of its own."""
    count = Counter(label for _, _, cells in rows for label in {k for cell in cells for k in _labelled(cell)})
    labels = [
        label for label, times in count.items() if times > _MOSTLY * len(rows) and label not in headings
    ]
    yield _row([*headings, *labels], number)
    for names, first, cells in rows:
        yield from (Line(text, Place(row=at)) for at, text in names)
        said = {label: value for cell in cells for label, value in _labelled(cell).items()}
        cells_left = [_without(cell, labels) for cell in cells]
        empty = [""] * (len(headings) - len(cells))
        yield _row([*cells_left, *empty, *(said.get(label, "") for label in labels)], first)


def _labelled(cell: str) -> dict[str, str]:
    found = map(_LABELLED.fullmatch, cell.split(PARAGRAPH))
    return {each["label"]: each["value"] for each in found if each}


def _without(cell: str, labels: Sequence[str]) -> str:
    paragraphs = cell.split(PARAGRAPH)
    return PARAGRAPH.join(each for each in paragraphs if each.partition(":")[0] not in labels)


def _row(texts: Sequence[str], number: int) -> Row:
    return Row(tuple(Cell(text.strip()) for text in texts), Place(row=number))
