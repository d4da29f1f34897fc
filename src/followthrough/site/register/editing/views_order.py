"""The pages on which themes, workstreams and actions are put in order, and themes written."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from followthrough.site import clock
from followthrough.site.numbers_sent import number_sent
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.people.sent_once import sent_once
from followthrough.site.register.editing.edits import ReasonWantedError
from followthrough.site.register.editing.forms_themes import PlacesForm
from followthrough.site.register.editing.ordering import move_action, move_place
from followthrough.site.register.editing.themes import NotEmptyError, change_places
from followthrough.site.register.editing.views import action_or_404
from followthrough.site.register.models import Plan, Theme, Workstream
from followthrough.site.register.views import plan_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
@sent_once
def edit_themes(request: MemberRequest, slug: str) -> HttpResponse:
    """Themes and workstreams in boxes; a button beside each moves it."""
    plan = plan_or_404(request, slug)
    if wanted := request.POST.get("up") or request.POST.get("down"):
        move_place(_place(plan, wanted), up="up" in request.POST, by=request.user, at=clock.now())
        return redirect("edit_themes", plan.slug)
    form = PlacesForm(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid():
        try:
            change_places(plan, by=request.user, at=clock.now(), **form.changes)
        except NotEmptyError as full:
            form.add_error(None, str(full))
        except ReasonWantedError as silent:
            form.add_error("reason", str(silent))
        else:
            messages.success(request, "Saved.")
            return redirect("edit_themes", plan.slug)
    return render(request, "register/edit_themes.html", {"plan": plan, "form": form})


@require_POST
@requires(Permission.EDIT_PLANS)
def order_action(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Move an action up or down among those beside it."""
    plan = plan_or_404(request, slug)
    action, up = action_or_404(plan, number), "up" in request.POST
    if move_action(action, up=up, by=request.user, at=clock.now()):
        messages.success(request, f"Moved {'up' if up else 'down'}.")
    else:
        messages.info(request, f"It is the {'first' if up else 'last'} in its place already.")
    return redirect("edit_action", plan.slug, number, "place")


def _place(plan: Plan, wanted: str) -> Theme | Workstream:
    kind, _, key = wanted.partition("_")
    if kind not in {"theme", "workstream"}:
        raise Http404
    if kind == "theme":
        return get_object_or_404(plan.themes.select_related("plan"), pk=number_sent(key))
    return get_object_or_404(plan.workstreams.select_related("plan"), pk=number_sent(key))
