"""Doubts an open action whose due date has passed."""

from collections.abc import Iterator
from datetime import date

from followthrough.challenge.finding import Finding, finding_about
from followthrough.challenge.returns import actions_to_do
from followthrough.challenge.wording import due_in_words, lateness_in_words, quoted_due
from followthrough.plan.document import Action, PlanDocument, Status
from followthrough.plan.statuses import FINISHED
from followthrough.rules.slippage import is_past, slippage

# An assurance action comes round again; "not applicable" leaves a main action to its parts;
# "on track" past its date has a rule of its own.
_NOT_LATE = FINISHED | {Status.ASSURANCE, Status.NOT_APPLICABLE, Status.ON_TRACK}


def due_date_passed(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Open actions whose whole due window lies before the day."""
    parents = {action.parent for action in plan.actions}
    for action in actions_to_do(plan):
        leaves_it_to_its_parts = action.status is None and action.ref is not None and action.ref in parents
        if action.status in _NOT_LATE or leaves_it_to_its_parts or not is_past(action.due, day):
            continue
        yield finding_about(
            action,
            code="due_date_passed",
            severity="warning",
            message=f"It was due {due_in_words(action)}{_how_late(action, day)} and {_state(action)}.",
            quote=quoted_due(action),
            settles=_what_settles(action),
        )


def _how_late(action: Action, day: date) -> str:
    late = slippage(action.due, forecast=None, day=day)
    return f", {lateness_in_words(late.least)} ago," if late and late.least >= 1 else ""


def _state(action: Action) -> str:
    if action.status is None:
        return "nothing says that it is complete"
    return "is on hold" if action.status is Status.ON_HOLD else "is not complete"


def _what_settles(action: Action) -> str:
    if action.change_control and action.change_control.required:
        return "The decision on the change that the plan says is asked for, with the new date."
    return "Confirmation that it is done, or a new date agreed through change control."
