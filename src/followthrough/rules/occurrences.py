"""Occurrences of what recurs: the days on which it falls due, by an RFC 5545 rule, and what became of each.

The policy and its reasons are told in docs/rules/occurrences.md.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Literal, NamedTuple, Protocol

from dateutil.rrule import rrulestr

from followthrough.plan.when import When
from followthrough.plan.when.periods import last_day_of

# A rhythm that names no months is counted from here, so that quarters end with those of the financial year.
RHYTHM_FROM = date(2000, 3, 1)
# What a rhythm may be, as it may come from anybody's file: no second by second, no step of nought, and
# nothing that ends by itself. Days are looked through by months and years alone, since a rule that never
# falls due is looked through to the end of the calendar.
_RULE = re.compile(
    r"FREQ=(?:(?:DAILY|WEEKLY)(?:;INTERVAL=[1-9]\d?)?(?:;BYDAY=[A-Z]{2}(?:,[A-Z]{2})*)?"
    r"|(?:MONTHLY|YEARLY)(?:;INTERVAL=[1-9]\d?)?(?:;BY(?:MONTH|MONTHDAY|DAY|SETPOS)=[-+\w,]+)*)"
)
_NAMES_DAYS = re.compile(r"FREQ=(?:DAILY|WEEKLY)|BY(?:MONTHDAY|DAY)=")

State = Literal["done", "done_late", "missed", "due"]


class Rhythm(NamedTuple):
    """How something recurs: `rule` (RFC 5545), counted from a day; it holds from `first` to `last` or on."""

    rule: str
    counted_from: date
    first: date
    last: date | None = None


class Recorded(Protocol):
    """An occurrence and what was recorded of it; `outcome` None: nothing yet. `on`: the day it was done."""

    @property
    def due_on(self) -> date: ...
    @property
    def outcome(self) -> str | None: ...
    @property
    def on(self) -> date | None: ...


def is_rule(text: str) -> bool:
    """Whether something can recur by a rule: it can be counted, and falls due some day."""
    return _is_countable(text) and bool(_days(text, RHYTHM_FROM, RHYTHM_FROM, date(2109, 1, 1)))


def rule_of(*dates: When | None) -> str | None:
    """The rule that the first of the dates with one states in its words, None where none does."""
    stated = (when.recurrence for when in dates if when is not None and when.recurrence)
    return next((rule for rule in stated if _is_countable(rule)), None)


def due_days(rhythms: Iterable[Rhythm], first: date, last: date) -> list[date]:
    """The days between two days, both included, on which something falls due, the earliest first.

    A rule that names a month falls due by the month's end, one that names days on those.
    """
    found: set[date] = set()
    for rhythm in rhythms:
        since = max(first, rhythm.first)
        until = min(last, rhythm.last) if rhythm.last else last
        if since <= until:
            found.update(_days(rhythm.rule, rhythm.counted_from, since, until))
    return sorted(found)


@lru_cache(maxsize=4096)
def _is_countable(rule: str) -> bool:
    if not _RULE.fullmatch(rule):
        return False
    try:
        rrulestr(rule, dtstart=datetime.combine(RHYTHM_FROM, time()))
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def _days(rule: str, counted_from: date, first: date, last: date) -> tuple[date, ...]:
    if not _is_countable(rule):
        return ()
    names_days = bool(_NAMES_DAYS.search(rule))
    # Counted from the first, no month is too short for it.
    begins = counted_from if names_days else counted_from.replace(day=1)
    recurring = rrulestr(rule, dtstart=datetime.combine(begins, time()))  # days have no zone
    found = recurring.between(
        datetime.combine(first.replace(day=1), time()), datetime.combine(last, time()), inc=True
    )
    days = (each.date() if names_days else last_day_of(f"{each:%Y-%m}") for each in found)
    return tuple(day for day in days if first <= day <= last)


def state_on(occurrence: Recorded, day: date) -> State:
    """What had become of an occurrence on a day. What is done late was missed until then."""
    if occurrence.outcome == "done" and (occurrence.on is None or occurrence.on <= day):
        late = occurrence.on is not None and occurrence.on > occurrence.due_on
        return "done_late" if late else "done"
    return "missed" if occurrence.outcome == "missed" or occurrence.due_on < day else "due"


def missed_running(occurrences: Sequence[Recorded], day: date) -> list[Recorded]:
    """The occurrences missed since one was last done, the earliest first."""
    missed: list[Recorded] = []
    for occurrence in sorted(occurrences, key=lambda each: each.due_on):
        state = state_on(occurrence, day)
        if state == "missed":
            missed.append(occurrence)
        elif state != "due":
            missed.clear()
    return missed
