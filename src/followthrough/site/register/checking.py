"""Keeps what the checks find in each plan up to date: in the operation that changes it, and by the worker.

`note_change` is told of each event of a plan, in its transaction: it checks the actions that changed, or
notes that the worker has to check the whole plan. No page ever checks one.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

import structlog
from django.db import DatabaseError, transaction
from django.db.models import F, Max, Q, QuerySet

from followthrough.challenge import Finding, check
from followthrough.challenge.finding import finding_about_plan
from followthrough.plan.document import PlanDocument
from followthrough.site import clock
from followthrough.site.history.models import Event
from followthrough.site.register.dependence import carry_over
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.doubts import PLAN_NOT_CHECKED, Doubts
from followthrough.site.register.judging import day_judged_in_sql, day_judged_of
from followthrough.site.register.kept_findings import (
    MOST_AT_ONCE,
    WholePlanWantedError,
    keep_all,
    recheck,
)
from followthrough.site.register.models import Action, LastCheck, Plan
from followthrough.site.version import FINGERPRINT

# In the last days of a round a plan changes all the time, and one of thousands of actions takes seconds.
BETWEEN_CHECKS = timedelta(seconds=10)
# A plan whose actions were checked one by one is checked whole each night, as a proof.
PROVED_EACH = timedelta(days=1)

CHANGES_NO_FINDING = frozenset({
    "rounds.made", "rounds.imported", "round.dates_changed", "round.published", "return.approved",
    "return.sent_back", "reminders.paused", "reminders.resumed", "view.shared", "view.removed",
    "changes.asked", "changes.approved", "changes.refused", "changes.deferred", "changes.recorded",
    "changes.edited", "changes.withdrawn", "changes.asked_again", "changes.took_effect",
    "changes.authority_set", "plan.approved", "plan.agreed_by_opening", "plan.shown_to_members",
    "round.forum_set", "risk.added", "risk.changed", "risk.assessed", "risk.closed", "risk.reopened",
    "risk.action_scored", "evidence.needed", "evidence.offered", "evidence.quarantined", "evidence.withdrawn",
    "evidence.file_deleted", "evidence.keeping_changed", "completion.claimed", "completion.verified",
    "completion.wiped", "closure.embedding_checked",
})  # fmt: skip
# The edits of an action that no action outside its family is judged by.
OF_ONE_ACTION = frozenset({
    "Wording", "Start", "Due date", "Priority", "Answers", "Owners", "Measures of success", "Latest figures",
    "Tags",
})  # fmt: skip

# What is done to the action that such an event names, and to no other.
OF_AN_ACTION = frozenset({"return.sent", "action.decided", "assurance.recorded", "assurance.scheduled"})

_EDITS = ("action.changed", "actions.changed")

_left_to_the_worker = ContextVar("left_to_the_worker", default=False)

log = structlog.get_logger(__name__)


@contextmanager
def checks_left_to_the_worker() -> Iterator[None]:
    """Within it, what changes waits for the worker: for whoever makes thousands of changes at once."""
    token = _left_to_the_worker.set(True)
    try:
        yield
    finally:
        _left_to_the_worker.reset(token)


def note_change(plan: Plan, event: Event) -> None:
    """Bring what is kept of a plan in line with the event that was just recorded, as far as that is quick."""
    if _left_to_the_worker.get():
        _note_current(plan, None)
        return
    last = LastCheck.objects.filter(plan=plan).first()
    day = day_judged_of(plan, today=clock.day_of(event.at))
    if last is None:
        # It has just come in, and whoever brought it looks at it next.
        if event.type != "plan.import_undone":
            _check_whole(plan, day, at=event.at)
        return
    if last.plan_changed_at is not None and last.program == FINGERPRINT:
        checked = _kept_in_line(plan, [event], day) if last.day == day else None
        if checked is not None:
            carry_over(plan, checked, was=last.plan_changed_at)
            _note_current(plan, plan.changed_at)
            return
        _note_current(plan, None)
    if event.type != "plan.import_undone" and plan.actions.count() <= MOST_AT_ONCE:
        _check_whole(plan, day, at=event.at)


def _kept_in_line(plan: Plan, events: Collection[Event], day: date) -> set[int] | None:
    """Check the actions that the events name and return their keys; None where the whole plan is wanted."""
    keys: set[int] = set()
    try:
        numbers = {number for event in events for number in _actions_changed(event)}
        if numbers:
            before = [words for event in events for words in _owners_before(event)]
            owners_before = ", ".join(before) if before else None
            keys = set(_keys_of(plan, numbers))
            recheck(plan, keys, day=day, owners_before=owners_before)
    except WholePlanWantedError:
        return None
    return keys


def _keys_of(plan: Plan, names: Iterable[tuple[str, int]]) -> QuerySet[Action, int]:
    named = Q(pk__in=[name for kind, name in names if kind == "pk"])
    named |= Q(number__in=[name for kind, name in names if kind == "number"])
    return plan.actions.filter(named).order_by().values_list("pk", flat=True)


def _actions_changed(event: Event) -> list[tuple[str, int]]:
    """Which actions are to be checked after an event, each by its key or its number.

    Raises WholePlanWantedError.
    """
    if event.type in CHANGES_NO_FINDING:
        return []
    if event.type in OF_AN_ACTION:
        return [("pk", int(event.subject_id))]
    if event.type == "action.changed" and _is_of_one_action(event.details["changes"]):
        return [("pk", int(event.subject_id))]
    if event.type == "actions.changed":
        changed = event.details["actions"]
        if all(_is_of_one_action(each["changes"]) for each in changed):
            return [("number", each["number"]) for each in changed]
    raise WholePlanWantedError


def _owners_before(event: Event) -> list[str]:
    """The words of who owned each action whose owners the event changed."""
    changed = [event.details, *event.details.get("actions", [])] if event.type in _EDITS else []
    changes = [change for each in changed for change in each.get("changes", [])]
    return [change["old"] for change in changes if change["field"] == "Owners"]


def _is_of_one_action(changes: Iterable[dict[str, str]]) -> bool:
    return all(change["field"] in OF_ONE_ACTION for change in changes)


def _note_current(plan: Plan, changed_at: datetime | None) -> None:
    LastCheck.objects.filter(plan=plan).update(plan_changed_at=changed_at)


def check_a_changed_plan(*, at: datetime) -> bool:
    """Check one plan that was not checked as it is, the one changed last; False where there is none."""
    plan = _unchecked(at).first()
    if plan is None:
        return False
    _check_whole(plan, day_judged_of(plan, today=clock.day_of(at)), at=at)
    return True


def _unchecked(at: datetime) -> QuerySet[Plan]:
    is_checked = Q(
        last_check__plan_changed_at=F("changed_at"),
        last_check__day=day_judged_in_sql(clock.day_of(at)),
        last_check__program=FINGERPRINT,
    )
    is_proved = Q(last_check__checked_at__gte=F("changed_at")) | Q(
        last_check__checked_at__gt=at - PROVED_EACH
    )
    was_just_checked = Q(last_check__checked_at__gt=at - BETWEEN_CHECKS)
    return Plan.objects.exclude(is_checked & is_proved).exclude(was_just_checked).order_by("-changed_at")


def _check_whole(plan: Plan, day: date, *, at: datetime) -> None:
    """Check all of a plan and keep what is found, brought in line with what was done meanwhile."""
    until = _last_event(plan)
    findings = _found_in(plan, day)
    with transaction.atomic():
        # Who takes the plan out of the register meanwhile waits, or has done so and there is none to keep.
        now = Plan.objects.select_for_update().filter(pk=plan.pk).first()
        if now is None:
            return
        _say_if_wrong(now, findings, day)
        keep_all(now, findings)
        later = list(Event.objects.filter(plan_id=now.pk, pk__gt=until).order_by("pk"))
        is_whole = bool(later) or now.changed_at == plan.changed_at
        is_whole = is_whole and _kept_in_line(now, later, day) is not None
        made = {"day": day, "program": FINGERPRINT, "checked_at": at}
        made["plan_changed_at"] = now.changed_at if is_whole else None
        LastCheck.objects.update_or_create(plan=now, defaults=made)


def _last_event(plan: Plan) -> int:
    last: int | None = Event.objects.filter(plan_id=plan.pk).aggregate(last=Max("pk"))["last"]
    return last or 0


def _say_if_wrong(plan: Plan, findings: list[Finding], day: date) -> None:
    """Write to the log where what was kept of a plan as it is differs from what a whole check finds."""
    is_the_same_plan = LastCheck.objects.filter(
        plan=plan, plan_changed_at=plan.changed_at, day=day, program=FINGERPRINT
    )
    if is_the_same_plan.exists() and Doubts(plan, day).findings != findings:
        log.error("kept_findings_differ", plan_id=plan.pk)


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
