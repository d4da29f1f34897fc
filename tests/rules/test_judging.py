"""One day judges a plan."""

from datetime import date

from followthrough.rules.judging import NO_DAY, day_judged

OWN, TODAY, ASKED = date(2022, 10, 31), date(2026, 11, 29), date(2022, 12, 24)


def test_a_plan_as_its_file_told_it_is_judged_by_the_day_of_the_file() -> None:
    assert day_judged(as_at=OWN, is_run=False, today=TODAY) == OWN


def test_a_plan_of_which_nobody_knows_the_day_is_judged_by_none() -> None:
    assert day_judged(as_at=None, is_run=False, today=TODAY) == NO_DAY


def test_a_plan_without_a_day_is_judged_by_today_once_a_round_was_opened() -> None:
    assert day_judged(as_at=None, is_run=True, today=TODAY) == TODAY


def test_once_a_round_was_opened_it_is_judged_by_today() -> None:
    assert day_judged(as_at=OWN, is_run=True, today=TODAY) == TODAY


def test_a_day_that_is_asked_for_comes_before_all() -> None:
    assert day_judged(as_at=OWN, is_run=True, today=TODAY, asked=ASKED) == ASKED
