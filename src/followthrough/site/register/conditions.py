"""What can be asked of actions by a name that stands in an address: overdue, no owner, doubted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.expressions import Combinable

from followthrough.plan import statuses
from followthrough.site.register.models import Plan

UNDATED = ["tbc", "none", "other", "complete"]

PROMISED = ~Q(kind="heading")
ENDED = Q(status__in=[status.value for status in statuses.FINISHED])
# Nothing said counts as open: what was promised and not reported on is still promised.
GOING_ON = Q(status=None) | Q(status__in=[status.value for status in statuses.OPEN])
OPEN = PROMISED & GOING_ON


@dataclass(frozen=True)
class Condition:
    """Something asked of an action: the words of its filter, and what it means in SQL on a day."""

    label: str
    on: Callable[[date | Combinable], Q]


@dataclass(frozen=True)
class PlanCondition:
    """The same, of what a row alone does not tell: it is worked out for a plan, when it is asked for."""

    label: str
    of: Callable[[Plan, date], Q]


CONDITIONS = {
    "open": Condition("Open", lambda day: OPEN),
    "finished": Condition("Finished", lambda day: PROMISED & ENDED),
    "neither": Condition("Headings and not applicable", lambda day: ~PROMISED | ~(GOING_ON | ENDED)),
    "overdue": Condition("Overdue", lambda day: OPEN & Q(due_latest__lt=day)),
    "no_owner": Condition("Open, no owner", lambda day: OPEN & Q(has_owner=False)),
    "no_due": Condition("Open, no due date", lambda day: OPEN & (Q(due_kind=None) | Q(due_kind__in=UNDATED))),
}
PLAN_CONDITIONS: dict[str, PlanCondition] = {}


def offer(name: str, condition: PlanCondition) -> None:
    """Adds a condition to the filters. An app offers its own in a module named `action_filters`."""
    PLAN_CONDITIONS[name] = condition


def condition_labels() -> dict[str, str]:
    """The words of every condition that can be asked for, by name."""
    of_rows = {name: each.label for name, each in CONDITIONS.items()}
    return of_rows | {name: each.label for name, each in PLAN_CONDITIONS.items()}


def condition(name: str, plan: Plan, day: date) -> Q:
    """What the condition of a name means for a plan on a day. Raises KeyError for a name of none."""
    return CONDITIONS[name].on(day) if name in CONDITIONS else PLAN_CONDITIONS[name].of(plan, day)
