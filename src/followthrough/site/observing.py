"""What is noted of each request: a number of its own, one line in the log, and counts for Prometheus.

No address with its words, no name and no text: the name of the page, who by their number, how long it took.
"""

import os
from collections.abc import Callable
from hmac import compare_digest
from time import perf_counter
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram
from prometheus_client import generate_latest as as_text
from prometheus_client.multiprocess import MultiProcessCollector

HEADER = "X-Request-ID"
LOOPBACK = ("127.0.0.1", "::1")
# Where the processes that serve add up their counts.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"

log = structlog.get_logger(__name__)

ANSWERS = Counter("followthrough_answers", "Requests answered", ["page", "method", "status"])
SECONDS = Histogram(
    "followthrough_answer_seconds",
    "How long an answer took",
    ["page"],
    buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)


def note_requests(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the number of a request is in all that is logged meanwhile, and in its answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        number, began = uuid4().hex, perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=number):
            response = get_response(request)
            _note(request, response, perf_counter() - began)
        response[HEADER] = number
        return response

    return answer


def _note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    match = request.resolver_match
    page = (match.url_name if match else None) or "none"
    ANSWERS.labels(page, _method(request), str(response.status_code)).inc()
    SECONDS.labels(page).observe(seconds)
    user = getattr(request, "user", None)
    by = user.pk if user is not None and user.is_authenticated else None
    log.info(
        "answered",
        page=page,
        method=_method(request),
        status=response.status_code,
        milliseconds=round(seconds * 1000),
        by=by,
    )


def _method(request: HttpRequest) -> str:
    """A method of HTTP; anybody can send another word, and each would be a count of its own."""
    return request.method if request.method in ("GET", "HEAD", "POST") else "other"


@require_safe
def show_metrics(request: HttpRequest) -> HttpResponse:
    """The counts for Prometheus: for whoever has the token, else for this machine itself without a proxy."""
    if not _may_see_metrics(request):
        raise Http404
    registry: CollectorRegistry = REGISTRY
    if os.environ.get(FOLDER):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no types
    return HttpResponse(as_text(registry), content_type=CONTENT_TYPE_LATEST)


def _may_see_metrics(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    came_through = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not came_through
