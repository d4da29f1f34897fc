"""What operations that edit by hand share: the plan as it is now, why an edit is refused, the event of one.

Before a plan is agreed, what it promised moves only with a reason; afterwards all that was agreed does.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Model

from followthrough.site.people.models import User
from followthrough.site.register.models import Plan
from followthrough.site.register.plan_events import record_in

WORDS_SHOWN = 160


class Edit(NamedTuple):
    """One thing that an edit changes, in words; empty for nothing."""

    field: str
    old: str
    new: str

    def __str__(self) -> str:
        old, new = _short(self.old), _short(self.new)
        if not old:
            return f"{self.field} is now “{new}”"
        return f"{self.field} from “{old}” to “{new}”" if new else f"{self.field} no longer “{old}”"


class ReasonWantedError(Exception):
    """What was agreed is edited without saying why."""


def locked_plan(known: Plan) -> Plan:
    """The plan as it is now, nobody else changing it until the transaction ends."""
    return Plan.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=known.pk)


def is_agreed(plan: Plan) -> bool:
    """Whether all that the plan says was agreed, so that any edit of it needs a reason."""
    return plan.state != Plan.State.DRAFT


def refuse_without_reason(plan: Plan, reason: str) -> None:
    """Raises ReasonWantedError where what is agreed would move without one."""
    if is_agreed(plan):
        refuse_without_any(reason)


def refuse_without_any(reason: str) -> None:
    """Raises ReasonWantedError where there is none."""
    if not reason.strip():
        raise ReasonWantedError("Say why this changes.")


def note_edits(
    plan: Plan,
    edits: Sequence[Edit],
    *,
    type_: str,
    subject: Model,
    by: User,
    at: datetime,
    reason: str = "",
) -> None:
    """Move the plan's `changed_at` and leave the event, with each field, old and new, and the reason."""
    plan.changed_at = at
    plan.save()
    because = f" (reason: {reason.strip()})" if reason.strip() else ""
    record_in(
        plan,
        type_,
        by=by,
        at=at,
        of=subject,
        changes=[edit._asdict() for edit in edits],
        words="; ".join(map(str, edits)),
        reason=reason.strip(),
        because=because,
    )


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= WORDS_SHOWN else f"{flat[: WORDS_SHOWN - 1]}…"
