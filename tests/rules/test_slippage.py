"""Slippage is an interval of months, counted to the forecast or to the day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.plan.document import SchemeEntry, Status
from followthrough.plan.when import read_when
from followthrough.rules.slippage import (
    Bands,
    bands_of,
    is_past,
    months_between,
    slippage,
    slippage_from_first,
    status_of_slippage,
)

DAY = date(2026, 10, 31)
DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        (date(2026, 9, 30), date(2026, 10, 31), 1),
        (date(2026, 2, 28), date(2026, 8, 31), 6),
        (date(2026, 6, 15), date(2026, 9, 15), 3),
        (date(2026, 5, 31), date(2026, 5, 31), 0),
    ],
)
def test_months_between_like_days_of_months_are_whole(earlier: date, later: date, months: int) -> None:
    assert months_between(earlier, later) == pytest.approx(months, abs=0.02)


@given(DAYS, DAYS, DAYS)
def test_months_add_up(first: date, second: date, third: date) -> None:
    added = months_between(first, second) + months_between(second, third)

    assert months_between(first, third) == pytest.approx(added)
    assert (months_between(first, second) > 0) == (second > first)


def test_slippage_from_month_to_month_is_an_interval() -> None:
    late = slippage(read_when("September 2026"), forecast=read_when("December 2026"), day=DAY)

    assert late is not None
    assert late.least == pytest.approx(2.03, abs=0.01)
    assert late.most == pytest.approx(3.97, abs=0.01)


def test_without_a_forecast_what_is_overdue_is_counted_to_the_day() -> None:
    late = slippage(read_when("May 2026"), forecast=None, day=DAY)

    assert late is not None
    assert late.least == pytest.approx(5)


@pytest.mark.parametrize(
    ("agreed", "forecast", "months"),
    [
        ("31 March 2027", None, 6),  # agreed anew, and not passed
        ("31 March 2027", "31 May 2027", 8),
        ("31 March 2027", "TBC", 6),
        ("30 September 2026", None, 1),  # not moved: counted to the day
        ("15 October 2026", None, 1),  # moved, and passed as well
        ("31 August 2026", None, 1),  # moved forward
    ],
)
def test_against_the_first_date_a_later_one_that_was_agreed_is_where_it_ends(
    agreed: str, forecast: str | None, months: int
) -> None:
    first, expected = read_when("30 September 2026"), read_when(forecast) if forecast else None

    late = slippage_from_first(first, read_when(agreed), forecast=expected, day=DAY)

    assert late is not None
    assert late.least == pytest.approx(months)


def test_what_is_not_overdue_and_has_no_forecast_shows_no_slippage() -> None:
    assert slippage(read_when("Autumn 2026"), forecast=None, day=DAY) is None


@pytest.mark.parametrize("due", ["TBC", "Ongoing", "Quarterly", "n/a", "Complete", "subject to funding"])
def test_what_has_no_end_can_not_slip(due: str) -> None:
    assert slippage(read_when(due), forecast=read_when("December 2030"), day=DAY) is None


def test_a_forecast_before_the_agreed_date_is_slippage_below_zero() -> None:
    early = slippage(read_when("December 2026"), forecast=read_when("June 2026"), day=DAY)

    assert early is not None
    assert early.most < 0


@given(DAYS, DAYS, DAYS)
def test_the_least_is_never_more_than_the_most(due: date, forecast: date, day: date) -> None:
    late = slippage(read_when(due.isoformat()), forecast=read_when(f"{forecast:%B %Y}"), day=day)

    assert late is not None
    assert late.least <= late.most


@pytest.mark.parametrize(
    ("due", "past"),
    [("October 2026", False), ("30 October 2026", True), ("Autumn 2026", False), ("Summer 2026", True)],
)
def test_a_window_is_past_when_its_last_day_is(due: str, past: bool) -> None:
    assert is_past(read_when(due), DAY) is past


@pytest.mark.parametrize(
    ("months", "status"),
    [
        (-3, Status.ON_TRACK),
        (0.99, Status.ON_TRACK),
        (1, Status.MEDIUM_SLIPPAGE),
        (2, Status.MEDIUM_SLIPPAGE),
        (2.01, Status.SIGNIFICANT_SLIPPAGE),
    ],
)
def test_the_usual_bands(months: float, status: Status) -> None:
    assert status_of_slippage(months) is status


def key(on_track: str, medium: str, significant: str) -> list[SchemeEntry]:
    return [
        SchemeEntry(label="Green", status=Status.ON_TRACK, definition=on_track),
        SchemeEntry(label="Amber", status=Status.MEDIUM_SLIPPAGE, definition=medium),
        SchemeEntry(label="Red", status=Status.SIGNIFICANT_SLIPPAGE, definition=significant),
    ]


@pytest.mark.parametrize(
    ("definitions", "bands"),
    [
        (("less than a month late", "late by 1-2 months", "more than 2 months late"), Bands(1, 2)),
        (("on time", "between one and three months late", "over three months late"), Bands(1, 3)),
        (("up to 2 months", "some delay", "more than 4 months"), Bands(2, 4)),
    ],
)
def test_a_key_in_words_gives_its_own_bands(definitions: tuple[str, str, str], bands: Bands) -> None:
    assert bands_of(key(*definitions)) == bands


def test_weeks_in_a_key_are_turned_into_months() -> None:
    bands = bands_of(key("on time", "2 to 13 weeks late", "over 13 weeks late"))

    assert bands is not None
    assert bands.significant_over == pytest.approx(3)


@pytest.mark.parametrize(
    "scheme",
    [
        None,
        [],
        key("going well", "some concerns", "in trouble"),
        key("", "3 to 4 months", "more than 2 months"),
    ],
)
def test_a_key_without_clear_bands_gives_none(scheme: list[SchemeEntry] | None) -> None:
    assert bands_of(scheme) is None
