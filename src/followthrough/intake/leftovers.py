"""What belongs to no action is kept as remarks, so that every word of a file is in its plan document."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from followthrough.intake.grid import PARAGRAPH, Gap, Item, Line, Place, Row
from followthrough.plan.document import PlanDocument, Remark

# Fields whose values are the format's own words.
_CODES = {"format", "kind", "status", "field", "interval", "qualifier", "recurrence", "edtf", "acceptance"}
_WORD = re.compile(r"\w+")


def keep_leftovers(items: Sequence[Item], lines: Iterable[Line], plan: PlanDocument) -> None:
    """Add as remarks the running text that the plan has nowhere yet, and each cell with a word that it lacks.

    A text that is printed often is kept once.
    """
    strings = list(_strings(plan.model_dump(mode="json", exclude={"source", "problems"})))
    whole = PARAGRAPH.join(strings)
    words = set(_words(strings))
    loose = {line.text for line in lines if line.text not in whole}
    said = {plan.title}
    for text, place in _texts(items):
        if text not in said and (text in loose or not words.issuperset(_WORD.findall(text))):
            said.add(text)
            plan.remarks.append(Remark(text=text, where=place.where()))


def _texts(items: Sequence[Item]) -> Iterator[tuple[str, Place]]:
    for item in items:
        if isinstance(item, Line):
            yield item.text, item.place
        elif isinstance(item, Row):
            yield from ((cell.text, item.place) for cell in item.cells if cell.text)
        else:
            assert isinstance(item, Gap)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            # The format's own names are no words of the file; a criterion of a risk matrix is.
            if not key.islower():
                yield key
            if key not in _CODES:
                yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _WORD.findall(text)
