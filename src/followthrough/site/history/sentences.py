"""Says an event in a sentence. Each app registers the words of its own types in `event_wording.py`."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from followthrough.site.history.models import Event

_WORDINGS: dict[str, str] = {}
_KINDS: dict[str, str] = {}
OTHER = "Other"


class UnwordedEventError(LookupError):
    """The type has no words, or the event lacks a detail that its words need."""


def word(event_type: str, wording: str) -> None:
    """Gives a type of event its words.

    The wording may use {by}, {subject} and {details[name]}:
    `word("plan.imported", "{by} added the plan “{subject}” from the file {details[file]}.")`
    """
    _WORDINGS[event_type] = wording


def name_kind(kind: str, *subjects: str) -> None:
    """Gives the types that begin with these subjects a kind by which people look for them."""
    _KINDS.update(dict.fromkeys(subjects, kind))


def kinds() -> list[str]:
    """The kinds that there are, in the order of their letters."""
    return sorted({kind_of(event_type) for event_type in _WORDINGS})


def kind_of(event_type: str) -> str:
    return _KINDS.get(event_type.partition(".")[0], OTHER)


def types_of_kind(kind: str) -> list[str]:
    return [event_type for event_type in _WORDINGS if kind_of(event_type) == kind]


def worded_types() -> frozenset[str]:
    """The types that have words."""
    return frozenset(_WORDINGS)


def in_words(event: "Event") -> str:
    """The event as its type's words say it. Raises UnwordedEventError."""
    try:
        wording = _WORDINGS[event.type]
        said = wording.format(by=event.by_name, subject=event.subject_label, details=event.details)
    except KeyError as missing:
        raise UnwordedEventError(f"The event {event.type} can't be said: {missing} is missing.") from missing
    # Words that were quoted last may bring their own full stop.
    return re.sub(r"([.!?]”)\.$", r"\1", said)


def sentence(event: "Event") -> str:
    """The event in words; its bare facts where its type's words have gone since."""
    try:
        return in_words(event)
    except UnwordedEventError:
        return f"{event.by_name}: {event.type} ({event.subject_label})"
