"""How wide the columns of a table are on paper, and how large its letters: words stay whole."""

from collections.abc import Sequence
from functools import lru_cache
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
# Centimetres by which a column is made wider at a time.
_STEP = 0.1


class Fit(NamedTuple):
    """The widths of columns in centimetres, the size of the letters in points, and whether words are whole.

    A table whose words are not whole at a size that everybody can read `needs_more_room`.
    """

    widths: list[float]
    size: float
    needs_more_room: bool


def fit(table: Table, room: float) -> Fit:
    """The columns of a table on `room` centimetres: all of it is used, sentences give way before words."""
    columns = range(len(table.headings))
    words = [_longest_word(table, at) for at in columns]
    wanted = [_wanted(table, at) for at in columns]
    words = [
        max(word, min(text, _SENTENCE_WORD)) if text > _LONGEST_WORD else word
        for word, text in zip(words, wanted, strict=True)
    ]
    sizes = _SMALL_SIZES if table.is_small else _SIZES
    found = next((each for each in sizes if _needed(words, each) <= room), None)
    size = found or next((each for each in _TINY if _needed(words, each) <= room), _TINY[-1])
    least = [width * size / 10 + _BESIDE for width in words]
    return Fit(
        _shared(least, [width * size / 10 for width in wanted], room), size, needs_more_room=found is None
    )


def _shared(least: list[float], texts: list[float], room: float) -> list[float]:
    """The room, given bit by bit to the column whose texts take the most lines."""
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    widths = list(least)
    for _ in range(int((room - sum(least)) / _STEP)):
        lines = [text / (width - _BESIDE) for text, width in zip(texts, widths, strict=True)]
        if max(lines) <= 1:
            break
        widths[lines.index(max(lines))] += _STEP
    return [width * room / sum(widths) for width in widths]


def _needed(words: Sequence[float], size: float) -> float:
    return sum(width * size / 10 + _BESIDE for width in words)


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


def _wanted(table: Table, column: int) -> float:
    """What most of a column's cells would like."""
    texts = [table.headings[column], *(row[column].words for row in table.rows)]
    lengths = sorted(max(map(measured, text.split("\n"))) for text in texts)
    usual = lengths[int(len(lengths) * 0.9)] if len(lengths) > 1 else lengths[0]
    return min(usual, _SENTENCES)
