"""What the control page of a round tells: what came, what is missing, who stands between now and the lock."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from followthrough.site.notices.models import Notice
from followthrough.site.notices.queries import last_letters
from followthrough.site.people.models import User
from followthrough.site.register.models import Ownership, Post
from followthrough.site.rounds.letters.addressees import Addressees
from followthrough.site.rounds.letters.reminders import about
from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.queries import ACCOUNTABLE, answering_ownerships, unanswered

State = ActionReturn.State


@dataclass(frozen=True)
class Asked:
    """One return as the control page counts it."""

    pk: int
    action: int
    state: str
    is_missing: bool


class Returns(list[Asked]):
    """Some of the returns of a round, and how many of them are in, missing, approved …"""

    @property
    def asked(self) -> int:
        return len(self)

    @property
    def missing(self) -> int:
        return sum(each.is_missing for each in self)

    @property
    def number_in(self) -> int:
        return self.asked - self.missing

    @property
    def approved(self) -> int:
        return self._in_state(State.APPROVED)

    @property
    def to_approve(self) -> int:
        return self._in_state(State.SENT)

    @property
    def sent_back(self) -> int:
        return self._in_state(State.SENT_BACK)

    def _in_state(self, state: str) -> int:
        return sum(each.state == state for each in self)


@dataclass
class Answering:
    """What is asked of one post, `post` None: of nobody that the plan names. A return may be asked of two.

    `people` answer for it, each with the last letter about the round, if there was one.
    """

    post: int | None
    name: str
    returns: Returns = field(default_factory=Returns)
    people: list[tuple[User, Notice | None]] = field(default_factory=list)


class Control:
    """The returns of a round on a day, in a constant number of queries."""

    def __init__(self, round_: Round, *, day: date) -> None:
        self.round = round_
        self._day = day

    @cached_property
    def returns(self) -> Returns:
        missing = set(unanswered(self.round.returns.all()).values_list("pk", flat=True))
        rows = self.round.returns.order_by().values_list("pk", "action", "state")
        return Returns(Asked(pk, action, state, pk in missing) for pk, action, state in rows)

    @cached_property
    def owners(self) -> list[Answering]:
        """By post that is asked for an answer, those who owe most first."""
        asked = answering_ownerships().filter(action__returns__round=self.round)
        owners = self._by_post(asked, "Nobody is named as owner")
        posts = Post.objects.in_bulk([each.post for each in owners if each.post])
        addressees = Addressees(self.round.plan.organisation, self._day)
        letters = last_letters(about(self.round))
        for each in owners:
            found = addressees.for_posts([posts[each.post]]) if each.post else []
            each.people = [(user, letters.get(user.pk)) for user, _ in found]
        return owners

    @cached_property
    def directors(self) -> list[Answering]:
        """By post that is accountable for the actions, those whose owners owe most first."""
        accountable = Ownership.objects.filter(ACCOUNTABLE, action__returns__round=self.round)
        return self._by_post(accountable, "No director lead is named")

    def _by_post(self, ownerships: QuerySet[Ownership], nobody: str) -> list[Answering]:
        by_action: dict[int, dict[int | None, str]] = {}
        for action, post, name in ownerships.order_by().values_list("action", "post", "post__name"):
            by_action.setdefault(action, {})[post] = name
        found: dict[int | None, Answering] = {}
        for asked in self.returns:
            for key, called in by_action.get(asked.action, {None: nobody}).items():
                found.setdefault(key, Answering(key, called)).returns.append(asked)
        return sorted(found.values(), key=lambda each: (-each.returns.missing, each.name.casefold()))

    @cached_property
    def asked_of_nobody(self) -> Returns:
        """The missing returns that are asked of nobody with an account."""
        reached = {each.pk for owner in self.owners if owner.people for each in owner.returns}
        return Returns(each for each in self.returns if each.is_missing and each.pk not in reached)

    @property
    def unheld(self) -> list[Answering]:
        """Of whom those are asked: posts for which nobody answers, or nobody that the plan names."""
        of_nobody = set(self.asked_of_nobody)
        return [owner for owner in self.owners if not of_nobody.isdisjoint(owner.returns)]

    @property
    def number_owed_by_people(self) -> int:
        """How many returns are missing that somebody with an account is asked for."""
        return self.returns.missing - self.asked_of_nobody.asked

    @cached_property
    def owing(self) -> list[Answering]:
        """The posts that somebody answers for and that still owe."""
        return [owner for owner in self.owners if owner.returns.missing and owner.people]

    @property
    def number_of_people_owing(self) -> int:
        return len({user.pk for owner in self.owing for user, _ in owner.people})

    @property
    def directors_to_approve(self) -> list[Answering]:
        return [director for director in self.directors if director.returns.to_approve]


def names_of(answering: Iterable[Answering], *, most: int = 3) -> str:
    """A few names and how many others: "Head of Property, Head of Culture and 2 others"."""
    names = [each.name for each in answering]
    shown, others = names[:most], len(names) - most
    if others > 0:
        return f"{', '.join(shown)} and {others} other{'s' if others > 1 else ''}"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
