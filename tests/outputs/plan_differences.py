"""What two plans say differently, field by field, in sentences that name the action."""

import re
from collections.abc import Iterator
from typing import Any

from followthrough.plan.document import Action, PlanDocument, Recommendation

# The place in the file is another in every file; a part of a list is printed with its letter or in full.
NOT_COMPARED = {"where", "printed_ref"}
OF_THE_WHOLE = ("title", "organisation", "as_at", "scheme", "risk_matrix")
_FRAME = {"source", "problems", "layout", "origins"}
CODES = {"format", "kind", "status", "field", "interval", "qualifier", "recurrence", "edtf", "acceptance"}


def differences(before: PlanDocument, after: PlanDocument, of_the_whole: bool = True) -> list[str]:
    """Sentences, none where both say the same; `of_the_whole` compares title, day and keys too."""
    found = list(_of_the_whole(before, after)) if of_the_whole else []
    found += _between("recommendations", *(_dumped(plan.recommendations) for plan in (before, after)))
    refs = [[action.ref for action in plan.actions] for plan in (before, after)]
    if refs[0] != refs[1]:
        missing = [ref for ref in refs[0] if ref not in refs[1]]
        return [*found, f"{len(refs[0])} actions became {len(refs[1])}; missing: {missing}"]
    for one, other in zip(before.actions, after.actions, strict=True):
        found += [f"{one.ref or one.title}: {difference}" for difference in _of_actions(one, other)]
    return found


def _of_the_whole(before: PlanDocument, after: PlanDocument) -> Iterator[str]:
    for name in OF_THE_WHOLE:
        yield from _between(name, getattr(before, name), getattr(after, name))


def _dumped(parts: list[Recommendation]) -> list[dict[str, Any]]:
    return [part.model_dump() for part in parts]


def _of_actions(one: Action, other: Action) -> Iterator[str]:
    yield from _between("", *(action.model_dump(exclude=NOT_COMPARED) for action in (one, other)))


def _between(name: str, one: Any, other: Any) -> Iterator[str]:
    """The innermost parts that differ, each by its path."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            yield from _between(f"{name}.{key}".strip("."), one.get(key), other.get(key))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, pair in enumerate(zip(one, other, strict=True)):
            yield from _between(f"{name}[{at}]", *pair)
    elif one != other:
        yield f"{name} was {one!r}, is {other!r}"


def words_lost(before: PlanDocument, after: PlanDocument, of_the_whole: bool = True) -> set[str]:
    """The words that the first plan says and the second nowhere; of actions alone, or of all."""
    return _words(before, of_the_whole) - _words(after, of_the_whole)


def _words(plan: PlanDocument, of_the_whole: bool) -> set[str]:
    said = plan.model_dump(mode="json", include=None if of_the_whole else {"actions"}, exclude=_FRAME)
    return {word for text in _strings(said) for word in re.findall(r"\w+", text)}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from () if key in CODES or key in NOT_COMPARED else _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
