"""A new password for who has forgotten theirs: a letter with a link, sent to nobody else."""

from datetime import datetime

from django.db import transaction

from followthrough.site.history.operations import record
from followthrough.site.notices.models import Notice
from followthrough.site.notices.operations import Cover, hold_outbox, send_soon, write
from followthrough.site.notices.queries import letters_about
from followthrough.site.notices.secret_links import LINK_PLACE, NEW_PASSWORD
from followthrough.site.people.inviting import letters_can_go
from followthrough.site.people.models import Membership
from followthrough.site.people.signing_in import days_a_link_works


@transaction.atomic
def send_new_password_letter(email: str, *, at: datetime) -> Notice | None:
    """Write to the open account of an address and have it sent; None where there is no such account.

    Whoever asks is told the same in either case, and waits as long: the letter is sent by a job.
    """
    memberships = Membership.objects.select_related("user", "organisation").filter(user__email=email.lower())
    membership = memberships.filter(user__is_active=True).order_by("pk").first()
    if membership is None or not letters_can_go():
        return None
    user, organisation = membership.user, membership.organisation
    hold_outbox(organisation)
    about = f"password of {user.pk}"
    notice = write(
        organisation=organisation,
        to=user,
        kind=NEW_PASSWORD,
        subject="Choose a new password for Followthrough",
        text=_text(membership),
        covers=[Cover(about, f"{about}/{letters_about(about).count() + 1}")],
        by=None,
        at=at,
    )
    record(type="person.password_asked", by=None, organisation=organisation, subject=user, at=at)
    send_soon([notice])
    return notice


def _text(membership: Membership) -> str:
    paragraphs = [
        f"Dear {membership.user.name},",
        "Somebody asked for a new password for your account. If it was you, choose one here: " + LINK_PLACE,
        f"The link works once, within {days_a_link_works()} days. If not, do nothing: your password "
        "stays as it is.",
        f"Sent by Followthrough for {membership.organisation.name}.",
    ]
    return "\n\n".join(paragraphs) + "\n"
