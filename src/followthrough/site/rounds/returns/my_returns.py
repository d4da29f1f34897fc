"""The returns asked of one account, as one goes through them: what is in, what is owed, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import BooleanField, ExpressionWrapper, Q

from followthrough.outputs.wording import counted
from followthrough.site.people.models import Organisation, User
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.queries import is_unanswered, returns_of


@dataclass(frozen=True)
class MyReturns:
    """All that is asked of an account, in the order in which it is due; `owed`: the keys of what isn't in."""

    returns: Sequence[ActionReturn]
    owed: frozenset[int]

    @cached_property
    def to_do(self) -> list[ActionReturn]:
        """What is still owed, in the order in which it is due."""
        return [each for each in self.returns if each.pk in self.owed]

    @property
    def sent_back(self) -> list[ActionReturn]:
        """What is owed because it came back with a comment: it comes first."""
        return [each for each in self.to_do if each.state == ActionReturn.State.SENT_BACK]

    @property
    def not_sent(self) -> list[ActionReturn]:
        """The rest of what is owed."""
        return [each for each in self.to_do if each.state != ActionReturn.State.SENT_BACK]

    @property
    def done(self) -> list[ActionReturn]:
        """What is in."""
        return [each for each in self.returns if each.pk not in self.owed]

    @property
    def first(self) -> ActionReturn | None:
        """Where to start: the first that is not done."""
        return next(iter([*self.sent_back, *self.not_sent]), None)

    def headline(self, day: date) -> str:
        """What is owed by when, in a sentence."""
        due = sorted(each.due_on for each in self.to_do)
        if not due:
            return "Everything that was asked of you is in. Thank you." if self.returns else ""
        owed = counted(len(due), "update")
        verb = "is" if len(due) == 1 else "are"
        late = sum(each < day for each in due)
        if late == len(due):
            return f"{owed} {verb} late: due by {_in_words(due[-1])}."
        if late:
            return f"{owed} {verb} owed. {late} of them {'is' if late == 1 else 'are'} late."
        first = ", the first of them" if due[0] != due[-1] else ""
        return f"{owed} {verb} due{first} by {_in_words(due[0])}."


@dataclass(frozen=True)
class MyTurns:
    """The same by keys alone, for a page of one of them: somebody may be asked for hundreds."""

    returns: list[int]
    owed: frozenset[int]

    @property
    def number_to_do(self) -> int:
        """How many are still owed."""
        return len(self.owed)

    def next_after(self, action_return: ActionReturn) -> int | None:
        """The next one to do: those after it first, then those before; never the same again."""
        place = self.place_of(action_return) or 0
        in_turn = [*self.returns[place:], *self.returns[:place]]
        return next((key for key in in_turn if key in self.owed and key != action_return.pk), None)

    def place_of(self, action_return: ActionReturn) -> int | None:
        """Which of them it is, from 1; None where it isn't asked of the account itself."""
        return self.returns.index(action_return.pk) + 1 if action_return.pk in self.returns else None


def my_returns(user: User, organisation: Organisation, *, day: date) -> MyReturns:
    """What is asked of an account, in one query."""
    returns = list(returns_of(user, organisation, day=day).annotate(is_owed=_is_owed()))
    return MyReturns(returns, frozenset(each.pk for each in returns if each.is_owed))


def my_turns(user: User, organisation: Organisation, *, day: date) -> MyTurns:
    """The keys of what is asked of an account, in one query."""
    rows = list(returns_of(user, organisation, day=day).values_list("pk", _is_owed()))
    return MyTurns([key for key, _ in rows], frozenset(key for key, is_owed in rows if is_owed))


def _is_owed() -> ExpressionWrapper[Q]:
    return ExpressionWrapper(is_unanswered(), output_field=BooleanField())


def _in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
