"""What rounds offer to filter the actions of a plan by."""

from django.db.models import Exists, OuterRef, Q

from followthrough.site.register.conditions import PlanCondition, offer
from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.queries import unanswered

offer(
    "no_return",
    PlanCondition(
        "No return in the open round",
        lambda plan, day: Q(
            Exists(
                unanswered(ActionReturn.objects.filter(action=OuterRef("pk"), round__state=Round.State.OPEN))
            )
        ),
    ),
)
