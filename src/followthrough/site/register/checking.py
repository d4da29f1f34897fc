"""The check of a plan by the worker after each change, so that its pages find the doubts ready."""

from datetime import date, datetime, timedelta

import structlog
from django.db import DatabaseError, transaction
from django.db.models import F, Q, QuerySet

from followthrough.challenge import Finding, check
from followthrough.challenge.finding import finding_about_plan
from followthrough.plan.document import PlanDocument
from followthrough.site import clock
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.doubts import FINDINGS, PLAN_NOT_CHECKED
from followthrough.site.register.judging import day_judged_in_sql, day_judged_of
from followthrough.site.register.models import LastCheck, Plan
from followthrough.site.version import FINGERPRINT

# In the last days of a round a plan changes all the time, and one of thousands of actions takes seconds.
BETWEEN_CHECKS = timedelta(seconds=10)

log = structlog.get_logger(__name__)


def check_a_changed_plan(*, at: datetime) -> bool:
    """Check one plan that was not checked as it is, the one changed last; False where there is none."""
    plan = _unchecked(at).first()
    if plan is None:
        return False
    day = day_judged_of(plan, today=clock.day_of(at))
    findings = FINDINGS.dump_python(_found_in(plan, day), mode="json")
    made = {"day": day, "program": FINGERPRINT, "findings": findings, "checked_at": at}
    with transaction.atomic():
        # Who takes the plan out of the register meanwhile waits, or has done so and there is none to keep.
        if now := Plan.objects.select_for_update().filter(pk=plan.pk).first():
            made["plan_changed_at"] = plan.changed_at if now.changed_at == plan.changed_at else None
            LastCheck.objects.update_or_create(plan=plan, defaults=made)
    return True


def _unchecked(at: datetime) -> QuerySet[Plan]:
    day = day_judged_in_sql(clock.day_of(at))
    is_checked = Q(
        last_check__plan_changed_at=F("changed_at"), last_check__day=day, last_check__program=FINGERPRINT
    )
    was_just_checked = Q(last_check__checked_at__gt=at - BETWEEN_CHECKS)
    return Plan.objects.exclude(is_checked).exclude(was_just_checked).order_by("-changed_at")


def _found_in(plan: Plan, day: date) -> list[Finding]:
    try:
        return check(as_document(plan), day)
    except DatabaseError:  # which says nothing of the plan: another worker tries again
        raise
    except Exception as error:  # the worker goes on, and the page says it
        log.exception("checking_failed", plan_id=plan.pk)
        failed = finding_about_plan(
            PlanDocument(title=plan.title),
            code=PLAN_NOT_CHECKED,
            severity="error",
            message=f"The plan could not be checked ({type(error).__name__}).",
            settles="Please report it: what happened is in the log of the server.",
        )
        return [failed]
