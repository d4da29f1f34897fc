"""The status that an action's dates imply beside the one it declares, for lists."""

from datetime import date
from typing import Any

from django.db.models import Q

from followthrough.plan.document import Status
from followthrough.rules.dependence import AtRisk
from followthrough.rules.implied_status import differs, implied_by_dates
from followthrough.rules.slippage import Bands, is_past
from followthrough.site.register.conditions import OPEN
from followthrough.site.register.dependence import hanging_of
from followthrough.site.register.facts import bands_for, when_of
from followthrough.site.register.kept import kept
from followthrough.site.register.latest_words import latest_forecast
from followthrough.site.register.models import Plan


def implied_status_of(
    start: Any,
    due: Any,
    *,
    status: str | None,
    forecast: Any,
    day: date,
    bands: Bands,
    at_risk: AtRisk | None = None,
) -> Status | None:
    """The status that dates as the register holds them imply on a day; None where they decide nothing."""
    expected = when_of(forecast)
    found = implied_by_dates(
        when_of(start),
        when_of(due),
        declared=Status(status) if status else None,
        forecast=None if is_past(expected, day) else expected,
        day=day,
        bands=bands,
        at_risk=at_risk,
    )
    return found.status if found else None


def numbers_that_differ(plan: Plan, *, day: date) -> list[int]:
    """The numbers of the plan's open actions that declare another status than their dates imply."""
    return kept(plan, f"differs-{day}", lambda: _numbers_that_differ(plan, day))


def _numbers_that_differ(plan: Plan, day: date) -> list[int]:
    bands = bands_for(plan)
    declared = plan.actions.filter(OPEN, archived_at=None).exclude(status=None).order_by()
    rows = declared.values_list("pk", "number", "status", "start", "due", latest_forecast())
    found, hanging = [], hanging_of(plan, day=day)
    for key, number, status, start, due, forecast in rows:
        implied = implied_status_of(
            start,
            due,
            status=status,
            forecast=forecast,
            day=day,
            bands=bands,
            at_risk=hanging.at_risk(key),
        )
        if implied and differs(Status(status), implied):
            found.append(number)
    return found


def status_differs(plan: Plan, day: date) -> Q:
    """The same as a condition."""
    return Q(number__in=numbers_that_differ(plan, day=day))
