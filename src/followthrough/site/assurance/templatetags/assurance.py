"""Lets an action's page, which knows no assurance, show when it falls due."""

from dataclasses import dataclass
from datetime import date

from django import template

from followthrough.rules.occurrences import missed_running
from followthrough.site import clock
from followthrough.site.assurance.models import Schedule
from followthrough.site.assurance.operations import may_record, occurrences_to_record
from followthrough.site.assurance.timetable import Occurrence, present_schedule, recurs
from followthrough.site.register.models import Action

register = template.Library()
ROWS_SHOWN = 8


@dataclass(frozen=True)
class Timetable:
    """When an action falls due, the next first, for whoever looks; `missed`: how often running it was."""

    rows: list[Occurrence]
    total: int
    missed: int
    schedule: Schedule | None
    recordable: set[str]
    today: date


@register.simple_tag(takes_context=True)
def timetable_of(context: template.Context, action: Action) -> Timetable | None:
    """None for an action that doesn't come round again."""
    if not recurs(action):
        return None
    today = clock.today()
    may_record_here = may_record(action, user=context["request"].user, may=context["may"], day=today)
    rows = occurrences_to_record(action, day=today)
    return Timetable(
        rows[: -ROWS_SHOWN - 1 : -1],
        len(rows),
        len(missed_running(rows, today)) if action.is_open else 0,
        present_schedule(action),
        {each.key for each in rows} if may_record_here else set(),
        today,
    )
