"""Cells as the lists of a web site are exported: "Okoro, Dan;#12;#Rees, Sian;#14" is two people with their
numbers in that list, ";#Finance;#Housing;#" two choices."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from followthrough.intake.grid import Cell, Item, Row

_MARK = ";#"
_SURNAME_FIRST = re.compile(r"(?P<last>[^\W\d][^,;\d]*), (?P<first>[^\W\d][^,;\d]*)")


def without_list_numbers(items: Iterable[Item]) -> Iterator[Item]:
    """The same items with such cells as a person reads them."""
    for item in items:
        if isinstance(item, Row) and any(_MARK in cell.text for cell in item.cells):
            yield replace(item, cells=tuple(map(_as_read, item.cells)))
        else:
            yield item


def _as_read(cell: Cell) -> Cell:
    if _MARK not in cell.text:
        return cell
    parts = [part.strip(" ;") for part in cell.text.split(_MARK)]
    # A number stands after each name of a person, and after nothing else.
    names = [part for part in parts if part and not part.isdecimal()]
    if len(names) < len(list(filter(None, parts))):
        names = [_SURNAME_FIRST.sub(r"\g<first> \g<last>", name, count=1) for name in names]
    return cell._replace(text="; ".join(names))
