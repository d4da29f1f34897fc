"""Deals lines that hold one cell each out among the columns of their table: the likeliest way by what each
line looks like, where cells may be missing or run over several lines."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from followthrough.intake.scoring.words import chances_of, chances_of_heading, gain_under
from followthrough.intake.tables.cells import kinds_of, says_nothing

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
class CellLine:
    """A line with a cell: its number, its text, and how many empty lines that may be cells stand above it."""

    number: int
    text: str
    empty_above: int


@dataclass(frozen=True)
class Dealt:
    """Lines under the columns of their table. `columns` has the column of each line, `begins` those that
    begin a row; `gain` is how much likelier the lines are so than in any order, a line."""

    lines: Sequence[CellLine]
    columns: Sequence[int]
    begins: Sequence[bool]
    gain: float

    def rows(self) -> list[list[tuple[int, CellLine]]]:
        """The lines of each row with their columns."""
        rows: list[list[tuple[int, CellLine]]] = []
        for line, column, is_first in zip(self.lines, self.columns, self.begins, strict=True):
            if is_first:
                rows.append([])
            rows[-1].append((column, line))
        return rows


def deal(lines: Sequence[CellLine], headings: Sequence[str]) -> Dealt:
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
    gains: Gains = by_heading
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
Gains = Sequence[Mapping[str, float]]


def _learnt(dealt: Dealt, by_heading: Gains, signs: Mapping[str, tuple[str, ...]]) -> Gains:
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


def _counts(lines: Sequence[CellLine], signs: Mapping[str, tuple[str, ...]]) -> Counter[tuple[int, str]]:
    return Counter(sign for line in lines for sign in enumerate(signs[line.text]))


def _likeliest(lines: Sequence[CellLine], gains: Gains) -> Dealt:
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
    return Dealt(lines, columns[::-1], begins[::-1], max(ends) / len(lines))


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
