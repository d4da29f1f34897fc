"""What of an action a change request can change, field by field: its value as the plan document has it, and
how a new one is handed to the register, which writes it as it writes an edit by hand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from followthrough.plan.fields import IN_WORDS
from followthrough.plan.owners import parts_of
from followthrough.site.register.editing.agreed_fields import FIELDS
from followthrough.site.register.editing.edits_by_hand import WHOLE
from followthrough.site.register.models import Action


@dataclass(frozen=True)
class Changeable:
    """`name` is the field of the register, `read` gives the document's value, `value_of` the register's."""

    name: str
    read: Callable[[Action], Any]
    value_of: Callable[[Action, Any], Any]


def _same(name: str, *, nothing: Any = None) -> Changeable:
    """A field that the register holds as the document does; `nothing` is how it holds nothing."""
    return Changeable(name, FIELDS[name].read, lambda _, value: nothing if value is None else value)


def _owners(action: Action) -> list[dict[str, str]]:
    return [{"role": owner.role, "name": owner.name} for owner in action.ownerships.order_by("position")]


def _owners_for(_: Action, value: Any) -> list[tuple[str, str]]:
    parts = parts_of([owner["role"] for owner in value or []])
    return [(part.value, owner["name"]) for part, owner in zip(parts, value or [], strict=True)]


def _measures_for(action: Action, value: Any) -> list[tuple[str, str, str]]:
    """The measures, each that stays with the figures that it has."""
    figures = {words: (baseline, target) for words, baseline, target in FIELDS["measures"].read(action)}
    return [(words, *figures.get(words, ("", ""))) for words in value or []]


def _parent_for(action: Action, value: Any) -> Action | None:
    return action.plan.actions.filter(ref=value, archived_at=None).first() if value else None


def _theme_for(action: Action, value: Any) -> Any:
    return action.plan.themes.filter(title=value).first() if value else None, None


def _workstream_for(action: Action, value: Any) -> Any:
    return action.theme, action.plan.workstreams.filter(title=value).first() if value else None


CHANGEABLE: dict[str, Changeable] = {
    "title": _same("title", nothing=""),
    "ref": _same("ref", nothing=""),
    "kind": _same("kind"),
    "due": _same("due"),
    "start": _same("start"),
    "milestone": _same("milestones", nothing=[]),
    **{name: _same(name, nothing="") for name in IN_WORDS},
    "answer": _same("answers", nothing=[]),
    "change_control": _same("change_control"),
    "owners": Changeable("owners", _owners, _owners_for),
    "measure": Changeable("measures", lambda action: action.measures, _measures_for),
    "parent": Changeable("parent", lambda action: action.parent_ref, _parent_for),
    "theme": Changeable("place", lambda action: action.theme and action.theme.title, _theme_for),
    "workstream": Changeable(
        "place", lambda action: action.workstream and action.workstream.title, _workstream_for
    ),
}
# The field of a request for an edit of each of the register's fields by hand.
FIELD_OF_EDIT = {each.name: field for field, each in CHANGEABLE.items()} | {
    "place": "place",
    "links": "links",
    WHOLE: "action",
}
# And those of what is said of a whole plan.
FIELD_OF_PLAN_EDIT = {
    "title": "plan_title",
    "scheme": "scheme",
    "recommendations": "recommendation",
    "theme": "theme",
    "workstream": "workstream",
}


def value_now(action: Action, field: str) -> Any:
    """What an action holds in a field of CHANGEABLE, as the plan document has it."""
    return CHANGEABLE[field].read(action)


def words_of_value(action: Action, field: str, value: Any) -> str:
    """A value of a field in words, as edits say it."""
    changeable = CHANGEABLE[field]
    return FIELDS[changeable.name].words(changeable.value_of(action, value))


def is_same_value(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same: dates by their words, nothing as nothing."""
    if isinstance(one, dict) and isinstance(other, dict) and "text" in one and "text" in other:
        return bool(one["text"] == other["text"])
    return (one or None) == (other or None)
