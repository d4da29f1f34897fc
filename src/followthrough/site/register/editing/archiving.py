"""Takes an action out of its plan without losing it, and back. Each leaves one event."""

from datetime import datetime

from django.db import transaction

from followthrough.outputs.wording import counted
from followthrough.site.people.models import User
from followthrough.site.register.editing.edits import Edit, ReasonWantedError, locked_plan, note_edits
from followthrough.site.register.editing.edits_by_hand import WHOLE, note_by_hand
from followthrough.site.register.editing.places import rows_in_order, subtree_of
from followthrough.site.register.models import Action, Plan


@transaction.atomic
def archive_action(action: Action, *, reason: str, by: User, at: datetime) -> None:
    """Take an action with all its parts out of the plan's lists, figures and rounds.

    Asked twice it counts once. Raises ReasonWantedError without a reason, whatever the state of the plan.
    """
    if not reason.strip():
        raise ReasonWantedError("Say why it is archived.")
    locked = locked_plan(action.plan)
    going = [row for row in subtree_of(action, rows_in_order(locked)) if row.archived_at is None]
    if any(row.pk == action.pk for row in going):
        _set(going, archived_at=at, archived_by=by, archived_because=reason.strip())
        edits = [Edit("In the plan", "yes", "archived"), *_parts(going)]
        note_edits(locked, edits, type_="action.archived", subject=action, by=by, at=at, reason=reason)
        _note_whole(action, locked, "In the plan", "Archived", reason=reason, by=by, at=at)


@transaction.atomic
def restore_action(action: Action, *, reason: str, by: User, at: datetime) -> None:
    """Put an archived action back into the plan, with the parts that were archived with it, likewise."""
    locked = locked_plan(action.plan)
    rows = rows_in_order(locked)
    now = next(row for row in rows if row.pk == action.pk)
    if now.archived_at is None:
        return
    coming = [row for row in subtree_of(now, rows) if row.archived_at == now.archived_at]
    _set(coming, archived_at=None, archived_by=None, archived_because="")
    edits = [Edit("In the plan", "archived", "yes"), *_parts(coming)]
    note_edits(locked, edits, type_="action.restored", subject=action, by=by, at=at, reason=reason)
    _note_whole(action, locked, "Archived", "In the plan again", reason=reason, by=by, at=at)


def _note_whole(
    action: Action, plan: Plan, old: str, new: str, *, reason: str, by: User, at: datetime
) -> None:
    """Tell whoever keeps the record of changes."""
    action.plan = plan
    note_by_hand(action, [Edit(WHOLE, old, new)], reason=reason, by=by, at=at)


def _set(rows: list[Action], **columns: object) -> None:
    Action.objects.filter(pk__in=[row.pk for row in rows]).update(**columns)


def _parts(rows: list[Action]) -> list[Edit]:
    return [Edit("With it", "", counted(len(rows) - 1, "part"))] if len(rows) > 1 else []
