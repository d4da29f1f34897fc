"""The pages of what was published: what a member sees in place of the work in hand."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.models import Plan
from followthrough.site.register.queries import plans_shown_to_members
from followthrough.site.register.words import status_labels
from followthrough.site.rounds.models import Standing
from followthrough.site.rounds.published.queries import (
    entries_of,
    last_editions,
    last_editions_of,
    present_editions,
    with_words,
)

ROWS_A_PAGE = 50


@require_safe
@requires(Permission.READ_PLANS)
def show_published_plans(request: MemberRequest) -> HttpResponse:
    """The plans with the round that each published last."""
    present = {each.round.plan_id: each for each in present_editions(request.organisation)}
    plans = [(plan, present.get(plan.pk)) for plan in plans_shown_to_members(request.organisation)]
    return render(request, "rounds/published_plans.html", {"plans": plans})


@require_safe
@requires(Permission.READ_PLANS)
def show_published_plan(request: MemberRequest, slug: str) -> HttpResponse:
    """Goes to the round that was published last, or says that none was."""
    plan = _plan_or_404(request, slug)
    last = last_editions_of(plan).first()
    if last is None:
        return render(request, "rounds/nothing_published.html", {"plan": plan})
    return redirect("edition", plan.slug, last.round.period, last.edition)


@require_safe
@requires(Permission.READ_PLANS)
def show_published_round(request: MemberRequest, slug: str, period: str) -> HttpResponse:
    """Goes to the last edition of a round."""
    last = get_object_or_404(last_editions_of(_plan_or_404(request, slug)), round__period=period)
    return redirect("edition", slug, period, last.edition)


@require_safe
@requires(Permission.READ_PLANS)
def show_published_rounds(request: MemberRequest) -> HttpResponse:
    """The published rounds of all plans."""
    editions = last_editions(request.organisation)
    return render(request, "rounds/published_rounds.html", {"page": _page(request, editions)})


@require_safe
@requires(Permission.READ_PLANS)
def show_published_plan_rounds(request: MemberRequest, slug: str) -> HttpResponse:
    """The published rounds of a plan."""
    plan = _plan_or_404(request, slug)
    context = {"plan": plan, "page": _page(request, last_editions_of(plan))}
    return render(request, "rounds/published_rounds.html", context)


@require_safe
@requires(Permission.READ_PLANS)
def show_published_actions(request: MemberRequest, slug: str) -> HttpResponse:
    """The actions of a plan as its last published round holds them; `?q=` those that have the words."""
    plan, words = _plan_or_404(request, slug), request.GET.get("q", "").strip()[:400]
    last = last_editions_of(plan).first()
    if last is None:
        return render(request, "rounds/nothing_published.html", {"plan": plan})
    counted = last.standings.exclude(kind="heading")
    context = {
        "plan": plan,
        "publication": last,
        "words": words,
        "total": counted.count(),
        "page": _page(request, with_words(counted, words).order_by("position")),
        "labels": status_labels(last.scheme),
    }
    return render(request, "rounds/published_actions.html", context)


@require_safe
@requires(Permission.READ_PLANS)
def show_published_action(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """One action, round by round as it was published."""
    plan = _plan_or_404(request, slug)
    entries = entries_of(plan, number)
    if not entries:
        raise Http404
    context = {
        "plan": plan,
        "entries": [(each, status_labels(each.publication.scheme)) for each in entries],
        "publication": entries[0].publication,
    }
    return render(request, "rounds/published_action.html", context)


@require_safe
@requires(Permission.READ_PLANS)
def search_published(request: MemberRequest) -> HttpResponse:
    """The actions of all plans whose last published words have what is asked."""
    words = request.GET.get("q", "").strip()[:400]
    present = {each.pk: each for each in present_editions(request.organisation)}
    found = Standing.objects.none()
    if words:
        of_present = Standing.objects.filter(publication__in=present).exclude(kind="heading")
        found = with_words(of_present, words).order_by("publication__title", "publication", "position")
    page = _page(request, found)
    rows = [(each, present[each.publication_id]) for each in page]
    labels = {pk: status_labels(each.scheme) for pk, each in present.items()}
    context = {"words": words, "page": page, "rows": rows, "labels_of": labels}
    return render(request, "rounds/search_published.html", context)


def _plan_or_404(request: MemberRequest, slug: str) -> Plan:
    return get_object_or_404(plans_shown_to_members(request.organisation), slug=slug)


def _page(request: MemberRequest, rows: QuerySet[Any]) -> Any:
    return Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
