"""What of a next version was agreed, and is asked for as a change; what never was, and comes in as it is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from followthrough.compare.change import Field
from followthrough.plan.document import (
    Action,
    Column,
    Link,
    Milestone,
    Note,
    Origin,
    Owner,
    PlanDocument,
    Risk,
    SchemeEntry,
    Update,
)
from followthrough.plan.fields import IN_WORDS
from followthrough.plan.folding import same_words
from followthrough.plan.when import When
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.imports.next_version.matching import Correction, Fate
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


NOT_AGREED: frozenset[Field] = frozenset({"priority", "risk", "note", "link"})
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
    **{field: Agreed(Kind.OTHER, attrgetter(field), _text) for field in IN_WORDS if field not in NOT_AGREED},
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


def facts_of(old: Action, new: Action, changed: Iterable[Field]) -> dict[str, Any]:
    """The columns of the action's row that take the next version's value. Its place in the file is one."""
    facts: dict[str, Any] = {"where": plain(new.where)}
    fields = set(changed)
    if "priority" in fields and new.priority:
        facts["priority"] = new.priority
    if "risk" in fields and new.risk:
        facts["risk"] = plain(new.risk)
    if "note" in fields:
        facts["notes"] = plain(_notes(old.notes, new.notes))
    return facts


def with_risk_completed(old: Action, new: Action) -> Action:
    """The next version of an action; what it leaves out of the risk, its rating or its words, as it was."""
    if old.risk is None or new.risk is None:
        return new
    rating = new.risk.rating or old.risk.rating
    description = new.risk.description or old.risk.description
    return new.model_copy(update={"risk": Risk(rating=rating, description=description)})


def _notes(old: list[Note], new: list[Note]) -> list[Note]:
    """The next version's notes in the place of those under the same heading; the others stay."""
    headings = {note.heading for note in new}
    return [*(note for note in old if note.heading not in headings), *new]


def new_links(old: Action, new: Action) -> Iterator[Link]:
    """The mentions of other actions that were not there. One that is gone stood in words that stay."""
    known = {(link.to, link.kind) for link in old.links}
    return (link for link in new.links if (link.to, link.kind) not in known)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The columns of the plan's row that a next version sets."""

    columns: dict[str, Any]

    @classmethod
    def of(cls, old: PlanDocument, new: PlanDocument) -> "PlanFacts":
        """The file and the day it speaks for, what was noticed in reading it, and what is only added to."""
        columns = {
            "as_at": new.as_at or old.as_at,
            "source": plain(new.source or old.source),
            "problems": plain(new.problems),
            "remarks": plain([*old.remarks, *_unknown(old, new)]),
            "recommendations": plain([*old.recommendations, *_unknown_recommendations(old, new)]),
            "layout": plain(layout_with(old.layout, new.layout)),
            "origins": plain(_origins(old, new)),
            "scheme": plain(old.scheme or new.scheme),
            "risk_matrix": plain(old.risk_matrix or new.risk_matrix),
        }
        return cls(columns)


def _origins(old: PlanDocument, new: PlanDocument) -> list[Origin]:
    """Where the title and the body that stay were read, and the day in the file that it is of."""
    of_the_day = new if new.as_at else old
    return [
        *(origin for origin in old.origins if origin.field != "as_at"),
        *(origin for origin in of_the_day.origins if origin.field == "as_at"),
    ]


def _unknown(old: PlanDocument, new: PlanDocument) -> Iterator[Any]:
    known = {same_words(remark.text) for remark in old.remarks}
    return (remark for remark in new.remarks if same_words(remark.text) not in known)


def _unknown_recommendations(old: PlanDocument, new: PlanDocument) -> Iterator[Any]:
    known = {recommendation.id for recommendation in old.recommendations}
    return (recommendation for recommendation in new.recommendations if recommendation.id not in known)


def layout_with(old: list[Column], new: list[Column]) -> list[Column]:
    """The plan's own columns, and those that only the next version has, each after its neighbour there."""
    columns, at = list(old), 0
    for column in new:
        same = next((place for place, known in enumerate(columns) if _is_same(known, column)), None)
        if same is None:
            columns.insert(at, column)
            same = at
        at = same + 1
    return columns


def _is_same(one: Column, other: Column) -> bool:
    if one.field or other.field:
        return one.field == other.field
    return same_words(one.full_heading) == same_words(other.full_heading)
