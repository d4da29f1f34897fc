"""Windows of time in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.plan.when import When, read_when
from followthrough.plan.when.days_in_words import day_in_words, window_in_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("18-May-26", "18 May 2026"),
        ("Sep-26", "September 2026"),
        ("2027", "2027"),
        ("Summer 2026", "June to August 2026"),
        ("Winter 2026", "December 2026 to February 2027"),
        ("TBC", "TBC"),
    ],
)
def test_a_window_is_said_as_short_as_it_can_be(text: str, words: str) -> None:
    assert window_in_words(read_when(text)) == words


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        (date(2026, 3, 21), date(2026, 3, 31), "21 to 31 March 2026"),
        (date(2026, 3, 21), date(2026, 4, 2), "21 March 2026 to 2 April 2026"),
    ],
)
def test_days_that_are_no_whole_months_are_named(earliest: date, latest: date, words: str) -> None:
    assert window_in_words(When(text="", kind="range", earliest=earliest, latest=latest)) == words


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_in_words_is_read_back_as_that_day(day: date) -> None:
    read = read_when(day_in_words(day))

    assert (read.earliest, read.latest) == (day, day)
