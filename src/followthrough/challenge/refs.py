"""Doubts refs that name two actions, no action, or are not of the plan's own make."""

from collections.abc import Iterator
from datetime import date

from followthrough.challenge.finding import Finding, finding_about
from followthrough.plan.document import Action, PlanDocument
from followthrough.plan.scoped_refs import uses_of_refs

_BEFORE_A_REF, _AFTER_A_REF = " \t\n\u00a0([", " \t\n\u00a0.)]:"


def duplicate_ref(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Each action whose ref another action bears as well, under the same theme where refs start again."""
    for action, uses in zip(plan.actions, uses_of_refs(plan.actions), strict=True):
        if uses > 1:
            yield finding_about(
                action,
                code="duplicate_ref",
                severity="error",
                message=f"{uses} actions bear this ref, so nobody can tell which is meant.",
                quote=f"{action.printed_ref or action.ref} {action.title}",
                settles="A ref of its own for each.",
            )


def malformed_ref(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Actions without a ref in a plan that has refs, and refs that had to be mended to be read."""
    has_refs = any(action.ref for action in plan.actions)
    for action in plan.actions:
        if action.ref is None and has_refs:
            yield _doubtful(action, "It has no ref, so no report can point to it.", "A ref.")
        elif action.ref and _was_mended(action):
            message = f"The ref is printed as {action.printed_ref}; we read it as {action.ref}."
            yield _doubtful(action, message, "The ref as the rest of the plan writes them.")


def _was_mended(action: Action) -> bool:
    """Whether it was read as something else than is printed; "b)" under action 3 is 3b as it should be."""
    printed = (action.printed_ref or "").lstrip(_BEFORE_A_REF).rstrip(_AFTER_A_REF).casefold()
    parent = (action.parent or "").casefold()
    return bool(printed) and (action.ref or "").casefold() not in (
        printed,
        parent + printed,
        f"{parent}.{printed}",
    )


def _doubtful(action: Action, message: str, settles: str) -> Finding:
    return finding_about(
        action,
        code="malformed_ref",
        severity="note",
        message=message,
        quote=action.printed_ref or "",
        settles=settles,
    )
