"""The pages of the register. None of them writes."""

from datetime import date
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires, sees_work
from followthrough.site.register.action_events import events_of
from followthrough.site.register.date_track import track_of
from followthrough.site.register.dependence import hanging_around
from followthrough.site.register.derived import derived_of
from followthrough.site.register.document.downloads import FORMATS, file_of
from followthrough.site.register.doubts import doubts_of
from followthrough.site.register.facts import when_of
from followthrough.site.register.judging import day_drawn, day_judged_of
from followthrough.site.register.models import Plan
from followthrough.site.register.moved_dates import times_moved
from followthrough.site.register.parts import parts_of
from followthrough.site.register.queries import (
    counts_by_plan,
    plans_of,
    plans_shown_to_members,
    whole_actions,
)
from followthrough.site.register.silence import silence_of
from followthrough.site.register.what_was_said import said_of_action
from followthrough.site.register.words import status_labels

FINDINGS_A_PAGE = REMARKS_A_PAGE = 50


def plan_or_404(request: MemberRequest, slug: str) -> Plan:
    """A plan of the reader's own organisation; of another's it is as if it were not there.

    Nor is one there for members from whom it is kept.
    """
    plans = plans_of if sees_work(request) else plans_shown_to_members
    return get_object_or_404(plans(request.organisation), slug=slug)


@require_safe
@requires(Permission.READ_WORK, published="published_plans")
def show_plans(request: MemberRequest) -> HttpResponse:
    today = clock.today()
    counts = counts_by_plan(request.organisation, today=today)
    plans = [(plan, counts.get(plan.pk, {})) for plan in plans_of(request.organisation)]
    return render(request, "register/plans.html", {"plans": plans})


@require_safe
@requires(Permission.READ_WORK, published="published_action")
def show_action(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    plan = plan_or_404(request, slug)
    day = day_judged_of(plan)
    action = get_object_or_404(whole_actions(plan), number=number)
    doubts = doubts_of(plan, today=clock.today())
    derived, silence = derived_of(action, day=day), silence_of(plan, action)
    context = {
        "action": action,
        "labels": status_labels(plan.scheme),
        "doubts": doubts,
        "findings": doubts.about(action),
        "problems": [problem for problem in plan.problems if action.ref and problem.get("ref") == action.ref],
        "events": partial(events_of, action),  # asked for by who may read them alone
        "query": request.GET.urlencode(),
        "derived": derived,
        "silence": silence if silence and silence.running else None,
        "said": said_of_action(action, silence.periods if silence else ()),
        "track": track_of(
            when_of(action.original_due),
            when_of(action.due),
            derived.forecast,
            times=times_moved([action.pk])[action.pk],
            implied=derived.by_dates,
            day=day_drawn(day),
        ),
        "parts": parts_of([action], day=day).get(action.pk),
        "hanging": hanging_around(plan, action.pk, day=day),
        "day": day,
    }
    return _render(request, plan, "register/action.html", context)


@require_safe
@requires(Permission.READ_WORK)
def show_checks(request: MemberRequest, slug: str) -> HttpResponse:
    plan = plan_or_404(request, slug)
    rule, weight = request.GET.get("rule", ""), request.GET.get("weight", "")
    doubts = doubts_of(plan, today=clock.today(), asked=_day_asked(request))
    found = Paginator(doubts.numbered(rule=rule, weight=weight), FINDINGS_A_PAGE)
    context = {
        "doubts": doubts,
        "total": plan.actions.filter(archived_at=None).count(),
        "page": found.get_page(request.GET.get("page")),
        "is_narrowed": bool(rule or weight),
        "weight": weight,
    }
    return _render(request, plan, "register/checks.html", context)


@require_safe
@requires(Permission.READ_WORK)
def show_about(request: MemberRequest, slug: str) -> HttpResponse:
    plan = plan_or_404(request, slug)
    remarks = Paginator(plan.remarks, REMARKS_A_PAGE).get_page(request.GET.get("page"))
    context = {"labels": status_labels(plan.scheme), "page": remarks}
    return _render(request, plan, "register/about.html", context)


@require_safe
@requires(Permission.READ_WORK)
def download_plan(request: MemberRequest, slug: str, ending: str) -> HttpResponse:
    """The plan as a file, in its own layout."""
    return file_of(plan_or_404(request, slug), ending)


def _render(request: MemberRequest, plan: Plan, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, {"plan": plan, "today": clock.today(), "downloads": FORMATS} | context)


def _day_asked(request: MemberRequest) -> date | None:
    """The day in the address; what is no day asks for none."""
    try:
        return parse_date(request.GET.get("as_at", ""))
    except ValueError:
        return None
