"""A plan's office says which overseeing bodies see its published papers, and takes it back."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from followthrough.site import clock
from followthrough.site.history.operations import record
from followthrough.site.oversight.models import Consent
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.editing.edits import locked_plan
from followthrough.site.register.models import Plan
from followthrough.site.register.queries import plans_of


class OverseersForm(forms.Form):
    """The bodies that see the published papers of a plan."""

    overseers = forms.ModelMultipleChoiceField(
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Who sees them",
        error_messages={
            "invalid_choice": "Choose from the bodies of this list.",
            "invalid_pk_value": "Choose from the bodies of this list.",
        },
    )

    def __init__(self, *args: Any, offered: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["overseers"].queryset = offered  # type: ignore[attr-defined]  # it is that field


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_ROUNDS)
def choose_overseers(request: MemberRequest, slug: str) -> HttpResponse:
    """Say who sees the published papers of a plan; what was said stays in the history."""
    plan = get_object_or_404(plans_of(request.organisation), slug=slug)
    given = Consent.objects.filter(plan=plan).select_related("overseer", "by", "ended_by")
    present = [each.overseer_id for each in given if each.ended_at is None]
    offered = overseers_for(request.organisation)
    form = OverseersForm(
        request.POST if request.method == "POST" else None, offered=offered, initial={"overseers": present}
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["overseers"]
        set_overseers(plan, overseers=list(chosen), by=request.user, at=clock.now())
        names = " and ".join(each.name for each in chosen) or "No overseeing body"
        messages.success(request, f"{names} see{'s' * (len(chosen) < 2)} the published papers of this plan.")
        return redirect("papers", plan.slug)
    context = {"plan": plan, "form": form, "given": given, "has_overseers": offered.exists()}
    return render(request, "oversight/overseers.html", context)


def overseers_for(organisation: Organisation) -> QuerySet[Organisation]:
    """The overseeing bodies to which an organisation can consent."""
    return Organisation.objects.filter(oversees=True).exclude(pk=organisation.pk).order_by("name")


@transaction.atomic
def set_overseers(plan: Plan, *, overseers: Collection[Organisation], by: User, at: datetime) -> None:
    """Let these bodies see the published public papers of a plan and no others; an event for each change."""
    plan = locked_plan(plan)
    present = {
        each.overseer_id: each for each in plan.consents.filter(ended_at=None).select_related("overseer")
    }
    chosen = {each.pk: each for each in overseers}
    for key, consent in present.items():
        if key not in chosen:
            consent.ended_by, consent.ended_at = by, at
            consent.save(update_fields=["ended_by", "ended_at"])
            _note(plan, "oversight.ended", consent.overseer, by=by, at=at)
    for key, overseer in chosen.items():
        if key not in present:
            body, title = plan.organisation.name, str(plan)
            Consent.objects.create(plan=plan, overseer=overseer, body=body, title=title, by=by, at=at)
            _note(plan, "oversight.consented", overseer, by=by, at=at)


def _note(plan: Plan, type_: str, overseer: Organisation, *, by: User, at: datetime) -> None:
    record(
        type=type_,
        by=by,
        organisation=plan.organisation,
        subject=plan,
        plan=plan,
        at=at,
        details={"overseer": overseer.name},
    )
