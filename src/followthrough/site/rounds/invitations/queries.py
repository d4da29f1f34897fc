"""Who was invited and has not signed in yet."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from followthrough.site.notices.models import Notice
from followthrough.site.notices.secret_links import INVITATION
from followthrough.site.people.inviting import roles_to_invite
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.permissions import MemberRequest, permissions_of
from followthrough.site.people.queries import people_of
from followthrough.site.register.models import PostHolder
from followthrough.site.register.posts.queries import holds_on

# How Django begins what stands in place of a password that was never set.
NONE_SET = "!"


@dataclass(frozen=True)
class Invitation:
    """Somebody who has set no password, and the last letter that invited them; None: none was written."""

    person: Membership
    letter: Notice | None
    may_be_invited: bool


def without_password(organisation: Organisation) -> QuerySet[Membership]:
    """The open accounts that nobody has signed in to yet."""
    return people_of(organisation).filter(user__is_active=True, user__password__startswith=NONE_SET)


def who_may_be_invited(request: MemberRequest) -> QuerySet[Membership]:
    """Those whom the reader may invite: a link to an administrator's account is not the office's."""
    roles = roles_to_invite(permissions_of(request.membership), request.organisation)
    return without_password(request.organisation).filter(role__in=[role.value for role in roles])


def invitations_of(request: MemberRequest) -> list[Invitation]:
    """In two queries."""
    organisation, roles = (
        request.organisation,
        roles_to_invite(permissions_of(request.membership), request.organisation),
    )
    letters = Notice.objects.filter(organisation=organisation, kind=INVITATION).order_by("made_at", "pk")
    last = {letter.to_id: letter for letter in letters}
    return [
        Invitation(person, last.get(person.user_id), person.role in roles)
        for person in without_password(organisation)
    ]


def posts_now(user: User, *, day: date) -> list[str]:
    """The names of the posts that somebody holds on a day."""
    holdings = PostHolder.objects.filter(holds_on(day), user=user).order_by("post__name")
    return list(holdings.values_list("post__name", flat=True))
