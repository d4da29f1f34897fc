"""From the parts that a form of date names to the span of days they stand for.

A builder gives the span; UNREADABLE where the words are a date that no calendar has or that has two
readings; None where they are no date and the next form should be tried. The parts are named by a letter:
d day, m month, y year, f a year written 2022/23, s season, q quarter, h half; with a 1 for the first of two.
"""

import re
from datetime import UTC, datetime
from typing import Literal

from followthrough.plan.when.months import month_number
from followthrough.plan.when.spans import (
    FINANCIAL_YEAR_FIRST_MONTH,
    Span,
    day_after,
    day_span,
    envelope,
    financial_quarter_span,
    financial_year_span,
    is_summer_time,
    iso_week_span,
    month_span,
    months_span,
    other_year_span,
    quarter_span,
    range_span,
    season_span,
    term_span,
    year_span,
)
from followthrough.plan.when.words import ORDINALS, day_number, year_number

Unreadable = Literal["unreadable"]
Parts = dict[str, str]
Built = Span | Unreadable | None
UNREADABLE: Unreadable = "unreadable"


def build_day(parts: Parts) -> Built:
    return day_span(year_number(parts["y"]), int(parts["m"]), day_number(parts["d"])) or UNREADABLE


def build_moment(parts: Parts) -> Built:
    """A day with the hour of Greenwich: the last one of a summer's day is the first of the next in Britain,
    and what a program keeps so is a day that was chosen without an hour."""
    span = build_day(parts)
    if parts["zone"] and parts["hour"] == "23" and isinstance(span, Span) and span.first:
        return day_after(span.first) if is_summer_time(span.first) else span
    return span


def build_timestamp(parts: Parts) -> Built:
    """The day of a moment that a program keeps as milliseconds since 1970, counted in Greenwich."""
    moment = datetime.fromtimestamp(int(parts["ms"]) / 1000, UTC)
    day = day_span(moment.year, moment.month, moment.day)
    is_next = moment.hour == 23 and is_summer_time(moment.date())
    return day_after(moment.date()) if is_next else day or UNREADABLE


def build_week(parts: Parts) -> Built:
    """A week of the year as ISO 8601 counts them, or one day of it."""
    return iso_week_span(int(parts["y"]), int(parts["w"]), int(parts["d"] or 0)) or UNREADABLE


def build_named_day(parts: Parts) -> Built:
    return day_span(year_number(parts["y"]), month_number(parts["m"]), day_number(parts["d"])) or UNREADABLE


def build_days(parts: Parts) -> Built:
    """From one day to another; the first may lack its month and takes the second's."""
    year, month = year_number(parts["y"]), month_number(parts["m"])
    first_month = month_number(parts.get("m1") or parts["m"])
    last = day_span(year, month, day_number(parts["d"]))
    first = day_span(year - (first_month > month), first_month, day_number(parts["d1"]))
    return _ordered(first, last) if first and last else UNREADABLE


def build_months(parts: Parts) -> Built:
    """Months that share the year written after the last; "Nov - Jan 2026" begins in the year before."""
    year, first_month, month = year_number(parts["y"]), month_number(parts["m1"]), month_number(parts["m"])
    return envelope([month_span(year - (first_month > month), first_month), month_span(year, month)])


def build_month(parts: Parts) -> Built:
    return month_span(year_number(parts["y"]), month_number(parts["m"]))


def build_numeric_month(parts: Parts) -> Built:
    month = int(parts["m"])
    return month_span(int(parts["y"]), month) if 1 <= month <= 12 else None


def build_month_of_financial_year(parts: Parts) -> Built:
    year, month = _financial_year(parts["f"]), month_number(parts["m"])
    if year is None:
        return None
    return month_span(year + (month < FINANCIAL_YEAR_FIRST_MONTH), month)


def build_seasons(parts: Parts) -> Built:
    """Seasons that share the year written after the last."""
    year = year_number(parts["y"])
    first, last = season_span(year, parts["s1"].lower()), season_span(year, parts["s"].lower())
    return _ordered(first, last) or envelope([season_span(year - 1, parts["s1"].lower()), last])


def build_season(parts: Parts) -> Built:
    return season_span(year_number(parts["y"]), parts["s"].lower())


def build_season_of_two_years(parts: Parts) -> Built:
    year, season = _financial_year(parts["f"]), parts["s"].lower()
    if year is None:
        return None
    # By the school year, spring and summer of 2022/23 are those of 2023; by the financial year, mostly 2022.
    return season_span(year, season) if season in ("autumn", "fall", "winter") else UNREADABLE


def build_term(parts: Parts) -> Built:
    return term_span(year_number(parts["y"]), parts["s"].lower())


def build_named_year(parts: Parts) -> Built:
    """A year that begins neither in January nor in April, and is written 2022/23."""
    year = _financial_year(parts["f"])
    name = (parts["of"] or parts["of_after"]).lower()
    return None if year is None else other_year_span(year, name)


def build_quarter(parts: Parts) -> Built:
    """A quarter, or several, of a financial year written 2022/23, or of a calendar year written 2022."""
    first, last = (_quarter_number(parts[key] or parts["q"]) for key in ("q", "q2"))
    if parts.get("fy"):
        return _loose_quarters(year_number(parts["y"]), first, last) if parts["y"] else None
    year = _financial_year(parts["f"]) if parts["f"] else year_number(parts["y"])
    if year is None or first > last:
        return None
    span_of = financial_quarter_span if parts["f"] else quarter_span
    return span_of(year, first) if first == last else envelope([span_of(year, first), span_of(year, last)])


def _loose_quarters(year: int, first: int, last: int) -> Span:
    """The quarter of "FY 2023", which some bodies mean to begin in that year and others to end in it."""
    return envelope([financial_quarter_span(year - 1, first), financial_quarter_span(year, last)])._replace(
        kind="quarter"
    )


def build_quarter_to_month(parts: Parts) -> Built:
    """The three months that end with the one named: "December quarter 2024", as bodies down under say."""
    month = month_number(parts["m"])
    return months_span("quarter", year_number(parts["y"]), month - 2, 3) if month % 3 == 0 else None


def build_half(parts: Parts) -> Built:
    number = 1 if (parts["h"] or parts["h_short"]).lower() in ("1", "first", "1st") else 2
    if not parts["f"]:
        return months_span("range", year_number(parts["y"]), 6 * number - 5, 6)
    year = _financial_year(parts["f"])
    if year is None:
        return None
    return envelope([financial_quarter_span(year, 2 * number - 1), financial_quarter_span(year, 2 * number)])


def build_financial(parts: Parts) -> Built:
    year = _financial_year(parts["f"])
    return None if year is None else financial_year_span(year)


def build_loose_financial(parts: Parts) -> Built:
    year = year_number(parts["y"])
    return envelope([financial_year_span(year - 1), financial_year_span(year)])._replace(kind="year")


def build_financial_years(parts: Parts) -> Built:
    first, last = _financial_year(parts["f1"]), _financial_year(parts["f"])
    return (
        None
        if first is None or last is None
        else _ordered(financial_year_span(first), financial_year_span(last))
    )


def build_years(parts: Parts) -> Built:
    return _ordered(year_span(int(parts["y1"])), year_span(int(parts["y"])))


def build_year(parts: Parts) -> Built:
    return year_span(int(parts["y"]))


def _quarter_number(text: str) -> int:
    digits = re.search(r"[1-4]", text)
    return int(digits[0]) if digits else ORDINALS[text.split(maxsplit=1)[0].lower()]


def _financial_year(text: str) -> int | None:
    """The year in which "2022/23" or "22-23" begins; None where the two don't follow each other."""
    first, last = re.split(r"[-/]", text.replace(" ", "").lstrip("'"), maxsplit=1)
    begins, ends = year_number(first), year_number(last)
    return begins if ends == begins + 1 else None


def _ordered(first: Span, last: Span) -> Span | None:
    """The range from one span to the other, None where it would run backwards."""
    if first.first is None or last.first is None or first.first > last.first:
        return None
    return range_span(first.first, last.last)
