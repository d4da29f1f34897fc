"""Adds an action by hand and edits one. Each is one transaction and leaves one event."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from followthrough.site.people.models import User
from followthrough.site.register.editing.agreed_fields import FIELDS, AgreedField
from followthrough.site.register.editing.edits import (
    Edit,
    is_agreed,
    locked_plan,
    note_edits,
    refuse_without_any,
    refuse_without_reason,
)
from followthrough.site.register.editing.edits_by_hand import WHOLE, note_by_hand
from followthrough.site.register.models import Action, Plan


class StaleEditError(Exception):
    """The action was edited since the person saw it; `current` is the action as it is now."""

    def __init__(self, current: Action) -> None:
        super().__init__("Somebody else edited this action meanwhile.")
        self.current = current


@transaction.atomic
def add_action(
    plan: Plan,
    *,
    changes: Mapping[str, Any],
    reason: str,
    by: User,
    at: datetime,
    is_decided: bool = False,
) -> Action:
    """Add an action at the end of its place. `changes` has values of FIELDS, a title and a kind at least.

    `is_decided`: it is done by a decision that has its own record, and not by hand.

    Raises ReasonWantedError where the plan is approved and no reason is given.
    """
    locked = locked_plan(plan)
    refuse_without_reason(locked, reason)
    last = locked.actions.aggregate(number=Max("number"), position=Max("position"))
    action = Action.objects.create(
        plan=locked,
        number=(last["number"] or 0) + 1,
        position=(last["position"] or 0) + 1,
        title=changes["title"],
        kind=changes["kind"],
    )
    for _, field, value in differences(action, changes):
        field.write(action, value)
    action.save()
    title = Edit(FIELDS["title"].label, "", action.title)
    note_edits(locked, [title], type_="action.added", subject=action, by=by, at=at, reason=reason)
    if not is_decided:
        added = [Edit(WHOLE, "", f"New: {action.title}")]
        note_by_hand(action, added, reason=reason, by=by, at=at)
    return action


@transaction.atomic
def change_action(
    action: Action, *, version: int, changes: Mapping[str, Any], reason: str, by: User, at: datetime
) -> Action:
    """Edit an action. `changes` has values of FIELDS; what is as it was counts for nothing.

    `version` is the action's as the person saw it. Raises StaleEditError, ReasonWantedError, RingError.
    """
    locked = locked_plan(action.plan)
    row = Action.objects.select_related("theme", "workstream", "parent").get(pk=action.pk)
    row.plan = locked
    different = differences(row, changes)
    if not different:
        return row
    if row.version != version:
        raise StaleEditError(row)
    if wants_reason(row, [(field, value) for _, field, value in different]):
        refuse_without_any(reason)
    edits = write_fields(row, different)
    note_edits(locked, edits, type_="action.changed", subject=row, by=by, at=at, reason=reason)
    note_by_hand(row, edits, reason=reason, by=by, at=at)
    return row


def write_fields(row: Action, different: Sequence[tuple[Edit, AgreedField, Any]]) -> list[Edit]:
    """Write what is `different` in an action, as the next version of it, and say it in words.

    Leaves no event: for whoever notes the edits, in the same transaction.
    """
    for _, field, value in different:
        field.write(row, value)
    row.version += 1
    row.save()
    return [edit for edit, *_ in different]


def wants_reason(action: Action, writes: Sequence[tuple[AgreedField, Any]]) -> bool:
    """Whether what is to be written moves something that moves only with a reason."""
    is_draft = not is_agreed(action.plan)
    return any(field.wants_reason(field.read(action), value, is_draft=is_draft) for field, value in writes)


def differences(action: Action, changes: Mapping[str, Any]) -> list[tuple[Edit, AgreedField, Any]]:
    """What would change in an action: in words, and how it is written."""
    found = []
    for name, field in FIELDS.items():
        if name in changes and (old := field.read(action)) != changes[name]:
            edit = Edit(field.label, field.words(old), field.words(changes[name]))
            found.append((edit, field, changes[name]))
    return found
