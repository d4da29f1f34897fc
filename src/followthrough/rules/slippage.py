"""Slippage: how many months later than agreed something is, or is expected to be.

Dates are fuzzy, so slippage is an interval: the least and the most that the words allow. The source of
each rule is told in docs/rules/slippage.md.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from followthrough.plan.document import SchemeEntry, Status
from followthrough.plan.when import When

_DATED_KINDS = frozenset({"day", "month", "quarter", "season", "year", "range"})
_WEEKS_IN_A_MONTH = 52 / 12


class Slippage(NamedTuple):
    """Months late, the least and the most that the dates allow. Below zero: earlier than agreed."""

    least: float
    most: float


class Bands(NamedTuple):
    """Where slippage becomes medium (from this many months) and significant (beyond this many months)."""

    medium_from: float = 1
    significant_over: float = 2


DEFAULT_BANDS = Bands()


def is_dated(when: When | None) -> bool:
    """Whether it has an end that can be missed: ongoing and recurring ones, and TBC, have none."""
    return when is not None and when.kind in _DATED_KINDS and when.latest is not None


def is_past(when: When | None, day: date) -> bool:
    """Whether the whole window that the words can mean lies before the day."""
    return when is not None and is_dated(when) and when.latest is not None and when.latest < day


def months_between(earlier: date, later: date) -> float:
    """Months from one day to another; from month's end to month's end is a whole number."""
    return _months_from_zero(later) - _months_from_zero(earlier)


def slippage(agreed: When | None, *, forecast: When | None, day: date) -> Slippage | None:
    """How late what is open is against what was agreed, the original date or the current one.

    It is counted to the forecast; without one, what is overdue is counted to the day.
    None where nothing shows slippage or the agreed date is no date.
    """
    if agreed is None or not is_dated(agreed):
        return None
    if forecast is not None and is_dated(forecast):
        return _slippage_to(agreed, forecast.earliest or day, forecast.latest or day)
    if is_past(agreed, day):
        return _slippage_to(agreed, day, day)
    return None


def slippage_from_first(
    first: When | None, agreed: When | None, *, forecast: When | None, day: date
) -> Slippage | None:
    """The same against the date that was approved first: without a forecast, a later date that was agreed
    since, and has not passed, is where the end is expected.
    """
    has_forecast = forecast is not None and is_dated(forecast)
    if not has_forecast and _is_later(agreed, first) and not is_past(agreed, day):
        forecast = agreed
    return slippage(first, forecast=forecast, day=day)


def _is_later(when: When | None, than: When | None) -> bool:
    last, other = (each.latest if each and is_dated(each) else None for each in (when, than))
    return last is not None and other is not None and last > other


def _slippage_to(agreed: When, earliest: date, latest: date) -> Slippage:
    last = agreed.latest or latest
    return Slippage(
        least=months_between(last, earliest), most=months_between(agreed.earliest or last, latest)
    )


def _months_from_zero(day: date) -> float:
    return day.year * 12 + day.month - 1 + day.day / monthrange(day.year, day.month)[1]


def status_of_slippage(months: float, bands: Bands = DEFAULT_BANDS) -> Status:
    """The status that so much slippage stands for."""
    if months > bands.significant_over:
        return Status.SIGNIFICANT_SLIPPAGE
    return Status.MEDIUM_SLIPPAGE if months >= bands.medium_from else Status.ON_TRACK


def bands_of(scheme: Sequence[SchemeEntry] | None) -> Bands | None:
    """The bands that a plan's own key defines in words ("between 1-2 months"), None where it gives none."""
    spans = {entry.status: _spans(entry.definition or entry.label) for entry in scheme or ()}
    on_track, medium, significant = (
        spans.get(status, [])
        for status in (Status.ON_TRACK, Status.MEDIUM_SLIPPAGE, Status.SIGNIFICANT_SLIPPAGE)
    )
    lower = medium[:1] if len(medium) > 1 else on_track[:1]
    upper = significant[:1] or medium[1:2]
    if not lower or not upper or lower[0] > upper[0]:
        return None
    return Bands(medium_from=lower[0], significant_over=upper[0])


_SPAN = re.compile(
    r"\b(?:(?P<first>\d+|an?|one|two|three|four|six)\s*(?:-|–|to|and)\s*)?"
    r"(?P<last>\d+|an?|one|two|three|four|six)\s*(?P<unit>month|week)s?\b",
    re.IGNORECASE,
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6}


def _spans(definition: str) -> list[float]:
    """The lengths of time named in a definition, in months, as they come."""
    lengths = []
    for found in _SPAN.finditer(definition):
        weeks = found["unit"].lower() == "week"
        for words in (found["first"], found["last"]):
            if words:
                number = _NUMBERS.get(words.lower()) or int(words)
                lengths.append(number / _WEEKS_IN_A_MONTH if weeks else float(number))
    return lengths
