"""What belongs to no action is kept as remarks, so that every word of a file is in its plan document."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from followthrough.intake.grid import Gap, Item, Line, Place, Row
from followthrough.plan.document import PlanDocument, Remark

_WORD = re.compile(r"\w+")


def keep_leftovers(items: Sequence[Item], plan: PlanDocument) -> None:
    """Add a remark for each line or cell that has a word the plan document lacks; a text printed often, once."""
    known = set(_words(_strings(plan.model_dump(mode="json", exclude={"source"}))))
    said: set[str] = set()
    for text, place in _texts(items):
        if text not in said and not known.issuperset(_WORD.findall(text)):
            said.add(text)
            plan.remarks.append(Remark(text=text, where=place.where()))


def keep_lines(lines: Iterable[Line], plan: PlanDocument) -> None:
    """Add running text as remarks, each text once."""
    said = {remark.text for remark in plan.remarks} | {plan.title}
    for line in lines:
        if line.text not in said:
            said.add(line.text)
            plan.remarks.append(Remark(text=line.text, where=line.place.where()))


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
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _WORD.findall(text)
