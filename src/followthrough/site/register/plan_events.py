"""Events of what belongs to a plan."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from followthrough.site.history.models import Event
from followthrough.site.history.operations import record
from followthrough.site.people.models import User
from followthrough.site.register.checking import note_change
from followthrough.site.register.models import Plan


def record_in(
    plan: Plan, type_: str, /, *, by: User | None, at: datetime, of: Model | None = None, **details: Any
) -> Event:
    """Adds an event of the plan, or `of` something that belongs to it, as `record` of the history does.

    It comes last in an operation: what the checks find is brought in line with what was done by then.
    """
    event = record(
        type=type_,
        by=by,
        organisation=plan.organisation,
        subject=of or plan,
        plan=plan,
        details=details,
        at=at,
    )
    note_change(plan, event)
    return event
