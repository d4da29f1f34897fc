"""How wide the columns and how high the rows of a sheet are, so that every word of a cell can be seen."""

from collections.abc import Iterable
from math import ceil
from statistics import quantiles

from followthrough.outputs.table import Table

# Widths in characters: of the narrowest column, of phrases, of a sentence or two, of whole paragraphs.
_NARROWEST, _PHRASE, _PROSE, _WIDEST = 7, 17, 38, 50
_LONGEST_PHRASE = 45
_MOST_LETTERS_IN_A_WORD = 20
# Points; Excel has no higher row than this.
_LINE_HEIGHT, _MARGIN, _HIGHEST = 12.5, 4, 409
# A width counts digits at 11 points: letters at 9 points take less, the ends of wrapped lines are lost.
_LETTERS_A_UNIT = 1.1


def column_widths(table: Table) -> list[float]:
    """A width in characters for each column, from what most of its cells hold."""
    texts = [[row.cells[at].text for row in table.rows] for at in range(len(table.columns))]
    return [
        _width(column.heading, [text for text in found if text])
        for column, found in zip(table.columns, texts, strict=True)
    ]


def _width(heading: str, texts: list[str]) -> float:
    usual = _length_of_nine_in_ten(max(map(len, text.split("\n"))) for text in texts) if texts else 0
    longest_word = max((len(word) for text in [heading, *texts] for word in text.split()), default=0)
    widest = _WIDEST if usual > 4 * _PROSE else _PROSE if usual > _LONGEST_PHRASE else _PHRASE
    return max(_NARROWEST, min(usual, widest), min(longest_word, _MOST_LETTERS_IN_A_WORD)) + 2


def _length_of_nine_in_ten(lengths: Iterable[int]) -> float:
    """The length that nine in ten do not pass: one long text must not widen a column."""
    found = sorted(lengths)
    return found[-1] if len(found) < 2 else quantiles(found, n=10, method="inclusive")[-1]


def row_height(texts: Iterable[str], widths: Iterable[float]) -> float:
    """The height in points of a row of wrapped texts at 9 points, under columns of these widths.

    Excel would find it by itself when it opens a file; other programs do not.
    """
    lines = max((_lines(text, width) for text, width in zip(texts, widths, strict=True)), default=1)
    return min(lines * _LINE_HEIGHT + _MARGIN, _HIGHEST)


def _lines(text: str, width: float) -> int:
    return sum(max(ceil(len(part) / (width * _LETTERS_A_UNIT)), 1) for part in text.split("\n"))
