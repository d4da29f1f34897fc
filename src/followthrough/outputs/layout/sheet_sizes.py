"""How wide the columns and how high the rows of a sheet are, so that every word of a cell can be seen."""

from collections.abc import Iterable, Sequence
from itertools import starmap
from math import ceil
from statistics import quantiles

from followthrough.outputs.layout.sheet_dates import sheet_date
from followthrough.outputs.layout.table import Table, TableCell

# Widths in characters: of the narrowest column, of phrases, of a sentence or two, of whole paragraphs.
_NARROWEST, _PHRASE, _PROSE, _WIDEST = 7, 17, 38, 50
_LONGEST_PHRASE = 45
_BESIDE = 2
_MOST_LETTERS_IN_A_WORD = 20
# Points; Excel has no higher row than this.
_LINE_HEIGHT, _MARGIN, _HIGHEST = 12.5, 4, 409
# A width counts digits at 11 points: letters at 9 points take less, the ends of wrapped lines are lost.
_LETTERS_A_UNIT = 1.1


def column_widths(table: Table) -> list[float]:
    """A width in characters for each column, from what most of its cells hold."""
    words = least_column_widths(table)
    texts = [[row.cells[at].text for row in table.rows] for at in range(len(table.columns))]
    return [max(_width(found) + _BESIDE, least) for found, least in zip(texts, words, strict=True)]


def sheet_column_widths(table: Table) -> list[float]:
    """The same, with room for the longest date: a sheet wraps no date, and shows ##### in place of it."""
    dates = [[row.cells[at] for row in table.rows] for at in range(len(table.columns))]
    return [
        max(width, _longest_date(found) + _BESIDE)
        for width, found in zip(column_widths(table), dates, strict=True)
    ]


def least_column_widths(table: Table) -> list[float]:
    """The width in characters below which words of a column, or of its heading, would be broken."""
    texts = [
        {column.heading, *(row.cells[at].text for row in table.rows)}
        for at, column in enumerate(table.columns)
    ]
    return [max(_NARROWEST, min(_longest_word(found), _MOST_LETTERS_IN_A_WORD)) + _BESIDE for found in texts]


def _longest_date(cells: Iterable[TableCell]) -> int:
    # The same words are the same date wherever they stand in a column.
    dates = {cell.text: cell.when for cell in cells if cell.when}
    return max((len(text) for text, when in dates.items() if sheet_date(when)), default=0)


def _longest_word(texts: Iterable[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=0)


def _width(texts: Sequence[str]) -> float:
    """The width that most texts of a column want, where long ones are wrapped and empty ones want none."""
    longest = {text: max(map(len, text.split("\n"))) for text in set(texts) if text}
    usual = _length_of_nine_in_ten(longest[text] for text in texts if text)
    widest = _WIDEST if usual > 4 * _PROSE else _PROSE if usual > _LONGEST_PHRASE else _PHRASE
    return min(usual, widest)


def _length_of_nine_in_ten(lengths: Iterable[int]) -> float:
    """The length that nine in ten do not pass: one long text must not widen a column."""
    found = sorted(lengths)
    if len(found) < 2:
        return sum(found)
    return quantiles(found, n=10, method="inclusive")[-1]


def row_height(texts: Iterable[str], widths: Iterable[float]) -> float:
    """The height in points of a row of wrapped texts at 9 points, under columns of these widths.

    Excel would find it by itself when it opens a file; other programs do not.
    """
    lines = max(starmap(_lines, zip(texts, widths, strict=True)), default=1)
    return min(lines * _LINE_HEIGHT + _MARGIN, _HIGHEST)


def _lines(text: str, width: float) -> int:
    fit = width * _LETTERS_A_UNIT
    # So it is with nine cells in ten.
    if len(text) <= fit and "\n" not in text:
        return 1
    return sum(max(ceil(len(part) / fit), 1) for part in text.split("\n"))
