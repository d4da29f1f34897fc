"""Signs of a status that a PDF says by their names, for want of a letter shape, as signs again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from unicodedata import name

from followthrough.intake.grid import Item, Line, Row
from followthrough.plan.folding import STATUS_SIGNS

_SIGNS = {f"[{name(sign).lower()}]": sign for sign in STATUS_SIGNS}
_NAMED = re.compile("|".join(map(re.escape, _SIGNS)))


def with_signs(items: Iterable[Item]) -> Iterator[Item]:
    """The same rows and lines, "[large red circle]" as 🔴: brackets round other words stay as they are."""
    for item in items:
        if isinstance(item, Row):
            cells = tuple(cell._replace(text=_signed(cell.text)) for cell in item.cells)
            yield replace(item, cells=cells)
        elif isinstance(item, Line):
            yield replace(item, text=_signed(item.text))
        else:
            yield item


def _signed(text: str) -> str:
    return _NAMED.sub(lambda found: _SIGNS[found[0]], text)
