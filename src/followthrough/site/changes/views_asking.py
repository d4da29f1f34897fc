"""The pages on which a change is asked for: the kind first, then one form."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.site import clock
from followthrough.site.changes.errors import ChangeError
from followthrough.site.changes.kinds import KINDS, AskedKind, kinds_for
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.operations import ask_by_hand, withdraw_request
from followthrough.site.changes.queries import may_withdraw
from followthrough.site.changes.views import change_or_404
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.people.sent_once import sent_once
from followthrough.site.register.editing.edits import is_agreed
from followthrough.site.register.editing.views import action_or_404
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.views import plan_or_404

# What an address may carry to fill the boxes of a form: a draft.
DRAFT = (
    "due", "start_date", "title", "owners", "measures", "other", "reason", "from_words", "origin",
    "from_request",
)  # fmt: skip


@require_safe
@requires(Permission.ASK_FOR_CHANGES)
def choose_change(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    plan = plan_or_404(request, slug)
    action = action_or_404(plan, number)
    carried = urlencode({name: value for name in DRAFT if (value := request.GET.get(name, ""))})
    context = {
        "plan": plan,
        "action": action,
        "kinds": kinds_for(action).items(),
        "carried": carried,
        "is_agreed": is_agreed(plan),
    }
    return render(request, "changes/choose_change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ASK_FOR_CHANGES)
@sent_once
def ask_change(request: MemberRequest, slug: str, number: int, kind: str) -> HttpResponse:
    """Ask for a change of one kind; the address may carry a draft."""
    plan = plan_or_404(request, slug)
    action = action_or_404(plan, number)
    if kind not in KINDS or not is_agreed(plan) or action.archived_at:
        raise Http404
    return _ask(request, plan, action, KINDS[kind])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ASK_FOR_CHANGES)
@sent_once
def ask_new_action(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask for an action that stands below none."""
    plan = plan_or_404(request, slug)
    if not is_agreed(plan):
        raise Http404
    return _ask(request, plan, None, KINDS["add"])


def _ask(request: MemberRequest, plan: Plan, action: Action | None, kind: AskedKind) -> HttpResponse:
    draft = {box: request.GET[box] for box in DRAFT if box in request.GET}
    form = kind.form(
        request.POST if request.method == "POST" else None, plan=plan, action=action, initial=draft
    )
    if form.is_valid():
        try:
            asked = ask_by_hand(
                plan, changes=form.changes, cause=form.cleaned_data["cause"], by=request.user, at=clock.now()
            )
        except ChangeError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said(asked))
            return redirect(asked[0] if asked else "changes", *([] if asked else [plan.slug]))
    context = {"plan": plan, "action": action, "kind": kind, "form": form, "found": form.found}
    return render(request, "changes/ask_change.html", context)


def _said(asked: Sequence[ChangeRequest]) -> str:
    if not asked:
        return "This was requested before, and waits for a decision."
    names = " and ".join(each.name for each in asked)
    if all(each.state == "recorded" for each in asked):
        return f"{names} is recorded. By the rules of this plan it needs no decision."
    return f"{names} is requested. What was agreed stays as it is until it is decided."


@require_POST
@requires(Permission.ASK_FOR_CHANGES)
def withdraw_change(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Take back a request: one's own, or any for the programme office."""
    change = change_or_404(plan_or_404(request, slug), number)
    if not may_withdraw(change, request.membership):
        raise PermissionDenied("Only who made a request takes it back, or the programme office.")
    try:
        withdraw_request(change, reason=request.POST.get("reason", ""), by=request.user, at=clock.now())
    except ChangeError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{change.name} is taken back. It stays in the log.")
    return redirect(change)
