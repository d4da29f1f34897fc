"""Doubts an action that nobody, or everybody, owns."""

from collections.abc import Iterator
from datetime import date

from followthrough.challenge.finding import Finding, finding_about, finding_about_plan
from followthrough.challenge.returns import actions_to_do, standing_alone
from followthrough.plan.document import Action, PlanDocument
from followthrough.plan.owners import is_broad, is_unowned
from followthrough.plan.statuses import FINISHED


def no_owner(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Open actions that name no owner, or none yet; where the whole plan names none, that is said once."""
    unfinished = [action for action in standing_alone(plan) if action.status not in FINISHED]
    if unfinished and not any(action.owners for action in plan.actions):
        yield _no_owner_anywhere(plan)
        return
    for action in unfinished:
        if all(is_unowned(owner.name) for owner in action.owners):
            yield finding_about(
                action,
                code="no_owner",
                severity="error",
                message="No owner is named.",
                quote=_quoted(action),
                settles="One accountable post.",
            )


def _no_owner_anywhere(plan: PlanDocument) -> Finding:
    return finding_about_plan(
        plan,
        code="no_owner",
        severity="error",
        message="No action in this plan names an owner.",
        settles="One accountable post for each action.",
    )


def _quoted(action: Action) -> str:
    return ", ".join(f"{owner.role}: {owner.name}" for owner in action.owners)


def owner_too_broad(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Open actions owned only by everybody or by a whole department."""
    for action in actions_to_do(plan):
        names = [owner.name for owner in action.owners]
        if action.status in FINISHED or not names or not all(is_broad(name) for name in names):
            continue
        yield finding_about(
            action,
            code="owner_too_broad",
            severity="warning",
            message="The owner is everybody or a whole department, so nobody can be asked.",
            quote=_quoted(action),
            settles="One accountable post; the others may stand beside it as helpers.",
        )
