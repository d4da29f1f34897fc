"""Headed rows on a terminal, each word as it is; through a pipe no word is cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.console import Console


def render(headings: Sequence[str], rows: Iterable[Sequence[object]], console: Console) -> None:
    """Print the rows under their headings; numbers stand to the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    kept = [list(row) for row in rows]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for place, heading in enumerate(headings):
        is_number = all(isinstance(row[place], int) for row in kept)
        side: Literal["left", "right"] = "right" if is_number and kept else "left"
        # The first column is a name that is written again elsewhere, so it stays whole.
        table.add_column(heading, justify=side, overflow="fold", no_wrap=place == 0)
    for row in kept:
        table.add_row(*(Text(str(cell)) for cell in row))
    console.print(table)
