"""What was agreed and is otherwise in the next version: asked for as a change, never overwritten."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from followthrough.compare.change import Field
from followthrough.plan.document import Action, Milestone, Owner, PlanDocument, SchemeEntry, Update
from followthrough.plan.when import When
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.imports.next_version.matching import Fate
from followthrough.site.imports.next_version.updates import Correction
from followthrough.site.register.document.rows import plain
from followthrough.site.register.models import KINDS

Kind = ChangeRequest.Kind


@dataclass(frozen=True, slots=True)
class Agreed:
    """A field that moves only by a decision: its kind of change, its value, and the value in words."""

    kind: ChangeRequest.Kind
    value_of: Callable[[Action], Any]
    in_words: Callable[[Any], str]


def _text(text: str | None) -> str:
    return text or ""


def _date(when: When | None) -> str:
    return when.text if when else ""


def _owners(owners: list[Owner]) -> str:
    return "; ".join(f"{owner.name} ({owner.role})" if owner.role else owner.name for owner in owners)


def _milestones(milestones: list[Milestone]) -> str:
    return "\n".join(f"{milestone.title}: {milestone.due.text}" for milestone in milestones)


AGREED: dict[Field, Agreed] = {
    "title": Agreed(Kind.WORDING, lambda action: action.title, _text),
    "ref": Agreed(Kind.OTHER, lambda action: action.ref, _text),
    "due": Agreed(Kind.DATE, lambda action: action.due, _date),
    "original_due": Agreed(Kind.DATE, lambda action: action.original_due, _date),
    "start": Agreed(Kind.DATE, lambda action: action.start, _date),
    "milestone": Agreed(Kind.DATE, lambda action: action.milestones, _milestones),
    "owners": Agreed(Kind.OWNER, lambda action: action.owners, _owners),
    "theme": Agreed(Kind.OTHER, lambda action: action.theme, _text),
    "workstream": Agreed(Kind.OTHER, lambda action: action.workstream, _text),
    "parent": Agreed(Kind.OTHER, lambda action: action.parent, _text),
    "measure": Agreed(Kind.MEASURE, lambda action: action.measures, "\n".join),
    "answer": Agreed(Kind.OTHER, lambda action: action.answers, "; ".join),
    "change_control": Agreed(
        Kind.OTHER, lambda action: action.change_control, lambda control: (control and control.text) or ""
    ),
}


def changes_of_agreed(old: Action, new: Action, changed: Iterable[Field]) -> Iterator[ChangeRequest]:
    """The changes to ask for, unsaved rows, one for each agreed field of those in which versions differ."""
    for field in dict.fromkeys(changed):
        if agreed := AGREED.get(field):
            was, now = agreed.value_of(old), agreed.value_of(new)
            yield ChangeRequest(
                kind=agreed.kind,
                field=field,
                old=plain(was),
                new=plain(now),
                old_words=agreed.in_words(was),
                new_words=agreed.in_words(now),
            )
    if old.kind != new.kind:
        words = dict(KINDS)
        yield _other("kind", old.kind, new.kind, words[old.kind], words[new.kind])


def correction(found: Correction) -> ChangeRequest:
    """The change that asks for other words in a period that was reported on."""
    return ChangeRequest(
        kind=Kind.CORRECTION,
        field="update",
        named=found.new.period or "",
        old=plain(found.old),
        new=plain(found.new),
        old_words=_update(found.old),
        new_words=_update(found.new),
    )


def new_action(action: Action) -> ChangeRequest:
    """The change that asks whether an action that came into an approved plan is agreed."""
    return ChangeRequest(kind=Kind.NEW, field="action", new=plain(action), new_words=f"New: {action.title}")


FATES: dict[Fate, tuple[ChangeRequest.Kind, str]] = {
    "cancelled": (Kind.CLOSE, "Cancel it"),
    "superseded": (Kind.CLOSE, "Close it as replaced"),
    "merged": (Kind.MERGE, "Merge it into another action"),
}


def gone_action(action: Action, fate: Fate) -> ChangeRequest:
    """The change that asks what is to become of an action that the next version has no more."""
    kind, words = FATES[fate]
    return ChangeRequest(
        kind=kind, field="action", old=plain(action), new=fate, old_words=action.title, new_words=words
    )


def changes_of_plan(old: PlanDocument, new: PlanDocument) -> Iterator[ChangeRequest]:
    """What the whole plan agreed and its next version has otherwise: statuses, risks, recommendations."""
    if old.scheme and new.scheme and _scheme(old.scheme) != _scheme(new.scheme):
        yield _other("scheme", plain(old.scheme), plain(new.scheme), _scheme(old.scheme), _scheme(new.scheme))
    if old.risk_matrix and new.risk_matrix and old.risk_matrix != new.risk_matrix:
        was, now = (", ".join(level.label for level in plan.risk_matrix or []) for plan in (old, new))
        yield _other("risk_matrix", plain(old.risk_matrix), plain(new.risk_matrix), was, now)
    known = {recommendation.id: recommendation for recommendation in old.recommendations}
    for each in new.recommendations:
        before = known.get(each.id)
        if before and before != each:
            yield _other("recommendation", plain(before), plain(each), before.text, each.text, named=each.id)


def _other(
    field: str, old: Any, new: Any, old_words: str, new_words: str, *, named: str = ""
) -> ChangeRequest:
    return ChangeRequest(
        kind=Kind.OTHER,
        field=field,
        named=named,
        old=old,
        new=new,
        old_words=old_words,
        new_words=new_words,
    )


def _scheme(scheme: list[SchemeEntry]) -> str:
    return "\n".join(
        f"{entry.label}: {entry.definition}" if entry.definition else entry.label for entry in scheme
    )


def _update(update: Update) -> str:
    forecast = f"Forecast: {update.forecast.text}" if update.forecast else None
    return "\n".join(filter(None, (update.status_text or update.status, update.text, forecast)))
