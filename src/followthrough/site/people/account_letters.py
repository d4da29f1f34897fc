"""Tells a person by mail that how they sign in has changed, so that one who did not do it can act."""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from followthrough.site.notices.models import Notice
from followthrough.site.notices.operations import Cover, hold_outbox, send_soon, write
from followthrough.site.notices.queries import letters_about
from followthrough.site.people.inviting import letters_can_go
from followthrough.site.people.models import Membership, User


class SignInChange(NamedTuple):
    """What changed: the kind of its letter, and how the letter says it before the moment."""

    kind: str
    subject: str
    sentence: str


NEW_PASSWORD = SignInChange(
    "password_changed",
    "Your password for Followthrough has changed",
    "The password of your account was changed",
)


def way_added(way: str) -> SignInChange:
    """A second step was set up; `way` as in "a passkey"."""
    subject = "Your account for Followthrough has another way of signing in"
    return SignInChange("step_added", subject, f"Signing in with {way} was set up for your account")


def way_removed(way: str) -> SignInChange:
    """A second step was removed; `way` as in "a passkey"."""
    subject = "A way of signing in was removed from your account for Followthrough"
    return SignInChange("step_removed", subject, f"Signing in with {way} was removed from your account")


@transaction.atomic
def tell_sign_in_changed(user: User, change: SignInChange, *, at: datetime) -> Notice | None:
    """Write to the account, and have it sent; None where no letters can go or it is of no organisation."""
    membership = Membership.objects.select_related("organisation").filter(user=user).order_by("pk").first()
    if membership is None or not letters_can_go():
        return None
    organisation = membership.organisation
    hold_outbox(organisation)
    moment = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    about = f"{change.kind} of {user.pk}"
    notice = write(
        organisation=organisation,
        to=user,
        kind=change.kind,
        subject=change.subject,
        text=(
            f"Dear {user.name},\n\n"
            f"{change.sentence} on {moment:%-d %B %Y at %H:%M}.\n\n"
            "If you know of it, there is nothing to do. If not, tell your administrator at once and choose "
            "another password: “Forgotten your password?” on the page where you sign in.\n\n"
            f"Sent by Followthrough for {organisation.name}.\n"
        ),
        covers=[Cover(about, f"{about}/{letters_about(about).count() + 1}")],
        by=None,
        at=at,
    )
    send_soon([notice])
    return notice
