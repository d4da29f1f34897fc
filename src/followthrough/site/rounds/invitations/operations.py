"""The write: the people of a list are added, hold their posts from today on, and are invited."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from followthrough.site import clock
from followthrough.site.people.inviting import letters_can_go, send_invitation
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.operations import add_person
from followthrough.site.register.models import PostHolder
from followthrough.site.register.posts.holding import appoint
from followthrough.site.register.posts.queries import holds_on
from followthrough.site.rounds.invitations.understanding import Proposed


@transaction.atomic
def invite(
    people: Iterable[Proposed], *, organisation: Organisation, by: User, at: datetime
) -> list[Membership]:
    """Add who is new, note the posts of each, and write to who has set no password, once a person.

    Returns whom a link is meant for. Without a mail server no letter is written.
    """
    invited = []
    for each in people:
        membership = each.membership or add_person(
            organisation=organisation, email=each.email, name=each.name, role=each.role, by=by, at=at
        )
        _appoint(each, membership.user, by=by, at=at)
        if each.is_invited:
            invited.append(membership)
            if letters_can_go():
                send_invitation(membership, posts=[post.name for post in each.posts], by=by, at=at)
    return invited


def _appoint(person: Proposed, user: User, *, by: User, at: datetime) -> None:
    today = clock.day_of(at)
    post_pks = set(PostHolder.objects.filter(holds_on(today), user=user).values_list("post", flat=True))
    for post in person.posts:
        if post.pk not in post_pks:
            appoint(post, user=user, from_on=today, by=by, at=at)
