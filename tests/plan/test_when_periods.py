"""Reporting periods."""

from datetime import date

import pytest
from pydantic import ValidationError

from followthrough.plan.document import Update
from followthrough.plan.when.periods import is_period, last_day_of, latest_of, month_of, period_of, words_of


def test_a_period_ends_with_its_month() -> None:
    assert last_day_of("2024-02") == date(2024, 2, 29)


def test_a_period_is_said_in_full() -> None:
    assert words_of("2022-10") == "October 2022"


def test_the_latest_is_of_the_last_period_wherever_it_stands() -> None:
    said = [Update(period="2022-10", text="b"), Update(period="2022-09", text="a"), Update(text="no month")]

    assert latest_of(said) is said[0]


def test_of_two_of_one_period_the_last_counts() -> None:
    said = [Update(text="first"), Update(text="second")]

    assert latest_of(said) is said[1]
    assert latest_of([]) is None


@pytest.mark.parametrize("text", ["2022-00", "2022-13", "0000-01", "2022-1", "October 2022", "2022-10\n", ""])
def test_what_no_calendar_has_is_no_period(text: str) -> None:
    assert not is_period(text)

    with pytest.raises(ValidationError):
        Update(period=text)


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("Status (September 2022)", "2022-09"),
        ("Update/September 22", "2022-09"),
        ("Update Sept '22", "2022-09"),
        ("Position at 30th June 2025", "2025-06"),
        ("RAG 2025-06-30", "2025-06"),
        ("Progress 30/06/25", "2025-06"),
        ("Q1 2025", "2025-03"),
        ("Quarter 1 2025/26", "2025-06"),
        ("Q4 (2025/26)", "2026-03"),
        ("Q3 2025-26", "2025-12"),
        ("Progress (Autumn 2025)", "2025-11"),
        ("Spring term 2026", "2026-05"),
        ("Winter 2025 update", "2026-02"),
        ("Status", None),
        ("30/13/2025", None),
        ("2025-13", None),
        ("September", None),
    ],
)
def test_a_heading_may_name_its_period(heading: str, period: str | None) -> None:
    assert period_of(heading) == period


@pytest.mark.parametrize(
    ("heading", "month"),
    [
        ("October", 10),
        (" sept ", 9),
        ("End of May", 5),
        ("at June", 6),
        ("October update", None),
        ("Marching", None),
    ],
)
def test_a_heading_may_be_a_month_and_nothing_more(heading: str, month: int | None) -> None:
    assert month_of(heading) == month
