"""The page of a round, and the actions behind each of its figures. What was published is shown as it was."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.rounds.figures.behind import NOBODY, Lists, Narrowed
from followthrough.site.rounds.figures.queries import publication_of
from followthrough.site.rounds.figures.report import Report
from followthrough.site.rounds.figures.shown import FiguresShown
from followthrough.site.rounds.models import Publication, Round
from followthrough.site.rounds.round_pages import render_round, round_or_404

ACTIONS_A_PAGE = 50


@require_safe
@requires(Permission.READ_WORK, published="published_round")
def show_round(request: MemberRequest, slug: str, period: str) -> HttpResponse:
    """The figures as last published, or, while the round isn't, as they would be published today."""
    return _figures(request, _shown(round_or_404(request, slug, period), None))


@require_safe
@requires(Permission.READ_PLANS)
def show_edition(request: MemberRequest, slug: str, period: str, edition: int) -> HttpResponse:
    """What one edition of a round published: the same for ever."""
    return _figures(request, _shown(round_or_404(request, slug, period), edition))


@require_safe
@requires(Permission.READ_WORK, published="published_round")
def show_round_actions(request: MemberRequest, slug: str, period: str) -> HttpResponse:
    """The actions behind a figure, as they would be published today."""
    return _actions(request, _shown(round_or_404(request, slug, period), None))


@require_safe
@requires(Permission.READ_PLANS)
def show_edition_actions(request: MemberRequest, slug: str, period: str, edition: int) -> HttpResponse:
    """The actions behind a figure as they were published, with their texts: the same for ever."""
    return _actions(request, _shown(round_or_404(request, slug, period), edition))


def _shown(round_: Round, edition: int | None) -> FiguresShown:
    publication: Publication | None = None
    if edition is not None:
        publication = get_object_or_404(round_.publications.select_related("by"), edition=edition)
    elif round_.state == Round.State.PUBLISHED:
        publication = publication_of(round_)
    if publication:
        publication.round = round_
    return FiguresShown(round_, publication, publication.day if publication else clock.today())


def list_behind(request: MemberRequest, lists: Lists) -> dict[str, Any]:
    """What the page of a list shows: the actions that the address asks for. Raises Http404 for no figure."""
    asked = request.GET
    narrowed = Narrowed(asked.get("theme"), asked.get("director"), asked.get("owner"))
    behind = lists.behind(asked.get("of", ""), narrowed)
    if behind is None:
        raise Http404
    page = Paginator(behind.standings, ACTIONS_A_PAGE).get_page(asked.get("page"))
    whose = narrowed.director or narrowed.owner or ""
    return {
        "behind": behind,
        "page": page,
        "theme": narrowed.theme,
        "whose": "nobody named" if whose == NOBODY else whose,
        "total": lists.figures.total,
        "labels": lists.labels,
        "lists": lists,
    }


def _figures(request: MemberRequest, shown: FiguresShown) -> HttpResponse:
    return _render(request, shown, "figures", {"report": Report(shown)})


def _actions(request: MemberRequest, shown: FiguresShown) -> HttpResponse:
    return _render(request, shown, "actions", list_behind(request, shown.lists))


def _render(request: MemberRequest, shown: FiguresShown, what: str, more: dict[str, Any]) -> HttpResponse:
    kind = "edition" if shown.publication else "round"
    editions = shown.round.publications.values("edition", "at") if shown.publication else []
    context = {"shown": shown, "figures": shown.figures, "editions": editions}
    return render_round(request, shown.round, f"rounds/{kind}_{what}.html", context | more)
