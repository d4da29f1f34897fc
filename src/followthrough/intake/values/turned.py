"""Signs that turn letters around, so that what a person sees is not what is written: left out, and said.

The words stay, in the order in which they are written (Unicode Standard Annex 9, section 2).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from followthrough.intake.grid import Aside, Gap, Item, Line, Row, Said
from followthrough.plan.document import Severity

TURNED_CODE = "letters_turned"
TURNED_SEVERITY: Severity = "warning"
TURNED_MESSAGE = (
    "Signs that turn letters around were left out here, so that the words stand as they are written. "
    "Check that this is what the file shows."
)
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# The same signs in JSON, as letters of UTF-8 or by their numbers; a backslash may be a letter itself.
_TURNS_IN_JSON = re.compile(
    rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]|(?<!\\)((?:\\\\)*)\\u20(?:2[a-eA-E]|6[6-9])"
)


def without_turns(items: Iterable[Item]) -> Iterator[Item]:
    """The same items without such signs; after one that had them, that it had."""
    for item in items:
        if any(not text.isascii() and _TURNS.search(text) for text in _texts(item)):
            yield _straight(item)
            yield Said(TURNED_CODE, TURNED_MESSAGE, item.place, TURNED_SEVERITY)
        else:
            yield item


def json_without_turns(content: bytes) -> tuple[bytes, int]:
    """A JSON text without such signs, and how many there were."""
    return _TURNS_IN_JSON.subn(lambda found: found[1] or b"", content)


def _texts(item: Item) -> Iterable[str]:
    if isinstance(item, Row):
        return (cell.text for cell in item.cells)
    return () if isinstance(item, Gap) else (item.text,)


def _straight(item: Item) -> Item:
    if isinstance(item, Row):
        cells = tuple(cell._replace(text=_TURNS.sub("", cell.text)) for cell in item.cells)
        return replace(item, cells=cells)
    assert isinstance(item, Line | Aside | Said)
    return replace(item, text=_TURNS.sub("", item.text))
