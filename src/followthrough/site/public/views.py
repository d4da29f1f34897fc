"""The public pages. They are drawn without the frame of the site: nothing on them depends on who looks."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from followthrough.site.editions.files import FORMAT_NAMES, FileNotAsPublishedError, bytes_of
from followthrough.site.editions.models import PublicPage
from followthrough.site.page_parts import Tile
from followthrough.site.public import data
from followthrough.site.public.cached import SECONDS, kept_by_readers
from followthrough.site.public.changed import changes_in, what_is_behind
from followthrough.site.public.queries import (
    STATES,
    actions_in,
    due_next,
    entries_of,
    open_pages,
    papers_in_force,
    papers_of,
    rounds_told,
    with_words,
)
from followthrough.site.version import VERSION

ROWS_A_PAGE = 50
MOST_DUE = 8
_OFFICE = "application/vnd.openxmlformats-officedocument"
FILE_TYPES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    **data.MEDIA_TYPES,
}


@require_safe
def show_plans(request: HttpRequest, body: str = "") -> HttpResponse:
    """The plans whose public page is open; of one `body` alone, where it has any."""
    pages = list(open_pages().filter(body_slug=body) if body else open_pages())
    if body and not pages:
        raise Http404
    answer = _page("plans", {"pages": pages, "body": pages[0].body if body else ""})
    patch_cache_control(answer, public=True, max_age=SECONDS)
    return answer


@kept_by_readers
def show_plan(request: HttpRequest, page: PublicPage) -> HttpResponse:
    """Where the plan stands, what changed, what is due next, its papers, and its data."""
    rounds = rounds_told(page.plan_id)
    last = rounds[0] if rounds else None
    context = {
        "page": page,
        "last": last,
        "rounds": rounds,
        "tiles": _tiles(page, last.figures) if last else [],
        "behind": what_is_behind(last.figures) if last else None,
        "changes": changes_in(last) if last else [],
        "due": due_next(last, MOST_DUE) if last else [],
        "papers": list(papers_in_force(page.plan_id)),
        "earlier": [each for each in papers_of(page.plan_id) if each.is_superseded or each.is_withdrawn],  # type: ignore[attr-defined]
    }
    return _page("plan", context)


@kept_by_readers
def show_actions(request: HttpRequest, page: PublicPage) -> HttpResponse:
    """The actions as the last published round says them; `?state=` and `?q=` narrow them."""
    last = next(iter(rounds_told(page.plan_id)), None)
    if last is None:
        raise Http404
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()[:400]
    found = with_words(actions_in(last, state), words)
    rows = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "last": last,
        "rows": rows,
        "total": last.figures.get("total", 0),
        "words": words,
        "state": state if state in STATES else "",
        "state_words": STATES[state][0].removeprefix("of these ") if state in STATES else "",
        "query": urlencode({"q": words, "state": state}),
    }
    return _page("actions", context)


@kept_by_readers
def show_action(request: HttpRequest, page: PublicPage, key: str) -> HttpResponse:
    """One action, round by round as it was published."""
    entries = entries_of(rounds_told(page.plan_id), key)
    if not entries:
        raise Http404
    return _page("action", {"page": page, "entries": entries, "action": entries[0][1]})


@kept_by_readers
def show_paper(request: HttpRequest, page: PublicPage, number: int) -> HttpResponse:
    """One edition with its files; one that was withdrawn says why and gives none."""
    edition = get_object_or_404(papers_of(page.plan_id), number=number)
    is_withdrawn = edition.is_withdrawn  # type: ignore[attr-defined]
    newer = None
    if edition.is_superseded:  # type: ignore[attr-defined]
        newer = papers_in_force(page.plan_id).filter(kind=edition.kind, period=edition.period).first()
    context = {
        "page": page,
        "edition": edition,
        "newer": newer,
        "withdrawal": edition.withdrawal if is_withdrawn else None,
        "files": [] if is_withdrawn else [(each, FORMAT_NAMES[each.form]) for each in edition.files.all()],
    }
    return _page("paper", context)


@kept_by_readers
def download_file(request: HttpRequest, page: PublicPage, number: int, form: str) -> HttpResponse:
    """A file of an edition, byte for byte as it was published."""
    edition = get_object_or_404(papers_of(page.plan_id).filter(withdrawal=None), number=number)
    file = get_object_or_404(edition.files, form=form)
    try:
        content = bytes_of(file)
    except FileNotAsPublishedError:
        return _page("no_file", {"page": page, "edition": edition}, status=410)
    name = f"{page.slug}-{edition.period}-{edition.kind}-edition-{edition.issue}.{form}"
    return _file(content, name, FILE_TYPES[form])


@kept_by_readers
def download_data(request: HttpRequest, page: PublicPage, form: str) -> HttpResponse:
    """The actions of the last published round as open data, always at this address."""
    last = next(iter(rounds_told(page.plan_id)), None)
    if last is None or form not in data.FORMS:
        raise Http404
    content = data.as_data(page, last, last.actions.all(), form)
    return _file(content, f"{page.slug}-actions.{form}", data.MEDIA_TYPES[form])


def _tiles(page: PublicPage, figures: dict[str, Any]) -> list[Tile]:
    """How many actions there are, and of which state; each number leads to its list."""
    address = reverse("public_actions", args=[page.body_slug, page.slug])
    tiles = [Tile(figures["total"], "actions", address)]
    for state, (label, _) in STATES.items():
        tiles.append(Tile(figures[state.replace("-", "_")], label, f"{address}?state={state}"))
    return tiles


def _page(name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page drawn without the request: what is kept for one reader is what any other gets."""
    return HttpResponse(
        render_to_string(f"public/{name}.html", {"version": VERSION, **context}), status=status
    )


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
