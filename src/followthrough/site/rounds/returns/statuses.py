"""The statuses that an owner may choose, in the words of the plan, and the one that the dates imply."""

from datetime import date

from followthrough.plan.document import Status
from followthrough.plan.statuses import DEFAULT_SCHEME, LABELS
from followthrough.rules.answers import MAY_BE_DECLARED, Answer
from followthrough.rules.implied_status import ImpliedStatus
from followthrough.rules.what_is_asked import Because
from followthrough.site.register.facts import bands_for, implied_for, scheme_of
from followthrough.site.register.models import Plan
from followthrough.site.rounds.models import ActionReturn


def statuses_offered(plan: Plan) -> dict[Status, str]:
    """Status to label, in the order of the plan's own key; without a key the usual ones.

    That an action is complete can be claimed in every plan.
    """
    entries = scheme_of(plan.scheme) or DEFAULT_SCHEME
    offered = {
        entry.status: entry.label
        for entry in reversed(entries)
        if entry.status and entry.status in MAY_BE_DECLARED
    }
    in_order = dict(reversed(offered.items()))
    return in_order | {Status.COMPLETE: in_order.get(Status.COMPLETE, LABELS[Status.COMPLETE])}


def status_label(plan: Plan, status: Status) -> str:
    """A status in the plan's own words, else in ours."""
    entries = scheme_of(plan.scheme) or []
    return next((entry.label for entry in entries if entry.status is status), LABELS[status])


def implied_by(action_return: ActionReturn, answer: Answer, *, day: date) -> ImpliedStatus | None:
    """The status that the dates imply with the forecast of an answer; None where they decide nothing.

    What is asked about as complete stays so until another status is chosen: no date makes it late.
    """
    action = action_return.action
    declared = answer.status
    if declared is None and action_return.because == Because.COMPLETE:
        declared = Status.COMPLETE
    return implied_for(
        action, forecast=answer.forecast, day=day, bands=bands_for(action.plan), declared=declared
    )
