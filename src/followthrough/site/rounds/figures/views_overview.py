"""The overview of a plan: how it stands in words first, then in pictures, each number with its list."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.document.downloads import FORMATS
from followthrough.site.register.doubts import latest_doubts_of
from followthrough.site.register.judging import day_judged_of
from followthrough.site.register.queries import counts_of, last_import_into
from followthrough.site.register.timeline import dated_actions, dates_picture, how_many_late, most_pressing
from followthrough.site.register.views import plan_or_404
from followthrough.site.rounds.figures.overview import (
    headline_of,
    headline_without_round,
    last_published,
    picture_of_today,
)
from followthrough.site.rounds.figures.pictures import trend_picture
from followthrough.site.rounds.figures.queries import published_counts
from followthrough.site.rounds.figures.shown import FiguresShown

MOVED_SHOWN, DATES_SHOWN = 12, 12


@require_safe
@requires(Permission.READ_WORK, published="published_plan")
def show_plan(request: MemberRequest, slug: str) -> HttpResponse:
    plan = plan_or_404(request, slug)
    today = day_judged_of(plan)
    dated = dated_actions(plan, day=today)
    pressing = most_pressing(dated, DATES_SHOWN)
    shown = last_published(plan)
    context = {
        "plan": plan,
        "today": today,
        "downloads": FORMATS,
        "counts": counts_of(plan, day=today),
        "doubts": latest_doubts_of(plan, at=clock.now()),
        "taken_in_from": last_import_into(plan),
        "number_dated": len(dated),
        "pressing": pressing,
        "dates_picture": dates_picture(pressing, day=today, finding=how_many_late(dated), is_grouped=False),
        "trend_picture": trend_picture(published_counts(plan), plan.scheme),
        "shown": shown,
    }
    figures = (
        _of_round(shown)
        if shown
        else {
            "headline": headline_without_round(plan, dated),
            "status_picture": picture_of_today(plan),
        }
    )
    return render(request, "rounds/plan.html", context | figures)


def _of_round(shown: FiguresShown) -> dict[str, Any]:
    return {
        "headline": headline_of(shown),
        "status_picture": shown.status_picture,
        "movement_picture": shown.movement_picture,
        "moved": shown.moved[:MOVED_SHOWN],
        "figures": shown.figures,
    }
