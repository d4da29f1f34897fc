"""What an action's page derives from its dates on a day: how late, how old, when it is checked next."""

from dataclasses import dataclass
from datetime import date
from math import floor
from typing import Any

from followthrough.outputs.wording import counted
from followthrough.plan.document import Status
from followthrough.plan.when import When
from followthrough.plan.when.periods import words_of
from followthrough.rules.calendars import months_after, periods_between
from followthrough.rules.implied_status import differs
from followthrough.rules.judging import NO_DAY
from followthrough.rules.slippage import Slippage, months_between, slippage, slippage_from_first
from followthrough.rules.what_is_asked import is_check_due
from followthrough.site.register.dependence import hanging_of
from followthrough.site.register.facts import bands_for, when_of
from followthrough.site.register.implied import implied_status_of
from followthrough.site.register.judging import day_drawn
from followthrough.site.register.models import Action

# Further off than any rhythm that a plan has.
MONTHS_LOOKED_AHEAD = 36


@dataclass(frozen=True)
class Derived:
    """What is derived, in words, empty where nothing can be.

    `forecast` is the date given last. `late` has how much later than agreed. `by_dates` is the status that
    the dates imply, `implied` the same where it says another lateness than the one declared, else None.
    """

    by_dates: Status | None
    implied: Status | None
    forecast: When | None
    late: list[str]
    age: str
    next_check: str


def derived_of(action: Action, *, day: date) -> Derived:
    """Of an action with its updates at hand; no query of its own."""
    forecast = _forecast_of(action)
    is_timed = action.is_open and action.kind != "assurance"
    by_dates = _by_dates(action, forecast, day) if action.is_open else None
    return Derived(
        by_dates=by_dates,
        implied=by_dates if by_dates and action.status and differs(Status(action.status), by_dates) else None,
        forecast=when_of(forecast),
        late=_late(action, forecast, day) if is_timed else [],
        age=_age(action, day) if action.is_open else "",
        next_check=_next_check(action, day) if action.is_open else "",
    )


def late_in_words(late: Slippage) -> str:
    """Whole months late, the least and the most; empty where it isn't late."""
    least, most = round(max(late.least, 0)), round(late.most)
    if late.most < 1:
        return "less than a month late" if late.most > 0 else ""
    return f"{counted(most, 'month')} late" if least == most else f"{least} to {most} months late"


def _forecast_of(action: Action) -> Any:
    forecasts = [update for update in action.updates.all() if update.forecast]
    last = max(forecasts, key=lambda update: (update.period or "", update.position), default=None)
    return last.forecast if last else None


def _by_dates(action: Action, forecast: Any, day: date) -> Status | None:
    if action.status is None or day == NO_DAY:
        return None
    return implied_status_of(
        action.start,
        action.due,
        status=action.status,
        forecast=forecast,
        day=day,
        bands=bands_for(action.plan),
        at_risk=hanging_of(action.plan, day=day).at_risk(action.pk),
    )


def _late(action: Action, forecast: Any, day: date) -> list[str]:
    first, agreed, expected = when_of(action.original_due), when_of(action.due), when_of(forecast)
    against = {
        "the date that was approved first": slippage_from_first(first, agreed, forecast=expected, day=day),
        "the date agreed now": slippage(agreed, forecast=expected, day=day),
    }
    said = {name: late_in_words(late) for name, late in against.items() if late is not None}
    return [f"{words} against {name}" for name, words in said.items() if words]


def _age(action: Action, day: date) -> str:
    """How long it has gone on, counted from its start."""
    if action.start_earliest is None or action.start_earliest >= day:
        return ""
    months = floor(months_between(action.start_earliest, day))
    return f"{counted(months, 'month')} since its start" if months else "Less than a month since its start"


def _next_check(action: Action, day: date) -> str:
    rhythm, start = when_of(action.due), when_of(action.start)
    if rhythm is None or rhythm.recurrence is None:
        return ""
    day = day_drawn(day)
    periods = periods_between(f"{day:%Y-%m}", f"{months_after(day, MONTHS_LOOKED_AHEAD):%Y-%m}")
    return next((words_of(period) for period in periods if is_check_due(rhythm, start, period)), "")
