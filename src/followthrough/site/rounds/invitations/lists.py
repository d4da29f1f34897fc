"""A list of posts and people as somebody has it: pasted, or a spreadsheet. It knows no register."""

import csv
import re
from collections.abc import Iterable, Sequence
from email.utils import parseaddr
from typing import NamedTuple

_SEPARATORS = ("\t", ";", ",")
_COLUMNS = {
    "email": re.compile(r"\be-?\s?mail\b|\baddress\b", re.IGNORECASE),
    "post": re.compile(r"\b(post|job|title|role|owner|position)\b", re.IGNORECASE),
    "name": re.compile(r"\b(name|person|officer|holder|who)\b", re.IGNORECASE),
}
_BETWEEN_NAMES = re.compile(r"[._\-]+")


class ListRow(NamedTuple):
    """One line of the list: which line it is, the post, the person's name or "", the address."""

    row: int
    post: str
    name: str
    email: str


def rows_of_text(text: str) -> list[ListRow]:
    """The rows of a pasted list: a line each, parted by tabs, semicolons or commas."""
    lines = [line for line in text.splitlines() if line.strip()]
    return rows_of_cells(_cells_of(line) for line in lines)


def _cells_of(line: str) -> list[str]:
    separator = next((each for each in _SEPARATORS if each in line), None)
    if separator is None:
        return _parts_of_a_sentence(line)
    return next(csv.reader([line], delimiter=separator, skipinitialspace=True))


def _parts_of_a_sentence(line: str) -> list[str]:
    """A post and an address with blanks between can be parted; with a name among them nothing is safe."""
    *before, last = line.split()
    return [" ".join(before), last] if "@" in last and "<" not in line else [line]


def rows_of_cells(table: Iterable[Sequence[str]]) -> list[ListRow]:
    """The rows of a table. With a header row its columns go by their headings, else by what is in them."""
    order: dict[str, int] = {}
    found: list[ListRow] = []
    for number, cells in enumerate(table, start=1):
        texts = [" ".join(cell.split()) for cell in cells]
        if not any(texts):
            continue
        if not found and not order and not any("@" in text for text in texts):
            order = _columns_in(texts)
            if order:
                continue
        found.append(_row(number, texts, order))
    return found


def _columns_in(texts: Sequence[str]) -> dict[str, int]:
    """Which column is which by its heading; empty where this is no row of headings."""
    order: dict[str, int] = {}
    for place, text in enumerate(texts):
        known = next((name for name, words in _COLUMNS.items() if words.search(text)), None)
        if known and known not in order:
            order[known] = place
    return order if len(order) > 1 else {}


def _row(number: int, texts: Sequence[str], order: dict[str, int]) -> ListRow:
    place = order.get("email", next((at for at, text in enumerate(texts) if "@" in text), None))
    written = texts[place] if place is not None and place < len(texts) else ""
    name, email = parseaddr(written)
    rest = [text for at, text in enumerate(texts) if at != place and text]
    if order:
        post = _at(texts, order.get("post"))
        name = _at(texts, order.get("name")) or name
    else:
        post = rest[0] if rest else ""
        name = rest[1] if len(rest) > 1 else name
    return ListRow(number, post, name, (email or written).lower())


def _at(texts: Sequence[str], place: int | None) -> str:
    return texts[place] if place is not None and place < len(texts) else ""


def name_in(email: str) -> str:
    """A name as an address suggests it: "sam.lee@…" is Sam Lee."""
    local = email.partition("@")[0]
    return " ".join(part.capitalize() for part in _BETWEEN_NAMES.split(local) if part)
