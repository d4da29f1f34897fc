"""Tables in plain text whose columns are lined up with blanks, as reports and old systems print them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from followthrough.intake.grid import Gap, Item, Line, Place, Row, Said
from followthrough.intake.marks import read_cell
from followthrough.intake.report import NOT_SPLIT
from followthrough.intake.tables.headings import fields_of, is_plain_heading

_PART = re.compile(r"\S+(?: \S+)*")
_BLANK_STRIP = re.compile(r"\s{2,}")
_RULE = re.compile(r"[-=_+|\s]*[-=_][-=_+|\s]*")
_LEAST_COLUMNS, _LEAST_KINDS = 3, 2


def read_fixed_width(lines: Sequence[str]) -> list[Item] | None:
    """The rows of lines whose columns are lined up below a row of headings, with the other lines between.

    None where no headings stand so. Where the words of rows run from one column into the next, the lines stay
    lines, with what is to be said of them.
    """
    header = next((at for at, line in enumerate(lines) if _is_header(line)), None)
    if header is None:
        return None
    edges = _edges(lines[header], [line for line in lines[header + 1 :] if _BLANK_STRIP.search(line.strip())])
    if edges is None:
        return [_not_split(header + 1), *(_line_or_gap(line, number) for number, line in enumerate(lines, 1))]
    above = [_line_or_gap(line, number) for number, line in enumerate(lines[:header], 1)]
    below = [
        _row_or_line(line, number, edges)
        for number, line in enumerate(lines[header:], header + 1)
        if not _RULE.fullmatch(line)
    ]
    return [*above, *below]


def _is_header(line: str) -> bool:
    """Whether a line names columns, two blanks or more between them."""
    return names_columns(_BLANK_STRIP.split(line.strip()))


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
        return _line_or_gap(line, number)
    ends = [*edges[1:], len(line)]
    cells = tuple(read_cell(line[start:end].strip()) for start, end in zip(edges, ends, strict=True))
    return Row(cells, Place(row=number))


def _line_or_gap(line: str, number: int) -> Item:
    text = read_cell(line.strip()).text
    return Line(text, Place(row=number)) if text else Gap(Place(row=number))
