"""The status that the dates imply, whatever was declared."""

from datetime import date

import pytest

from followthrough.plan.document import Action, Status, Update
from followthrough.plan.when import read_when
from followthrough.rules.implied_status import implied_status

DAY = date(2026, 10, 31)


def action(due: str, status: Status | None = None, start: str | None = None) -> Action:
    return Action(
        title="Rewrite the asset register",
        start=read_when(start) if start else None,
        due=read_when(due),
        updates=[Update(status=status)],
    )


@pytest.mark.parametrize(
    ("due", "forecast", "status"),
    [
        ("March 2027", None, Status.ON_TRACK),
        ("September 2026", None, Status.MEDIUM_SLIPPAGE),
        ("May 2026", None, Status.SIGNIFICANT_SLIPPAGE),
        ("September 2026", "October 2026", Status.ON_TRACK),
        ("September 2026", "November 2026", Status.MEDIUM_SLIPPAGE),
        ("September 2026", "December 2026", Status.SIGNIFICANT_SLIPPAGE),
    ],
)
def test_the_mildest_status_that_the_dates_allow(due: str, forecast: str | None, status: Status) -> None:
    implied = implied_status(action(due), forecast=read_when(forecast) if forecast else None, day=DAY)

    assert implied is not None
    assert implied.status is status


def test_before_its_start_an_action_is_not_due() -> None:
    implied = implied_status(action("June 2027", start="January 2027"), forecast=None, day=DAY)

    assert implied is not None
    assert implied.status is Status.NOT_DUE


@pytest.mark.parametrize("status", [Status.COMPLETE, Status.CLOSED, Status.ON_HOLD, Status.NOT_APPLICABLE])
def test_decisions_are_not_implied_by_dates(status: Status) -> None:
    assert implied_status(action("May 2026", status), forecast=None, day=DAY) is None


def test_without_a_due_date_nothing_is_implied() -> None:
    assert implied_status(action("TBC"), forecast=None, day=DAY) is None
