"""Events of what belongs to a plan."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from followthrough.site.history.models import Event
from followthrough.site.history.operations import record
from followthrough.site.people.models import User
from followthrough.site.register.models import Plan


def record_in(
    plan: Plan, type_: str, /, *, by: User | None, at: datetime, of: Model | None = None, **details: Any
) -> Event:
    """Adds an event of the plan, or `of` something that belongs to it, as `record` of the history does."""
    return record(
        type=type_,
        by=by,
        organisation=plan.organisation,
        subject=of or plan,
        plan=plan,
        details=details,
        at=at,
    )
