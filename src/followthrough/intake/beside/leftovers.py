"""What belongs to no action is kept, so that every word of a file is in its plan document: words beside a row
(comments, footnotes) become notes of its action, all else remarks."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date
from typing import Any

from pydantic import BaseModel

from followthrough.intake.grid import PARAGRAPH, Aside, Item, Line, Place, Row
from followthrough.plan.document import Action, Note, PlanDocument, Remark

# Fields whose values are the format's own words, or say something of the file.
_NOT_IN_THE_FILE = {
    "format", "kind", "status", "field", "interval", "qualifier", "recurrence", "edtf", "acceptance",
    "reason", "other", "source", "problems", "origins",
}  # fmt: skip
_WORD = re.compile(r"\w+")


def keep_leftovers(
    items: Sequence[Item], lines: Iterable[Line], plan: PlanDocument, understood: Set[str] = frozenset()
) -> None:
    """Add as remarks the running text that the plan has nowhere yet, and each cell with a word that it lacks.

    A text that is printed often is kept once, and one that is `understood` not at all.
    """
    strings = dict.fromkeys(_strings(plan))
    whole = PARAGRAPH.join(strings)
    words = set(_WORD.findall(whole))
    # Nearly every line is a paragraph of the plan: the whole of it is searched for the few others.
    paragraphs = {paragraph for text in strings for paragraph in text.split(PARAGRAPH)}
    loose = {text for line in lines if (text := line.text) not in paragraphs and text not in whole}
    said = {plan.title, *understood}
    for text, place in _texts(items):
        if text in said or text in strings:
            continue
        if text in loose or not words.issuperset(_WORD.findall(text)):
            said.add(text)
            plan.remarks.append(Remark(text=text, where=place.where()))


def _texts(items: Sequence[Item]) -> Iterator[tuple[str, Place]]:
    for item in items:
        if isinstance(item, Line):
            yield item.text, item.place
        elif isinstance(item, Row):
            yield from ((cell.text, item.place) for cell in item.cells if cell.text)


def _strings(plan: PlanDocument) -> Iterator[str]:
    """The texts and days of a plan as its JSON form has them, and the criteria of its risk matrix."""
    pending: list[Any] = [plan]
    while pending:
        value = pending.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, BaseModel):
            pending += [part for name, part in vars(value).items() if part and name not in _NOT_IN_THE_FILE]
        elif isinstance(value, list):
            pending += value
        elif isinstance(value, date):
            yield value.isoformat()
        elif isinstance(value, dict):
            yield from value
            pending += value.values()


_Spot = tuple[str | None, int | None, int]


def keep_asides(asides: Sequence[Aside], plan: PlanDocument) -> None:
    """Give each aside to the action in whose rows it stands; one that stands in none becomes a remark."""
    actions = _by_row(plan.actions) if asides else {}
    for aside in asides:
        place = aside.place
        action = actions.get((place.sheet, place.table, place.row or 0))
        if action:
            action.notes.append(Note(heading=aside.name, text=aside.text))
        else:
            plan.remarks.append(Remark(text=f"{aside.name}: {aside.text}", where=place.where()))


def _by_row(actions: Sequence[Action]) -> dict[_Spot, Action]:
    """The first action in each row of the file."""
    found: dict[_Spot, Action] = {}
    for action in actions:
        where = action.where
        first = where.row_first or 0
        for row in range(first, (where.row_last or first) + 1):
            found.setdefault((where.sheet, where.table, row), action)
    return found
