"""Doubts an open action that nothing says when it ends."""

from collections.abc import Iterator
from datetime import date

from followthrough.challenge.finding import Finding, finding_about, finding_about_plan
from followthrough.challenge.returns import children_by_parent, standing_alone
from followthrough.plan.document import Action, PlanDocument, Status
from followthrough.plan.statuses import FINISHED
from followthrough.plan.when.periods import words_of

# "not applicable" leaves a main action to its parts; an assurance action comes round again.
_NEEDS_NO_DATE = FINISHED | {Status.NOT_APPLICABLE, Status.ASSURANCE}
_NO_DATE_KINDS = frozenset({"tbc", "none", "other"})


def no_due_date(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Open actions whose due date is blank, to be confirmed or no date at all."""
    open_actions = [action for action in standing_alone(plan) if action.status not in _NEEDS_NO_DATE]
    if open_actions and not any(action.due or action.milestones for action in plan.actions):
        yield finding_about_plan(
            plan,
            code="no_due_date",
            severity="warning",
            message="No action in this plan has a due date.",
            settles="A date for each action, or how often it comes round.",
        )
        return
    parts = children_by_parent(plan)
    for action in open_actions:
        if action.kind != "assurance" and _has_no_end(action) and not _leaves_it_to_parts(action, parts):
            yield _undated(action)


def _has_no_end(action: Action) -> bool:
    if action.milestones:
        return False
    return action.due is None or (action.due.kind in _NO_DATE_KINDS and action.due.latest is None)


def _leaves_it_to_parts(action: Action, parts: dict[str, list[Action]]) -> bool:
    return action.ref is not None and any(part.due for part in parts.get(action.ref, ()))


def _undated(action: Action) -> Finding:
    return finding_about(
        action,
        code="no_due_date",
        severity="note" if action.status is Status.NEW else "warning",
        message=f"{_what_stands_there(action)}{_for_how_long(action)}.",
        quote=f"Due: {action.due.text}" if action.due and action.due.text else "",
        settles=_what_settles(action),
    )


def _what_stands_there(action: Action) -> str:
    if action.due is None or action.due.kind == "none":
        return "It has no due date"
    if action.due.kind == "tbc":
        return "Its due date is still to be confirmed"
    return f"Its due date reads “{action.due.text}”, which we can't read as a date"


def _for_how_long(action: Action) -> str:
    """How long the action has been reported on; the document does not keep what its date once was."""
    periods = sorted({update.period for update in action.updates if update.period and update.status})
    if len(periods) < 2:
        return ""
    return f", and it has been reported on for {len(periods)} rounds, since {words_of(periods[0])}"


def _what_settles(action: Action) -> str:
    if action.due is not None and action.due.condition:
        return f"A date, or the day by which it will be set. It waits for: “{action.due.condition}”."
    return "A date, or the day by which the date will be set."
