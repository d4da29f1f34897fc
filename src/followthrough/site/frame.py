"""What stands around every page: the organisation, the navigation, the version."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from followthrough.site.people.permissions import Permission, membership_of, permissions_of
from followthrough.site.version import VERSION


@dataclass(frozen=True)
class Place:
    """An entry of the navigation: where it leads and whom it is for."""

    label: str
    view: str
    permission: Permission


PLACES = [
    Place("Plans", "plans", Permission.READ_PLANS),
    Place("Import a plan", "import_plan", Permission.IMPORT_PLANS),
    Place("History", "history", Permission.READ_HISTORY),
    Place("People", "people", Permission.MANAGE_PEOPLE),
]


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of base.html; `may` holds the permissions of whoever is signed in, as their values."""
    membership = membership_of(request) if hasattr(request, "user") else None
    may = permissions_of(membership)
    return {
        "membership": membership,
        "organisation": membership.organisation if membership else None,
        "may": may,
        "navigation": [link(place, request.path) for place in PLACES if place.permission in may],
        "version": VERSION,
    }


def link(place: Place, path: str) -> dict[str, Any]:
    address = reverse(place.view)
    return {
        "label": place.label,
        "address": address,
        "is_current": path == address,
        "is_in": path.startswith(address),
    }
