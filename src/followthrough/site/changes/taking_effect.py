"""When the register takes what was approved: at once, or when the round that is locked is published.

Changes know no rounds: the app of rounds offers what tells whether one of a plan is locked, and calls
`take_effect` when it no longer is.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from followthrough.site.changes.applying import apply_change, changed_meanwhile
from followthrough.site.changes.errors import CannotApplyError
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.people.models import User
from followthrough.site.register.editing.edits import locked_plan
from followthrough.site.register.models import Plan
from followthrough.site.register.plan_events import record_in

Teller = Callable[[Plan], str]
_tellers: list[Teller] = []


def offer_what_holds(teller: Teller) -> None:
    """Takes the function that names what holds the changes of a plan ("the November 2026 round"), or ""."""
    _tellers.append(teller)


def what_holds(plan: Plan) -> str:
    """What keeps the register of a plan as it is for now; empty where changes take effect at once."""
    return next((words for teller in _tellers if (words := teller(plan))), "")


def take_effect(plan: Plan, *, by: User, at: datetime) -> None:
    """Let the register take what was decided while a round was locked, in the order of the decisions.

    What differs by then from what was asked is asked again, and said in the history. Called inside the
    transaction in which the round stops being locked.
    """
    locked = locked_plan(plan)
    if what_holds(locked):
        return
    for request in waiting_for_effect(locked):
        if now := changed_meanwhile(request):
            ask_again(request, locked, now=now, by=by, at=at)
            continue
        try:
            with transaction.atomic():
                apply_change(request, locked, by=by, at=at)
        except CannotApplyError as refusal:
            ask_again(request, locked, now=(request.old, request.old_words), by=by, at=at, why=str(refusal))
            continue
        request.applied_at = at
        request.save()
        record_in(locked, "changes.took_effect", by=by, at=at, of=request)


def waiting_for_effect(plan: Plan) -> list[ChangeRequest]:
    """The requests of a plan that were approved, or recorded, and that the register has not taken."""
    states = (ChangeRequest.State.APPROVED, ChangeRequest.State.RECORDED)
    waiting = plan.change_requests.filter(state__in=states, applied_at=None)
    found = waiting.select_related("action__parent", "other", "cause", "plan").order_by("decided_at", "pk")
    return list(found)


def ask_again(
    request: ChangeRequest, plan: Plan, *, now: tuple[object, str], by: User, at: datetime, why: str = ""
) -> None:
    """Put a request back among those that wait, made from what the register has by now."""
    before = request.old_words or "nothing"
    request.old, request.old_words = now
    request.state, request.decided_by, request.decided_at = ChangeRequest.State.ASKED, None, None
    request.decided_on, request.deferred_until, request.agreed, request.agreed_words = None, None, None, ""
    request.save()
    words = why or f"the register says “{request.old_words or 'nothing'}” by now, no longer “{before}”"
    record_in(plan, "changes.asked_again", by=by, at=at, of=request, why=words)
