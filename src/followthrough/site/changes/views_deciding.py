"""The pages on which changes are decided: one, and a meeting's whole agenda."""

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from followthrough.site import clock
from followthrough.site.changes.deciding import Outcome, decide, decide_agenda
from followthrough.site.changes.errors import ChangeError
from followthrough.site.changes.forms_deciding import DecisionForm, MeetingForm
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.queries import (
    authority_of,
    changes_waiting,
    is_own_request,
    may_decide,
    names_of,
)
from followthrough.site.changes.views import change_or_404, context_of
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.duties import OwnWorkError
from followthrough.site.register.models import Plan
from followthrough.site.register.views import plan_or_404

# A request of an agenda with the form of its decision; None for one's own, which somebody else decides.
Row = tuple[ChangeRequest, DecisionForm | None]
NOT_YOURS = "Who records the decisions of this plan is set on its page “Rules and authority”. Ask them to."


def refuse_unless_may_decide(plan: Plan, request: MemberRequest) -> None:
    """Raises PermissionDenied for who doesn't record the decisions of the plan."""
    if not may_decide(plan, request.membership):
        raise PermissionDenied(NOT_YOURS)


@require_POST
@requires(Permission.READ_WORK)
def decide_change(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Record the decision of one request."""
    plan = plan_or_404(request, slug)
    refuse_unless_may_decide(plan, request)
    change = change_or_404(plan, number)
    meeting = MeetingForm(request.POST, plan=plan)
    form = DecisionForm(request.POST, change=change)
    if _are_valid([meeting, form]) and form.decision:
        try:
            decided = decide(
                change, decision=form.decision, meeting=meeting.meeting, by=request.user, at=clock.now()
            )
        except (ChangeError, OwnWorkError) as refusal:
            messages.error(request, str(refusal))
        else:
            _say(request, decided)
        return redirect(change)
    context = context_of(request, change) | {"meeting_form": meeting, "decision_form": form}
    return render(request, "changes/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ_WORK)
def decide_agenda_of_plan(request: MemberRequest, slug: str) -> HttpResponse:
    """A meeting's agenda: what waits, a decision a row; forum, day and minute once. It can be printed."""
    plan = plan_or_404(request, slug)
    decides = may_decide(plan, request.membership)
    data = request.POST if request.method == "POST" else None
    if data is not None:
        refuse_unless_may_decide(plan, request)
    waiting = list(changes_waiting(plan))
    names = names_of(request.user, request.organisation, day=clock.today())
    own = [change for change in waiting if is_own_request(change, request.user, names)]
    rows = [(change, None if change in own else DecisionForm(data, change=change, may_wait=True))
            for change in waiting]  # fmt: skip
    meeting = MeetingForm(data, plan=plan)
    forms = [form for _, form in rows if form]
    if data is not None and _are_valid([meeting, *forms]):
        decisions = {form.change.number: form.decision for form in forms if form.decision}
        if decisions:
            outcome = decide_agenda(
                plan, decisions=decisions, meeting=meeting.meeting, by=request.user, at=clock.now()
            )
            _say_outcome(request, outcome)
            return redirect("changes", plan.slug)
        meeting.add_error(None, "Choose a decision in at least one row.")
    context = {
        "plan": plan, "groups": _by_kind(rows), "total": len(rows), "meeting_form": meeting,
        "decides": decides, "number_own": len(own),
        "authority": authority_of(plan), "day": clock.today(),
        "has_errors": any(form.errors for form in [meeting, *forms]),
        "forms_with_errors": [form for form in forms if form.is_bound and form.errors],
    }  # fmt: skip
    return render(request, "changes/agenda.html", context)


def _by_kind(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """The rows of an agenda by what is asked, in the order of the kinds: a meeting takes like with like."""
    groups: dict[str, list[Row]] = {label: [] for label in ChangeRequest.Kind.labels}
    for change, form in rows:
        groups[change.get_kind_display()].append((change, form))
    return [(label, found) for label, found in groups.items() if found]


def _are_valid(forms: Sequence[Form]) -> bool:
    """Whether all of them are; each is looked at, so that each says what is wrong with it."""
    return all([form.is_valid() for form in forms])  # noqa: C419  # a generator would stop at the first


def _say(request: MemberRequest, change: ChangeRequest) -> None:
    if change.state == ChangeRequest.State.ASKED:
        messages.warning(
            request,
            f"{change.name} was not carried out: the register says “{change.old_words or 'nothing'}” by now. "
            "Look at both, and decide it again.",
        )
    elif change.takes_effect_later:
        messages.success(
            request, f"{change.name} is approved. It takes effect when the locked round is published."
        )
    else:
        messages.success(request, f"{change.name} is {change.get_state_display().lower()}.")


def _say_outcome(request: MemberRequest, outcome: Outcome) -> None:
    for change in [*outcome.decided, *outcome.asked_again]:
        _say(request, change)
    for change, why in outcome.refused:
        messages.error(request, f"{change.name}: {why}")
