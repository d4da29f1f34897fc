"""The first page. It writes nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from followthrough.site import clock
from followthrough.site.home.answering import AnsweringHome
from followthrough.site.home.office import OfficeHome
from followthrough.site.home.reading import ReadingHome
from followthrough.site.people.models import Membership, User
from followthrough.site.people.permissions import Permission, membership_of, permissions_of


@never_cache
@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """What this is and how to sign in; for somebody who is signed in, what needs them."""
    if not isinstance(request.user, User):
        return render(request, "home.html")
    membership = membership_of(request)
    if membership is None:
        return redirect("plans")
    return _home_of(request, request.user, membership)


def _home_of(request: HttpRequest, user: User, membership: Membership) -> HttpResponse:
    organisation, may, day = membership.organisation, permissions_of(membership), clock.today()
    if Permission.OVERSEE_PLANS in may:
        return redirect("overseen_plans")
    context = {"today": day}
    if Permission.RUN_ROUNDS in may:
        looks_after_site = Permission.MANAGE_PEOPLE in may
        moment = clock.now() if looks_after_site else None
        office = OfficeHome(user, organisation, day=day, administered_at=moment)
        return render(request, "home/office.html", context | {"home": office})
    if Permission.ANSWER_RETURNS in may:
        answering = AnsweringHome(user, organisation, frozenset(may), day=day)
        return render(request, "home/answering.html", context | {"home": answering})
    reading = ReadingHome(organisation, frozenset(may), day=day)
    return render(request, "home/reading.html", context | {"home": reading})
