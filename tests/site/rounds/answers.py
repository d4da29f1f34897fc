"""Answers for the tests of rounds, and the short way to send one."""

from datetime import datetime

from followthrough.plan.document import Status
from followthrough.rules.answers import Answer
from followthrough.site.people.models import User
from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.returns.answering import send_return
from tests.site.cast import NOW

# For L1.1 of the library plan, which was due in September 2022.
LATE = Answer(
    done="Eight of nine done.",
    forecast_text="January 2023",
    next_steps="The last branch in January",
    status=Status.SIGNIFICANT_SLIPPAGE,
)
FINE = Answer(done="A tender was written.", status=Status.ON_TRACK)


def return_for(round_: Round, ref: str) -> ActionReturn:
    return round_.returns.select_related("round", "action__plan").get(action__ref=ref)


def send(
    round_: Round, ref: str, *, by: User, answer: Answer | None = None, at: datetime = NOW
) -> ActionReturn:
    """Send an answer for the action as it is shown now."""
    of = return_for(round_, ref)
    usual = LATE if ref == "L1.1" else FINE
    return send_return(of, answer=answer or usual, version=of.version, by=by, at=at)
