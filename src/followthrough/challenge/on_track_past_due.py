"""Doubts "on track" for an action whose due date has passed."""

from collections.abc import Iterator
from datetime import date

from followthrough.challenge.finding import Finding, finding_about
from followthrough.challenge.returns import actions_to_do, said_by_round
from followthrough.challenge.wording import due_as_said, in_period, quoted_due
from followthrough.plan.document import Action, PlanDocument, Status, Update
from followthrough.plan.statuses import FINISHED
from followthrough.plan.when.periods import last_day_of, words_of
from followthrough.rules.slippage import DEFAULT_BANDS, bands_of, is_past, slippage


def on_track_past_due(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Actions called on track after their whole due window, by their latest word or the one before.

    What is finished since is late no more.
    """
    for action in actions_to_do(plan):
        said = said_by_round(action)
        if not said or said[-1].status in FINISHED:
            continue
        if said[-1].status is Status.ON_TRACK:
            if is_past(action.due, day):
                yield _called_on_track_now(plan, action, said[-1], day)
        elif len(said) > 1 and _was_on_track_too_late(action, said[-2], day):
            yield _was_called_on_track(action, said[-2])


def _called_on_track_now(plan: PlanDocument, action: Action, update: Update, day: date) -> Finding:
    tolerated = (bands_of(plan.scheme) or DEFAULT_BANDS).medium_from
    late = slippage(action.due, forecast=None, day=day)
    return finding_about(
        action,
        code="on_track_past_due",
        severity="error" if late and late.least >= tolerated else "warning",
        message=f"Called on track{in_period(update)}, and {due_as_said(action)} has ended.",
        quote=quoted_due(action, update),
        settles="A new date through change control, or a status that admits the slip.",
    )


def _was_on_track_too_late(action: Action, earlier: Update, day: date) -> bool:
    """Whether it was called on track when its date, by the end of that period, had passed."""
    if earlier.status is not Status.ON_TRACK or earlier.period is None:
        return False
    return is_past(action.due, min(day, last_day_of(earlier.period)))


def _was_called_on_track(action: Action, earlier: Update) -> Finding:
    period = words_of(earlier.period or "")
    return finding_about(
        action,
        code="on_track_past_due",
        severity="note",
        message=f"Called on track in {period}, when {due_as_said(action)} had already ended.",
        quote=quoted_due(action, earlier),
        settles=f"Why the slip was not reported in {period}, and when the work was done.",
    )
