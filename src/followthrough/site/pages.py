"""Pages that belong to no one app: home, who sees what, the accessibility statement, a form refused."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from followthrough.site import clock
from followthrough.site.people.permissions import membership_of
from followthrough.site.people.roles import ROLES, Role
from followthrough.site.rounds.returns.keeping_words import keep_words

# What somebody of a role sees first; everybody else, the plans.
FIRST_PAGES = {Role.UPDATE_OWNER: "my_actions", Role.DIRECTOR_LEAD: "approvals"}


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is and how to sign in; for somebody who is signed in, what their role does first."""
    if request.user.is_authenticated:
        membership = membership_of(request)
        return redirect(FIRST_PAGES.get(Role(membership.role), "plans") if membership else "plans")
    return render(request, "home.html")


@require_safe
def show_who_sees_what(request: HttpRequest) -> HttpResponse:
    return render(request, "who_sees_what.html", {"roles": ROLES.values()})


@require_safe
def show_accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accessibility.html")


def refuse_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that came without its security token (the setting CSRF_FAILURE_VIEW).

    What was written for a return is kept first: it may be the only copy.
    """
    is_kept = keep_words(request.POST.dict(), at=clock.now())
    return render(request, "403_csrf.html", {"is_kept": is_kept}, status=403)
