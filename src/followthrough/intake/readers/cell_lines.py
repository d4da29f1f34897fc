"""Tables that lost their columns on the way: every cell stands on a line of its own, row after row.

Where the headings end and how the lines below are dealt out among them is decided together: each stretch of
short lines that could be headings is tried, and the likeliest whole is taken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from followthrough.intake.grid import PARAGRAPH, Cell, Gap, Item, Line, Place, Row, Said
from followthrough.intake.marks import read_cell
from followthrough.intake.readers.dealing import CellLine, Dealt, deal
from followthrough.intake.report import NOT_SPLIT, quote
from followthrough.intake.scoring.words import chances_of_heading
from followthrough.intake.tables.header_rows import has_values

_LEAST_COLUMNS, _MOST_COLUMNS, _LONGEST_HEADING = 3, 16, 90
# Headings are looked for in so many lines, and tried on so many below them.
_FIRST_LINES, _TRIED = 40, 60
# How likely a heading is of a field, to name it.
_NAMES = 0.4
# No line is a heading, or is none, more surely than this.
_SUREST = 3.0
# How much likelier headings and cells are together than plain text, as a logarithm, to be taken for them.
_LEAST_CHANCE = 8.0
# How much likelier, a line, the lines are to be cells below the headings than any text.
_LEAST_GAIN = 0.0
_MOSTLY = 0.5


@dataclass(frozen=True)
class _Reading:
    """Headings from one line on, the lines below dealt out, and how likely it is against plain text."""

    start: int
    headings: Sequence[str]
    dealt: Dealt
    chance: float


def read_cell_lines(lines: Sequence[str]) -> list[Item] | None:
    """The rows of lines that hold one cell each, below headings that stand one a line too; None where no
    headings stand so. Where the lines don't suit the headings they stay lines, with what is to be said of
    them; where cells are missing or doubled, that is said."""
    cells = _cell_lines(lines)
    best = max(_readings(cells), key=lambda reading: reading.chance, default=None)
    if best is None:
        return None
    below = cells[best.start + len(best.headings) :]
    dealt = deal(below, best.headings)
    rows = dealt.rows()
    full = sum(2 * len({column for column, _ in row}) > len(best.headings) for row in rows)
    if dealt.gain < _LEAST_GAIN or full < _MOSTLY * len(rows) or len(rows) < 2:
        return [_not_split(best.headings, len(below)), *(_line_or_gap(*each) for each in enumerate(lines, 1))]
    above = [Line(cell.text, Place(row=cell.number)) for cell in cells[: best.start]]
    header = Row(tuple(map(read_cell, best.headings)), Place(row=cells[best.start].number))
    return [*_said(rows, best.headings), *above, header, *(_row(row, len(best.headings)) for row in rows)]


def _cell_lines(lines: Sequence[str]) -> list[CellLine]:
    """The lines that say something, with the empty ones above each that may be empty cells: where most lines
    are parted by an empty one, that is a blank alone on its line; else any."""
    texts = [read_cell(line.strip()).text for line in lines]
    filled = sum(map(bool, texts))
    is_spaced = sum(not line for line in lines) >= _MOSTLY * filled
    cells: list[CellLine] = []
    empty = 0
    for number, (line, text) in enumerate(zip(lines, texts, strict=True), 1):
        if text:
            cells.append(CellLine(number, text, empty))
            empty = 0
        elif line or not is_spaced:
            empty += 1
    return cells


def _readings(cells: Sequence[CellLine]) -> Iterator[_Reading]:
    """Each stretch of lines that could be headings, with what stands below it."""
    for start in range(min(len(cells), _FIRST_LINES)):
        run = [cell.text for cell in cells[start : start + _MOST_COLUMNS]]
        able = next((at for at, text in enumerate(run) if not _could_head(text)), len(run))
        named = [_named(text) for text in run[:able]]
        gains = list(map(_gain_as_heading, run[:able]))
        for width in range(_LEAST_COLUMNS, able + 1):
            names = {name for name in named[:width] if name}
            below = cells[start + width : start + width + _TRIED]
            as_header = sum(gains[:width])
            if not names or as_header < -_SUREST or len(below) < width:
                continue
            dealt = deal(below, run[:width])
            chance = as_header + dealt.gain * len(below)
            if chance >= _LEAST_CHANCE:
                yield _Reading(start, run[:width], dealt, chance)


def _could_head(text: str) -> bool:
    is_labelled = ":" in text[:-1]
    is_sentence = len(text) > _LONGEST_HEADING or text.endswith((".", ";", ","))
    return not (is_labelled or is_sentence or has_values([text]))


def _named(text: str) -> str | None:
    """The field that a heading names, None where it is no plain heading."""
    name, chance = max(chances_of_heading(text).items(), key=lambda each: each[1])
    return name if chance >= _NAMES and name not in ("note", "text") else None


def _gain_as_heading(text: str) -> float:
    """How much likelier a line is a heading than any text, as a logarithm, within bounds."""
    is_text = chances_of_heading(text)["text"]
    return max(-_SUREST, min(_SUREST, log((1 - is_text + 1e-6) / (is_text + 1e-6))))


def _row(cells: Sequence[tuple[int, CellLine]], width: int) -> Row:
    texts = [PARAGRAPH.join(line.text for at, line in cells if at == column) for column in range(width)]
    return Row(tuple(map(Cell, texts)), Place(row=cells[0][1].number))


def _said(rows: Sequence[Sequence[tuple[int, CellLine]]], headings: Sequence[str]) -> Iterator[Said]:
    """What is said of rows that have not one line for each heading."""
    odd = [row for row in rows if [column for column, _ in row] != list(range(len(headings)))]
    unsure = [row for row in odd if len(row) + sum(line.empty_above for _, line in row[1:]) != len(headings)]
    if unsure:
        yield Said(
            "cells_dealt_out",
            "Each cell stands on a line of its own. Which line belongs under which heading was told by what "
            f"it looks like; in {len(unsure)} of {len(rows)} rows cells are missing or have several lines. "
            f"Check them, first the row that begins with {quote(unsure[0][0][1].text)}.",
            Place(row=unsure[0][0][1].number),
            severity="warning",
        )


def _line_or_gap(number: int, line: str) -> Item:
    text = read_cell(line.strip()).text
    return Line(text, Place(row=number)) if text else Gap(Place(row=number))


def _not_split(headings: Sequence[str], below: int) -> Said:
    listed = ", ".join(map(quote, headings))
    text = (
        f"It has {len(headings)} headings, each on a line of its own ({listed}), and {below} lines below "
        "them. Which of these lines belong to one action is not certain."
    )
    return Said(NOT_SPLIT, text, Place(), severity="warning")
