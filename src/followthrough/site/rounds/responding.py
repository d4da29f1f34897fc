"""The page on which the leadership team's response to a late action is written, for the paper of a period."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.record_notes.operations import write_note
from followthrough.site.register.fields import text_field
from followthrough.site.register.models import Plan
from followthrough.site.register.views import plan_or_404
from followthrough.site.rounds.models import Round

_UNDER_WAY = (Round.State.OPEN, Round.State.LOCKED)


class ResponseForm(forms.Form):
    text = text_field(
        "What the leadership team does about it",
        required="Write the response.",
        rows=4,
        max_length=2000,
        help_text="It stands beside the action in the papers of this period, with your name and the day. It "
        "can’t be changed or taken back: a later response takes its place in the papers.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RESPOND_TO_LATENESS)
def respond(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Write the response of the leadership team to how an action stands in the round that is under way."""
    plan = plan_or_404(request, slug)
    action = get_object_or_404(plan.actions, number=number, archived_at=None)
    round_ = _under_way(plan)
    form = ResponseForm(request.POST if request.method == "POST" else None)
    if round_ and action.is_late and form.is_valid():
        role, text = request.membership.description.name, form.cleaned_data["text"]
        at, period = clock.now(), round_.period
        write_note(plan, action=action, text=text, role=role, by=request.user, at=at, period=period)
        messages.success(request, "The response is on the record.")
        return redirect("action", plan.slug, action.number)
    context = {"plan": plan, "action": action, "round": round_, "form": form}
    return render(request, "rounds/respond.html", context)


def _under_way(plan: Plan) -> Round | None:
    """In which round's papers a response stands: what was published stays as it was."""
    return plan.rounds.filter(state__in=_UNDER_WAY).order_by("-period").first()
