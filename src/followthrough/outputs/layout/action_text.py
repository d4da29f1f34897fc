"""The words of an action under one column of a plan's layout."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from followthrough.plan.document import Action, Milestone, SchemeEntry, Status, Update
from followthrough.plan.fields import IN_WORDS
from followthrough.plan.statuses import LABELS
from followthrough.plan.when import When

Scheme = Sequence[SchemeEntry]


def text_of(action: Action, field: str, scheme: Scheme) -> str:
    """What an action says for a `field` of the layout ("title", "owner:Director Lead", "status:2022-10").

    "" for a field that the action says nothing for, and for a field that nobody knows.
    """
    return reader_of(field, scheme)(action)


def reader_of(field: str, scheme: Scheme) -> Callable[[Action], str]:
    """The same for a field of many actions, which is understood once."""
    name, _, key = field.partition(":")
    if name in _PLAIN:
        return _PLAIN[name]
    if name in _KEYED:
        read = _KEYED[name]
        return lambda action: read(action, key)
    if name == "status":
        return lambda action: _lines(status_label(update, scheme) for update in _updates(action, key))
    return lambda action: ""


def status_label(update: Update, scheme: Scheme) -> str:
    """The status in the plan's own words: as it was given, else by its scheme, else in plain words."""
    if update.status_text or update.status is None:
        return update.status_text or ""
    own = (entry.label for entry in scheme if entry.status == update.status)
    return next(own, LABELS[update.status])


def status_of(action: Action, field: str) -> Status | None:
    """The neutral status under a status column, None where it has none."""
    name, _, key = field.partition(":")
    if name != "status":
        return None
    return next((update.status for update in reversed(_updates(action, key)) if update.status), None)


def date_reader_of(field: str) -> Callable[[Action], When | None]:
    """The date that a column's words are, None where they are none, several, or say more than a date."""
    name, _, period = field.partition(":")
    if name == "forecast":
        return lambda action: _only_forecast(action, period)
    return _WHENS.get(name, lambda action: None)


def _only_forecast(action: Action, period: str) -> When | None:
    said = [update.forecast for update in _updates(action, period) if update.forecast]
    return said[0] if len(said) == 1 else None


def _updates(action: Action, period: str) -> list[Update]:
    return [update for update in action.updates if (update.period or "") == period]


def _lines(texts: Iterable[str | None]) -> str:
    return "\n".join(text for text in texts if text)


def _ref(action: Action) -> str:
    """The ref as it was printed; in full for a part of a list, which its letter alone does not name."""
    letter = (action.printed_ref or "").strip("(). ")
    is_part = bool(action.parent) and action.ref == f"{action.parent}{letter}"
    return (action.ref if is_part else action.printed_ref) or action.ref or ""


def _when(when: When | None) -> str:
    return when.text if when else ""


def _due(action: Action) -> str:
    """The due date in its words; where several milestones stand for it, each with its date."""
    if action.due:
        return action.due.text
    return _lines(f"{milestone.title}: {milestone.due.text}" for milestone in action.milestones)


def _owners(action: Action, role: str) -> str:
    """The names and, as they stood in one cell, what the plan tells those people to do."""
    names = _lines(owner.name for owner in action.owners if owner.role == role)
    return " ".join(text for text in (names, _notes(action, role) if role else "") if text)


def _notes(action: Action, heading: str) -> str:
    return _lines(note.text for note in action.notes if (note.heading or "") == heading)


def _words(field: str, action: Action) -> str:
    return getattr(action, field) or ""


def _change_control(action: Action) -> str:
    control = action.change_control
    if control is None:
        return ""
    return control.text or {True: "Yes", False: "No", None: ""}[control.required]


def _risk(action: Action, part: str) -> str:
    return str(getattr(action.risk, part, None) or "") if part in ("rating", "description") else ""


def _everyone_and_due(action: Action) -> str:
    """The owners and the due date; where each of several dates has owners of its own, each after them."""
    dated = _lines(f"{_named(milestone, action)}{milestone.due.text}" for milestone in action.milestones)
    if dated:
        return _lines([dated, *(owner.name for owner in action.owners if owner.name not in dated)])
    roles = dict.fromkeys(owner.role for owner in action.owners)
    return _lines([*(_owners(action, role) for role in roles), _due(action)])


def _named(milestone: Milestone, action: Action) -> str:
    """The owners of a date; nothing where it has but the column's name, which begins with their role."""
    is_nobodys = any(owner.role and milestone.title.startswith(owner.role) for owner in action.owners)
    return "" if is_nobodys else f"{milestone.title} "


_PLAIN: dict[str, Callable[[Action], str]] = {
    "ref": _ref,
    "theme": lambda action: action.theme or "",
    "workstream": lambda action: action.workstream or "",
    "title": lambda action: action.title,
    "start": lambda action: _when(action.start),
    "due": _due,
    "revised_due": _due,
    "original_due": lambda action: _when(action.original_due),
    **{field: partial(_words, field) for field in IN_WORDS},
    "measures": lambda action: _lines(action.measures),
    "answers": lambda action: _lines(action.answers),
    "change_control": _change_control,
    "who_when": _everyone_and_due,
}
_WHENS: dict[str, Callable[[Action], When | None]] = {
    "start": lambda action: action.start,
    "due": lambda action: action.due,
    "revised_due": lambda action: action.due,
    "original_due": lambda action: action.original_due,
}
_KEYED: dict[str, Callable[[Action, str], str]] = {
    "owner": _owners,
    "risk": _risk,
    "note": _notes,
    "update": lambda action, period: _lines(update.text for update in _updates(action, period)),
    "forecast": lambda action, period: _lines(_when(update.forecast) for update in _updates(action, period)),
}
