"""Who is written to for a post: whoever holds it on the day, or answers for its holder meanwhile."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from followthrough.site.people.models import Organisation, User
from followthrough.site.people.roles import PERMISSIONS, Permission
from followthrough.site.register.models import Post
from followthrough.site.rounds.models import Delegation
from followthrough.site.rounds.queries import holdings_on

MAY_ANSWER = [role.value for role, may in PERMISSIONS.items() if Permission.ANSWER_RETURNS in may]


class Addressee(NamedTuple):
    """Whom a letter goes to, and for whom they answer where it is not for themselves."""

    user: User
    for_whom: User | None


class Addressees:
    """Of one organisation on one day, read in three queries whatever the number of posts.

    An account that is closed, or whose role may not answer, is written to for nothing. While a delegation
    lasts the letters go to who was chosen, and not to who is away.
    """

    def __init__(self, organisation: Organisation, day: date) -> None:
        answering = User.objects.filter(
            is_active=True, memberships__organisation=organisation, memberships__role__in=MAY_ANSWER
        )
        self._reachable = {user.pk: user for user in answering}
        self._holders: defaultdict[int, list[User]] = defaultdict(list)
        for holding in holdings_on(day).filter(post__organisation=organisation).select_related("user"):
            self._holders[holding.post_id].append(holding.user)
        self._stand_ins: defaultdict[int, list[User]] = defaultdict(list)
        for given in Delegation.objects.filter(organisation=organisation, from_on__lte=day, to_on__gte=day):
            if given.to_user_id in self._reachable:
                self._stand_ins[given.from_user_id].append(self._reachable[given.to_user_id])

    def for_posts(self, posts: Iterable[Post]) -> list[Addressee]:
        """Whom to write to, each once; nobody where no holder of these posts can be reached."""
        found: dict[int, Addressee] = {}
        for holder in (holder for post in posts for holder in self._holders[post.pk]):
            for addressee in self._for_holder(holder):
                is_own = addressee.for_whom is None
                if is_own or addressee.user.pk not in found:
                    found[addressee.user.pk] = addressee
        return list(found.values())

    def _for_holder(self, holder: User) -> list[Addressee]:
        if stand_ins := self._stand_ins[holder.pk]:
            return [Addressee(user, holder) for user in stand_ins]
        return [Addressee(holder, None)] if holder.pk in self._reachable else []

    def names_of(self, posts: Iterable[Post]) -> str:
        """The posts with who holds them, as a letter names them; "" where there is none."""
        return ", ".join(self._name_of(post) for post in posts)

    def _name_of(self, post: Post) -> str:
        names = [holder.name for holder in self._holders[post.pk]]
        return f"{post.name} ({', '.join(names)})" if names else post.name
