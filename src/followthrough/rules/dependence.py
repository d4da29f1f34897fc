"""What hangs on what: rings of actions that wait for each other, the float between two, who is put at risk.

The policy and its source are told in docs/rules/dependence.md.
"""

import re
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple, TypeVar

from followthrough.plan.document import SchemeEntry, Status
from followthrough.plan.statuses import FINISHED
from followthrough.plan.when import When
from followthrough.rules.slippage import is_dated, is_past, slippage

Key = TypeVar("Key", bound=Hashable)
_NOT_BEGUN = frozenset({None, Status.NOT_DUE, Status.NOT_STARTED, Status.NEW})
_DAYS_SAID = 45
_DAYS_IN_A_MONTH = 365.25 / 12


class AtRisk(StrEnum):
    """What the slippage of an action puts at risk, the gravest last."""

    DEPENDANT = "dependant"
    CRITICAL = "critical"


class Float(NamedTuple):
    """Days between the end of what is waited for and what waits, the least and the most that the dates allow.

    Below zero: it comes too late by so many days.
    """

    least: int
    most: int


class Promise(NamedTuple):
    """What is looked at in an action. `critical`: it is a critical milestone; `milestones`: those in it."""

    start: When | None
    due: When | None
    forecast: When | None
    status: Status | None
    critical: bool = False
    milestones: tuple[When, ...] = ()


def ring_through(waits_for: Mapping[Key, Collection[Key]], key: Key) -> list[Key]:
    """A ring of things that wait for each other, from `key` back to it; empty where there is none."""
    came_from: dict[Key, Key] = {}
    waiting = [key]
    while waiting:
        here = waiting.pop()
        for there in waits_for.get(here, ()):
            if there == key:
                return _way_back(came_from, here, key)
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    return []


def _way_back(came_from: Mapping[Key, Key], here: Key, key: Key) -> list[Key]:
    way = [key, here]
    while way[-1] != key:
        way.append(came_from[way[-1]])
    return way[::-1] if here != key else [key, key]


def ring_in_words(names: Sequence[str]) -> str:
    """What is wrong with a ring, by the names of those in it, the first and the last the same."""
    if len(names) == 2:
        return f"{names[0]} can't wait for itself."
    steps = ", ".join(f"{one} waits for {other}" for one, other in pairwise(names))
    return f"These would wait for each other in a ring: {steps}. One of these links has to go."


def float_between(before: Promise, after: Promise, day: date) -> Float | None:
    """The float of what waits for `before`; None where either has ended, or has no date to be counted by."""
    end = expected_end(before, day)
    begins = _begins(after)
    if end is None or begins is None:
        return None
    return Float((begins[0] - end[1]).days, (begins[1] - end[0]).days)


def expected_end(promise: Promise, day: date) -> tuple[date, date] | None:
    """The window in which it is expected to end: its forecast, else its due date; past that, the day."""
    if promise.status in FINISHED:
        return None
    expected = promise.forecast
    if expected is None or not is_dated(expected) or is_past(expected, day):
        expected = promise.due
    if expected is not None and is_past(expected, day):
        return day, day
    return _window(expected)


def _begins(promise: Promise) -> tuple[date, date] | None:
    """When it has to go on: its start, or its end once it has begun or where it names no start."""
    if promise.status in FINISHED:
        return None
    starts = _window(promise.start) if promise.status in _NOT_BEGUN else None
    return starts or _window(promise.due)


def _window(when: When | None) -> tuple[date, date] | None:
    if when is None or not is_dated(when) or when.latest is None:
        return None
    return when.earliest or when.latest, when.latest


def slips(promise: Promise, day: date) -> bool:
    """Whether it is late, or expected to be, by all that its dates allow."""
    if promise.status in FINISHED:
        return False
    forecast = None if is_past(promise.forecast, day) else promise.forecast
    late = slippage(promise.due, forecast=forecast, day=day)
    return late is not None and late.least > 0


def put_at_risk(before: Promise, after: Promise, day: date) -> AtRisk | None:
    """What the slippage of `before` does to what waits for it, where no reading of the dates leaves room."""
    end, room = expected_end(before, day), float_between(before, after, day)
    if end is None or not slips(before, day):
        return None
    if room is not None and room.most < 0:
        return AtRisk.CRITICAL if after.critical else AtRisk.DEPENDANT
    windows = [_window(each) for each in after.milestones] if after.status not in FINISHED else []
    return AtRisk.CRITICAL if any(window and window[1] < end[0] for window in windows) else None


def risk_of_slipping(promise: Promise, dependants: Iterable[Promise], day: date) -> AtRisk | None:
    """The gravest that the slippage of an action puts at risk; of a critical milestone, its own date."""
    if not slips(promise, day):
        return None
    if promise.critical:
        return AtRisk.CRITICAL
    found = {put_at_risk(promise, each, day) for each in dependants} - {None}
    return max((each for each in found if each), key=list(AtRisk).index, default=None)


def raised_in(scheme: Sequence[SchemeEntry] | None) -> frozenset[AtRisk]:
    """What raises slippage by the words of a plan's own key."""
    words = " ".join(f"{entry.label} {entry.definition or ''}" for entry in scheme or ()).casefold()
    named = {
        AtRisk.DEPENDANT: r"\bdepend[ae]n(?:t|ts|cy|cies)\b",
        AtRisk.CRITICAL: r"\bcritical (?:milestone|path)",
    }
    return frozenset(risk for risk, pattern in named.items() if re.search(pattern, words))


def raised(status: Status, at_risk: AtRisk | None) -> Status:
    """The status that slippage stands for once what it puts at risk counts; only slippage is raised."""
    if at_risk is AtRisk.CRITICAL and status in (Status.ON_TRACK, Status.MEDIUM_SLIPPAGE):
        return Status.SIGNIFICANT_SLIPPAGE
    if at_risk is AtRisk.DEPENDANT and status is Status.ON_TRACK:
        return Status.MEDIUM_SLIPPAGE
    return status


def float_in_words(room: Float) -> str:
    """The float as people say it: "12 days", "2 months to 3 months", "5 days too late"."""
    least, most = _length(room.least), _length(room.most)
    if least == most:
        return least
    if room.most < 0:
        return f"{_length(-room.most)} to {_length(-room.least)} too late"
    return f"{least} to {most}"


def _length(days: int) -> str:
    late = " too late" if days < 0 else ""
    number = abs(days)
    if number < _DAYS_SAID:
        return f"{number} day{'' if number == 1 else 's'}{late}"
    months = round(number / _DAYS_IN_A_MONTH)
    return f"{months} month{'' if months == 1 else 's'}{late}"
