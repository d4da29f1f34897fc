"""What a round asks for, one rule at a time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.plan.document import Status
from followthrough.plan.when import When, read_when
from followthrough.rules.what_is_asked import Because, Promised, is_check_due, why_asked

NOVEMBER = "2022-11"


def asked(period: str = NOVEMBER, **facts) -> Because | None:
    plain = {"kind": "action", "status": None, "start": None, "due": None, "has_parts": False}
    return why_asked(Promised(**(plain | facts)), period)


def test_what_is_open_is_asked_for():
    assert asked(status=Status.ON_TRACK) is Because.OPEN


def test_what_nobody_has_reported_on_is_asked_for():
    assert asked() is Because.OPEN


def test_a_heading_is_never_asked_for():
    assert asked(kind="heading", status=Status.ON_TRACK) is None


def test_a_main_action_without_a_status_of_its_own_is_not_asked_for():
    assert asked(kind="main", has_parts=True) is None
    assert asked(kind="main", has_parts=True, status=Status.NOT_APPLICABLE) is None


def test_a_main_action_with_a_status_of_its_own_is_asked_for():
    assert asked(kind="main", has_parts=True, status=Status.ON_TRACK) is Because.OPEN


def test_a_main_action_without_parts_answers_for_itself():
    assert asked(kind="main") is Because.OPEN


def test_what_is_complete_is_asked_for_until_it_is_closed():
    assert asked(status=Status.COMPLETE) is Because.COMPLETE
    assert asked(status=Status.CLOSED) is None


@pytest.mark.parametrize("status", [Status.DUPLICATE, Status.SUPERSEDED, Status.CANCELLED])
def test_what_ended_otherwise_is_not_asked_for(status):
    assert asked(status=status) is None


@pytest.mark.parametrize("status", [None, Status.NOT_DUE, Status.NOT_STARTED, Status.NEW])
def test_what_starts_later_is_first_asked_for_in_the_month_of_its_start(status):
    start = read_when("January 2023")

    assert asked(status=status, start=start, period="2022-12") is None
    assert asked(status=status, start=start, period="2023-01") is Because.STARTS
    assert asked(status=status, start=start, period="2023-02") is Because.OPEN


def test_what_has_begun_before_its_start_is_asked_for():
    assert asked(status=Status.ON_TRACK, start=read_when("January 2023")) is Because.OPEN


def test_what_is_not_due_and_names_no_start_is_asked_for():
    assert asked(status=Status.NOT_DUE) is Because.OPEN


@pytest.mark.parametrize(
    ("rhythm", "start", "months"),
    [
        ("Monthly", None, range(1, 13)),
        ("Every two weeks", None, range(1, 13)),
        ("Quarterly", None, [3, 6, 9, 12]),
        ("Quarterly", "31 January 2022", [1, 4, 7, 10]),
        ("Every six months", "31 August 2022", [8]),
        ("Annually", "29 February 2020", [2]),
        ("each June", None, [6]),
        ("each June and December", None, [6, 12]),
    ],
)
def test_a_check_is_asked_for_when_it_falls_in_the_month(rhythm, start, months):
    begins = read_when(start) if start else None
    falls = [
        month
        for month in range(1, 13)
        if asked(kind="assurance", due=read_when(rhythm), start=begins, period=f"2022-{month:02}")
    ]

    assert falls == list(months)


def test_a_check_is_not_asked_for_before_it_begins():
    assert not is_check_due(read_when("Monthly"), read_when("March 2023"), "2023-02")
    assert is_check_due(read_when("Monthly"), read_when("March 2023"), "2023-03")


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=MONTHLY;INTERVAL=0", "FREQ=YEARLY;BYDAY=99ZZ", "often"]
)
def test_a_rhythm_that_can_not_be_counted_falls_in_every_month(rule):
    assert is_check_due(When(text="odd", kind="recurring", recurrence=rule), None, NOVEMBER)


def test_a_status_of_assurance_makes_it_a_check():
    assert asked(status=Status.ASSURANCE, due=read_when("Quarterly")) is None
    assert asked(status=Status.ASSURANCE, due=read_when("Quarterly"), period="2022-12") is Because.ASSURANCE


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(1, 12))
def test_a_check_every_n_months_falls_every_n_months_whatever_the_day_it_began(start, every):
    rhythm = When(text="", kind="recurring", recurrence=f"FREQ=MONTHLY;INTERVAL={every}")
    begins = When(text="", kind="day", earliest=start, latest=start)
    first = start.replace(day=1)
    periods = [
        f"{first.year + (first.month - 1 + n) // 12}-{(first.month - 1 + n) % 12 + 1:02}" for n in range(25)
    ]
    falls = [number for number, period in enumerate(periods) if is_check_due(rhythm, begins, period)]

    assert falls == list(range(0, 25, every))
    assert not is_check_due(rhythm, begins, f"{first - timedelta(days=1):%Y-%m}")
