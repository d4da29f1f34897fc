"""The pages of the register. None of them writes."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from followthrough.outputs.plan_json import to_json
from followthrough.site import clock
from followthrough.site.history.models import Event
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.as_document import as_document
from followthrough.site.register.doubts import doubts_of
from followthrough.site.register.listing import Listing
from followthrough.site.register.models import Plan
from followthrough.site.register.overview import status_by_theme
from followthrough.site.register.queries import (
    counts_by_plan,
    counts_by_theme,
    counts_of,
    plans_of,
    whole_actions,
)
from followthrough.site.register.words import status_labels

FINDINGS_A_PAGE = 50


def plan_or_404(request: MemberRequest, slug: str) -> Plan:
    """A plan of the reader's own organisation; of another's it is as if it were not there."""
    return get_object_or_404(plans_of(request.organisation), slug=slug)


@require_safe
@requires(Permission.READ_PLANS)
def show_plans(request: MemberRequest) -> HttpResponse:
    today = clock.today()
    counts = counts_by_plan(request.organisation, day=today)
    plans = [(plan, counts.get(plan.pk, {})) for plan in plans_of(request.organisation)]
    return render(request, "register/plans.html", {"plans": plans, "today": today})


@require_safe
@requires(Permission.READ_PLANS)
def show_plan(request: MemberRequest, slug: str) -> HttpResponse:
    plan, today = plan_or_404(request, slug), clock.today()
    context = {
        "counts": counts_of(plan, day=today),
        "themes": status_by_theme(counts_by_theme(plan), status_labels(plan.scheme)),
        "doubts": doubts_of(plan, today=today),
        "taken_in_from": getattr(plan, "taken_in_from", None),
    }
    return _render(request, plan, "register/plan.html", context)


@require_safe
@requires(Permission.READ_PLANS)
def show_actions(request: MemberRequest, slug: str) -> HttpResponse:
    plan = plan_or_404(request, slug)
    context = {
        "listing": Listing(plan, request.GET, day=clock.today()),
        "total": plan.actions.count(),
        "labels": status_labels(plan.scheme),
    }
    return _render(request, plan, "register/actions.html", context)


@require_safe
@requires(Permission.READ_PLANS)
def show_action(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    plan = plan_or_404(request, slug)
    action = get_object_or_404(whole_actions(plan), number=number)
    doubts = doubts_of(plan, today=clock.today())
    context = {
        "action": action,
        "labels": status_labels(plan.scheme),
        "doubts": doubts,
        "findings": doubts.about(action),
        "problems": [problem for problem in plan.problems if action.ref and problem.get("ref") == action.ref],
        "events": Event.objects.filter(organisation_id=plan.organisation_id, plan_id=plan.pk),
        "query": request.GET.urlencode(),
    }
    return _render(request, plan, "register/action.html", context)


@require_safe
@requires(Permission.READ_PLANS)
def show_checks(request: MemberRequest, slug: str) -> HttpResponse:
    plan, rule = plan_or_404(request, slug), request.GET.get("rule", "")
    doubts = doubts_of(plan, today=clock.today(), asked=_day_asked(request))
    found = Paginator(doubts.numbered(plan, rule=rule), FINDINGS_A_PAGE)
    context = {
        "doubts": doubts,
        "total": plan.actions.count(),
        "page": found.get_page(request.GET.get("page")),
        "rule": rule,
    }
    return _render(request, plan, "register/checks.html", context)


@require_safe
@requires(Permission.READ_PLANS)
def show_about(request: MemberRequest, slug: str) -> HttpResponse:
    plan = plan_or_404(request, slug)
    return _render(request, plan, "register/about.html", {"labels": status_labels(plan.scheme)})


@require_safe
@requires(Permission.READ_PLANS)
def download_plan(request: MemberRequest, slug: str) -> HttpResponse:
    """The plan document, as other programs and other installations take it."""
    plan = plan_or_404(request, slug)
    file = HttpResponse(to_json(as_document(plan)), content_type="application/json; charset=utf-8")
    file["Content-Disposition"] = f'attachment; filename="{plan.slug}.json"'
    return file


def _render(request: MemberRequest, plan: Plan, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, {"plan": plan, "today": clock.today()} | context)


def _day_asked(request: MemberRequest) -> date | None:
    """The day in the address; what is no day asks for none."""
    try:
        return parse_date(request.GET.get("as_at", ""))
    except ValueError:
        return None
