"""Stretches of days as the calendar knows them, each with its ISO 8601-2 (EDTF) form.

The rules of months, quarters, seasons and years stand here alone; docs/rules/dates.md tells them in words.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

Kind = Literal[
    "day",
    "month",
    "quarter",
    "season",
    "year",
    "range",
    "tbc",
    "ongoing",
    "recurring",
    "complete",
    "none",
    "other",
]
Part = Literal["early", "mid", "late", "end"]

SEASON_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
SEASON_CODE = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
FINANCIAL_YEAR_FIRST_MONTH = 4
# First month and count of months that hold a school term wherever the holidays fall, and years of other make.
TERM_MONTHS = {"autumn": (9, 4), "spring": (1, 4), "summer": (4, 4)}
OTHER_YEAR_MONTHS = {"academic": (9, 12), "school": (9, 12), "municipal": (5, 13), "civic": (5, 13)}
PART_ORDER: dict[Part, int] = {"early": 0, "mid": 1, "late": 2, "end": 2}


class Span(NamedTuple):
    """The days from `first` to `last`, both included; None where that side is open."""

    kind: Kind
    first: date | None
    last: date | None
    edtf: str | None


def day_span(year: int, month: int, day: int) -> Span | None:
    """One day; None where the calendar has no such day."""
    try:
        only = date(year, month, day)
    except ValueError:
        return None
    return Span("day", only, only, only.isoformat())


def months_span(kind: Kind, year: int, month: int, count: int, edtf: str | None = None) -> Span:
    """`count` whole months from the one given; `edtf` where a shorter form than the interval exists."""
    years_on, last_month = divmod(month - 1 + count - 1, 12)
    last_year, last_month = year + years_on, last_month + 1
    first, last = date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
    return Span(kind, first, last, edtf or interval_edtf(first, last))


def month_span(year: int, month: int) -> Span:
    """The whole month."""
    return months_span("month", year, month, 1, f"{year:04}-{month:02}")


def quarter_span(year: int, quarter: int) -> Span:
    """Quarter 1 to 4 of a calendar year; ISO 8601-2 codes them 33 to 36."""
    return months_span("quarter", year, 3 * quarter - 2, 3, f"{year:04}-{32 + quarter}")


def financial_quarter_span(year: int, quarter: int) -> Span:
    """Quarter 1 to 4 of the financial year that begins in `year`; the fourth lies in the year after."""
    return quarter_span(year, quarter + 1) if quarter < 4 else quarter_span(year + 1, 1)


def season_span(year: int, season: str) -> Span:
    """Three whole months; winter begins in December of `year` and ends in February of the next."""
    code = SEASON_CODE[season]
    return months_span("season", year, SEASON_FIRST_MONTH[season], 3, f"{year:04}-{code}")


def term_span(year: int, term: str) -> Span:
    """The whole months in which a school term lies."""
    return months_span("season", year, *TERM_MONTHS[term])


def other_year_span(year: int, name: str) -> Span:
    """A school year, or a council's own year between two annual meetings in May, that begins in `year`."""
    return months_span("year", year, *OTHER_YEAR_MONTHS[name])


def year_span(year: int) -> Span:
    """The calendar year."""
    return months_span("year", year, 1, 12, f"{year:04}")


def financial_year_span(year: int) -> Span:
    """The financial year that begins on 1 April of `year`."""
    return months_span("year", year, FINANCIAL_YEAR_FIRST_MONTH, 12)


def week_span(day: date, *, ends: bool) -> Span:
    """The seven days that begin, or end, on a day."""
    first = day - timedelta(days=6) if ends else day
    return range_span(first, first + timedelta(days=6))


def iso_week_span(year: int, week: int, day: int = 0) -> Span | None:
    """The week of the year by ISO 8601, or its `day` from 1 for Monday; None where there is no such week."""
    try:
        first = date.fromisocalendar(year, week, day or 1)
    except ValueError:
        return None
    return day_span(first.year, first.month, first.day) if day else week_span(first, ends=False)


def day_after(day: date) -> Span | None:
    """The day that follows."""
    following = day + timedelta(days=1)
    return day_span(following.year, following.month, following.day)


def is_summer_time(day: date) -> bool:
    """Whether the last hour of a day by Greenwich is the next day's first in Britain: from the last Sunday of
    March to the Saturday before that of October."""
    begins, ends = (date(day.year, month, 31) for month in (3, 10))
    begins, ends = (last - timedelta(days=last.isoweekday() % 7) for last in (begins, ends))
    return begins <= day < ends


def range_span(first: date | None, last: date | None) -> Span:
    """From one day to another, either side open where None."""
    return Span("range", first, last, interval_edtf(first, last))


def envelope(spans: list[Span]) -> Span:
    """The range from the first day of any to the last day of any; one that is open stays open."""
    firsts, lasts = [span.first for span in spans], [span.last for span in spans]
    first = None if None in firsts else min(day for day in firsts if day)
    last = None if None in lasts else max(day for day in lasts if day)
    return range_span(first, last)


def part_of(span: Span, part: Part) -> Span | None:
    """The early, middle or late third of a month, quarter, season or year; None where it has no parts."""
    if span.first is None or span.last is None or span.kind not in ("month", "quarter", "season", "year"):
        return None
    if span.kind == "month":
        return _part_of_month(span.first, span.last, PART_ORDER[part])
    if span.kind == "year":
        return _part_of_year(span.first, part)
    # A school term has four months, and its end is the last of them.
    if PART_ORDER[part] == PART_ORDER["end"]:
        return month_span(span.last.year, span.last.month)
    return month_span(*_month_after(span.first, PART_ORDER[part]))


def _part_of_month(first: date, last: date, third: int) -> Span:
    begin = first.replace(day=1 + 10 * third)
    return range_span(begin, last if third == 2 else begin + timedelta(days=9))


def _part_of_year(first: date, part: Part) -> Span:
    # The end of a financial year is its closing month, the year end; the end of 2022 is a looser word.
    if part == "end" and first.month == FINANCIAL_YEAR_FIRST_MONTH:
        return month_span(first.year + 1, 3)
    return months_span("season", *_month_after(first, 4 * PART_ORDER[part]), 4)


def _month_after(day: date, count: int) -> tuple[int, int]:
    years_on, month = divmod(day.month - 1 + count, 12)
    return day.year + years_on, month + 1


def interval_edtf(first: date | None, last: date | None) -> str | None:
    """The interval form: by months where both sides are whole months, else by days; .. is an open side."""
    if first is None and last is None:
        return None
    whole = (first is None or first.day == 1) and (last is None or _ends_month(last))
    length = len("yyyy-mm") if whole else len("yyyy-mm-dd")
    return "/".join(day.isoformat()[:length] if day else ".." for day in (first, last))


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]
