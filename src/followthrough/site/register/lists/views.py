"""The pages of lists of actions: a plan's register, its saved views and files, a search over all plans."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, permissions_of, requires
from followthrough.site.register.judging import day_judged_of
from followthrough.site.register.lists import saving_views
from followthrough.site.register.lists.downloads import file_of_list
from followthrough.site.register.lists.forms_views import SaveViewForm
from followthrough.site.register.lists.listing import ROWS_A_PAGE, Listing
from followthrough.site.register.lists.searching_plans import actions_with
from followthrough.site.register.models import Plan
from followthrough.site.register.views import plan_or_404
from followthrough.site.register.words import status_labels


@require_safe
@requires(Permission.READ_WORK, published="published_actions")
def show_actions(request: MemberRequest, slug: str) -> HttpResponse:
    form = SaveViewForm(may_share=_may_share(request))
    return _list_page(request, plan_or_404(request, slug), request.GET, form)


@require_safe
@requires(Permission.READ_WORK)
def download_actions(request: MemberRequest, slug: str, ending: str) -> HttpResponseBase:
    """What the list of the same address shows, all pages of it, as a file."""
    plan = plan_or_404(request, slug)
    return file_of_list(Listing(plan, request.GET, day=day_judged_of(plan)), ending)


@require_POST
@requires(Permission.READ_WORK)
def save_view(request: MemberRequest, slug: str) -> HttpResponse:
    plan, asked = plan_or_404(request, slug), QueryDict(request.POST.get("query", ""))
    form = SaveViewForm(request.POST, may_share=_may_share(request))
    if not form.is_valid():
        return _list_page(request, plan, asked, form)
    query = Listing(plan, asked, day=day_judged_of(plan)).query_of_all
    view = saving_views.save_view(
        plan,
        name=form.cleaned_data["name"],
        query=query,
        is_shared=form.cleaned_data.get("is_shared", False),
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, f"The view “{view}” is saved.")
    return _to_list(plan, query)


@require_POST
@requires(Permission.READ_WORK)
def remove_view(request: MemberRequest, slug: str, view_id: int) -> HttpResponse:
    """Takes one's own view away; of others' shared ones, with the permission to share alone."""
    plan = plan_or_404(request, slug)
    view = get_object_or_404(saving_views.views_for(request.user, plan), pk=view_id)
    if view.by != request.user and not _may_share(request):
        raise PermissionDenied(f"Only {view.by} or the programme office can remove this view.")
    saving_views.remove_view(view, by=request.user, at=clock.now())
    messages.success(request, f"The view “{view}” is removed.")
    return _to_list(plan, request.POST.get("query", ""))


@require_safe
@requires(Permission.READ_WORK, published="search_published")
def search_plans(request: MemberRequest) -> HttpResponse:
    """The actions of all plans of the organisation that have the words."""
    words = request.GET.get("q", "").strip()[:400]
    found = Paginator(actions_with(words, organisation=request.organisation), ROWS_A_PAGE)
    page = found.get_page(request.GET.get("page"))
    labels = {action.plan_id: status_labels(action.plan.scheme) for action in page}
    shown = {"words": words, "page": page, "labels_of": labels}
    return render(request, "register/search.html", shown)


def _list_page(request: MemberRequest, plan: Plan, asked: QueryDict, form: SaveViewForm) -> HttpResponse:
    listing = Listing(plan, asked, day=day_judged_of(plan))
    context = {
        "plan": plan,
        "today": listing.day,
        "listing": listing,
        "labels": listing.labels,
        "views": saving_views.views_for(request.user, plan),
        "form": form,
        "may_share": _may_share(request),
    }
    return render(request, "register/actions.html", context)


def _may_share(request: MemberRequest) -> bool:
    return Permission.EDIT_PLANS in permissions_of(request.membership)


def _to_list(plan: Plan, query: str) -> HttpResponse:
    address = reverse("actions", args=[plan.slug])
    return redirect(f"{address}?{QueryDict(query).urlencode()}" if query else address)
