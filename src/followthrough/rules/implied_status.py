"""The status that the facts imply: what the dates say, whatever was declared."""

from datetime import date
from typing import NamedTuple

from followthrough.plan.document import Action, Status
from followthrough.plan.when import When
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


class ImpliedStatus(NamedTuple):
    """A status that the dates imply and the slippage it rests on (None: nothing shows slippage)."""

    status: Status
    slippage: Slippage | None


def implied_status(
    action: Action, *, forecast: When | None, day: date, bands: Bands = DEFAULT_BANDS
) -> ImpliedStatus | None:
    """The mildest status that the dates allow, None where dates decide nothing.

    Complete, closed, on hold and the like are decisions, not sums; an action without a due date has
    nothing to be measured by.
    """
    if action.status is not None and action.status not in _BY_DATES:
        return None
    late = slippage(action.due, forecast=forecast, day=day)
    if late is not None:
        return ImpliedStatus(status_of_slippage(late.least, bands), late)
    if action.start and action.start.earliest and day < action.start.earliest:
        return ImpliedStatus(Status.NOT_DUE, None)
    return ImpliedStatus(Status.ON_TRACK, None) if is_dated(action.due) else None
