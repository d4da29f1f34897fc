"""Reporting periods: a month, written YYYY-MM."""

import calendar
import re
from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

PERIOD = r"^[12]\d{3}-(?:0[1-9]|1[0-2])$"


class InPeriod(Protocol):
    """What was said for a period, None where it names none."""

    @property
    def period(self) -> str | None: ...


Said = TypeVar("Said", bound=InPeriod)


def latest_of(said: Sequence[Said]) -> Said | None:
    """The last that was said for the latest period; what names no period counts as before all others."""
    return max(reversed(said), key=lambda each: each.period or "", default=None)


def is_period(text: str) -> bool:
    """Whether a text is a period."""
    return re.fullmatch(PERIOD, text) is not None


def last_day_of(period: str) -> date:
    """The last day of a period."""
    year, month = map(int, period.split("-"))
    return date(year, month, calendar.monthrange(year, month)[1])


def words_of(period: str) -> str:
    """A period as people say it: "October 2022"."""
    return f"{last_day_of(period):%B %Y}"
