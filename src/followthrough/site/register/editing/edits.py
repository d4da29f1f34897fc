"""What operations that edit by hand share: the plan as it is now, why an edit is refused, the event of one.

Before a plan is approved it is edited freely. Afterwards what was agreed moves only with a reason.
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


def held_plan(known: Plan) -> Plan:
    """The plan as it is now, nobody else changing it until the transaction ends."""
    return Plan.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=known.pk)


def is_agreed(plan: Plan) -> bool:
    """Whether what the plan says was approved, so that an edit of it needs a reason."""
    return plan.state != Plan.State.DRAFT


def refuse_without_reason(plan: Plan, reason: str) -> None:
    """Raises ReasonWantedError where what is agreed would move without one."""
    if is_agreed(plan) and not reason.strip():
        raise ReasonWantedError("The plan is approved. Say why this changes.")


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
