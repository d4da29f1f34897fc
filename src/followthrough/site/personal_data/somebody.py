"""Who a person is in the site's data: their account, names and addresses, and what is left of them."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from followthrough.site.access.models import AccessEvent
from followthrough.site.history.models import Event
from followthrough.site.people.models import User
from followthrough.site.people.roles import ROLES, Role
from followthrough.site.personal_data.naming import Replacing

_LONGEST = 150


@dataclass(frozen=True)
class Somebody:
    """An account with each name and address that it has or had.

    `shared` are names that are not looked for in texts: those of one word, and those that another account
    has as well.
    """

    user: User
    names: frozenset[str]
    addresses: frozenset[str]
    shared: frozenset[str]
    left: str

    @property
    def address_left(self) -> str:
        return address_left(self.user)

    @property
    def replacing(self) -> Replacing:
        """Puts what is left of them in the place of their names and addresses in texts."""
        names = dict.fromkeys(self.names - self.shared, self.left)
        return Replacing(names | dict.fromkeys(self.addresses, self.address_left))


def somebody(user: User) -> Somebody:
    """What the site knows an account by."""
    names = _names_of(user)
    addresses = {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    addresses |= set(AccessEvent.objects.filter(user_id=user.pk).values_list("email", flat=True)) - {""}
    others = {name.casefold() for name in User.objects.exclude(pk=user.pk).values_list("name", flat=True)}
    shared = {name for name in names if len(name.split()) == 1 or name.casefold() in others}
    return Somebody(user, names, frozenset(addresses), frozenset(shared), _left_of(user, names))


def _names_of(user: User) -> frozenset[str]:
    """Those that the account, its notes and the history have had for it."""
    events = Event.objects.order_by()
    done = events.filter(by_id=user.pk).values_list("by_name", flat=True).distinct()
    been = events.filter(subject_type="people.user", subject_id=str(user.pk))
    noted = AccessEvent.objects.order_by().filter(user_id=user.pk).values_list("name", flat=True).distinct()
    found = {user.name, *done, *been.values_list("subject_label", flat=True).distinct(), *noted}
    return frozenset(name for name in found if name)


def _left_of(user: User, names: frozenset[str]) -> str:
    """That somebody was there: by the post they held last, else by their role."""
    replacing = Replacing(dict.fromkeys(names, ""))
    holdings = user.held_posts.select_related("post").order_by("-from_on", "-pk")
    post = next((each.post.name for each in holdings if not replacing.found_in(each.post.name)), "")
    if post:
        return f"Somebody who held {post}"[:_LONGEST]
    membership = user.memberships.order_by("pk").first()
    role = ROLES[Role(membership.role)].name.lower() if membership else "person with an account"
    return f"Somebody who was {'an' if role[0] in 'aeiou' else 'a'} {role}"


def address_left(user: User) -> str:
    """What stands for an address that has gone: one that no message ever reaches."""
    return f"erased-{user.pk}@erased.invalid"
