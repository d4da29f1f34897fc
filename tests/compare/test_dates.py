"""How far a date moved."""

import pytest

from followthrough.compare.dates import date_change
from followthrough.plan.when import read_when


def moved(old: str, new: str) -> tuple[float, float]:
    change = date_change("due", read_when(old), read_when(new))
    assert change
    assert change.kind == "moved"
    assert change.months
    return round(change.months.least, 1), round(change.months.most, 1)


def kind(old: str, new: str) -> str | None:
    change = date_change("due", read_when(old), read_when(new))
    return change.kind if change else None


@pytest.mark.parametrize(
    ("old", "new", "months"),
    [
        ("December 2026", "March 2027", (3, 3)),
        ("March 2027", "December 2026", (-3, -3)),
        ("December 2026", "Spring 2027", (3, 5)),
        ("31 March 2027", "30 April 2027", (1, 1)),
        ("September to November 2026", "October 2026", (-1, 1)),
    ],
)
def test_a_date_moves_by_the_months_of_its_first_and_its_last_day(old: str, new: str, months) -> None:
    assert moved(old, new) == pytest.approx(months, abs=0.1)


def test_whether_it_is_later_is_told_by_the_last_day() -> None:
    change = date_change("due", read_when("September to November 2026"), read_when("October 2026"))

    assert change
    assert change.months
    assert change.months.last_day == pytest.approx(-1, abs=0.1)


@pytest.mark.parametrize(
    ("old", "new"),
    [("Dec-26", "December 2026"), ("TBC", "To be confirmed"), ("31/12/2026", "31 December 2026"), ("", "")],
)
def test_the_same_days_in_other_words_are_no_change(old: str, new: str) -> None:
    assert kind(old, new) is None


def test_a_month_made_a_day_of_it_has_changed_and_not_moved() -> None:
    assert kind("December 2026", "31 December 2026") == "changed"


def test_a_date_that_can_no_longer_be_missed_is_removed() -> None:
    assert kind("December 2026", "TBC") == "removed"
    assert kind("December 2026", "Ongoing") == "removed"


def test_a_date_where_none_was_is_added() -> None:
    assert kind("TBC", "December 2026") == "added"
    assert date_change("due", None, read_when("May 2027")).kind == "added"  # type: ignore[union-attr]


def test_words_that_are_no_date_are_compared_as_words() -> None:
    assert kind("When the board has met", "After the board has met") == "changed"
    assert kind("When the board has met", "when the board has  met.") is None
