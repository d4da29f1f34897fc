"""Edits several actions at once: owners, place, tags. One transaction, one event that names them all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from followthrough.outputs.wording import counted
from followthrough.site.people.models import User
from followthrough.site.register.editing.action import StaleEditError, differences, wants_reason
from followthrough.site.register.editing.agreed_fields import FIELDS, AgreedField, tags_of
from followthrough.site.register.editing.edits import Edit, locked_plan, refuse_without_any
from followthrough.site.register.editing.edits_by_hand import note_by_hand
from followthrough.site.register.editing.places import set_places
from followthrough.site.register.models import Action, Plan, Theme, Workstream
from followthrough.site.register.owners import OWNER_PARTS
from followthrough.site.register.plan_events import record_in


@dataclass(frozen=True)
class Wanted:
    """What is wanted of each action. Empty asks for nothing.

    `owners`: the names that are to have the part, in place of those who have it now. `place`: a theme and a
    workstream, either None.
    """

    part: str = "accountable"
    owners: Sequence[str] = ()
    place: tuple[Theme | None, Workstream | None] | None = None
    add_tags: Sequence[str] = ()
    take_tags: Sequence[str] = ()


class Planned(NamedTuple):
    """What would change in one action; `wants_reason`: some of it moves only with one."""

    action: Action
    edits: list[Edit]
    writes: list[tuple[AgreedField, Any]]
    wants_reason: bool


def chosen_actions(plan: Plan, numbers: Sequence[int]) -> list[Action]:
    """The actions with what a bulk edit looks at, in a constant number of queries."""
    actions = plan.actions.filter(number__in=numbers, archived_at=None).select_related("theme", "workstream")
    found = list(actions.prefetch_related("ownerships", "tags").order_by("position"))
    for action in found:
        action.plan = plan
    return found


def planned_edits(actions: Sequence[Action], wanted: Wanted) -> list[Planned]:
    """What would change, of those actions in which anything would."""
    planned = []
    for action in actions:
        found = differences(action, _changes(action, wanted))
        edits, writes = [edit for edit, *_ in found], [(field, value) for _, field, value in found]
        if edits:
            planned.append(Planned(action, edits, writes, wants_reason(action, writes)))
    return planned


@transaction.atomic
def edit_several(
    plan: Plan, *, versions: Mapping[int, int], wanted: Wanted, reason: str, by: User, at: datetime
) -> int:
    """Edit the actions whose numbers and seen versions are given, and return how many changed.

    Raises ReasonWantedError, and StaleEditError where one was edited since; then none is changed.
    """
    locked = locked_plan(plan)
    planned = planned_edits(chosen_actions(locked, list(versions)), wanted)
    for each in planned:
        if each.action.version != versions[each.action.number]:
            raise StaleEditError(each.action)
    if any(each.wants_reason for each in planned):
        refuse_without_any(reason)
    _write(planned, wanted)
    if planned:
        _note(locked, planned, reason=reason, by=by, at=at)
        for each in planned:
            note_by_hand(each.action, each.edits, reason=reason, by=by, at=at)
    return len(planned)


def _write(planned: Sequence[Planned], wanted: Wanted) -> None:
    """All that is planned; the places at once, since each would look at the whole plan again."""
    place = FIELDS["place"]
    moved = [each.action for each in planned if any(field is place for field, _ in each.writes)]
    if moved and wanted.place is not None:
        set_places(moved, *wanted.place)
    for each in planned:
        for field, value in each.writes:
            if field is not place:
                field.write(each.action, value)
        each.action.version += 1
        each.action.save()


def _changes(action: Action, wanted: Wanted) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if wanted.owners:
        changes["owners"] = _owners(action, wanted)
    if wanted.place is not None:
        changes["place"] = wanted.place
    if wanted.add_tags or wanted.take_tags:
        changes["tags"] = sorted({*tags_of(action), *wanted.add_tags} - set(wanted.take_tags))
    return changes


def _owners(action: Action, wanted: Wanted) -> list[tuple[str, str]]:
    """The owners of every part, in the order of the parts, with those wanted in theirs."""
    owners = sorted(action.ownerships.all(), key=lambda owner: owner.position)
    others = [(owner.part, owner.name) for owner in owners if owner.part != wanted.part]
    order = [part for part, _ in OWNER_PARTS]
    both = [*others, *((wanted.part, name) for name in wanted.owners)]
    return sorted(both, key=lambda owner: order.index(owner[0]))


def _note(plan: Plan, planned: Sequence[Planned], *, reason: str, by: User, at: datetime) -> None:
    plan.changed_at = at
    plan.save(update_fields=["changed_at"])
    fields = sorted({edit.field.lower() for each in planned for edit in each.edits})
    details: dict[str, Any] = {
        "actions": [
            {
                "number": each.action.number,
                "action": str(each.action),
                "changes": [edit._asdict() for edit in each.edits],
            }
            for each in planned
        ],
        "number": counted(len(planned), "action"),
        "fields": ", ".join(fields),
        "named": _named(planned),
        "reason": reason.strip(),
        "because": f" (reason: {reason.strip()})" if reason.strip() else "",
    }
    record_in(plan, "actions.changed", by=by, at=at, **details)


def _named(planned: Sequence[Planned]) -> str:
    return ", ".join(each.action.ref or f"row {each.action.number}" for each in planned)
