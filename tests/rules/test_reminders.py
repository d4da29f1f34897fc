"""The stages of a return, by explicit days and for any."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.rules.reminders import Stage, is_escalated, stage_on, stages_up_to, warned_on

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))


@pytest.mark.parametrize(
    ("due_on", "warned"),
    [
        (date(2022, 12, 2), date(2022, 11, 30)),  # over a month's end
        (date(2022, 12, 5), date(2022, 12, 1)),  # over a weekend
        (date(2022, 12, 28), date(2022, 12, 22)),  # over Christmas and its moved bank holiday
        (date(2024, 3, 1), date(2024, 2, 28)),  # over a leap day, which is a working day
        (date(2023, 4, 3), date(2023, 3, 30)),  # over the end of a financial year
        (date(2022, 12, 4), date(2022, 12, 1)),  # due on a Sunday by somebody's wish
    ],
)
def test_the_warning_comes_two_working_days_before(due_on, warned):
    assert warned_on(due_on) == warned
    assert stage_on(warned - timedelta(days=1), due_on=due_on) is Stage.OPENED
    assert stage_on(warned, due_on=due_on) is Stage.BEFORE
    assert stage_on(due_on - timedelta(days=1), due_on=due_on) is Stage.BEFORE


def test_the_day_itself_and_what_comes_after_it_are_stages_of_their_own():
    due_on = date(2022, 12, 2)

    assert stage_on(due_on, due_on=due_on) is Stage.ON_DAY
    assert stage_on(date(2022, 12, 3), due_on=due_on) is Stage.OVERDUE
    assert stage_on(date(2023, 12, 3), due_on=due_on) is Stage.OVERDUE


@given(due_on=days, day=days, later=st.integers(0, 400))
def test_time_never_takes_a_stage_back(due_on, day, later):
    stages = list(Stage)

    now, then = (stage_on(each, due_on=due_on) for each in (day, day + timedelta(days=later)))
    assert stages.index(now) <= stages.index(then)


def test_a_stage_covers_those_before_it():
    assert stages_up_to(Stage.OPENED) == [Stage.OPENED]
    assert stages_up_to(Stage.ON_DAY) == [Stage.OPENED, Stage.BEFORE, Stage.ON_DAY]


def test_who_leads_is_told_once_the_grace_is_over():
    assert not is_escalated(date(2022, 12, 7), grace_ends_on=date(2022, 12, 7))
    assert is_escalated(date(2022, 12, 8), grace_ends_on=date(2022, 12, 7))
