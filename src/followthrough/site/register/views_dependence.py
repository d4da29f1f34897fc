"""The page of what hangs on what in a plan: who waits for whom, drawn and as a table."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.dependence import hanging_of, waits_in_words, waits_picture
from followthrough.site.register.judging import day_judged_of
from followthrough.site.register.views import plan_or_404

WAITS_A_PAGE = 30


@require_safe
@requires(Permission.READ_WORK)
def show_dependencies(request: MemberRequest, slug: str) -> HttpResponse:
    """What waits for what in a plan; `?only=at_risk` shows what slippage puts at risk."""
    plan = plan_or_404(request, slug)
    day = day_judged_of(plan)
    hanging = hanging_of(plan, day=day)
    at_risk = [wait for wait in hanging.waits if wait.at_risk]
    only = request.GET.get("only") == "at_risk"
    shown = at_risk if only else hanging.waits
    page = Paginator(shown, WAITS_A_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    context = {
        "plan": plan,
        "today": day,
        "total": len(hanging.waits),
        "at_risk": len(at_risk),
        "only": only,
        "page": page,
        "rows": rows,
        "critical": [node for node in hanging.nodes.values() if node.promise.critical],
        "picture": waits_picture(rows, finding=waits_in_words(shown)) if rows else None,
    }
    return render(request, "register/dependencies.html", context)
