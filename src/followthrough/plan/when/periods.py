"""Reporting periods: a month, written YYYY-MM, and how a heading names one."""

import calendar
import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Protocol, TypeVar

from followthrough.plan.when.months import MONTH_NAME, month_number

PERIOD = r"^[12]\d{3}-(?:0[1-9]|1[0-2])$"
_NAMED_MONTH = re.compile(
    rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?\b(?P<month>{MONTH_NAME})[ .'-]*(?P<year>20\d\d|\d\d)\b",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"\b(?:q|quarter )(?P<quarter>[1-4])[ (]*(?P<first>20\d\d)(?:[ /-]+(?P<second>(?:20)?\d\d))?",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(
    r"\b\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d\b|\b(?P<year>20\d\d)-(?P<number>\d\d)(?:-\d\d)?\b"
)
_MONTH_ALONE = re.compile(rf"^(?:at |as at |to |end |end of )?(?P<month>{MONTH_NAME})$", re.IGNORECASE)
_SEASON = re.compile(
    r"\b(?P<season>spring|summer|autumn|fall|winter)(?: term)? (?P<year>20\d\d)\b", re.IGNORECASE
)
_SEASON_END = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11}
# No more of a text is looked at.
_LONGEST = 4_000


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


@lru_cache(maxsize=16_384)
def period_of(heading: str) -> str | None:
    """The reporting period that a heading names, as YYYY-MM: a quarter or season is its last month."""
    heading = heading[:_LONGEST]
    if quarter := _QUARTER.search(heading):
        return _quarter_end(int(quarter["quarter"]), int(quarter["first"]), quarter["second"])
    if month := _NAMED_MONTH.search(heading):
        year = int(month["year"])
        return f"{year if year > 99 else 2000 + year}-{month_number(month['month']):02d}"
    if numeric := _NUMERIC_DATE.search(heading):
        if numeric["year"]:
            return f"{numeric['year']}-{numeric['number']}" if 1 <= int(numeric["number"]) <= 12 else None
        _, number, year_text = re.split(r"[/.]", numeric.group())
        return f"20{year_text[-2:]}-{int(number):02d}" if 1 <= int(number) <= 12 else None
    if season := _SEASON.search(heading):
        return _season_end(season["season"].lower(), int(season["year"]))
    return None


def _season_end(season: str, year: int) -> str:
    """The last month of a season as docs/rules/dates.md has it; winter ends in the year after."""
    return f"{year + 1}-02" if season == "winter" else f"{year}-{_SEASON_END[season]:02d}"


def month_of(heading: str) -> int | None:
    """The month, 1 to 12, of a heading that is a month and nothing more."""
    alone = _MONTH_ALONE.match(heading.strip())
    return month_number(alone["month"]) if alone else None


def _quarter_end(quarter: int, first: int, second: str | None) -> str:
    """A quarter of "2022/23" is of the financial year, from April; one of "2022" is of the calendar year."""
    if second is None:
        return f"{first}-{quarter * 3:02d}"
    month = quarter * 3 + 3
    return f"{first + month // 13}-{(month - 1) % 12 + 1:02d}"


def without_period(text: str) -> str:
    """A text without the months, quarters and days that it names."""
    return _QUARTER.sub(" ", _NAMED_MONTH.sub(" ", _NUMERIC_DATE.sub(" ", text)))
