"""The pages on which a plan is made by hand, its settings changed, and on which it is agreed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.people.sent_once import sent_once
from followthrough.site.register.editing import plan as editing_plan
from followthrough.site.register.editing.forms_plan import NewPlanForm, PlanForm
from followthrough.site.register.editing.forms_scheme import RecommendationsForm, SchemeForm, bands_in_words
from followthrough.site.register.views import plan_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
@sent_once
def create_plan(request: MemberRequest) -> HttpResponse:
    form = NewPlanForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        plan = editing_plan.create_plan(
            organisation=request.organisation, by=request.user, at=clock.now(), **form.cleaned_data
        )
        messages.success(request, f"“{plan}” is made. It is a draft: add what it promises.")
        return redirect("edit_plan", plan.slug)
    return render(request, "register/create_plan.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def change_plan(request: MemberRequest, slug: str) -> HttpResponse:
    plan = plan_or_404(request, slug)
    form = PlanForm(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid():
        editing_plan.change_plan(plan, by=request.user, at=clock.now(), **form.changes)
        messages.success(request, "The settings of the plan are saved.")
        return redirect("edit_plan", plan.slug)
    return render(request, "register/change_plan.html", {"plan": plan, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def approve_plan(request: MemberRequest, slug: str) -> HttpResponse:
    """Asks whether the plan is agreed, and notes that it is."""
    plan = plan_or_404(request, slug)
    if request.method == "POST":
        editing_plan.approve_plan(plan, by=request.user, at=clock.now())
        messages.success(request, "The plan is agreed. What it says now changes only with a reason.")
        return redirect("edit_plan", plan.slug)
    return render(request, "register/approve_plan.html", {"plan": plan})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def change_scheme(request: MemberRequest, slug: str) -> HttpResponse:
    plan = plan_or_404(request, slug)
    form = SchemeForm(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        editing_plan.change_scheme(plan, scheme=form.scheme, reason=reason, by=request.user, at=clock.now())
        messages.success(request, "The statuses are saved.")
        return redirect("change_scheme", plan.slug)
    context = {"plan": plan, "form": form, "heading": "Statuses", "bands": bands_in_words(plan)}
    return render(request, "register/edit_rows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def change_recommendations(request: MemberRequest, slug: str) -> HttpResponse:
    plan = plan_or_404(request, slug)
    form = RecommendationsForm(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid():
        editing_plan.change_recommendations(
            plan,
            recommendations=form.recommendations,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=clock.now(),
        )
        messages.success(request, "The recommendations are saved.")
        return redirect("change_recommendations", plan.slug)
    return render(
        request, "register/edit_rows.html", {"plan": plan, "form": form, "heading": "Recommendations"}
    )


@require_http_methods(["GET", "HEAD"])
@requires(Permission.EDIT_PLANS)
def edit_plan(request: MemberRequest, slug: str) -> HttpResponse:
    """What can be edited in a plan, and where."""
    return render(request, "register/edit_plan.html", {"plan": plan_or_404(request, slug)})
