"""Gives an action a status by a decision: hold, resume, withdraw, close, re-open and the other ends.

Whoever decides calls it in the transaction of the decision. It adds an update; nothing is overwritten.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from followthrough.plan.document import Status
from followthrough.plan.when.periods import latest_of
from followthrough.site import clock
from followthrough.site.people.models import User
from followthrough.site.register.editing.edits import Edit, locked_plan, note_edits
from followthrough.site.register.models import Action, Plan, Update
from followthrough.site.register.words import status_labels


@transaction.atomic
def set_decided_status(
    action: Action, *, status: Status, words: str, by: User, at: datetime, reason: str = ""
) -> Update:
    """Add an update with the status and the words of the decision, and leave one event.

    It becomes the latest that is said of the action. `reason` is why, for the history; else the words are.
    """
    plan = locked_plan(action.plan)
    row = Action.objects.get(pk=action.pk)
    labels = status_labels(plan.scheme)
    old = labels[row.status] if row.status else ""
    update = _append(row, plan, status=status, words=words, by=by, at=at)
    declare_latest(row)
    action.status = row.status
    edits = [Edit("Status", old, labels[status])]
    note_edits(plan, edits, type_="action.decided", subject=row, by=by, at=at, reason=reason or words)
    return update


def declare_latest(action: Action) -> None:
    """Bring the status of an action in line with the update that declares one last."""
    latest = latest_of(list(action.updates.exclude(status=None).order_by("position")))
    action.status = latest.status if latest else None
    action.save(update_fields=["status"])


def _append(row: Action, plan: Plan, *, status: Status, words: str, by: User, at: datetime) -> Update:
    day = clock.day_of(at)
    last = row.updates.aggregate(position=Max("position"), period=Max("period"))
    # A plan whose updates name no period goes by their order; elsewhere what names none would be the oldest.
    period = max(f"{day:%Y-%m}", last["period"]) if last["period"] else None
    return Update.objects.create(
        action=row,
        position=0 if last["position"] is None else last["position"] + 1,
        period=period,
        status=status,
        status_text=status_labels(plan.scheme)[status],
        text=words.strip() or None,
        by_text=by.name,
        on=day,
        by=by,
        at=at,
    )
