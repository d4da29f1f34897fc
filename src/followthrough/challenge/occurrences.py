"""Doubts assurance actions: a time that was missed, twice running, and one that is called complete."""

from collections.abc import Iterator
from datetime import date

from followthrough.challenge.finding import Finding, finding_about
from followthrough.challenge.returns import actions_to_do
from followthrough.plan.document import Action, PlanDocument, Status
from followthrough.plan.statuses import FINISHED
from followthrough.plan.when.days_in_words import day_in_words
from followthrough.rules.occurrences import missed_running

_TWICE = 2
_ENDED = FINISHED - {Status.COMPLETE}


def occurrence_missed(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Assurance actions of which the last time that fell due was missed."""
    for action, missed in _missed(plan, day):
        if len(missed) < _TWICE:
            yield finding_about(
                action,
                code="occurrence_missed",
                severity="warning",
                message=f"It fell due on {day_in_words(missed[0])}, and nothing shows that it was done.",
                settles="What was done and what shows it, or why it was missed.",
            )


def occurrence_missed_twice(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Assurance actions of which the last two times, or more, were missed."""
    for action, missed in _missed(plan, day):
        if len(missed) >= _TWICE:
            yield finding_about(
                action,
                code="occurrence_missed_twice",
                severity="error",
                message=f"It was missed {len(missed)} times running: it fell due on "
                f"{day_in_words(missed[0])} first and on {day_in_words(missed[-1])} last.",
                settles="What was done and what shows it, or a decision on whether it goes on.",
            )


def assurance_complete(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Assurance actions that are called complete, though they come round again."""
    for action in actions_to_do(plan):
        if action.kind == "assurance" and action.status is Status.COMPLETE:
            said = action.latest_update
            rhythm = f", {action.due.text}" if action.due and action.due.kind == "recurring" else ""
            yield finding_about(
                action,
                code="assurance_complete",
                severity="warning",
                message=f"It is called complete, and an assurance action comes round again{rhythm}.",
                quote=(said.text or "") if said else "",
                settles="What was done this time, or the decision that ends it.",
            )


def _missed(plan: PlanDocument, day: date) -> Iterator[tuple[Action, list[date]]]:
    for action in actions_to_do(plan):
        missed = [each.due_on for each in missed_running(action.occurrences, day)]
        if missed and action.status not in _ENDED:
            yield action, missed
