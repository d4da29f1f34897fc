"""The names of months, wherever a text has one."""

import re

import pytest

from followthrough.plan.when import read_when
from followthrough.plan.when.months import MONTH_WORD, MONTHS, SHORT_MONTHS, month_number
from followthrough.plan.when.periods import month_of, period_of


@pytest.mark.parametrize("name", MONTHS)
def test_a_month_is_the_same_in_a_date_and_in_a_heading(name: str) -> None:
    heading = f"Update {name.title()} 2022"
    read = read_when(f"{name.title()} 2022")

    assert period_of(heading) == f"2022-{month_number(name):02}" == f"{read.earliest:%Y-%m}"
    assert month_of(name) == month_number(name)


def test_every_name_begins_as_a_month_does() -> None:
    assert all(re.fullmatch(MONTH_WORD, name, re.IGNORECASE) for name in SHORT_MONTHS)
    assert [month_number(name) for name in SHORT_MONTHS] == list(range(1, 13))
