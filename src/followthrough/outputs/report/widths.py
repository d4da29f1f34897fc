"""How wide the columns of a table are on paper, and how large its letters: words stay whole."""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from followthrough.outputs.report.blocks import Table

# Thousandths of the size that each letter from the blank to ~ is wide in Helvetica, whose measures Arial has;
# the typeface of our PDFs is narrower.
_ASCII = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, *[556] * 10, 278, 278,
    584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667,
    778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556,
    278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500,
    334, 260, 334, 584,
)  # fmt: skip
_LETTERS = {chr(32 + at): width for at, width in enumerate(_ASCII)} | {"\u00a0": 278, "’": 222, "–": 556}
_OTHER = 700
_CENTIMETRES_A_POINT = 2.54 / 72
# Centimetres beside the words of a cell: its margins, and a hair's breadth for what typefaces differ.
_BESIDE = 0.36
# Points; the first at which every word fits. Below the last of these a table asks for a wide page.
_SIZES, _SMALL_SIZES = (10.0, 9.0), (9.0, 8.5)
_TINY = (8.0, 7.0)
# How much wider letters are in bold, as headings and leads are.
_BOLD = 1.08
# Centimetres at 10 points: what a column of sentences would like, and a word longer than this may be broken.
_SENTENCES, _LONGEST_WORD = 40.0, 4.6
# At 10 points: what a column of sentences is not narrower than.
_SENTENCE_WORD = 2.2
# Centimetres by which a column is made wider at a time; lines that a cell should not have more of.
_STEP, _MOST_LINES = 0.1, 7


class Fit(NamedTuple):
    """The widths of columns in centimetres, the size of the letters in points, and whether words are whole.

    A table whose words are not whole at a size that everybody can read `needs_more_room`.
    """

    widths: list[float]
    size: float
    needs_more_room: bool


def fit(table: Table, room: float) -> Fit:
    """The columns of a table on `room` centimetres: all of it is used, sentences give way before words.

    Letters are smaller where cells would have more lines than anybody likes to read.
    """
    columns = [_Column(table, at) for at in range(len(table.headings))]
    sizes = _SMALL_SIZES if table.is_small else _SIZES
    fitting = [size for size in sizes if _needed(columns, size) <= room]
    if not fitting:
        size = next((each for each in _TINY if _needed(columns, each) <= room), _TINY[-1])
        return Fit(_shared(columns, size, room), size, needs_more_room=True)
    for size in fitting:
        widths = _shared(columns, size, room)
        if _lines(columns, widths, size) <= _MOST_LINES:
            break
    return Fit(widths, size, needs_more_room=False)


class _Column:
    """What a column asks for, in centimetres at 10 points.

    `word` is what it is not narrower than, `texts` are the lines of its cells; `weight` says how much it
    gains from more room: its long texts count for more than many short ones.
    """

    def __init__(self, table: Table, at: int) -> None:
        cells = [table.headings[at], *(row[at].words for row in table.rows)]
        lines = [[min(measured(part), _SENTENCES) for part in words.split("\n")] for words in cells]
        self.heights = lines
        self.texts = [part for parts in lines for part in parts]
        word = _longest_word(table, at)
        is_sentences = max(self.texts) > _LONGEST_WORD
        self.word = max(word, min(max(self.texts), _SENTENCE_WORD)) if is_sentences else word
        self.weight = sum(text**2 for text in self.texts if text > self.word)

    def least(self, size: float) -> float:
        """The narrowest that it can be."""
        return self.word * size / 10 + _BESIDE


def _shared(columns: Sequence[_Column], size: float, room: float) -> list[float]:
    """The room, given bit by bit to the column that saves the most by it."""
    widths = [each.least(size) for each in columns]
    if sum(widths) >= room:
        return [width * room / sum(widths) for width in widths]
    longest = [max(each.texts) * size / 10 + _BESIDE for each in columns]
    for _ in range(int((room - sum(widths)) / _STEP)):
        saved = [
            each.weight * (1 / (width - _BESIDE) ** 2 - 1 / (width - _BESIDE + _STEP) ** 2)
            if width < most
            else 0.0
            for each, width, most in zip(columns, widths, longest, strict=True)
        ]
        if max(saved) == 0:
            break
        widths[saved.index(max(saved))] += _STEP
    return [width * room / sum(widths) for width in widths]


def _lines(columns: Sequence[_Column], widths: Sequence[float], size: float) -> int:
    """How many lines most cells of the column with the most have at these widths."""
    most = 0
    for each, width in zip(columns, widths, strict=True):
        inside = (width - _BESIDE) * 10 / size
        high = sorted(sum(ceil(part / inside) or 1 for part in parts) for parts in each.heights)
        most = max(most, high[int(len(high) * 0.9)] if len(high) > 1 else high[0])
    return most


def _needed(columns: Sequence[_Column], size: float) -> float:
    return sum(each.least(size) for each in columns)


def _longest_word(table: Table, column: int) -> float:
    """Centimetres at 10 points of the longest word of a column; no-break spaces hold a date on one line."""
    cells = [row[column] for row in table.rows]
    plain = max((_word(cell.text) for cell in cells), default=0.0)
    bold = [table.headings[column], *(cell.lead for cell in cells)]
    bold += [cells[-1].text] if table.has_total and cells else []
    widest = max(plain, *(_word(text) * _BOLD for text in bold))
    return max(min(widest, _LONGEST_WORD), 0.4)


def _word(text: str) -> float:
    return max((measured(word) for line in text.split("\n") for word in line.split(" ")), default=0.0)


@lru_cache(maxsize=8192)
def measured(text: str) -> float:
    """How wide a text is on one line at 10 points, in centimetres."""
    return sum(_LETTERS.get(letter, _OTHER) for letter in text) / 100 * _CENTIMETRES_A_POINT
