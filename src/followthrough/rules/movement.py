"""What became of the actions between two rounds: who got worse, who was completed, who fell silent."""

from dataclasses import dataclass
from enum import StrEnum

from followthrough.plan.document import Status
from followthrough.plan.statuses import FINISHED, OPEN
from followthrough.rules.figures import NO_RETURN, Figures, InState, Moved

# How late a status says that its action is.
LATENESS: dict[str, int] = {Status.MEDIUM_SLIPPAGE.value: 1, Status.SIGNIFICANT_SLIPPAGE.value: 2}
_OPEN_STATES = frozenset(status.value for status in OPEN)
_FINISHED_STATES = frozenset(status.value for status in FINISHED)


class Way(StrEnum):
    """How an action moved, in the order in which it is told."""

    WORSE = "Got worse"
    SILENT = "No return this time"
    BETTER = "Got better"
    COMPLETED = "Completed"
    CLOSED = "Closed"
    ENDED = "Ended otherwise"
    REOPENED = "Reopened"
    ANSWERED = "Answered again"
    OTHER = "Other changes"
    ADDED = "New in the plan"
    GONE = "No longer in the plan"


@dataclass(frozen=True)
class Movement:
    """The actions that moved in one way."""

    way: Way
    actions: list[Moved] | list[InState]


def way_of(before: str, after: str) -> Way:
    """How an action moved from one state of the figures to another."""
    if after == NO_RETURN:
        return Way.SILENT
    if after in _FINISHED_STATES:
        ends = {Status.COMPLETE.value: Way.COMPLETED, Status.CLOSED.value: Way.CLOSED}
        # What was closed and is only claimed complete now was not completed meanwhile.
        return Way.OTHER if before == Status.CLOSED else ends.get(after, Way.ENDED)
    if before in _FINISHED_STATES:
        return Way.REOPENED
    if before == NO_RETURN:
        return Way.ANSWERED
    change = LATENESS.get(after, 0) - LATENESS.get(before, 0)
    if change and after in _OPEN_STATES:
        return Way.WORSE if change > 0 else Way.BETTER
    return Way.OTHER


def movements_of(figures: Figures) -> list[Movement]:
    """What moved since the round before, way by way; none where there is no round before."""
    by_way: dict[Way, list[Moved]] = {}
    for moved in figures.moved:
        by_way.setdefault(way_of(moved.before, moved.after), []).append(moved)
    found = [Movement(way, by_way[way]) for way in Way if way in by_way]
    apart = ((Way.ADDED, figures.added), (Way.GONE, figures.gone))
    return found + [Movement(way, states) for way, states in apart if states]
