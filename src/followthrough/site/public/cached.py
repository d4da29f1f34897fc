"""Lets a page be kept by browsers and by what stands between: it changes only when an edition does."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from followthrough.site.editions.models import PublicPage
from followthrough.site.public.queries import Version, open_page_or_404, version_of
from followthrough.site.version import VERSION

# So long a paper that is withdrawn may still be seen.
SECONDS = 60

PublicView = Callable[..., HttpResponseBase]


def kept_by_readers(view: PublicView) -> PublicView:
    """A view of an open page, given the PublicPage; whoever has it already is told that it is the same."""

    @require_safe
    @condition(etag_func=_etag, last_modified_func=_changed_at)
    @wraps(view)
    def shown(request: HttpRequest, body: str, slug: str, **place: Any) -> HttpResponseBase:
        page, _ = _looked_up(request, body, slug)
        answer = view(request, page, **place)
        patch_cache_control(answer, public=True, max_age=SECONDS)
        return answer

    return shown


def _etag(request: HttpRequest, body: str, slug: str, **place: Any) -> str | None:
    try:
        _, version = _looked_up(request, body, slug)
    except Http404:
        return None
    known = f"{VERSION} {version.changed_at.isoformat()} {version.number}"
    return f'"{sha256(known.encode()).hexdigest()[:32]}"'


def _changed_at(request: HttpRequest, body: str, slug: str, **place: Any) -> Any:
    try:
        return _looked_up(request, body, slug)[1].changed_at
    except Http404:
        return None


def _looked_up(request: HttpRequest, body: str, slug: str) -> tuple[PublicPage, Version]:
    """The page and its version, asked once a request."""
    known = vars(request)
    if "public_page" not in known:
        page = open_page_or_404(body, slug)
        known["public_page"] = page, version_of(page)
    found: tuple[PublicPage, Version] = known["public_page"]
    return found
