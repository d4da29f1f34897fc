"""The history of one action: what was done to it, alone or with others, and how its plan came here."""

from django.db.models import Q

from followthrough.site.history.models import Event
from followthrough.site.register.models import Action

OF_THE_PLAN = [
    "plan.imported",
    "plan.created",
    "plan.approved",
    "plan.agreed_by_opening",
    "plan.next_version_taken_in",
]
OF_SEVERAL = "actions.changed"
MOST_SHOWN = 50


def events_of(action: Action) -> list[Event]:
    """The events that an action's page shows, the newest first, no more than MOST_SHOWN. One query."""
    of_plan = Event.objects.filter(organisation_id=action.plan.organisation_id, plan_id=action.plan_id)
    own = Q(subject_type=action._meta.label_lower, subject_id=str(action.pk))
    found = of_plan.filter(own | Q(type__in=[*OF_THE_PLAN, OF_SEVERAL])).order_by("-at", "-pk")
    shown = [event for event in found[: 2 * MOST_SHOWN] if event.type != OF_SEVERAL or _names(event, action)]
    return shown[:MOST_SHOWN]


def _names(event: Event, action: Action) -> bool:
    """Whether an edit of several actions was one of this."""
    return any(each["number"] == action.number for each in event.details["actions"])
