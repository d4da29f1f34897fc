"""Reporting periods: a month, written YYYY-MM."""

import calendar
from datetime import date


def last_day_of(period: str) -> date:
    """The last day of a period."""
    year, month = map(int, period.split("-"))
    return date(year, month, calendar.monthrange(year, month)[1])


def words_of(period: str) -> str:
    """A period as people say it: "October 2022"."""
    return f"{last_day_of(period):%B %Y}"
