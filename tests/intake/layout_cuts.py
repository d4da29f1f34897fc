"""How pages end, and where a page's end cuts the cells of a row."""

from dataclasses import dataclass
from random import Random

_LOW_CELL = 1


@dataclass(frozen=True)
class Paging:
    """How the pages end: how many rows a page has, what is printed between, whether a row may be cut."""

    rows: int = 0
    repeats_header: bool = False
    empty_line: bool = False
    running_title: bool = False
    page_number: bool = False
    cuts_rows: bool = False
    is_uneven: bool = False
    repeats_ref: bool = False
    ref_mark: str = ""
    cuts_words: bool = False
    stamp: str = ""


NO_PAGES = Paging()


def cut_cells(
    wrapped: list[list[str]], paging: Paging, random: Random, halves: set[str]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The cells, each a list of visual lines, above and below a cut at some line; None for a row of one line.

    Uneven: a cell of one line may stand in either half. The halves of cut words are added to `halves`.
    """
    height = max(map(len, wrapped))
    if height < 2:
        return None
    at = random.randint(1, height - 1)
    parts = [(" ".join(cell[:at]), " ".join(cell[at:])) for cell in wrapped]
    if paging.is_uneven:
        parts = [_moved(part, cell, random) for part, cell in zip(parts, wrapped, strict=True)]
    if paging.cuts_words:
        parts = [_cut_word(*part, random, halves) for part in parts]
    upper, lower = zip(*parts, strict=True)
    return upper, lower


def _moved(part: tuple[str, str], cell: list[str], random: Random) -> tuple[str, str]:
    """A cell that is printed in the middle of its row: one line of it may fall on either page."""
    is_low = len(cell) == _LOW_CELL and random.random() < 0.3
    return part[::-1] if is_low else part  # type: ignore[return-value]


def _cut_word(upper: str, lower: str, random: Random, halves: set[str]) -> tuple[str, str]:
    """The cut moved into the first word of the lower half, where that is a long word in small letters."""
    word = lower.partition(" ")[0]
    if len(word) < 8 or not (word.isalpha() and word.islower()) or not upper:
        return upper, lower
    at = random.randint(3, len(word) - 3)
    halves |= {word[:at], word[at:]}
    return f"{upper} {word[:at]}", lower[at:]
