"""Doubts a link to an action that the plan does not hold."""

from collections.abc import Iterator
from datetime import date

from followthrough.challenge.finding import Finding, finding_about
from followthrough.plan.document import PlanDocument


def link_to_nothing(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Mentions of actions that are not in the plan, once for each action and target."""
    known = {action.ref for action in plan.actions}
    for action in plan.actions:
        missing = {link.to: link for link in action.links if link.to not in known}
        for link in missing.values():
            yield finding_about(
                action,
                code="link_to_nothing",
                severity="warning",
                message=f"It points to {link.to}, which is not in this plan.",
                quote=link.text,
                settles="The ref that is meant, or a note that the other action has left the plan.",
            )
