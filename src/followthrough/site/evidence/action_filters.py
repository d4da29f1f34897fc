"""What evidence and closure offer to the filters of actions."""

from datetime import date

from django.db.models import Q

from followthrough.plan.document import Status
from followthrough.site.evidence.queries import (
    COMPLETE_NOT_CLOSED,
    closed_with_evidence_tested,
    embedding_checks_due,
    evidence_past_its_day,
    facts_to_verify,
)
from followthrough.site.register.conditions import PlanCondition, offer
from followthrough.site.register.models import Plan


def _to_verify(plan: Plan, day: date) -> Q:
    return Q(pk__in=[facts.action.pk for facts in facts_to_verify(plan.actions.all())])


def _embedding_due(plan: Plan, day: date) -> Q:
    return Q(pk__in=embedding_checks_due(plan.actions.all(), day=day).order_by().values("action"))


def _evidence_past(plan: Plan, day: date) -> Q:
    return Q(pk__in=evidence_past_its_day(plan.actions.all(), day=day).order_by().values("action"))


def _closed(*, tested: bool) -> Q:
    has_tests = Q(closed_with_evidence_tested())
    return Q(status=Status.CLOSED.value) & (has_tests if tested else ~has_tests)


offer("complete_not_closed", PlanCondition("Complete, not closed", lambda plan, day: COMPLETE_NOT_CLOSED))
offer("to_verify", PlanCondition("Evidence to verify", _to_verify))
offer("embedding_due", PlanCondition("Embedding check due", _embedding_due))
offer("evidence_past", PlanCondition("Evidence past the day of keeping", _evidence_past))
offer("closed_tested", PlanCondition("Closed, evidence tested", lambda plan, day: _closed(tested=True)))
offer(
    "closed_untested",
    PlanCondition("Closed, evidence not tested here", lambda plan, day: _closed(tested=False)),
)
