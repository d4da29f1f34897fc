"""The overview of a plan, and the actions behind each of its numbers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.document.downloads import FORMATS
from followthrough.site.register.doubts import doubts_of
from followthrough.site.register.judging import day_judged_of
from followthrough.site.register.queries import last_import_into
from followthrough.site.register.views import plan_or_404
from followthrough.site.rounds.figures.queries import last_publication_of
from followthrough.site.rounds.figures.views import list_behind
from followthrough.site.rounds.overview.page import SHOWN, Overview


@require_safe
@requires(Permission.READ_WORK, published="published_plan")
def show_plan(request: MemberRequest, slug: str) -> HttpResponse:
    """How a plan stands today."""
    plan = plan_or_404(request, slug)
    context = {
        "plan": plan,
        "page": Overview(plan, day_judged_of(plan), doubts_of(plan, today=clock.today())),
        "most": SHOWN,
        "downloads": FORMATS,
        "added_from": last_import_into(plan),
        "published": last_publication_of(plan),
    }
    return render(request, "rounds/plan.html", context)


@require_safe
@requires(Permission.READ_WORK)
def show_plan_figures(request: MemberRequest, slug: str) -> HttpResponse:
    """The actions behind a number of the overview."""
    plan = plan_or_404(request, slug)
    page = Overview(plan, day_judged_of(plan), doubts_of(plan, today=clock.today()))
    context = {"plan": plan, "day": page.day, **list_behind(request, page.lists)}
    return render(request, "rounds/plan_figures.html", context)
