"""What assurance tells the register of actions: their occurrences, and a filter for those missed."""

from datetime import date

from django.db.models import Q

from followthrough.site.assurance.timetable import missed_now, recurring_actions, told_to_the_register
from followthrough.site.register.conditions import PlanCondition, offer
from followthrough.site.register.models import Plan
from followthrough.site.register.occurrences import offer_occurrences


def _missed(plan: Plan, day: date) -> Q:
    return Q(pk__in=missed_now(recurring_actions(plan), day=day))


offer_occurrences(told_to_the_register)
offer("assurance_missed", PlanCondition("Assurance missed", _missed))
