"""The pages on which an action is archived, and on which what was archived is listed and put back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.editing import archiving
from followthrough.site.register.editing.forms_archive import ArchiveForm
from followthrough.site.register.editing.places import rows_in_order, subtree_of
from followthrough.site.register.editing.views import action_or_404
from followthrough.site.register.views import plan_or_404

ACTIONS_A_PAGE = 50


@require_safe
@requires(Permission.READ_WORK)
def show_archived(request: MemberRequest, slug: str) -> HttpResponse:
    plan = plan_or_404(request, slug)
    archived = plan.actions.exclude(archived_at=None).select_related("archived_by")
    page = Paginator(archived.order_by("-archived_at", "position"), ACTIONS_A_PAGE)
    context = {"plan": plan, "page": page.get_page(request.GET.get("page"))}
    return render(request, "register/archived.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def archive_action(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Archives an action with its parts, or puts an archived one back; each wants a reason."""
    plan = plan_or_404(request, slug)
    action = action_or_404(plan, number)
    is_archived = action.archived_at is not None
    form = ArchiveForm(request.POST if request.method == "POST" else None, is_archived=is_archived)
    if form.is_valid():
        operation = archiving.restore_action if is_archived else archiving.archive_action
        operation(action, by=request.user, at=clock.now(), **form.cleaned_data)
        done = "is in the plan again" if is_archived else "is archived"
        messages.success(request, f"“{action.title[:80]}” {done}.")
        return redirect("action", plan.slug, number)
    parts = [row for row in subtree_of(action, rows_in_order(plan)) if row.archived_at == action.archived_at]
    context = {"plan": plan, "action": action, "form": form, "parts": len(parts) - 1}
    return render(request, "register/archive_action.html", context)
