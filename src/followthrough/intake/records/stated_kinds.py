"""What a row says itself of what it is: an example of how the table is filled in, or a place to be filled in;
a section or a note, as exports of task tools have it in a column of its own."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from followthrough.intake.grid import Row
from followthrough.intake.kinds.cells import TYPES_OF_TASKS
from followthrough.intake.records.row_rules import RowKind

_STATED = {
    "section": RowKind.SECTION,
    "heading": RowKind.SECTION,
    "header": RowKind.SECTION,
    "note": RowKind.NARRATIVE,
    "comment": RowKind.NARRATIVE,
}
# So many rows of such a column say it.
_MOSTLY = 0.8
# A text that holds the place of another: "[Name / Role]", "<date>", "XX".
TO_FILL_IN = re.compile(r"[\[<{(].*[\]>})]|x{2,}|\.{3,}|…", re.IGNORECASE)
# "e.g. 1" in place of a ref, "Example:" before a title, "<Enter action here>" in place of any text.
_EXAMPLE_REF = re.compile(r"\(?(?:e\.?g\.?|(?:worked )?example|sample)\W{0,3}\w{0,3}\)?", re.IGNORECASE)
_EXAMPLE = re.compile(
    r"\W?(?:e\.g\.?\s|(?:worked )?example\b\W{0,2}\s*[:–—-]|sample\s*[:–—-])", re.IGNORECASE
)
_ASKS = r"(?:please )?(?:insert|enter|type|add|describe|state|select|choose|specify|click|tap)\b"
_PROMPT = re.compile(
    rf"[\[<{{]\s*(?:{_ASKS}[^\]>}}]*|[\w /.-]{{1,40}})[\]>}}]|(?:insert|enter|type|click)(?: or tap)?"
    r"(?: to enter)? (?:\w+ ){0,2}(?:here|text)\.?|d{1,2}/m{1,3}/y{2,4}",
    re.IGNORECASE,
)


class StatedKinds(NamedTuple):
    """The kinds of the rows that say they are no task, by their places, and the column that says it."""

    kinds: Mapping[int, RowKind]
    column: int | None = None


def stated_kinds(rows: Sequence[Row | None]) -> StatedKinds:
    """What a column says of nearly all rows: some are tasks, each of the others is a section or a note."""
    width = max((len(row.cells) for row in rows if row), default=0)
    for index in range(width):
        texts = {at: row.text_at(index).lower() for at, row in enumerate(rows) if row and row.text_at(index)}
        known = [text for text in texts.values() if text in _STATED or text in TYPES_OF_TASKS]
        is_both = not TYPES_OF_TASKS.isdisjoint(known) and not _STATED.keys().isdisjoint(known)
        if is_both and len(known) >= _MOSTLY * len(texts):
            return StatedKinds({at: _STATED[text] for at, text in texts.items() if text in _STATED}, index)
    return StatedKinds({})


def is_example(row: Row, title: str, ref: str) -> bool:
    """Whether a row shows how the table is filled in, or waits to be: "Example: Open a hub", "[Insert
    action]", "<date>" in each cell."""
    if _EXAMPLE_REF.fullmatch(ref) or _EXAMPLE.match(title):
        return True
    if len(row.filled) > 1 and all(map(TO_FILL_IN.fullmatch, row.texts)):
        return True
    others = [text for text in row.texts if text not in (title, ref)]
    return bool(_PROMPT.fullmatch(title)) and all(map(_PROMPT.fullmatch, others))
