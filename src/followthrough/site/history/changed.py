"""What an event changed, field by field: of one thing, or of each of several that were edited at once."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from followthrough.site.history.models import Event

_WORDS_SHOWN = 160


class Changed(NamedTuple):
    """One field that an event changed: of what, and its words before and afterwards; empty for nothing."""

    subject: str
    field: str
    old: str
    new: str

    @property
    def in_words(self) -> str:
        """What changed, without of what; long texts cut."""
        old, new = _short(self.old), _short(self.new)
        if not old:
            return f"{self.field} is now “{new}”"
        return f"{self.field} from “{old}” to “{new}”" if new else f"{self.field} no longer “{old}”"


def changes_of(event: Event) -> list[Changed]:
    """All fields that the event says it changed, none for an event that says no field."""
    return [*_of_one(event.details.get("changes"), event.subject_label), *changes_of_several(event)]


def changes_of_several(event: Event, number: int | None = None) -> list[Changed]:
    """Of an event that edited several at once: what it changed in each, or in the one with this number."""
    several = event.details.get("actions")
    if not isinstance(several, list):
        return []
    return [
        changed
        for each in several
        if number is None or each.get("number") == number
        for changed in _of_one(each.get("changes"), str(each.get("action", "")))
    ]


def reason_of(event: Event) -> str:
    """Why it was done, where somebody said so."""
    return str(event.details.get("reason") or event.details.get("comment") or "")


def on_behalf_of(event: Event) -> str:
    """For whom it was done, where it was not for oneself."""
    return str(event.details.get("for_whom") or "").removeprefix(" for ").strip()


def _of_one(changes: Any, subject: str) -> Iterator[Changed]:
    for each in changes if isinstance(changes, list) else []:
        yield Changed(subject, each["field"], each["old"], each["new"])


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _WORDS_SHOWN else f"{flat[: _WORDS_SHOWN - 1]}…"
