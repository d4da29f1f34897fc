"""Explicit days: working days, bank holidays, month ends, leap days and the turn of the financial year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.rules.calendars import (
    Pace,
    before_meetings,
    is_working_day,
    monthly,
    months_after,
    periods_between,
    quarterly,
    working_days_from,
)

days = st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 12, 31))
paces = st.builds(
    Pace,
    due_after=st.integers(1, 15),
    open_for=st.integers(0, 15),
    grace=st.integers(0, 10),
    early=st.integers(0, 20),
)


@pytest.mark.parametrize(
    "day",
    [
        date(2022, 12, 3),  # a Saturday
        date(2022, 6, 2),  # the late May bank holiday, moved for the jubilee
        date(2022, 9, 19),  # a funeral, for one year only
        date(2023, 1, 2),  # in place of New Year's Day, a Sunday
        date(2023, 4, 7),  # Good Friday
        date(2022, 12, 27),  # in place of Christmas Day, a Sunday
    ],
)
def test_weekends_and_bank_holidays_are_no_working_days(day):
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2022, 5, 30), date(2022, 11, 30), date(2023, 1, 3), date(2024, 2, 29)])
def test_scottish_holidays_and_leap_days_are_working_days(day):
    assert is_working_day(day)


def test_the_second_working_day_of_december_2022_is_its_first_friday():
    november = monthly("2022-11", "2022-11")[0]

    assert november.due_on == date(2022, 12, 2)
    assert (november.opens_on, november.grace_ends_on) == (date(2022, 11, 23), date(2022, 12, 7))
    assert november.early_due_on is None


def test_a_round_steps_over_christmas_and_new_year():
    december = monthly("2022-12", "2022-12", Pace(due_after=1, open_for=3, grace=0))[0]

    assert (december.opens_on, december.due_on) == (date(2022, 12, 28), date(2023, 1, 3))
    assert december.grace_ends_on == december.due_on


def test_a_round_steps_over_easter_at_the_turn_of_the_financial_year():
    march = monthly("2024-03", "2024-03")[0]

    assert (march.opens_on, march.due_on) == (date(2024, 3, 21), date(2024, 4, 3))


def test_a_leap_day_is_the_last_day_of_its_month():
    february = monthly("2024-02", "2024-02", Pace(due_after=-1, open_for=2))[0]

    assert february.due_on == date(2024, 2, 28)


def test_lower_levels_are_due_so_many_working_days_before_the_rest():
    november = monthly("2022-11", "2022-11", Pace(early=3))[0]

    assert november.early_due_on == date(2022, 11, 29)


def test_months_run_over_the_turn_of_the_year():
    assert [round_.period for round_ in monthly("2022-11", "2023-02")] == [
        "2022-11",
        "2022-12",
        "2023-01",
        "2023-02",
    ]


def test_there_is_no_round_where_the_last_period_is_before_the_first():
    assert monthly("2023-02", "2022-11") == []


def test_quarters_are_those_of_the_financial_year():
    assert [round_.period for round_ in quarterly("2022-04", "2023-05")] == [
        "2022-06",
        "2022-09",
        "2022-12",
        "2023-03",
    ]


def test_a_round_before_a_meeting_is_due_in_working_days_before_it():
    found = before_meetings([date(2023, 1, 5), date(2022, 12, 7)], 5)

    assert [(round_.period, round_.due_on) for round_ in found] == [
        ("2022-11", date(2022, 11, 30)),
        ("2022-12", date(2022, 12, 28)),
    ]


def test_what_is_due_in_the_first_half_of_a_month_reports_on_the_month_before():
    early, late = before_meetings([date(2022, 11, 16), date(2022, 11, 17)], 1)

    assert (early.period, early.due_on.day) == ("2022-10", 15)
    assert (late.period, late.due_on.day) == ("2022-11", 16)


def test_two_meetings_on_one_period_share_the_round_of_the_earlier():
    found = before_meetings([date(2022, 12, 7), date(2022, 12, 12)], 1)

    assert [(round_.period, round_.due_on) for round_ in found] == [("2022-11", date(2022, 12, 6))]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2022, 11, 30), 3, date(2023, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2022, 12, 31), 1, date(2023, 1, 31)),
        (date(2022, 9, 15), 12, date(2023, 9, 15)),
    ],
)
def test_months_after_a_day_end_with_a_shorter_month(day, months, later):
    assert months_after(day, months) == later


def test_no_working_days_from_a_day_is_the_day_or_the_next_that_is_one():
    assert working_days_from(date(2022, 12, 2), 0) == date(2022, 12, 2)
    assert working_days_from(date(2022, 12, 3), 0) == date(2022, 12, 5)


@given(days, st.integers(1, 30))
def test_between_a_day_and_n_working_days_later_lie_n_working_days(day, number):
    later = working_days_from(day, number)
    between = (later - day).days

    assert is_working_day(later)
    assert sum(is_working_day(day + timedelta(days=step)) for step in range(1, between + 1)) == number


@given(days, paces)
def test_the_days_of_a_round_are_working_days_in_order(day, pace):
    period = f"{day:%Y-%m}"
    (found,) = monthly(period, period, pace)
    in_order = [found.opens_on, found.early_due_on or found.due_on, found.due_on, found.grace_ends_on]

    assert in_order == sorted(in_order)
    assert all(map(is_working_day, in_order))


@given(st.lists(days, max_size=12), st.integers(1, 20))
def test_meetings_never_make_two_rounds_of_one_period(meetings, days_before):
    periods = [round_.period for round_ in before_meetings(meetings, days_before)]

    assert len(set(periods)) == len(periods)


def test_the_periods_between_two_are_both_included():
    assert list(periods_between("2022-12", "2023-01")) == ["2022-12", "2023-01"]
