"""Separation of duties: who may not do what, because of what they did before.

The one place that says it. Each rule is a function that raises OwnWorkError, with the sentence that a person
reads; the operation that it binds calls it inside its transaction, on the rows as they are by then. Where the
database can hold a rule too, a constraint of the table repeats it.
"""

from collections.abc import Collection
from datetime import date

from followthrough.site.people.models import User
from followthrough.site.register.models import Action
from followthrough.site.register.posts.queries import answers_for


class OwnWorkError(Exception):
    """Somebody would judge their own work. The message says whose it is and what to do."""


def refuse_deciding_own_request(*, by: User, asked_by: User | None, is_for_them: bool) -> None:
    """Nobody decides a change that they asked for, or that somebody asked for on their behalf."""
    if asked_by is not None and by.pk == asked_by.pk:
        raise OwnWorkError("You made this request, so somebody else has to decide it.")
    if is_for_them:
        raise OwnWorkError("This request was made on your behalf, so somebody else has to decide it.")


def refuse_verifying_own_work(*, by: User, part: str) -> None:
    """Who owns an action, said how it stands, approved that or offered evidence does not verify it.

    `part` says what part the account has in it, in words that go after "You"; empty where it has none.
    """
    if part:
        raise OwnWorkError(f"You {part}, so somebody else has to verify it.")


def refuse_closing_own_claim(*, by: User, claimed_by: User | None) -> None:
    """Nobody records the closing of what they said was finished."""
    if claimed_by is not None and by.pk == claimed_by.pk:
        raise OwnWorkError("You said that this action is finished, so somebody else has to close it.")


def refuse_ending_own_action(action: Action, *, by: User, day: date) -> None:
    """Nobody ends an assurance action that they answer for."""
    if answers_for(action, user=by, day=day):
        raise OwnWorkError("You answer for this action, so somebody else has to record that it ends.")


def refuse_approving_own_return(*, by: User, sent_by: User | None, sent_for: Collection[User]) -> None:
    """Nobody approves a return that they sent, or that somebody sent for them as its owner."""
    if sent_by is not None and by.pk == sent_by.pk:
        raise OwnWorkError("You sent this return, so somebody else has to approve it.")
    if any(by.pk == owner.pk for owner in sent_for):
        raise OwnWorkError("This return was sent for you as its owner, so somebody else has to approve it.")


def refuse_reviewing_own_paper(*, by: User, made_by: User | None) -> None:
    """Nobody reviews the draft of a paper that they made."""
    if made_by is not None and by.pk == made_by.pk:
        raise OwnWorkError("You made this draft, so somebody else has to review it.")
