"""When who is asked for a return is reminded: each stage is told once, the newest that is reached first.

A stage lasts until the next begins, so a day on which nobody looked loses nothing. The rules are told in
docs/rules/reminders.md.
"""

from datetime import date
from enum import StrEnum

from followthrough.rules.calendars import working_days_from

# In working days.
DAYS_BEFORE = 2


class Stage(StrEnum):
    """How near a return is to its day, in the order in which the stages come."""

    OPENED = "opened"
    BEFORE = "before"
    ON_DAY = "on_day"
    OVERDUE = "overdue"


def warned_on(due_on: date) -> date:
    """The day from which a return that is due on a day is close to it."""
    return working_days_from(due_on, -DAYS_BEFORE)


def stage_on(day: date, *, due_on: date) -> Stage:
    """The stage that a return asked for in an open round has reached on a day."""
    if day > due_on:
        return Stage.OVERDUE
    if day == due_on:
        return Stage.ON_DAY
    return Stage.BEFORE if day >= warned_on(due_on) else Stage.OPENED


def stages_up_to(stage: Stage) -> list[Stage]:
    """A stage after all that come before it: whoever is told of the last needs none of the others."""
    stages = list(Stage)
    return stages[: stages.index(stage) + 1]


def is_escalated(day: date, *, grace_ends_on: date) -> bool:
    """Whether the days of grace are over, so that who leads is told what has not come in."""
    return day > grace_ends_on
