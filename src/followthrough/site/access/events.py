"""Notes what happens to accounts and files, and what the notes can be asked."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from followthrough.site import clock
from followthrough.site.access.models import AccessEvent
from followthrough.site.access.triggers import DAYS_KEPT
from followthrough.site.people.models import Membership, Organisation, User

Kind = AccessEvent.Kind
# From so many refusals of an account in a day on, an administrator is told.
MANY_REFUSALS = 10
REFUSALS = (Kind.REFUSED, Kind.SLOWED)


def note(
    kind: AccessEvent.Kind,
    *,
    user: User | None = None,
    email: str = "",
    request: HttpRequest | None = None,
    words: str = "",
) -> AccessEvent:
    """Adds what happened: to an account, or to an address that was tried, known here or not."""
    email = (user.email if user else email).lower()[:254]
    user = user or User.objects.filter(email=email).first()
    return AccessEvent.objects.create(
        at=clock.now(),
        organisation_id=_organisation_of(user),
        kind=kind,
        user_id=user.pk if user else None,
        name=user.name if user else "",
        email=email.replace("\0", ""),
        ip=_address_of(request) if request else None,
        browser=request.headers.get("User-Agent", "")[:200].replace("\0", "") if request else "",
        words=words,
    )


def _address_of(request: HttpRequest) -> str | None:
    """From where a request came; None where its server does not tell, which is no reason to refuse it."""
    try:
        address: str = get_adapter().get_client_ip(request)
    except PermissionDenied:
        return None
    return address


def _organisation_of(user: User | None) -> int | None:
    """Whose administrators see it: of an address that nobody has, those of the only organisation."""
    if user is not None:
        memberships = Membership.objects.filter(user=user).order_by("pk")
        return memberships.values_list("organisation_id", flat=True).first()
    organisations = Organisation.objects.values_list("pk", flat=True)[:2]
    return organisations[0] if len(organisations) == 1 else None


class AskedOfAccess(NamedTuple):
    """What is asked, empty for all: `who` is part of a name or an address."""

    who: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


def events_of_access(organisation: Organisation, asked: AskedOfAccess) -> QuerySet[AccessEvent]:
    """What happened to the accounts of an organisation and fits, the newest first."""
    events = AccessEvent.objects.filter(organisation_id=organisation.pk)
    if asked.who:
        events = events.filter(Q(name__icontains=asked.who) | Q(email__icontains=asked.who))
    if asked.kind:
        events = events.filter(kind=asked.kind)
    if asked.since:
        events = events.filter(at__gte=clock.first_moment_of(asked.since))
    if asked.until:
        events = events.filter(at__lt=clock.first_moment_of(asked.until + timedelta(days=1)))
    return events


def often_refused(organisation: Organisation, *, at: datetime) -> list[tuple[str, int]]:
    """The addresses that were refused often within a day, the most first, each with how often."""
    refused = AccessEvent.objects.filter(
        organisation_id=organisation.pk, kind__in=REFUSALS, at__gt=at - timedelta(days=1)
    )
    counted = refused.order_by().values_list("email").annotate(times=Count("pk"))
    return list(counted.filter(times__gte=MANY_REFUSALS).order_by("-times", "email"))


def forget_old_access(*, at: datetime) -> None:
    """Takes out what is older than the database makes us keep it."""
    AccessEvent.objects.filter(at__lt=at - timedelta(days=DAYS_KEPT + 1)).delete()
