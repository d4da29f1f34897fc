"""What the register itself offers to filter by, beyond what one row tells."""

from datetime import date

from django.db.models import Q

from followthrough.site.register.conditions import PlanCondition, offer
from followthrough.site.register.doubts import doubts_of
from followthrough.site.register.implied import status_differs
from followthrough.site.register.models import Plan
from followthrough.site.register.moved_dates import has_slipped, moved_twice

# From a day on; how far, each row of the list says.
_ANY_SLIP = 0.01


def _is_doubted(plan: Plan, day: date) -> Q:
    found = doubts_of(plan, today=day).numbered(plan)
    return Q(number__in={number for finding, number in found if number and finding.severity != "note"})


offer("differs", PlanCondition("Status differs from what the dates say", status_differs))
offer("slipped", PlanCondition("Slipped against its first date", has_slipped(_ANY_SLIP)))
offer("moved_twice", PlanCondition("Moved twice or more", moved_twice))
offer("doubted", PlanCondition("Doubted by the checks", _is_doubted))
