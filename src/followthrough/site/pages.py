"""Pages that belong to no one app: who sees what, the accessibility statement, a form refused."""

import sys
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from followthrough.site import clock
from followthrough.site.database import is_damaged, is_out_of_reach
from followthrough.site.health import health
from followthrough.site.people.roles import ROLES
from followthrough.site.rounds.returns.unsaved_words import rescue_words


@require_safe
def show_who_sees_what(request: HttpRequest) -> HttpResponse:
    return render(request, "who_sees_what.html", {"roles": ROLES.values()})


@require_safe
def show_accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accessibility.html")


@require_safe
def show_health(request: HttpRequest) -> JsonResponse:
    """Whether the site works, for what watches it: status 503 and the names of what does not."""
    failing = [check.name for check in health(at=clock.now()) if not check.ok]
    answer = {"status": "failing" if failing else "ok", "failing": failing}
    return JsonResponse(answer, status=503 if failing else 200)


@require_safe
def show_security_contact(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116), where the installation says so."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = clock.now().replace(hour=0, minute=0, second=0) + timedelta(days=180)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


# After so many seconds a database that was started again answers, as a rule.
_TRY_AGAIN_AFTER = 15


def show_fault(request: HttpRequest) -> HttpResponse:
    """The page for what the program did wrong (handler500), for a database that does not answer just now
    (status 503), or for one that is broken: then nothing that was saved can be called safe."""
    error = sys.exc_info()[1]
    if is_out_of_reach(error):
        page = render_to_string("503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": str(_TRY_AGAIN_AFTER)})
    page = render_to_string("500_database.html" if is_damaged(error) else "500.html")
    return HttpResponse(page, status=500)


def refuse_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that came without its security token (the setting CSRF_FAILURE_VIEW).

    What was written for a return is kept first: it may be the only copy.
    """
    is_kept = rescue_words(request.POST.dict(), at=clock.now())
    return render(request, "403_csrf.html", {"is_kept": is_kept}, status=403)
