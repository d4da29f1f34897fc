"""The status that the facts imply: what the dates say, whatever was declared."""

from datetime import date
from typing import NamedTuple

from followthrough.plan.document import Action, Status
from followthrough.plan.when import When
from followthrough.rules.dependence import AtRisk, raised
from followthrough.rules.slippage import (
    DEFAULT_BANDS,
    Bands,
    Slippage,
    is_dated,
    slippage,
    status_of_slippage,
)

_BY_DATES = frozenset({
    Status.NOT_DUE, Status.NOT_STARTED, Status.NEW, Status.IN_PROGRESS, Status.ON_TRACK,
    Status.MEDIUM_SLIPPAGE, Status.SIGNIFICANT_SLIPPAGE,
})  # fmt: skip
_LATENESS = {Status.MEDIUM_SLIPPAGE: 1, Status.SIGNIFICANT_SLIPPAGE: 2}


class ImpliedStatus(NamedTuple):
    """A status that the dates imply and the slippage it rests on (None: nothing shows slippage)."""

    status: Status
    slippage: Slippage | None


def implied_status(
    action: Action,
    *,
    forecast: When | None,
    day: date,
    bands: Bands = DEFAULT_BANDS,
    at_risk: AtRisk | None = None,
) -> ImpliedStatus | None:
    """The status that the dates of an action imply beside the one it declares; see `implied_by_dates`."""
    return implied_by_dates(
        action.start,
        action.due,
        declared=action.status,
        forecast=forecast,
        day=day,
        bands=bands,
        at_risk=at_risk,
    )


def implied_by_dates(
    start: When | None,
    due: When | None,
    *,
    declared: Status | None,
    forecast: When | None,
    day: date,
    bands: Bands = DEFAULT_BANDS,
    at_risk: AtRisk | None = None,
) -> ImpliedStatus | None:
    """The mildest status that the dates allow, None where dates decide nothing.

    `at_risk` is what its slippage puts at risk, which raises it as the scheme says.

    Complete, closed, on hold and the like are decisions, not sums; what has no due date has nothing to be
    measured by.
    """
    if declared is not None and declared not in _BY_DATES:
        return None
    late = slippage(due, forecast=forecast, day=day)
    if late is not None:
        status = status_of_slippage(late.least, bands)
        return ImpliedStatus(raised(status, at_risk) if late.least > 0 else status, late)
    if start and start.earliest and day < start.earliest:
        return ImpliedStatus(Status.NOT_DUE, None)
    return ImpliedStatus(Status.ON_TRACK, None) if is_dated(due) else None


def differs(declared: Status, implied: Status) -> bool:
    """Whether a declared status says another lateness than the dates, or "not due" when its start has come.

    What says nothing of dates, such as on hold or complete, differs from nothing; "in progress" is no other
    lateness than on track.
    """
    if declared not in _BY_DATES:
        return False
    if _LATENESS.get(declared, 0) != _LATENESS.get(implied, 0):
        return True
    return declared is Status.NOT_DUE and implied is not Status.NOT_DUE
