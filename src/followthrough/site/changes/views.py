"""The pages of change control. None of them writes yet."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from followthrough.site.changes.queries import changes_waiting, numbers_by_kind
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.views import plan_or_404

CHANGES_A_PAGE = 50


@require_safe
@requires(Permission.READ_WORK)
def show_changes(request: MemberRequest, slug: str) -> HttpResponse:
    """The changes of a plan that wait for a decision; `?kind=` shows those of one kind."""
    plan = plan_or_404(request, slug)
    kinds = numbers_by_kind(plan)
    asked = request.GET.get("kind", "")
    kind = asked if asked in {known for known, *_ in kinds} else ""
    waiting = changes_waiting(plan)
    found = Paginator(waiting.filter(kind=kind) if kind else waiting, CHANGES_A_PAGE)
    context = {
        "plan": plan,
        "kinds": kinds,
        "kind": kind,
        "total": sum(number for *_, number in kinds),
        "page": found.get_page(request.GET.get("page")),
    }
    return render(request, "changes/changes.html", context)
