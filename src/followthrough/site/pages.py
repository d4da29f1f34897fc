"""Pages that belong to no app: home, help, the accessibility statement, and a form refused."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse | HttpResponseRedirect:
    """What this is and how to sign in; for somebody who is signed in, the plans."""
    if request.user.is_authenticated:
        return redirect("plans")
    return render(request, "home.html")


@require_safe
def show_help(request: HttpRequest) -> HttpResponse:
    return render(request, "help.html")


@require_safe
def show_accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accessibility.html")


def refuse_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that came without its security token (the setting CSRF_FAILURE_VIEW)."""
    return render(request, "403_csrf.html", status=403)
