"""The timeline of a plan: the dates of its open actions, drawn."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.forms_timeline import TimelineFilters
from followthrough.site.register.judging import day_drawn, day_judged_of
from followthrough.site.register.timeline import (
    by_workstream,
    dated_actions,
    dates_picture,
    how_many_late,
)
from followthrough.site.register.views import plan_or_404

ROWS_A_PAGE = 40


@require_safe
@requires(Permission.READ_WORK)
def show_timeline(request: MemberRequest, slug: str) -> HttpResponse:
    plan = plan_or_404(request, slug)
    day = day_judged_of(plan)
    form = TimelineFilters(request.GET, plan=plan)
    asked = form.asked
    found = dated_actions(plan, day=day)
    shown = [each for each in found if asked.get("theme") in (None, each.action.theme)]
    shown = by_workstream(each for each in shown if each.is_late or not asked.get("late"))
    page = Paginator(shown, ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    context = {
        "plan": plan,
        "today": day,
        "form": form,
        "is_filtered": bool(asked),
        "total": len(found),
        "page": page,
        "rows": rows,
        "picture": dates_picture(rows, day=day_drawn(day), finding=how_many_late(shown), is_grouped=True),
    }
    return render(request, "register/timeline.html", context)
