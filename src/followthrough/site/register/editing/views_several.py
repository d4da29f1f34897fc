"""The page on which several actions are chosen, looked over as they would be, and edited at once."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from followthrough.outputs.wording import counted
from followthrough.site import clock
from followthrough.site.numbers_sent import number_sent
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.editing.action import StaleEditError
from followthrough.site.register.editing.edits import ReasonWantedError
from followthrough.site.register.editing.forms_several import SeveralForm
from followthrough.site.register.editing.several import Planned, chosen_actions, edit_several, planned_edits
from followthrough.site.register.judging import day_judged_of
from followthrough.site.register.lists.listing import Listing
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.views import plan_or_404

MOST_AT_ONCE = 500


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def edit_actions(request: MemberRequest, slug: str) -> HttpResponse:
    """Choose and say what is wanted; then see what changes; then save. The address has the list's filters."""
    plan = plan_or_404(request, slug)
    if request.method != "POST":
        return _choose(request, plan, SeveralForm(plan=plan), problem="")
    form = SeveralForm(request.POST, plan=plan)
    versions = _versions(request.POST)
    if not versions:
        return _choose(request, plan, form, problem="Tick the actions that are to change.")
    if not form.is_valid():
        return _choose(request, plan, form, problem="")
    if "save" in request.POST and (answer := _saved(request, plan, form, versions)):
        return answer
    actions = chosen_actions(plan, list(versions))
    planned = planned_edits(actions, form.wanted)
    if any(each.wants_reason for each in planned) and not form.cleaned_data["reason"]:
        form.add_error("reason", "Say why this changes.")
        return _choose(request, plan, form, problem="")
    return _preview(request, plan, form, actions, planned)


def _saved(
    request: MemberRequest, plan: Plan, form: SeveralForm, versions: dict[int, int]
) -> HttpResponse | None:
    """Save and go to the list; None where a reason is missing or one of the actions was edited meanwhile."""
    try:
        number = edit_several(
            plan,
            versions=versions,
            wanted=form.wanted,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=clock.now(),
        )
    except ReasonWantedError:
        return None
    except StaleEditError as stale:
        messages.warning(request, f"“{stale.current}” was edited meanwhile. Look once more and save.")
        return None
    messages.success(request, f"{counted(number, 'action')} changed.")
    query = request.GET.urlencode()
    return redirect(f"{reverse('actions', args=[plan.slug])}{'?' if query else ''}{query}")


def _preview(
    request: MemberRequest,
    plan: Plan,
    form: SeveralForm,
    actions: Sequence[Action],
    planned: Sequence[Planned],
) -> HttpResponse:
    sent = [(name, value) for name in form.fields for value in request.POST.getlist(name)]
    context = {
        "plan": plan,
        "planned": planned,
        "unchanged": len(actions) - len(planned),
        "sent": sent,
        "chosen": [f"{action.number}:{action.version}" for action in actions],
        "query": request.GET.urlencode(),
    }
    return render(request, "register/edit_actions_preview.html", context)


def _choose(request: MemberRequest, plan: Plan, form: SeveralForm, *, problem: str) -> HttpResponse:
    listing = Listing(plan, request.GET, day=day_judged_of(plan))
    listed = list(listing.found[: MOST_AT_ONCE + 1])
    context: dict[str, Any] = {
        "plan": plan,
        "form": form,
        "listed": listed[:MOST_AT_ONCE],
        "is_cut": len(listed) > MOST_AT_ONCE,
        "most": MOST_AT_ONCE,
        "chips": listing.chips,
        "ticked": set(request.POST.getlist("chosen")),
        "problem": problem,
        "query": request.GET.urlencode(),
    }
    return render(request, "register/edit_actions.html", context)


def _versions(sent: QueryDict) -> dict[int, int]:
    """The numbers of the actions that were ticked, each with the version that was seen."""
    pairs = [pair.partition(":") for pair in sent.getlist("all" if "everything" in sent else "chosen")]
    known = [(number_sent(number), number_sent(version)) for number, _, version in pairs]
    versions = [(number, version) for number, version in known if number is not None and version is not None]
    return dict(versions[:MOST_AT_ONCE])
