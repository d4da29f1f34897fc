"""A real plan of 295 actions (002) after one further round: returns, changes decided, words of papers."""

from contextlib import suppress

from followthrough.plan.document import PlanDocument, Status
from followthrough.rules.answers import Answer
from followthrough.rules.calendars import monthly
from followthrough.site.changes.deciding import Meeting
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.editing.plan import approve_plan
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.reports.paper_texts import KEYS, Words, write_paper_texts
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round, publish_round
from followthrough.site.rounds.past_rounds import rounds_from_periods
from followthrough.site.rounds.returns.answering import (
    FaultyAnswerError,
    UnansweredError,
    send_return,
)
from tests.site.cast import NOW, TODAY
from tests.site.changes.conftest import ask, redate
from tests.site.changes.test_deciding import NO, approve

ANSWERS = (
    Answer(done="Done and reported to the board.", status=Status.COMPLETE),
    Answer(nothing_changed=True, status=Status.ON_TRACK),
    Answer(
        done="Half of the work is done.", blocked="The supplier withdrew in October.",
        status=Status.MEDIUM_SLIPPAGE,
        next_steps="A second tender by 31 January 2023.", forecast_text="31 January 2023",
        reason="One supplier left.",
    ),
    Answer(
        done="Work stopped.", blocked="Two posts of three are empty.", status=Status.SIGNIFICANT_SLIPPAGE,
        next_steps="Both posts are advertised by 15 January 2023.", forecast_text="30 June 2023",
        reason="No staff.",
    ),
)  # fmt: skip
BOARD = Meeting("Improvement Board", TODAY)


def published_further_round(
    document: PlanDocument, *, organisation: Organisation, by: User, owner: User
) -> Round:
    """The plan in the register with its past rounds, and November 2022 published: half answered."""
    plan = apply(document, organisation=organisation, by=by, at=NOW)
    rounds_from_periods(plan, by=by, at=NOW)
    approve_plan(plan, by=by, at=NOW)
    (november,) = make_rounds(plan, days=monthly("2022-11", "2022-11"), by=by, at=NOW)
    open_round(november, by=by, at=NOW)
    asked = list(november.returns.filter(because="open").select_related("round", "action__plan"))
    for at, action_return in enumerate(asked[: len(asked) // 2]):
        # An answer that the facts of the action speak against is refused; then nothing is sent.
        with suppress(FaultyAnswerError, UnansweredError):
            send_return(action_return, answer=ANSWERS[at % len(ANSWERS)], version=0, by=owner, at=NOW)
    _decide_changes(plan, [each.action.ref for each in asked[-5:] if each.action.ref], by=by, owner=owner)
    write_paper_texts(
        plan, texts={KEYS[0]: Words("The board asked for it.", "Chief Executive")}, by=by, at=NOW
    )
    lock_round(november, by=by, at=NOW)
    publish_round(november, by=by, at=NOW, signed_off_by="Chief Executive")
    november.refresh_from_db()
    return november


def _decide_changes(plan: Plan, refs: list[str], *, by: User, owner: User) -> None:
    """Two later dates approved, one refused, and two that wait."""
    requests = [ask(redate(plan, ref, "31 July 2023"), owner) for ref in refs]
    for at, request in enumerate(requests[:3]):
        approve(request, by, BOARD, **({"decision": NO} if at == 2 else {}))
