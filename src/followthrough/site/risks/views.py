"""The pages of risks: a plan's register of them, one risk, its scores, and the risk of an action."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.outputs.layout.table import TableCell
from followthrough.outputs.list_file import list_as_csv
from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, permissions_of, requires
from followthrough.site.people.sent_once import sent_once
from followthrough.site.register.document.downloads import MEDIA_TYPES
from followthrough.site.register.editing.views import action_or_404
from followthrough.site.register.models import Plan
from followthrough.site.register.views import plan_or_404
from followthrough.site.risks import operations
from followthrough.site.risks.forms import CloseForm, MatrixForm, RiskForm, ScoreForm
from followthrough.site.risks.listing import CSV_HEADINGS, RiskLists, csv_rows
from followthrough.site.risks.matrix import matrix_of
from followthrough.site.risks.models import PlanRisk
from followthrough.site.risks.queries import risks_of

_PARTS = [
    ("inherent", "Inherent, before controls", False),
    ("current", "Current", True),
    ("target", "Target", False),
]
_ONLY_CURRENT = [("current", "Now", True)]
_ASK = "Whoever answers for it, or the programme office, scores it."


@require_safe
@requires(Permission.READ_WORK)
def show_risks(request: MemberRequest, slug: str) -> HttpResponse:
    """The risks of a plan and of its actions; the address narrows them to a cell, a rating or a state."""
    plan = plan_or_404(request, slug)
    lists = RiskLists(plan, request.GET, day=clock.today())
    return render(request, "risks/risks.html", {"plan": plan, "lists": lists, "today": clock.today()})


@require_safe
@requires(Permission.READ_WORK)
def download_risks(request: MemberRequest, slug: str) -> HttpResponse:
    """The plan's risk register, closed risks as well, as CSV."""
    plan = plan_or_404(request, slug)
    rows = csv_rows(risks_of(plan, day=clock.today(), is_open=None))
    cells = ([TableCell(text) for text in row] for row in rows)
    file = HttpResponse(b"".join(list_as_csv(CSV_HEADINGS, cells)), content_type=MEDIA_TYPES["csv"])
    file["Content-Disposition"] = f'attachment; filename="{plan.slug}-risks.csv"'
    return file


@require_safe
@requires(Permission.READ_WORK)
def show_risk(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """One risk with its scores, how they went, and the actions that reduce it."""
    plan = plan_or_404(request, slug)
    risk = _risk_or_404(plan, number)
    row = next(each for each in risks_of(plan, day=clock.today(), is_open=None) if each.number == risk.number)
    may = permissions_of(request.membership)
    context = {
        "plan": plan,
        "risk": risk,
        "row": row,
        "scored": risk.assessments.select_related("by").order_by("-pk"),
        "may_score": operations.may_score(risk, user=request.user, may=may, day=clock.today()),
    }
    return render(request, "risks/risk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
@sent_once
def add_risk(request: MemberRequest, slug: str) -> HttpResponse:
    plan = plan_or_404(request, slug)
    form = RiskForm(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid():
        risk = operations.add_risk(
            plan, facts=form.facts, actions=form.cleaned_data["refs"], by=request.user, at=clock.now()
        )
        messages.success(request, f"“{risk.title[:80]}” is added. Score it next.")
        return redirect("assess_risk", plan.slug, risk.number)
    return render(request, "risks/edit_risk.html", {"plan": plan, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def edit_risk(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    plan = plan_or_404(request, slug)
    risk = _risk_or_404(plan, number)
    form = RiskForm(request.POST if request.method == "POST" else None, plan=plan, risk=risk)
    if form.is_valid():
        try:
            operations.change_risk(
                risk,
                version=form.cleaned_data["version"] or 0,
                facts=form.facts,
                actions=form.cleaned_data["refs"],
                by=request.user,
                at=clock.now(),
            )
        except operations.RiskError as refused:
            form.add_error(None, str(refused))
            form.data = {**form.data, "version": str(risk.version)}
        else:
            messages.success(request, "Saved.")
            return redirect("risk", plan.slug, number)
    return render(request, "risks/edit_risk.html", {"plan": plan, "risk": risk, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_RETURNS)
@sent_once
def assess_risk(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Score a risk: before controls, now, and where it should come to."""
    plan = plan_or_404(request, slug)
    risk = _risk_or_404(plan, number)
    may = permissions_of(request.membership)
    if not operations.may_score(risk, user=request.user, may=may, day=clock.today()):
        raise PermissionDenied(_ASK)
    matrix = matrix_of(request.organisation)
    sent = request.POST if request.method == "POST" else None
    form = ScoreForm(sent, matrix=matrix, parts=_PARTS, has_review=True)
    last = risk.assessments.order_by("pk").last()
    for part, *_ in _PARTS:
        form.show(part, getattr(last, part) if last else None)
    if form.is_valid():
        current = form.scoring("current")
        assert current is not None
        try:
            operations.assess_risk(
                risk,
                inherent=form.scoring("inherent"),
                current=current,
                target=form.scoring("target"),
                note=form.cleaned_data["note"],
                review_on=form.cleaned_data["review_on"],
                by=request.user,
                at=clock.now(),
            )
        except operations.RiskError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Scored.")
            return redirect("risk", plan.slug, number)
    return render(request, "risks/assess_risk.html", {"plan": plan, "risk": risk, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def close_risk(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Close an open risk, or open a closed one again."""
    plan = plan_or_404(request, slug)
    risk = _risk_or_404(plan, number)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        operations.close_risk(
            risk, reason=form.cleaned_data["reason"], on=clock.today(), by=request.user, at=clock.now()
        )
        messages.success(request, "It is open again." if risk.closed_on else "It is closed.")
        return redirect("risk", plan.slug, number)
    return render(request, "risks/close_risk.html", {"plan": plan, "risk": risk, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_RETURNS)
@sent_once
def score_action_risk(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Score the risk of an action."""
    plan = plan_or_404(request, slug)
    action = action_or_404(plan, number)
    may = permissions_of(request.membership)
    if not operations.may_score_action(action, user=request.user, may=may, day=clock.today()):
        raise PermissionDenied(_ASK)
    sent = request.POST if request.method == "POST" else None
    form = ScoreForm(sent, matrix=matrix_of(request.organisation), parts=_ONLY_CURRENT, has_review=False)
    scored = list(action.risk_assessments.select_related("by").order_by("-pk"))
    form.show("current", scored[0].current if scored else None)
    if form.is_valid():
        current = form.scoring("current")
        assert current is not None
        try:
            operations.score_action(
                action, current=current, note=form.cleaned_data["note"], by=request.user, at=clock.now()
            )
        except operations.RiskError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Scored.")
            return redirect("action", plan.slug, number)
    context: dict[str, Any] = {"plan": plan, "action": action, "form": form, "scored": scored}
    return render(request, "risks/score_action_risk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def change_risk_matrix(request: MemberRequest) -> HttpResponse:
    """By what the organisation scores its risks."""
    matrix = matrix_of(request.organisation)
    form = MatrixForm(request.POST if request.method == "POST" else None, matrix=matrix)
    if form.is_valid():
        try:
            operations.change_matrix(request.organisation, **form.asked, by=request.user, at=clock.now())
        except operations.RiskError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, "Saved. Ratings go by it from now on; what was rated before stays told."
            )
            return redirect("risk_matrix")
    return render(request, "risks/risk_matrix.html", {"form": form, "matrix": matrix})


def _risk_or_404(plan: Plan, number: int) -> PlanRisk:
    risk = get_object_or_404(plan.risks.select_related("owner"), number=number)
    risk.plan = plan
    return risk
