"""How many actions of several plans are in each state, for a list of plans."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from followthrough.rules.figures import NO_STATUS
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.queries import PROMISED


def statuses_by_plan(plans: Iterable[Plan]) -> dict[int, dict[str, int]]:
    """By the key of each plan that has actions: how many are in each state, headings aside. One query."""
    promised = Action.objects.filter(PROMISED, archived_at=None, plan__in=list(plans)).order_by()
    rows: Any = promised.values_list("plan", "status").annotate(number=Count("pk")).order_by("plan", "status")
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for plan, status, number in rows:
        counts[plan][status or NO_STATUS] = number
    return dict(counts)
