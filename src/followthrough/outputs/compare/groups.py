"""The changes of a comparison gathered by what they are: what the numbers of its sentences lead to."""

from collections.abc import Callable, Iterator
from math import inf
from typing import NamedTuple

from followthrough.compare.change import Change, Comparison, Field, Pair
from followthrough.outputs.compare.words import FIELDS, from_to, what_became
from followthrough.plan.fields import IN_WORDS

# What is agreed and should change by decision only, then all else that an action says.
_AGREED: frozenset[Field] = frozenset({
    "title", "owners", "original_due", "start", "milestone", "measure", "answer", "change_control",
    *IN_WORDS,
})  # fmt: skip
_TEXTS = {
    "added": "New text",
    "changed": "Changed text",
    "removed": "Text taken out",
    "copied": "The words of the period before again",
}


class Group(NamedTuple):
    """Actions with the same change; `words` says which."""

    words: str
    pairs: list[Pair]


class Gathered(NamedTuple):
    """Groups under one heading, in the order in which a reader wants them."""

    name: str
    heading: str
    groups: list[Group]


def gathered(comparison: Comparison) -> Iterator[Gathered]:
    """The changes under their headings; a heading without changes is left out."""
    for name, heading, words_of in _HEADINGS:
        if groups := _groups(comparison, words_of):
            yield Gathered(name, heading, groups)
    if alone := [pair for pair in comparison.pairs if pair.matched_by == "ref_alone"]:
        yield Gathered("same-ref", "Same ref, other words", [Group("Is it the same action?", alone)])


def _groups(comparison: Comparison, words_of: Callable[[Change], str | None]) -> list[Group]:
    """The actions by the words for their changes, what matters most first; each action once in a group."""
    groups: dict[str, dict[int, Pair]] = {}
    ranks: dict[str, float] = {}
    for place, pair in enumerate(comparison.pairs):
        for change in pair.changes:
            if words := words_of(change):
                groups.setdefault(words, {})[place] = pair
                ranks[words] = _rank(change)
    ordered = sorted(groups, key=lambda words: (-ranks[words], -len(groups[words])))
    return [Group(words, list(groups[words].values())) for words in ordered]


def _rank(change: Change) -> float:
    """A date that is gone comes before the date that moved farthest; of all else, what is commonest."""
    if change.field != "due":
        return 0
    return change.months.last_day if change.months else inf if change.kind == "removed" else 0


def _status(change: Change) -> str | None:
    return f"From {from_to(change)}" if change.field == "status" else None


def _due(change: Change) -> str | None:
    if change.field != "due":
        return None
    return f"{what_became(change).capitalize()}: from {from_to(change)}"


def _text(change: Change) -> str | None:
    return _TEXTS.get(change.kind) if change.field == "update" else None


def _agreed(change: Change) -> str | None:
    return FIELDS[change.field] if change.field in _AGREED else None


def _other(change: Change) -> str | None:
    if change.field in _AGREED or change.field in ("status", "due", "update"):
        return None
    return "Status of an earlier period" if change.field == "earlier_status" else FIELDS[change.field]


_HEADINGS: tuple[tuple[str, str, Callable[[Change], str | None]], ...] = (
    ("status", "Status", _status),
    ("due", "Due dates", _due),
    ("texts", "Texts", _text),
    ("agreed", "What was agreed", _agreed),
    ("other", "Other changes", _other),
)
