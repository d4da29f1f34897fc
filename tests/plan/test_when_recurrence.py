"""How often, and the RFC 5545 rule for it where the words fix one."""

from datetime import datetime

import pytest
from dateutil.rrule import rrulestr

from followthrough.plan.when import read_when
from followthrough.plan.when.recurrence import find_recurrences

RULES = [
    ("Weekly", "weekly", "FREQ=WEEKLY"),
    ("Every Monday", "weekly", "FREQ=WEEKLY;BYDAY=MO"),
    ("fortnightly", "fortnightly", "FREQ=WEEKLY;INTERVAL=2"),
    ("every two weeks", "fortnightly", "FREQ=WEEKLY;INTERVAL=2"),
    ("Monthly checks", "monthly", "FREQ=MONTHLY"),
    ("each month", "monthly", "FREQ=MONTHLY"),
    ("first Monday of each month", "monthly", "FREQ=MONTHLY;BYDAY=1MO"),
    ("Last Friday of the month", "monthly", "FREQ=MONTHLY;BYDAY=-1FR"),
    ("15th of each month", "monthly", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("end of every month", "monthly", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("Quarterly", "quarterly", "FREQ=MONTHLY;INTERVAL=3"),
    ("every three months", "quarterly", "FREQ=MONTHLY;INTERVAL=3"),
    ("3-monthly", "quarterly", "FREQ=MONTHLY;INTERVAL=3"),
    ("four times a year", "quarterly", "FREQ=MONTHLY;INTERVAL=3"),
    ("Quarterly (Jan, Apr, Jul, Oct)", "quarterly", "FREQ=YEARLY;BYMONTH=1,4,7,10"),
    ("Six-monthly", "six_monthly", "FREQ=MONTHLY;INTERVAL=6"),
    ("6 monthly", "six_monthly", "FREQ=MONTHLY;INTERVAL=6"),
    ("twice a year", "six_monthly", "FREQ=MONTHLY;INTERVAL=6"),
    ("bi-annually", "six_monthly", "FREQ=MONTHLY;INTERVAL=6"),
    ("semiannually", "six_monthly", "FREQ=MONTHLY;INTERVAL=6"),
    ("half yearly", "six_monthly", "FREQ=MONTHLY;INTERVAL=6"),
    ("every January and July", "six_monthly", "FREQ=YEARLY;BYMONTH=1,7"),
    ("May November each year", "six_monthly", "FREQ=YEARLY;BYMONTH=5,11"),
    ("Annually", "annual", "FREQ=YEARLY"),
    ("every 12 months", "annual", "FREQ=YEARLY"),
    ("once a year", "annual", "FREQ=YEARLY"),
    ("per annum", "annual", "FREQ=YEARLY"),
    ("each June", "annual", "FREQ=YEARLY;BYMONTH=6"),
    ("annually in June", "annual", "FREQ=YEARLY;BYMONTH=6"),
    ("31 March each year", "annual", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31"),
    ("Every summer", "annual", "FREQ=YEARLY"),
    ("each academic year", "annual", "FREQ=YEARLY"),
    ("each working day", "periodic", "FREQ=DAILY"),
    ("Each term", "periodic", None),
    ("every half-term", "periodic", None),
    ("every two years", "periodic", "FREQ=YEARLY;INTERVAL=2"),
    ("every other month", "periodic", "FREQ=MONTHLY;INTERVAL=2"),
    ("Daily", "periodic", "FREQ=DAILY"),
    ("January and March each year", "periodic", "FREQ=YEARLY;BYMONTH=1,3"),
    ("three times a year", "periodic", None),
    ("bi-monthly", "periodic", None),  # twice a month to some, every two months to others
    ("Periodic reviews", "periodic", None),
    ("At each meeting of the Panel", "per_committee_cycle", None),
    ("every Audit Committee", "per_committee_cycle", None),
    ("Through regular reporting to the Executive", "per_committee_cycle", None),
]


@pytest.mark.parametrize(("text", "interval", "rule"), RULES)
def test_a_recurring_cell_says_how_often(text: str, interval: str, rule: str | None) -> None:
    when = read_when(text)

    assert (when.kind, when.interval, when.recurrence) == ("recurring", interval, rule)


@pytest.mark.parametrize("rule", sorted({rule for _, _, rule in RULES if rule}))
def test_every_rule_is_one_that_calendars_understand(rule: str) -> None:
    days = rrulestr(rule, dtstart=datetime(2024, 1, 1))  # noqa: DTZ001 - a rule of days has no time zone

    assert days[1] > days[0]


@pytest.mark.parametrize("text", ["every 0 months", "Annual Council, May 2023", "March 2023"])
def test_what_fixes_no_recurrence_has_none(text: str) -> None:
    assert read_when(text).interval is None


def test_a_day_that_its_month_lacks_is_left_out_of_the_rule() -> None:
    assert read_when("31 June each year").recurrence == "FREQ=YEARLY"
    assert read_when("45th of each month").recurrence == "FREQ=MONTHLY"


def test_several_frequencies_are_found_left_to_right() -> None:
    found = find_recurrences("monthly to the team, quarterly to members, each June in public")

    assert [each.interval for each in found] == ["monthly", "quarterly", "annual"]
