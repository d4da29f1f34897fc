"""What stands around every page: the organisation, the navigation, the version."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from followthrough.site import clock
from followthrough.site.help_pages import topic_of
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.permissions import Permission, membership_of, permissions_of
from followthrough.site.rounds.queries import number_owed, number_to_approve
from followthrough.site.version import VERSION


@dataclass(frozen=True)
class Place:
    """An entry of the navigation: where it leads, whom it is for, and how much waits for them there."""

    label: str
    view: str
    permission: Permission
    waiting: Callable[[User, Organisation], int] | None = None


def _owed(user: User, organisation: Organisation) -> int:
    return number_owed(user, organisation, day=clock.today())


def _to_approve(user: User, organisation: Organisation) -> int:
    return number_to_approve(user, organisation, day=clock.today())


PLACES = [
    Place("Plans", "plans", Permission.READ_PLANS),
    Place("My actions", "my_actions", Permission.ANSWER_RETURNS, _owed),
    Place("To approve", "approvals", Permission.APPROVE_RETURNS, _to_approve),
    Place("Rounds", "rounds", Permission.READ_PLANS),
    Place("Posts", "posts", Permission.EDIT_PLANS),
    Place("History", "history", Permission.READ_HISTORY),
    Place("People", "people", Permission.INVITE_PEOPLE),
    Place("Published plans", "overseen_plans", Permission.OVERSEE_PLANS),
]
# Pages to which one comes from a place of the navigation whose address is not above theirs.
COMES_FROM = {"answer_return": "my_actions", "send_return_back": "approvals"} | dict.fromkeys(
    (
        "imports",
        "import",
        "import_problems",
        "import_left_over",
        "import_tables",
        "put_right",
        "take_in",
        "which_plan",
        "next_version",
    ),
    "plans",
)
COMES_FROM |= dict.fromkeys(
    ("published_plans", "published_plan", "published_actions", "published_action", "search_published"),
    "plans",
)
COMES_FROM["to_verify"] = "plans"
COMES_FROM |= dict.fromkeys(("published_rounds", "published_plan_rounds", "published_round"), "rounds")


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of base.html; `may` holds the permissions of whoever is signed in, as their values."""
    membership = membership_of(request) if hasattr(request, "user") else None
    may = permissions_of(membership)
    organisation = membership.organisation if membership else None
    return {
        "membership": membership,
        "organisation": organisation,
        "may": may,
        "navigation": [link(place, request, organisation) for place in PLACES if place.permission in may],
        "help_topic": topic_of(request),
        "version": VERSION,
    }


def link(place: Place, request: HttpRequest, organisation: Organisation | None) -> dict[str, Any]:
    address = reverse(place.view)
    return {
        "label": place.label,
        "address": address,
        "waiting": number_waiting(place, request, organisation),
        "is_current": request.path == address,
        "is_in": place_in_navigation(request).startswith(address),
    }


def place_in_navigation(request: HttpRequest) -> str:
    """The address by which the navigation tells where a page belongs."""
    match = request.resolver_match
    origin = COMES_FROM.get(match.url_name or "") if match else None
    return reverse(origin) if origin else request.path


def number_waiting(place: Place, request: HttpRequest, organisation: Organisation | None) -> int:
    if place.waiting is None or organisation is None or not isinstance(request.user, User):
        return 0
    # A page that lists what waits has counted it already.
    counted = getattr(request, "counted", {})
    return counted[place.view] if place.view in counted else place.waiting(request.user, organisation)
