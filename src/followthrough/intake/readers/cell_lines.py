"""Tables that lost their columns on the way: every cell stands on a line of its own, row after row."""

from collections.abc import Sequence
from itertools import takewhile

from followthrough.intake.grid import Gap, Item, Line, Place, Row, Said
from followthrough.intake.no_table import NOT_SPLIT
from followthrough.intake.report import quote
from followthrough.intake.tables.cells import kinds_of
from followthrough.intake.tables.headings import fields_of, is_plain_heading
from followthrough.intake.values.markup import read_cell

_LEAST_COLUMNS, _MOST_COLUMNS, _LEAST_KINDS = 3, 40, 2
_LEAST_SURE = 1.0
_LARGEST_SHARE_ODD = 0.2
# What a cell has to look like below a heading of these fields; other fields take any text.
_LOOKS = {
    "ref": {"ref"}, "due": {"date"}, "start": {"date"}, "original_due": {"date"}, "revised_due": {"date"},
    "forecast": {"date"}, "status": {"status"}, "owner": {"owner", "person"},
}  # fmt: skip
_Numbered = tuple[int, str]


def read_cell_lines(lines: Sequence[str]) -> list[Item] | None:
    """The rows of lines that hold one cell each, below headings that stand one a line too; None where no
    headings stand so.

    Where the cells can't be dealt out among the headings beyond doubt, the lines stay lines, with what is to
    be said of them.
    """
    numbered = [(number, read_cell(line.strip()).text) for number, line in enumerate(lines, 1)]
    filled = [each for each in numbered if each[1]]
    start = _start_of_headings([text for _, text in filled])
    if start is None:
        return None
    headings = _headings([text for _, text in filled[start : start + _MOST_COLUMNS]])
    above = [Line(text, Place(row=number)) for number, text in filled[:start]]
    rows = _dealt_out(numbered, filled[start:], headings)
    if rows is None:
        return [_not_split(headings, len(filled) - start - len(headings)), *map(_line_or_gap, numbered)]
    return [*above, *rows]


def _start_of_headings(texts: Sequence[str]) -> int | None:
    """The first line from which headings stand one below another, of two kinds at the least."""
    for start in range(len(texts)):
        headings = _headings(texts[start : start + _MOST_COLUMNS])
        kinds = {
            max(scores, key=lambda name: scores[name]) for text in headings if (scores := fields_of(text))
        }
        if len(headings) >= _LEAST_COLUMNS and len(kinds) >= _LEAST_KINDS and _names_titles(headings):
            return start
    return None


def _likeliest(heading: str) -> str:
    scores = fields_of(heading)
    return max(scores, key=lambda name: scores[name])


def _headings(texts: Sequence[str]) -> list[str]:
    return list(takewhile(is_plain_heading, texts))


def _names_titles(headings: Sequence[str]) -> bool:
    return any(fields_of(text).get("title", 0) >= _LEAST_SURE for text in headings)


def _dealt_out(
    numbered: Sequence[_Numbered], from_headings: Sequence[_Numbered], headings: Sequence[str]
) -> list[Item] | None:
    """The header and the rows, where there is one way alone to deal out the lines: each filled line a cell,
    or each line, an empty one being an empty cell."""
    first_below = from_headings[len(headings) - 1][0]
    closely = [each for each in numbered if each[0] > first_below]
    while closely and not closely[-1][1]:
        closely.pop()
    ways = {
        tuple(rows)
        for cells in (from_headings[len(headings) :], closely)
        if (rows := _rows(cells, headings)) is not None
    }
    header = Row(tuple(map(read_cell, headings)), Place(row=from_headings[0][0]))
    return [header, *ways.pop()] if len(ways) == 1 else None


def _rows(cells: Sequence[_Numbered], headings: Sequence[str]) -> list[Row] | None:
    """The cells as rows as wide as the headings; None where they don't come out even, or don't suit them."""
    width = len(headings)
    if not cells or len(cells) % width:
        return None
    rows = [cells[at : at + width] for at in range(0, len(cells), width)]
    columns = [[row[at][1] for row in rows] for at in range(width)]
    if not all(map(_suits, headings, columns)):
        return None
    return [Row(tuple(read_cell(text) for _, text in row), Place(row=row[0][0])) for row in rows]


def _suits(heading: str, texts: Sequence[str]) -> bool:
    """Whether the cells look like what their heading says, but for a few."""
    looks = _LOOKS.get(_likeliest(heading))
    said = [text for text in texts if text]
    if looks is None:
        return bool(said)
    return sum(not kinds_of(text) & looks for text in said) <= _LARGEST_SHARE_ODD * len(said)


def _line_or_gap(numbered: _Numbered) -> Item:
    number, text = numbered
    return Line(text, Place(row=number)) if text else Gap(Place(row=number))


def _not_split(headings: Sequence[str], below: int) -> Said:
    listed = ", ".join(map(quote, headings))
    text = (
        f"It has {len(headings)} headings, each on a line of its own ({listed}), and {below} lines below "
        "them. Which of these lines belong to one action is not certain."
    )
    return Said(NOT_SPLIT, text, Place(), severity="warning")
