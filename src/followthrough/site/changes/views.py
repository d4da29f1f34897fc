"""The pages on which change requests are read: the list of a plan, and one request. None of them writes."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from followthrough.site import clock
from followthrough.site.changes.applying import changed_meanwhile
from followthrough.site.changes.drafts import drafts_of
from followthrough.site.changes.forms_deciding import DecisionForm, MeetingForm
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.queries import (
    authority_of,
    changes_waiting,
    is_own_request,
    may_decide,
    may_withdraw,
    names_of,
    numbers_by_kind,
)
from followthrough.site.changes.taking_effect import waiting_for_effect, what_holds
from followthrough.site.history.models import Event
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.editing.edits import is_agreed
from followthrough.site.register.models import Plan
from followthrough.site.register.views import plan_or_404

CHANGES_A_PAGE = 50


def change_or_404(plan: Plan, number: int) -> ChangeRequest:
    """A request of the plan with what its page shows."""
    requests = plan.change_requests.select_related(
        "action__parent", "action__theme", "action__workstream", "other", "cause", "asked_by", "decided_by",
        "from_request",
    )  # fmt: skip
    change = get_object_or_404(requests, number=number)
    change.plan = plan
    for action in (change.action, change.other):
        if action:
            action.plan = plan
    return change


@require_safe
@requires(Permission.READ_WORK)
def show_changes(request: MemberRequest, slug: str) -> HttpResponse:
    """The changes of a plan that wait for a decision; `?kind=` shows those of one kind."""
    plan = plan_or_404(request, slug)
    kinds = numbers_by_kind(plan)
    asked = request.GET.get("kind", "")
    kind = asked if asked in {known for known, *_ in kinds} else ""
    waiting = changes_waiting(plan)
    found = Paginator(waiting.filter(kind=kind) if kind else waiting, CHANGES_A_PAGE)
    context = {
        "plan": plan,
        "kinds": kinds,
        "kind": kind,
        "total": sum(number for *_, number in kinds),
        "page": found.get_page(request.GET.get("page")),
        "authority": authority_of(plan),
        "may_decide": may_decide(plan, request.membership),
        "held": waiting_for_effect(plan),
        "holds": what_holds(plan),
        "is_agreed": is_agreed(plan),
        "drafts": drafts_of(plan) if is_agreed(plan) else [],
    }
    return render(request, "changes/changes.html", context)


@require_safe
@requires(Permission.READ_WORK)
def show_change(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """One request: what is asked, why, what it touches, and what became of it."""
    plan = plan_or_404(request, slug)
    return render(request, "changes/change.html", context_of(request, change_or_404(plan, number)))


def context_of(request: MemberRequest, change: ChangeRequest) -> dict[str, object]:
    """What the page of a request shows, with the forms of its decision for those who may."""
    plan = change.plan
    decides = change.waits and may_decide(plan, request.membership)
    names = names_of(request.user, request.organisation, day=clock.today())
    is_own = is_own_request(change, request.user, names)
    events = Event.objects.filter(subject_type=change._meta.label_lower, subject_id=str(change.pk))
    return {
        "plan": plan,
        "change": change,
        "events": events.order_by("at", "pk"),
        "meanwhile": changed_meanwhile(change) if change.waits else None,
        "authority": authority_of(plan),
        "holds": what_holds(plan) if change.takes_effect_later or change.waits else "",
        "is_own": is_own,
        "meeting_form": MeetingForm(plan=plan) if decides and not is_own else None,
        "decision_form": DecisionForm(change=change) if decides and not is_own else None,
        "may_withdraw": may_withdraw(change, request.membership),
    }
