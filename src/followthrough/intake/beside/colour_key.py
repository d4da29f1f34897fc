"""A key of colours: rows that show a colour beside or behind a status, and nothing more."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from followthrough.intake.grid import Item, Line, Row
from followthrough.plan.document import SchemeEntry
from followthrough.plan.statuses import status_of_definition

_LONGEST_LABEL = 60
_LEAST_ENTRIES = 2
_NAMES_OF_A_KEY = {"key", "legend", "rag", "rag key", "status key", "colour key"}


def read_colour_key(items: Sequence[Item]) -> tuple[list[SchemeEntry], list[Item]]:
    """The statuses that the rows of a key show with their colours, and the items without those rows."""
    entries: list[SchemeEntry] = []
    left: list[Item] = []
    for is_key, group in groupby(items, key=lambda item: bool(_entries_in(item))):
        together = list(group)
        found = [entry for item in together for entry in _entries_in(item)] if is_key else []
        if len(found) >= _LEAST_ENTRIES and len({entry.colour for entry in found}) == len(found):
            entries += found
            left[-1:] = map(_as_line, left[-1:])
        else:
            left += together
    return entries, left


def _as_line(item: Item) -> Item:
    """The name of a key alone on its row is a line, and no row of the plan."""
    texts = [cell.text for cell in item.cells if cell.text] if isinstance(item, Row) else []
    return Line(texts[0], item.place) if len(texts) == 1 and _names_a_key(texts[0]) else item


def _names_a_key(text: str) -> bool:
    return text.lower().rstrip(" :") in _NAMES_OF_A_KEY


def _entries_in(item: Item) -> list[SchemeEntry]:
    """The statuses of one row with their colours; none where the row shows anything else."""
    if not isinstance(item, Row):
        return []
    if not all(fill and len(text) <= _LONGEST_LABEL for text, fill in _texts_with_fills(item)):
        return []
    entries: list[SchemeEntry] = []
    for text, fill in _texts_with_fills(item):
        status = status_of_definition(text) or status_of_definition(text, text)
        if status is None:
            return []
        entries.append(SchemeEntry(label=text, status=status, colour=f"#{fill}"))
    return entries


def _texts_with_fills(row: Row) -> Iterator[tuple[str, str | None]]:
    """Each text of a row with its own colour, or that of the empty cell before it."""
    before: str | None = None
    for cell in row.cells:
        if cell.text and not _names_a_key(cell.text):
            yield cell.text, cell.fill or before
        before = None if cell.text else cell.fill or before
