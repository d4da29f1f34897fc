"""What the operations on rounds and returns share: a row locked as it is, and why something is refused."""

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils.timezone import localtime

from followthrough.site.history.models import Event
from followthrough.site.register.models import Plan
from followthrough.site.rounds.models import ActionReturn, Round


class WrongStateError(Exception):
    """What was asked doesn't go with the state that the round or the return is in; the message says which."""


# Clocks of several machines differ a little, and summer ends.
CLOCK_MAY_DIFFER_BY = timedelta(hours=1)


def refuse_when_clock_jumped_back(round_: Round, *, at: datetime, doing: str) -> None:
    """Raises WrongStateError where the history knows of a later moment than this: what was frozen now would
    stand before what it is made of."""
    latest = Event.objects.filter(organisation_id=round_.plan.organisation_id).aggregate(at=Max("at"))["at"]
    if latest is not None and latest - at > CLOCK_MAY_DIFFER_BY:
        here, there = (f"{localtime(moment):%H:%M on %-d %B %Y}" for moment in (at, latest))
        raise WrongStateError(
            f"The clock of this machine says {here}, but the history has an event at {there}. {doing} have "
            "the clock put right first."
        )


def locked_round(known: Round) -> Round:
    """The round as it is now, nobody else changing it until the transaction ends."""
    return Round.objects.select_for_update(of=("self",)).select_related("plan__organisation").get(pk=known.pk)


def locked_return(known: ActionReturn) -> ActionReturn:
    """The return as it is now, with its round, nobody else changing either until the transaction ends.

    Raises WrongStateError where the round isn't open or the action was archived.
    """
    round_ = locked_round(known.round)
    if closed := why_closed(round_):
        raise WrongStateError(closed)
    known_still = ActionReturn.with_archived.select_for_update(of=("self",)).select_related(
        "action__theme", "action__workstream"
    )
    locked = known_still.get(pk=known.pk)
    if locked.action.archived_at:
        raise WrongStateError("The action was archived, so its return stays as it is.")
    locked.round = round_
    locked.action.plan = round_.plan
    return locked


def why_closed(round_: Round) -> str:
    """Why no return of a round can be changed; empty where it is open."""
    if round_.state == Round.State.OPEN:
        return ""
    return f"The {round_} is {round_.state_in_words.lower()}, so its returns stay as they are."


def refuse_unless(round_: Round, state: Round.State, wanted: str) -> None:
    """Raises WrongStateError unless the round is in the state; `wanted` is what was asked for, in words."""
    if round_.state != state:
        now, needed = round_.state_in_words.lower(), state.label.lower()
        raise WrongStateError(f"The {round_} is {now}. {wanted}, it has to be {needed}.")


def touch(plan: Plan, at: datetime) -> None:
    """Note that the plan has changed."""
    plan.changed_at = at
    plan.save(update_fields=["changed_at"])
