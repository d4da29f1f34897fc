"""Headed rows on a terminal, a row a line, as wide as the terminal is: a long text ends in an ellipsis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from followthrough.outputs.wording import on_one_line

if TYPE_CHECKING:
    from rich.console import Console

_GAP = 2
# How narrow the column with the longest text and the others become, by turns, until all fit.
_OTHERS, _LONGEST = (20, 15), 24
_NARROWEST = 8


def render(headings: Sequence[str], rows: Iterable[Sequence[object]], console: Console) -> None:
    """Print the rows under their headings; numbers stand to the right.

    The first column is a name that is written again elsewhere: it is never cut, and takes a second line where
    there is no room for it.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    kept = [list(row) for row in rows]
    are_numbers = [
        bool(kept) and all(isinstance(row[at], int) for row in kept) for at in range(len(headings))
    ]
    texts = [[on_one_line(str(cell)) for cell in row] for row in kept]
    widths = _widths(headings, texts, are_numbers, console.width)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    for place, (heading, is_number, width) in enumerate(zip(headings, are_numbers, widths, strict=True)):
        table.add_column(
            heading,
            justify="right" if is_number else "left",
            width=width,
            no_wrap=place > 0,
            overflow="fold" if place == 0 else "ellipsis",
        )
    for row in texts:
        table.add_row(*map(Text, row))
    console.print(table)


def _widths(
    headings: Sequence[str], texts: Sequence[Sequence[str]], are_numbers: Sequence[bool], room: int
) -> list[int]:
    """How wide each column is: as its longest text, columns of text cut until all fit, the first one last."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(headings, *texts, strict=True)]
    room -= _GAP * len(widths)
    texts_at = [place for place in range(1, len(widths)) if not are_numbers[place]]
    longest = max(texts_at, key=widths.__getitem__, default=0)
    others = [place for place in texts_at if place != longest]
    for places, narrow in (
        (others, _OTHERS[0]),
        (texts_at, _LONGEST),
        (others, _OTHERS[1]),
        (texts_at, _NARROWEST),
        ([0], _NARROWEST),
    ):
        while sum(widths) > room and any(widths[place] > narrow for place in places):
            widths[max(places, key=widths.__getitem__)] -= 1
    return widths
