"""The pages of a Word document: which size a table needs, and how wide its columns are on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from followthrough.outputs.layout.sheet_sizes import column_widths, least_column_widths
from followthrough.outputs.layout.table import Table

MARGIN = 1.5
# Centimetres that a letter takes in a table, on average.
LETTER = 0.16
# A column can be narrowed to this share of what it would like.
_NARROWED = 0.5


class Page(NamedTuple):
    """A page in centimetres."""

    width: float
    height: float

    @property
    def room(self) -> float:
        """The width between its margins."""
        return self.width - 2 * MARGIN

    @property
    def is_landscape(self) -> bool:
        """Whether it is wider than high."""
        return self.width > self.height


PORTRAIT, LANDSCAPE, LARGEST = Page(21, 29.7), Page(29.7, 21), Page(42, 29.7)


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide columns would like to be, and how wide they must be to be read: both in letters."""

    wanted: Sequence[float]
    least: Sequence[float]

    @classmethod
    def of(cls, table: Table) -> "Widths":
        """The widths of a table's columns: whole sentences give way, words are not broken."""
        wanted = column_widths(table)
        words = least_column_widths(table)
        return cls(wanted, [max(word, width * _NARROWED) for word, width in zip(words, wanted, strict=True)])

    def of_columns(self, places: Sequence[int]) -> "Widths":
        """The widths of some columns."""
        return Widths([self.wanted[at] for at in places], [self.least[at] for at in places])


def page_for(widths: Widths) -> Page:
    """The smallest page on which columns of these widths can be read; else the largest."""
    needed = sum(widths.least)
    return next((page for page in (PORTRAIT, LANDSCAPE) if needed <= page.room / LETTER), LARGEST)


def fitted(widths: Widths, page: Page) -> list[float]:
    """The widths, in centimetres, at which the columns fill the page: what can give way does."""
    room, wanted, least = page.room / LETTER, sum(widths.wanted), sum(widths.least)
    if wanted <= room or least >= room:
        taken, total = (widths.wanted, wanted) if wanted <= room else (widths.least, least)
        return [width * page.room / total for width in taken]
    share = (room - least) / (wanted - least)
    pairs = zip(widths.least, widths.wanted, strict=True)
    return [(low + (width - low) * share) * LETTER for low, width in pairs]
