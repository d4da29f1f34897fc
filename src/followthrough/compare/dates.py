"""How far a date moved between two versions, in months."""

from collections.abc import Hashable

from followthrough.compare.change import Change, Field, Kind, Months, kind_of
from followthrough.plan.folding import same_words
from followthrough.plan.when import When
from followthrough.rules.slippage import is_dated, months_between

# Kinds of date of which one says the same as another, in whatever words: TBC and "to be confirmed".
_NO_WORDS_MATTER = frozenset({"tbc", "ongoing", "complete", "none"})


def date_change(field: Field, old: When | None, new: When | None, named: str | None = None) -> Change | None:
    """What became of a date; None where it means the same days, in whatever words.

    It "moved" where its last day did: "December 2022" made "31 December 2022" is only "changed". It was
    "removed" where no day is left that could be missed, as in "TBC".
    """
    if _meaning(old) == _meaning(new):
        return None
    months = _months_moved(old, new)
    was, now = is_dated(old), is_dated(new)
    kind: Kind = "moved" if months else "changed" if was == now else kind_of(was, now)
    return Change(kind, field, _said(old), _said(new), named, months)


def _said(when: When | None) -> str | None:
    return (when.text or None) if when else None


def _meaning(when: When | None) -> Hashable:
    if when is None or not when.text:
        return None
    condition = same_words(when.condition).casefold()
    if when.earliest or when.latest or when.recurrence:
        return when.earliest, when.latest, when.recurrence, condition
    return when.kind, condition, "" if when.kind in _NO_WORDS_MATTER else same_words(when.text).casefold()


def _months_moved(old: When | None, new: When | None) -> Months | None:
    """The moves of the first and of the last day; None where the last day is the same or there is none."""
    if old is None or new is None or not is_dated(old) or not is_dated(new):
        return None
    if old.latest is None or new.latest is None or old.latest == new.latest:
        return None
    last = months_between(old.latest, new.latest)
    first = months_between(old.earliest, new.earliest) if old.earliest and new.earliest else last
    return Months(min(first, last), max(first, last), last)
