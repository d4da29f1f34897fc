"""How large a plan can be: far larger than any that was published, and small enough to be read in time."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from followthrough.intake.grid import Item, Row, UnreadableFileError

LARGEST_FILE = 20 * 1024 * 1024
MOST_LINES = 500_000
MOST_ROWS = 20_000
MOST_CELLS_IN_A_ROW = 1_000
# With those that are empty: each costs time before anything is known of it.
MOST_CELLS = 500_000
# So much of a text is looked at for what it is; nothing that tells it stands further down.
LOOKED_AT = 4_000
# In bytes: the models that read pictures take more than any reader.
MEMORY_FOR_SCANS = 3 << 30

_LONGEST_NAME = 100
# Signs that have no shape of their own: they steer a terminal, or turn the letters after them around.
_SHAPELESS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def shown_name(name: str) -> str:
    """The name of a file as a sentence can show it: without its folders, without letters that play tricks."""
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    letters = _SHAPELESS.sub(" ", last.encode("utf-8", "replace").decode())
    return " ".join(letters.split())[-_LONGEST_NAME:] or "The file"


def check_file(content: bytes, name: str) -> None:
    """Raises UnreadableFileError for a file that is empty, or larger than any plan."""
    if not content.strip():
        raise UnreadableFileError(f"{name} is empty. Choose the file that holds the plan.")
    if len(content) > LARGEST_FILE:
        limit = LARGEST_FILE // (1024 * 1024)
        raise UnreadableFileError(
            f"{name} is larger than {limit} MB. Save the plan alone, without pictures, and try again."
        )


def check_lines(text: str) -> None:
    """Raises UnreadableFileError for a text of more lines than a plan can have."""
    if text.count("\n") > MOST_LINES:
        raise UnreadableFileError(_too_much(f"{MOST_LINES:,} lines"))


def check_cells(markup: bytes, cell: re.Pattern[bytes]) -> None:
    """Raises UnreadableFileError for markup with more cells than a plan can have, before it is taken apart.

    `cell` is how a cell begins.
    """
    if next(islice(cell.finditer(markup), MOST_CELLS, None), None):
        raise UnreadableFileError(_too_much(f"{MOST_CELLS:,} cells"))


def within_rows(items: Iterable[Item]) -> Iterator[Item]:
    """The same items as they come. Raises UnreadableFileError at the first row too many for a plan."""
    rows = 0
    for item in items:
        rows += isinstance(item, Row)
        if rows > MOST_ROWS:
            raise UnreadableFileError(_too_much(f"{MOST_ROWS:,} rows"))
        yield item


def check_size(items: Sequence[Item]) -> None:
    """Raises UnreadableFileError for more rows, or wider ones, than a plan can have; empty cells are free."""
    rows = [item for item in within_rows(items) if isinstance(item, Row)]
    wide = (row for row in rows if len(row.cells) > MOST_CELLS_IN_A_ROW)
    if any(len(row.filled) > MOST_CELLS_IN_A_ROW for row in wide):
        raise UnreadableFileError(_too_much(f"{MOST_CELLS_IN_A_ROW:,} cells in a row"))


def _too_much(counted: str) -> str:
    return f"The file has more than {counted}, which no plan needs. Save the plan alone, and try again."
