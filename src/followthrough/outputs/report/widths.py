"""How wide the columns of a table are on paper, and how large its letters: words stay whole."""

from collections.abc import Sequence
from typing import NamedTuple

from followthrough.outputs.report.blocks import Table

# Centimetres that a letter takes at 10 points, on average and at most; and beside the words of a cell.
_LETTER, _WIDE_LETTER, _BESIDE = 0.185, 0.21, 0.32
# Points; the first at which every word fits.
_SIZES, _SMALL_SIZES = (10.0, 9.0, 8.0, 7.0), (8.5, 8.0, 7.0)
# How much wider letters are in bold, as headings are.
_BOLD = 1.1
# Letters: what a column of sentences would like, and a word longer than this may be broken.
_SENTENCES, _LONGEST_WORD = 90, 24


class Fit(NamedTuple):
    """The widths of columns in centimetres, and the size of the letters in points."""

    widths: list[float]
    size: float


def fit(table: Table, room: float) -> Fit:
    """The columns of a table on `room` centimetres: all of it is used, sentences give way before words."""
    columns = range(len(table.headings))
    texts = [[table.headings[at], *(row[at].words for row in table.rows)] for at in columns]
    words = [max(_longest_word(each[1:]), _longest_word(each[:1]) * _BOLD) for each in texts]
    wanted = [_wanted(each) for each in texts]
    sizes = _SMALL_SIZES if table.is_small else _SIZES
    size = next((each for each in sizes if _needed(words, each) <= room), sizes[-1])
    least = [_width(word, _WIDE_LETTER, size) for word in words]
    most = [max(low, _width(width, _LETTER, size)) for low, width in zip(least, wanted, strict=True)]
    return Fit(_shared(least, most, room), size)


def _shared(least: list[float], most: list[float], room: float) -> list[float]:
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    if sum(most) <= room:
        return [width * room / sum(most) for width in most]
    share = (room - sum(least)) / (sum(most) - sum(least))
    return [low + (high - low) * share for low, high in zip(least, most, strict=True)]


def _needed(words: Sequence[float], size: float) -> float:
    return sum(_width(word, _WIDE_LETTER, size) for word in words)


def _width(letters: float, letter: float, size: float) -> float:
    return letters * letter * size / 10 + _BESIDE


def _longest_word(texts: Sequence[str]) -> int:
    # No-break spaces hold a date on one line.
    longest = max(
        (len(word) for text in texts for word in text.split(" ") for word in word.split("\n")), default=1
    )
    return max(min(longest, _LONGEST_WORD), 2)


def _wanted(texts: Sequence[str]) -> float:
    """What most of a column's cells would like."""
    lengths = sorted(max(map(len, text.split("\n")), default=0) for text in texts)
    usual = lengths[int(len(lengths) * 0.9)] if len(lengths) > 1 else lengths[0]
    return min(usual, _SENTENCES)
