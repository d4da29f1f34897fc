"""Tables that lost their columns on the way: every cell stands on a line of its own, row after row.

Where the headings end and how the lines below are dealt out among them is decided together: each stretch of
short lines that could be headings is tried, and the likeliest whole is taken.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from followthrough.intake.grid import PARAGRAPH, Cell, Gap, Item, Line, Place, Row, Said
from followthrough.intake.kinds.cells import kinds_of, says_nothing
from followthrough.intake.marks import read_cell
from followthrough.intake.report import NOT_SPLIT, quote
from followthrough.intake.scoring.words import chances_of, chances_of_heading, gain_under
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
# What a way loses, as a logarithm, by a cell that is missing, by one that an empty line stands for, by an
# empty line that stands for none, and by a cell of two lines. In the labelled tables one cell in five is
# empty; the others were set on invented texts with cells left out.
_MISSING, _SHOWN_EMPTY, _SPARE, _SECOND_LINE = 2.2, 0.1, 0.3, 4.0
# The same of a row whose first cell is "None", which ends a row far more often.
_BEGINS_WITH_NOTHING = 3.0
# How often a column is looked at anew with the lines that were dealt to it, and how much its heading counts
# against one such line.
_ROUNDS, _BY_HEADING = 3, 2.0
# A text that stands so often may be what one column says in many rows.
_OFTEN = 2
# So many lines tell how the columns are.
_SAMPLE = 400


@dataclass(frozen=True)
class _CellLine:
    """A line with a cell: its number, its text, and how many empty lines that may be cells stand above it."""

    number: int
    text: str
    empty_above: int


@dataclass(frozen=True)
class _Dealt:
    """Lines under the columns of their table. `columns` has the column of each line, `begins` those that
    begin a row; `gain` is how much likelier the lines are so than in any order, a line."""

    lines: Sequence[_CellLine]
    columns: Sequence[int]
    begins: Sequence[bool]
    gain: float

    def rows(self) -> list[list[tuple[int, _CellLine]]]:
        """The lines of each row with their columns."""
        rows: list[list[tuple[int, _CellLine]]] = []
        for line, column, is_first in zip(self.lines, self.columns, self.begins, strict=True):
            if is_first:
                rows.append([])
            rows[-1].append((column, line))
        return rows


@dataclass(frozen=True)
class _Reading:
    """Headings from one line on, the lines below dealt out, and how likely it is against plain text."""

    start: int
    headings: Sequence[str]
    dealt: _Dealt
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
    dealt = _deal(below, best.headings)
    rows = dealt.rows()
    full = sum(2 * len({column for column, _ in row}) > len(best.headings) for row in rows)
    if dealt.gain < _LEAST_GAIN or full < _MOSTLY * len(rows) or len(rows) < 2:
        return [
            _not_split(best.headings, len(below)),
            *(line_or_gap(line, number) for number, line in enumerate(lines, 1)),
        ]
    above = [Line(cell.text, Place(row=cell.number)) for cell in cells[: best.start]]
    header = Row(tuple(map(read_cell, best.headings)), Place(row=cells[best.start].number))
    return [*_said(rows, best.headings), *above, header, *(_row(row, len(best.headings)) for row in rows)]


def line_or_gap(line: str, number: int) -> Line | Gap:
    """A line of running text with its number."""
    text = read_cell(line.strip()).text
    return Line(text, Place(row=number)) if text else Gap(Place(row=number))


def _cell_lines(lines: Sequence[str]) -> list[_CellLine]:
    """The lines that say something, with the empty ones above each that may be empty cells: where most lines
    are parted by an empty one, that is a blank alone on its line; else any."""
    texts = [read_cell(line.strip()).text for line in lines]
    filled = sum(map(bool, texts))
    is_spaced = sum(not line for line in lines) >= _MOSTLY * filled
    cells: list[_CellLine] = []
    empty = 0
    for number, (line, text) in enumerate(zip(lines, texts, strict=True), 1):
        if text:
            cells.append(_CellLine(number, text, empty))
            empty = 0
        elif line or not is_spaced:
            empty += 1
    return cells


def _readings(cells: Sequence[_CellLine]) -> Iterator[_Reading]:
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
            dealt = _deal(below, run[:width])
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


def _row(cells: Sequence[tuple[int, _CellLine]], width: int) -> Row:
    texts = [PARAGRAPH.join(line.text for at, line in cells if at == column) for column in range(width)]
    return Row(tuple(map(Cell, texts)), Place(row=cells[0][1].number))


def _said(rows: Sequence[Sequence[tuple[int, _CellLine]]], headings: Sequence[str]) -> Iterator[Said]:
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


def _not_split(headings: Sequence[str], below: int) -> Said:
    listed = ", ".join(map(quote, headings))
    text = (
        f"It has {len(headings)} headings, each on a line of its own ({listed}), and {below} lines below "
        "them. Which of these lines belong to one action is not certain."
    )
    return Said(NOT_SPLIT, text, Place(), severity="warning")


def _deal(lines: Sequence[_CellLine], headings: Sequence[str]) -> _Dealt:
    """The likeliest way to deal the lines out below the headings, row after row."""
    said = [chances_of_heading(heading) for heading in headings]
    if (len(lines) + sum(line.empty_above for line in lines)) % len(headings):
        # Empty lines that don't come out even with the others are no cells.
        lines = [replace(line, empty_above=0) for line in lines]
    looks = {line.text: chances_of(line.text) for line in lines}
    by_heading = [
        {text: 0.0 if says_nothing(text) else gain_under(heading, look) for text, look in looks.items()}
        for heading in said
    ]
    often = {text for text, times in Counter(line.text for line in lines).items() if times >= _OFTEN}
    signs = {text: _signs(text, often) for text in looks}
    sample = lines[:_SAMPLE]
    gains: _Gains = by_heading
    for _ in range(_ROUNDS - 1):
        dealt = _likeliest(sample, gains)
        gains = _learnt(dealt, by_heading, signs)
    return _likeliest(lines, gains)


def _signs(text: str, often: set[str]) -> tuple[str, ...]:
    """What tells the cells of one column from those of another: their kind, their length, their words."""
    kind = min(kinds_of(text), default="")
    ends = "stop" if text.endswith((".", ";")) else "open"
    return f"kind {kind}", f"length {len(text).bit_length()}", text if text in often else "", ends


# How much likelier each text is in a column than anywhere.
_Gains = Sequence[Mapping[str, float]]


def _learnt(dealt: _Dealt, by_heading: _Gains, signs: Mapping[str, tuple[str, ...]]) -> _Gains:
    """The gains with what the lines that were dealt to each column have in common."""
    whole, total = _counts(dealt.lines, signs), len(dealt.lines)
    learnt = []
    for at, gains in enumerate(by_heading):
        own = [line for line, column in zip(dealt.lines, dealt.columns, strict=True) if column == at]
        counts, size = _counts(own, signs), len(own) + _BY_HEADING
        by_text = {}
        for text, gain in gains.items():
            likelier = gain
            for sign in enumerate(signs[text]):
                if usual := whole[sign] / total:
                    likelier += log((counts[sign] + _BY_HEADING * usual) / size / usual)
            by_text[text] = likelier
        learnt.append(by_text)
    return learnt


def _counts(lines: Sequence[_CellLine], signs: Mapping[str, tuple[str, ...]]) -> Counter[tuple[int, str]]:
    return Counter(sign for line in lines for sign in enumerate(signs[line.text]))


def _likeliest(lines: Sequence[_CellLine], gains: _Gains) -> _Dealt:
    """The way with the most gain, less what it loses by cells that are missing, found line by line."""
    width = len(gains)
    best = [gains[at][lines[0].text] - _loss(at, 0) for at in range(width)]
    came_from: list[list[tuple[int, bool]]] = [[(-1, True)] * width]
    for line in lines[1:]:
        is_empty = says_nothing(line.text)
        ways = [
            max(
                (
                    best[before] - loss - (_BEGINS_WITH_NOTHING if is_first and is_empty else 0),
                    before,
                    is_first,
                )
                for before in range(width)
                for loss, is_first in (_step(before, at, width, line.empty_above),)
            )
            for at in range(width)
        ]
        best = [way[0] + gains[at][line.text] for at, way in enumerate(ways)]
        came_from.append([(before, is_first) for _, before, is_first in ways])
    ends = [gain - _loss(width - 1 - at, 0) for at, gain in enumerate(best)]
    at = ends.index(max(ends))
    columns, begins = [], []
    for steps in reversed(came_from):
        before, is_first = steps[at]
        columns.append(at)
        begins.append(is_first)
        at = before
    return _Dealt(lines, columns[::-1], begins[::-1], max(ends) / len(lines))


def _step(before: int, at: int, width: int, empty: int) -> tuple[float, bool]:
    """What it loses to go on from one column to another, and whether a row begins with it."""
    if at > before:
        return _loss(at - before - 1, empty), False
    anew = _loss(width - 1 - before + at, empty)
    if at == before and anew > _SECOND_LINE:
        return _SECOND_LINE, False
    return anew, True


def _loss(missing: int, empty: int) -> float:
    shown = min(missing, empty)
    return _MISSING * (missing - shown) + _SHOWN_EMPTY * shown + _SPARE * (empty - shown)
