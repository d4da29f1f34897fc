"""The pages on which an action is added and edited by hand, a part of it at a time."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from followthrough.site import clock
from followthrough.site.history.models import Event
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.people.sent_once import sent_once
from followthrough.site.register.editing import action as editing_action
from followthrough.site.register.editing.agreed_fields import FIELDS
from followthrough.site.register.editing.edits import Edit, ReasonWantedError
from followthrough.site.register.editing.forms_action import FactsForm, OwnersForm, PartForm
from followthrough.site.register.editing.forms_place import NewActionForm, PlaceForm
from followthrough.site.register.editing.forms_rows import LinksForm, MeasuresForm
from followthrough.site.register.editing.places import RingError
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.views import plan_or_404
from followthrough.site.register.words import reading_of

PARTS: dict[str, tuple[str, type[PartForm]]] = {
    "facts": ("Wording, dates and tags", FactsForm),
    "owners": ("Owners", OwnersForm),
    "place": ("Where it stands", PlaceForm),
    "measures": ("Measures of success", MeasuresForm),
    "links": ("Links to other actions", LinksForm),
}


def action_or_404(plan: Plan, number: int) -> Action:
    """An action of the plan with what the forms show, archived or not."""
    actions = plan.actions.select_related("theme", "workstream", "parent", "archived_by")
    action = get_object_or_404(actions, number=number)
    action.plan = plan
    return action


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
@sent_once
def add_action(request: MemberRequest, slug: str) -> HttpResponse:
    plan = plan_or_404(request, slug)
    under = request.GET.get("under", "")
    form = NewActionForm(
        request.POST if request.method == "POST" else None, plan=plan, initial={"part_of": under}
    )
    if form.is_valid():
        action = editing_action.add_action(
            plan, changes=form.changes, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
        )
        messages.success(request, f"“{action.title[:80]}” is added.{_readings(action)}")
        return redirect("action", plan.slug, action.number)
    return render(request, "register/add_action.html", {"plan": plan, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def edit_action(request: MemberRequest, slug: str, number: int, part: str) -> HttpResponse:
    """One part of an action. Who saves over somebody else's edit sees both first."""
    plan = plan_or_404(request, slug)
    action = action_or_404(plan, number)
    if part not in PARTS:
        raise Http404
    heading, form_class = PARTS[part]
    form = form_class(request.POST if request.method == "POST" else None, plan=plan, action=action)
    meanwhile: list[Edit] = []
    if form.is_valid():
        try:
            saved = editing_action.change_action(
                action,
                version=form.cleaned_data["version"] or 0,
                changes=form.changes,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=clock.now(),
            )
        except ReasonWantedError as wanted:
            form.add_error("reason", str(wanted))
        except RingError as ring:
            form.add_error(None, str(ring))
        except editing_action.StaleEditError as stale:
            meanwhile = _differences(stale.current, form.changes)
            form.saw(stale.current)
        else:
            messages.success(request, f"Saved.{_readings(saved) if part == 'facts' else ''}")
            return redirect("action", plan.slug, number)
    context = {
        "plan": plan,
        "action": action,
        "form": form,
        "part": part,
        "heading": heading,
        "meanwhile": meanwhile,
        "by_whom": _last_editor(action) if meanwhile else "",
    }
    return render(request, "register/edit_action.html", context)


def _differences(current: Action, changes: dict[str, Any]) -> list[Edit]:
    """Each field in which what is here now differs from what was sent, both in words."""
    both = [(field, field.read(current), changes[name]) for name, field in FIELDS.items() if name in changes]
    return [
        Edit(field.label, field.words(now), field.words(sent)) for field, now, sent in both if now != sent
    ]


def _last_editor(action: Action) -> str:
    """Who edited the action last."""
    edits = Event.objects.filter(subject_type=action._meta.label_lower, subject_id=str(action.pk))
    last = edits.order_by("-at", "-pk").first()
    return last.by_name if last else ""


def _readings(action: Action) -> str:
    """How the dates of the action were read, where the words don't say it themselves."""
    dates = {"start": action.start, "due date": action.due}
    read = [f"the {name} as {reading}" for name, when in dates.items() if (reading := reading_of(when))]
    return f" We read {' and '.join(read)}." if read else ""
