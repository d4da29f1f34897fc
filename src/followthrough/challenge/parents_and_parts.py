"""Doubts an action whose status and the statuses of its parts can't both be true."""

from collections.abc import Iterator
from datetime import date

from followthrough.challenge.finding import Finding, finding_about
from followthrough.challenge.returns import actions_to_do, children_by_parent
from followthrough.plan.document import Action, PlanDocument
from followthrough.plan.statuses import CLAIMED_DONE, FINISHED, OPEN


def complete_with_open_parts(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Actions called complete or closed while a part of them is open."""
    for action, parts in _with_parts(plan):
        open_parts = [part for part in parts if part.status in OPEN and part.kind != "assurance"]
        if action.status in CLAIMED_DONE and open_parts:
            yield finding_about(
                action,
                code="complete_with_open_parts",
                severity="error",
                message=f"Called {action.status.value}, while {_named(open_parts)} open.",
                quote=_statuses(open_parts),
                settles="The open parts finished or moved to another action, or this one reopened.",
            )


def open_with_parts_finished(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Actions with a status of their own that stay open though all their parts are finished.

    What is due "ongoing" or comes round again has no end, so it may stay open.
    """
    for action, parts in _with_parts(plan):
        has_an_end = action.due is None or action.due.kind not in ("ongoing", "recurring")
        if has_an_end and action.status in OPEN and all(part.status in FINISHED for part in parts):
            yield finding_about(
                action,
                code="open_with_parts_finished",
                severity="note",
                message="All its parts are finished, and it is still open.",
                quote=_statuses(parts),
                settles="What is left to do, as a part of its own, or the claim that it is complete.",
            )


def _with_parts(plan: PlanDocument) -> Iterator[tuple[Action, list[Action]]]:
    children = children_by_parent(plan)
    for action in actions_to_do(plan):
        if action.ref is not None and action.ref in children:
            yield action, children[action.ref]


def _named(parts: list[Action]) -> str:
    refs = [part.ref or part.title for part in parts]
    named = refs[0] if len(refs) == 1 else f"{', '.join(refs[:-1])} and {refs[-1]}"
    return f"{named} {'is' if len(refs) == 1 else 'are'}"


def _statuses(parts: list[Action]) -> str:
    shown = ((part, part.latest_update) for part in parts)
    return ". ".join(
        f"{part.ref or part.title}: {update.status_text if update else ''}" for part, update in shown
    )
