"""When what recurs falls due, and what became of each time."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.plan.when import read_when
from followthrough.rules.occurrences import (
    RHYTHM_FROM,
    Rhythm,
    due_days,
    is_rule,
    missed_running,
    rule_of,
    state_on,
)


class Time(NamedTuple):
    due_on: date
    outcome: str | None = None
    on: date | None = None


def days_of(words: str, first: date, last: date) -> list[date]:
    rule = rule_of(read_when(words))
    assert rule is not None
    return due_days([Rhythm(rule, RHYTHM_FROM, date(2026, 1, 1))], first, last)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Quarterly", [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]),
        ("June each year", [date(2026, 6, 30)]),
        ("6 monthly update", [date(2026, 3, 31), date(2026, 9, 30)]),
        ("30 June each year", [date(2026, 6, 30)]),
    ],
)
def test_words_give_the_days_on_which_it_falls_due(words: str, days: list[date]) -> None:
    assert days_of(words, date(2026, 1, 1), date(2026, 12, 31)) == days


def test_a_rhythm_that_changes_leaves_what_fell_due_before() -> None:
    quarterly = Rhythm("FREQ=MONTHLY;INTERVAL=3", RHYTHM_FROM, date(2026, 1, 1), date(2026, 8, 31))
    monthly = Rhythm("FREQ=MONTHLY", date(2026, 9, 1), date(2026, 9, 1))

    found = due_days([quarterly, monthly], date(2026, 1, 1), date(2026, 10, 31))

    assert found == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 10, 31)]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MONTHLY;INTERVAL=0",
        "FREQ=MONTHLY;COUNT=3",
        "FREQ=YEARLY;BYDAY=99ZZ",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "often",
        "",
    ],
)
def test_what_never_falls_due_or_ends_by_itself_is_no_rule(rule: str) -> None:
    assert not is_rule(rule)


RULES = st.one_of(
    st.builds("FREQ=MONTHLY;INTERVAL={}".format, st.integers(1, 24)),
    st.builds("FREQ=YEARLY;BYMONTH={}".format, st.integers(1, 12)),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, st.integers(1, 28)),
    st.builds("FREQ=WEEKLY;INTERVAL={}".format, st.integers(1, 8)),
)
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@settings(max_examples=60)
@given(RULES, DAYS, DAYS, st.integers(0, 900), st.integers(0, 900))
def test_occurrences_are_within_the_days_asked_and_the_same_in_pieces(
    rule: str, begins: date, first: date, some: int, more: int
) -> None:
    middle = first + timedelta(days=some)
    last = middle + timedelta(days=more)
    rhythm = [Rhythm(rule, begins, begins)]

    whole = due_days(rhythm, first, last)
    pieces = due_days(rhythm, first, middle) + due_days(rhythm, middle + timedelta(days=1), last)

    assert whole == pieces
    assert whole == sorted(set(whole))
    assert all(max(first, begins) <= day <= last for day in whole)


@pytest.mark.parametrize(
    ("time", "state"),
    [
        (Time(date(2026, 9, 30)), "missed"),
        (Time(date(2026, 12, 31)), "due"),
        (Time(date(2026, 12, 31), "missed"), "missed"),
        (Time(date(2026, 9, 30), "done", date(2026, 9, 12)), "done"),
        (Time(date(2026, 9, 30), "done", date(2026, 10, 12)), "done_late"),
        (Time(date(2026, 9, 30), "done", date(2026, 12, 1)), "missed"),
    ],
)
def test_what_had_become_of_a_time_on_a_day(time: Time, state: str) -> None:
    assert state_on(time, date(2026, 11, 30)) == state


def test_what_was_missed_counts_until_one_is_done() -> None:
    march, june = Time(date(2026, 3, 31)), Time(date(2026, 6, 30))
    september = Time(date(2026, 9, 30))

    assert missed_running([september, march, june], date(2026, 11, 30)) == [march, june, september]
    assert missed_running([march, june._replace(outcome="done"), september], date(2026, 11, 30)) == [
        september
    ]
