"""Tells a person that their password has changed, by mail, so that one who did not do it can act."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from followthrough.site.notices.models import Notice
from followthrough.site.notices.operations import Cover, hold_outbox, send_soon, write
from followthrough.site.notices.queries import letters_about
from followthrough.site.people.inviting import letters_can_go
from followthrough.site.people.models import Membership, User

KIND = "password_changed"


@transaction.atomic
def tell_password_changed(user: User, *, at: datetime) -> Notice | None:
    """Write to the account, and have it sent; None where no letters can go or it is of no organisation."""
    membership = Membership.objects.select_related("organisation").filter(user=user).order_by("pk").first()
    if membership is None or not letters_can_go():
        return None
    organisation = membership.organisation
    hold_outbox(organisation)
    moment = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    about = f"new password of {user.pk}"
    notice = write(
        organisation=organisation,
        to=user,
        kind=KIND,
        subject="Your password for Followthrough has changed",
        text=(
            f"Dear {user.name},\n\n"
            f"The password of your account was changed on {moment:%-d %B %Y at %H:%M}.\n\n"
            "If it was you, there is nothing to do. If not, tell your administrator at once and choose "
            "another: “Forgotten your password?” on the page where you sign in.\n\n"
            f"Sent by Followthrough for {organisation.name}.\n"
        ),
        covers=[Cover(about, f"{about}/{letters_about(about).count() + 1}")],
        by=None,
        at=at,
    )
    send_soon([notice])
    return notice
