"""What the register itself offers to filter by, beyond what one row tells."""

from django.db.models import Q

from followthrough.site.register.conditions import PlanCondition, offer
from followthrough.site.register.doubts import needs_an_answer
from followthrough.site.register.implied import status_differs
from followthrough.site.register.moved_dates import has_slipped, moved_twice

# From a day on; how far, each row of the list says.
_ANY_SLIP = 0.01


offer("differs", PlanCondition("Status differs from what the dates say", status_differs))
offer("slipped", PlanCondition("Slipped against its first date", has_slipped(_ANY_SLIP)))
offer("moved_twice", PlanCondition("Moved twice or more", moved_twice))
offer("exempt", PlanCondition("Not to be published", lambda plan, day: Q(exempt_because__isnull=False)))
offer("doubted", PlanCondition("Needs an answer", lambda plan, day: needs_an_answer()))
