"""Calendars of rounds: on which days rounds open, fall due and end, by the working days of England and Wales.

A round has a period, the month that it reports on. The rules are told in docs/rules/calendars.md.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from holidays import country_holidays
from holidays.holiday_base import HolidayBase

from followthrough.plan.when.periods import last_day_of

SATURDAY = 5
# The last months of the quarters of a financial year, which begins on 1 April.
QUARTER_ENDS = frozenset({3, 6, 9, 12})
# What falls due by this day of a month still reports on the month before.
REPORTS_ON_THE_MONTH_BEFORE = 15


class Days(NamedTuple):
    """The days of one round. `early_due_on`: when what lies below another action is due, None: as all."""

    period: str
    opens_on: date
    early_due_on: date | None
    due_on: date
    grace_ends_on: date


class Pace(NamedTuple):
    """How long a round takes, in working days.

    `due_after` the end of its month (or, for a meeting, before it); open for `open_for` days up to the due
    day; `grace` days after it; lower levels are due `early` days before, 0: with the rest.
    """

    due_after: int = 2
    open_for: int = 7
    grace: int = 3
    early: int = 0


DEFAULT_PACE = Pace()


@cache
def _bank_holidays() -> HolidayBase:
    # England's and Wales's are the same.
    return country_holidays("GB", subdiv="ENG")


def is_working_day(day: date) -> bool:
    """Whether it is neither at a weekend nor a bank holiday of England and Wales."""
    return day.weekday() < SATURDAY and day not in _bank_holidays()


def working_days_from(day: date, number: int) -> date:
    """The working day so many working days after a day, before it where `number` is below zero.

    For 0, the day itself, or the first working day after it.
    """
    if number == 0:
        return day if is_working_day(day) else working_days_from(day, 1)
    step = timedelta(days=1 if number > 0 else -1)
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def monthly(first: str, last: str, pace: Pace = DEFAULT_PACE) -> list[Days]:
    """A round for each month from one period to another, both included. `last` before `first`: none."""
    return [_days(period, _due_after(period, pace), pace) for period in periods_between(first, last)]


def quarterly(first: str, last: str, pace: Pace = DEFAULT_PACE) -> list[Days]:
    """A round for each quarter of a financial year that ends between two periods, named by its last month."""
    ends = (period for period in periods_between(first, last) if int(period[5:]) in QUARTER_ENDS)
    return [_days(period, _due_after(period, pace), pace) for period in ends]


def before_meetings(meetings: Iterable[date], days_before: int, pace: Pace = DEFAULT_PACE) -> list[Days]:
    """A round for each meeting, due so many working days before it.

    It reports on the month in which it is due, or, when due by the 15th, on the month before. Where two
    meetings would have rounds of the same period, the earlier meeting has it.
    """
    rounds: dict[str, Days] = {}
    for meeting in sorted(meetings):
        due_on = working_days_from(meeting, -days_before)
        period = _period_reported_on(due_on)
        rounds.setdefault(period, _days(period, due_on, pace))
    return list(rounds.values())


def periods_between(first: str, last: str) -> Iterator[str]:
    """Each month from one period to another, both included."""
    period = first
    while period <= last:
        yield period
        period = f"{last_day_of(period) + timedelta(days=1):%Y-%m}"


def months_after(day: date, months: int) -> date:
    """The day so many months later, or the last of that month where it has no such day."""
    years_on, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years_on, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _due_after(period: str, pace: Pace) -> date:
    return working_days_from(last_day_of(period), pace.due_after)


def _period_reported_on(due_on: date) -> str:
    if due_on.day > REPORTS_ON_THE_MONTH_BEFORE:
        return f"{due_on:%Y-%m}"
    return f"{due_on.replace(day=1) - timedelta(days=1):%Y-%m}"


def _days(period: str, due_on: date, pace: Pace) -> Days:
    opens_on = working_days_from(due_on, -pace.open_for)
    return Days(
        period=period,
        opens_on=opens_on,
        early_due_on=max(opens_on, working_days_from(due_on, -pace.early)) if pace.early else None,
        due_on=due_on,
        grace_ends_on=working_days_from(due_on, pace.grace) if pace.grace else due_on,
    )
