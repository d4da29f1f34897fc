"""What a round asks for: which actions owe a return for a period, and because of what.

The policy and its reasons are told in docs/rules/what_is_asked.md.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from followthrough.plan.document import ActionKind, Status
from followthrough.plan.statuses import OPEN
from followthrough.plan.when import When
from followthrough.plan.when.periods import last_day_of
from followthrough.rules.occurrences import RHYTHM_FROM, Rhythm, due_days, rule_of

_NOT_BEGUN = frozenset({None, Status.NOT_DUE, Status.NOT_STARTED, Status.NEW})


class Because(StrEnum):
    """Why a return is asked for."""

    OPEN = "open"
    STARTS = "starts"
    ASSURANCE = "assurance"
    COMPLETE = "complete"


class Promised(NamedTuple):
    """What the rules look at in an action; `has_parts`: other actions stand below it."""

    kind: ActionKind
    status: Status | None
    start: When | None
    due: When | None
    has_parts: bool


def why_asked(promised: Promised, period: str) -> Because | None:
    """Why a return is asked for in the period ("YYYY-MM"), None where none is."""
    if promised.kind == "heading" or (promised.has_parts and promised.status is None):
        return None
    if promised.status is Status.COMPLETE:
        return Because.COMPLETE
    if promised.status is not None and promised.status not in OPEN:
        return None
    if promised.kind == "assurance" or promised.status is Status.ASSURANCE:
        return Because.ASSURANCE if is_check_due(promised.due, promised.start, period) else None
    return _why_asked_by_start(promised, period)


def _why_asked_by_start(promised: Promised, period: str) -> Because | None:
    starts = promised.start.earliest if promised.start else None
    if starts is None or promised.status not in _NOT_BEGUN:
        return Because.OPEN
    if starts > last_day_of(period):
        return None
    return Because.STARTS if f"{starts:%Y-%m}" == period else Because.OPEN


def is_check_due(rhythm: When | None, start: When | None, period: str) -> bool:
    """Whether a check that recurs falls in the period. One whose rhythm isn't known falls in every period.

    A rhythm is counted from the month of its start, so that no month is too short for it.
    """
    rule = rule_of(rhythm)
    if rhythm is None or rule is None:
        return True
    known = (start and start.earliest) or rhythm.earliest
    first, last = date.fromisoformat(f"{period}-01"), last_day_of(period)
    if known and known > last:
        return False
    counted_from = (known or RHYTHM_FROM).replace(day=1)
    return bool(due_days([Rhythm(rule, counted_from, counted_from)], first, last))
