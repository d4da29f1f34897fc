"""The page on which a plan's rules of change control are set, and who decides."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from followthrough.rules.change_routes import SENTENCES, Rule
from followthrough.site import clock
from followthrough.site.changes.models import ChangeAuthority
from followthrough.site.changes.queries import authority_of, cause_names
from followthrough.site.changes.setting import set_authority, set_causes
from followthrough.site.forms import SeveralRows
from followthrough.site.people.models import User
from followthrough.site.people.permissions import MemberRequest, Permission, permissions_of, requires
from followthrough.site.people.roles import PERMISSIONS
from followthrough.site.register.editing.forms_action import lines_of
from followthrough.site.register.fields import line_field, text_field
from followthrough.site.register.models import Plan
from followthrough.site.register.views import plan_or_404

MAY_RECORD = [role.value for role, may in PERMISSIONS.items() if Permission.ASK_FOR_CHANGES in may]


class AuthorityForm(forms.Form):
    """Who decides, which changes need no decision, who records decisions, and the causes to choose from."""

    kind = forms.ChoiceField(
        label="The plan’s change authority is", choices=ChangeAuthority.Kind.choices, widget=forms.RadioSelect
    )
    name = line_field("Its name", max_length=200, help_text="Such as: Improvement Board.")
    rules = forms.MultipleChoiceField(
        label="What needs no decision",
        choices=[(rule.value, SENTENCES[rule]) for rule in Rule],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    recorders = SeveralRows(
        queryset=User.objects.none(),
        label="Who may record its decisions",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Where nobody is chosen, the programme office does. Nobody records the decision on a"
        " request of their own.",
    )
    causes = text_field(
        "Causes to choose from", required="Enter at least one cause.", rows=8,
        help_text="For all plans of the organisation. One on each line.",
    )  # fmt: skip

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authority = authority_of(plan)
        recorders: Any = self.fields["recorders"]
        recorders.queryset = people_who_may_record(plan)
        known = cause_names(plan)
        self.initial = {
            "kind": authority.kind,
            "name": authority.name,
            "rules": authority.rules,
            "recorders": authority.recorders.all() if authority.pk else [],
            "causes": "\n".join(known),
        }

    def clean_causes(self) -> list[str]:
        causes = lines_of(self.cleaned_data["causes"])
        if long := next((cause for cause in causes if len(cause) > 120), ""):
            raise forms.ValidationError(f"“{long[:40]}…” is longer than 120 letters. Shorten it.")
        return causes


def people_who_may_record(plan: Plan) -> QuerySet[User]:
    """The accounts of the organisation that may be chosen to record decisions."""
    return (
        User.objects.filter(
            is_active=True,
            memberships__organisation=plan.organisation,
            memberships__role__in=MAY_RECORD,
        )
        .distinct()
        .order_by("name")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ_WORK)
def show_change_rules(request: MemberRequest, slug: str) -> HttpResponse:
    """The rules as sentences for everybody who works on the plan; the office sets them."""
    plan = plan_or_404(request, slug)
    may_set = Permission.EDIT_PLANS in permissions_of(request.membership)
    form = AuthorityForm(request.POST if request.method == "POST" else None, plan=plan) if may_set else None
    if form is not None and form.is_valid():
        cleaned = form.cleaned_data
        causes = cleaned.pop("causes")
        set_authority(plan, by=request.user, at=clock.now(), **cleaned)
        set_causes(plan.organisation, names=causes, by=request.user, at=clock.now())
        messages.success(request, "Saved.")
        return redirect("change_rules", plan.slug)
    context = {"plan": plan, "authority": authority_of(plan), "form": form}
    return render(request, "changes/change_rules.html", context)
