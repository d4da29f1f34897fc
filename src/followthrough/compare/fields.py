"""The changes of one action, field by field, in the order in which a reader wants them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from followthrough.compare.change import Change, Field, kind_of
from followthrough.compare.dates import date_change
from followthrough.compare.lists import link_changes, list_changes, milestone_changes, note_changes
from followthrough.compare.statuses import status_changes
from followthrough.compare.updates import update_changes
from followthrough.plan.document import Action
from followthrough.plan.fields import IN_WORDS
from followthrough.plan.folding import are_same_words, fold_name, same_words
from followthrough.plan.when import When


@dataclass(frozen=True, slots=True)
class Setting:
    """What of the two plans must be known to compare two actions of them.

    `ref_now` maps the ref that an action had to the one it has; `shown` are the periods of the new version;
    `left_out` the fields that only one version has a column for.
    """

    ref_now: Mapping[str, str]
    shown: set[str]
    left_out: frozenset[Field] = frozenset()


def changes_of(old: Action, new: Action, setting: Setting) -> Iterator[Change]:
    """Each field in which two versions of one action differ, of those that both versions have."""
    return (change for change in _all_changes(old, new, setting) if change.field not in setting.left_out)


def _all_changes(old: Action, new: Action, setting: Setting) -> Iterator[Change]:
    yield from words_change("title", old.title, new.title)
    yield from words_change("ref", old.ref, new.ref)
    yield from status_changes(old, new)
    for field, date_of in _DATES:
        if change := date_change(field, date_of(old), date_of(new)):
            yield change
    yield from milestone_changes(old, new)
    yield from _owner_changes(old, new)
    yield from update_changes(old, new, setting.shown)
    yield from note_changes(old, new)
    yield from link_changes(old, new, setting.ref_now)
    yield from _place_changes(old, new, setting)
    yield from list_changes("measure", old.measures, new.measures)
    yield from list_changes("answer", old.answers, new.answers)


def words_change(field: Field, old: str | None, new: str | None) -> Iterator[Change]:
    """The change of a text, where there is one."""
    if not are_same_words(old, new):
        yield Change(kind_of(same_words(old), same_words(new)), field, old or None, new or None)


def _owner_changes(old: Action, new: Action) -> Iterator[Change]:
    """A role in other words is no change; the same people in each other's roles are one."""
    was, now = _owners(old, with_roles=False), _owners(new, with_roles=False)
    roles_differ = _owners(old, with_roles=True) != _owners(new, with_roles=True)
    swapped = was == now and roles_differ and _roles(old) == _roles(new)
    if was != now or swapped:
        yield Change(
            kind_of(was, now), "owners", _owners_in_words(old, swapped), _owners_in_words(new, swapped)
        )


def _place_changes(old: Action, new: Action, setting: Setting) -> Iterator[Change]:
    for field, words_of in _WORDS:
        yield from words_change(field, words_of(old), words_of(new))
    if setting.ref_now.get(old.parent or "", old.parent) != new.parent:
        yield from words_change("parent", old.parent, new.parent)


def _owners(action: Action, *, with_roles: bool) -> set[tuple[str, str]]:
    return {(owner.role.casefold() if with_roles else "", fold_name(owner.name)) for owner in action.owners}


def _roles(action: Action) -> set[str]:
    return {owner.role.casefold() for owner in action.owners}


def _owners_in_words(action: Action, with_roles: bool) -> str | None:
    names = [f"{owner.name} ({owner.role})" if with_roles else owner.name for owner in action.owners]
    return "; ".join(dict.fromkeys(names)) or None


def _risk(action: Action) -> str | None:
    parts = (action.risk.rating, action.risk.description) if action.risk else ()
    return ". ".join(part for part in parts if part) or None


def _control(action: Action) -> str | None:
    control = action.change_control
    if control is None:
        return None
    return control.text or {True: "Yes", False: "No", None: None}[control.required]


def _forecast(action: Action) -> When | None:
    forecasts = [(update.period or "", update.forecast) for update in action.updates if update.forecast]
    return max(reversed(forecasts), key=lambda each: each[0])[1] if forecasts else None


_WORDS: tuple[tuple[Field, Callable[[Action], str | None]], ...] = (
    ("theme", lambda action: action.theme),
    ("workstream", lambda action: action.workstream),
    *((field, attrgetter(field)) for field in IN_WORDS),
    ("risk", _risk),
    ("change_control", _control),
)
_DATES: tuple[tuple[Field, Callable[[Action], When | None]], ...] = (
    ("due", lambda action: action.due),
    ("original_due", lambda action: action.original_due),
    ("start", lambda action: action.start),
    ("forecast", _forecast),
)
