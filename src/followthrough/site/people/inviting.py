"""Invites people: a letter with a link that lets them set a password. The link is in the letter alone."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from followthrough.site.history.operations import record
from followthrough.site.notices.models import Notice
from followthrough.site.notices.operations import Cover, hold_outbox, send_soon, write
from followthrough.site.notices.queries import letters_about
from followthrough.site.notices.secret_links import INVITATION, LINK_PLACE
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.roles import INVITED_BY_THE_OFFICE, Permission, Role
from followthrough.site.people.signing_in import days_a_link_works


def roles_to_invite(may: frozenset[Permission], organisation: Organisation) -> list[Role]:
    """The roles in which somebody may be added to an organisation by whoever has these permissions."""
    if Permission.MANAGE_PEOPLE in may:
        return roles_in(organisation)
    return list(INVITED_BY_THE_OFFICE) if Permission.INVITE_PEOPLE in may else []


def roles_in(organisation: Organisation) -> list[Role]:
    """The roles that there are in an organisation: overseers only where it oversees others."""
    return [role for role in Role if role != Role.OVERSEER or organisation.oversees]


def letters_can_go() -> bool:
    """Whether invitations can be sent: there is a mail server, and the site knows its own address."""
    return bool(settings.MAIL_IS_SET_UP and settings.SITE_ADDRESS)


@transaction.atomic
def send_invitation(membership: Membership, *, posts: Sequence[str], by: User, at: datetime) -> Notice:
    """Write to somebody who has set no password yet, and have it sent. It may be asked again."""
    user, organisation = membership.user, membership.organisation
    hold_outbox(organisation)
    about = f"invitation of {user.pk}"
    covers = [Cover(about, f"{about}/{letters_about(about).count() + 1}")]
    notice = write(
        organisation=organisation,
        to=user,
        kind=INVITATION,
        subject=f"{organisation.name}: choose a password for Followthrough",
        text=invitation_text(user, organisation, posts=posts, by=by),
        covers=covers,
        by=by,
        at=at,
    )
    record(type="person.invited", by=by, organisation=organisation, subject=user, at=at)
    send_soon([notice])
    return notice


def invitation_text(user: User, organisation: Organisation, *, posts: Sequence[str], by: User) -> str:
    """What the letter says; where the link stands, the words that stand for it."""
    return (
        "\n\n".join(
            [
                f"Dear {user.name},",
                f"{by.name} has added you to Followthrough, in which {organisation.name} "
                "keeps its action plans.",
                *_about_posts(posts),
                f"Choose a password here: {LINK_PLACE}",
                f"The link works once, within {days_a_link_works()} days. Afterwards you sign in with "
                f"{user.email} and the password.",
                f"Sent by Followthrough for {organisation.name}. If you don't expect this, tell {by.name}.",
            ]
        )
        + "\n"
    )


def _about_posts(posts: Sequence[str]) -> list[str]:
    if not posts:
        return []
    named = "\n".join(f"- {post}" for post in posts)
    return [f"You are asked for the updates of:\n{named}"]
