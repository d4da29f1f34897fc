"""What asks for changes. Each operation is one transaction and leaves one event."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from followthrough.outputs.wording import counted
from followthrough.rules.change_routes import Route, route_of
from followthrough.site.changes.applying import apply_change
from followthrough.site.changes.authority import DEFAULT_CAUSES
from followthrough.site.changes.effects import effects_of, facts_for_route
from followthrough.site.changes.errors import AlreadyDecidedError
from followthrough.site.changes.letters import tell_recorded
from followthrough.site.changes.models import WAITING, Cause, ChangeRequest
from followthrough.site.changes.queries import authority_of, requests_waiting, same_request
from followthrough.site.changes.taking_effect import what_holds
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.editing.edits import locked_plan
from followthrough.site.register.models import Plan
from followthrough.site.register.plan_events import record_in

Origin, State = ChangeRequest.Origin, ChangeRequest.State
# What differs in a file is asked, whatever the rules: nobody of the organisation has asked for it yet.
_ALWAYS_DECIDED = (Origin.IMPORT, Origin.EDIT)


@transaction.atomic
def ask_for_changes(
    *, plan: Plan, changes: Sequence[ChangeRequest], by: User | None, at: datetime
) -> list[ChangeRequest]:
    """Keep the changes asked for, as unsaved rows, and return those that were not asked for already.

    The rows say what, and where it was found; number, `plan`, `by`, `at` and what they touch are set here. A
    change that waits in the same words for the same field is not asked for a second time. One that the rules
    of the plan let go without a decision is recorded and takes effect; its people are told after the
    transaction. May be used inside another. Moves `plan.changed_at` where any is new.
    """
    locked = locked_plan(plan)
    waiting = requests_waiting(locked)
    new = [change for change in changes if same_request(change) not in waiting]
    if not new:
        return []
    last = locked.change_requests.aggregate(last=Max("number"))["last"] or 0
    for number, change in enumerate(new, start=last + 1):
        change.number, change.plan, change.asked_by, change.asked_at = number, locked, by, at
        if change.from_file:
            change.origin = Origin.IMPORT
        if change.origin not in _ALWAYS_DECIDED:
            change.found = effects_of(change)
    ChangeRequest.objects.bulk_create(new)
    locked.changed_at = plan.changed_at = at
    locked.save(update_fields=["changed_at"])
    record_in(locked, "changes.asked", by=by, at=at, changes=counted(len(new), "change"))
    for change in new:
        if by is not None and change.origin not in _ALWAYS_DECIDED:
            _record_by_rule(change, locked, by=by, at=at)
    return new


@transaction.atomic
def ask_by_hand(
    plan: Plan, *, changes: Sequence[ChangeRequest], cause: str, by: User, at: datetime
) -> list[ChangeRequest]:
    """The same for what a person asks in a form, with the cause that they chose from the organisation's."""
    known = _cause_of(plan.organisation, cause)
    for change in changes:
        change.cause = known
    return ask_for_changes(plan=plan, changes=changes, by=by, at=at)


def _cause_of(organisation: Organisation, name: str) -> Cause:
    """The cause of that name. The usual ones become the organisation's list once one of them is chosen."""
    causes = Cause.objects.filter(organisation=organisation)
    if not causes.exists():
        usual = [
            Cause(organisation=organisation, name=usual, position=position)
            for position, usual in enumerate(DEFAULT_CAUSES)
        ]
        Cause.objects.bulk_create(usual, ignore_conflicts=True)
    last = len(DEFAULT_CAUSES)
    return causes.get_or_create(organisation=organisation, name=name, defaults={"position": last})[0]


def _record_by_rule(change: ChangeRequest, plan: Plan, *, by: User, at: datetime) -> None:
    """Record a change that needs no decision by the rules of the plan, and tell whom it touches."""
    route, rule = route_of(facts_for_route(change), authority_of(plan).rules)
    if route is Route.DECIDE or rule is None:
        return
    change.state, change.rule = State.RECORDED, rule
    if not what_holds(plan):
        change.applied_at = at
        apply_change(change, plan, by=by, at=at)
    change.save()
    record_in(plan, "changes.recorded", by=by, at=at, of=change)
    tell_recorded(change, by=by, at=at)


@transaction.atomic
def withdraw_request(request: ChangeRequest, *, reason: str, by: User, at: datetime) -> ChangeRequest:
    """Take back what was asked for; it stays in the log. Raises AlreadyDecidedError."""
    plan = locked_plan(request.plan)
    locked = locked_request(request)
    if locked.state == State.WITHDRAWN:
        return locked
    refuse_if_decided(locked)
    locked.state, locked.decision = State.WITHDRAWN, reason.strip()
    locked.decided_by = locked.decided_at = locked.decided_on = locked.deferred_until = None
    locked.save()
    because = f" (reason: {reason.strip()})" if reason.strip() else ""
    record_in(plan, "changes.withdrawn", by=by, at=at, of=locked, because=because)
    return locked


def locked_request(known: ChangeRequest) -> ChangeRequest:
    """The request as it is now, nobody else deciding it until the transaction ends."""
    locked = ChangeRequest.objects.select_for_update(of=("self",))
    return locked.select_related("plan__organisation", "action__parent", "other", "cause", "asked_by").get(
        pk=known.pk
    )


def refuse_if_decided(request: ChangeRequest) -> None:
    """Raises AlreadyDecidedError where nobody has anything to decide any more."""
    if request.state in WAITING:
        return
    words = request.get_state_display().lower()
    where = f" by {request.decided_in_words}" if request.decided_on else ""
    raise AlreadyDecidedError(f"{request.name} is {words} already{where}, so nothing changed.")
