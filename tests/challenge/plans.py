"""Small plans made in code: one thing is wrong in each, everything else is as it should be."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from followthrough.challenge.finding import Finding
from followthrough.plan.document import Action, Owner, PlanDocument, SchemeEntry, Status, Update
from followthrough.plan.statuses import read_status
from followthrough.plan.when import read_when

DAY = date(2026, 10, 31)
KEY = [
    SchemeEntry(label="On plan", status=Status.ON_TRACK, definition="Slippage of less than a month"),
    SchemeEntry(
        label="Some delay", status=Status.MEDIUM_SLIPPAGE, definition="Slippage of between 1-2 months"
    ),
    SchemeEntry(
        label="Serious delay", status=Status.SIGNIFICANT_SLIPPAGE, definition="Slippage of more than 2 months"
    ),
    SchemeEntry(label="Complete", status=Status.COMPLETE),
]

Rule = Callable[[PlanDocument, date], Iterator[Finding]]


def update(
    status: str | None, text: str | None = None, period: str | None = "2026-10", **fields: Any
) -> Update:
    """An update of the latest period, its status read as intake would."""
    read = read_status(status, KEY) if status else None
    return Update(period=period, status=read, status_text=status, text=text, **fields)


def action(*updates: Update, due: str | None = "March 2027", ref: str | None = "A1", **fields: Any) -> Action:
    """An owned action with the given updates."""
    given = {"title": "Rewrite the asset register", "owners": [Owner(role="Lead", name="Head of Estates")]}
    when = read_when(due) if due is not None else None
    return Action(ref=ref, printed_ref=ref, due=when, updates=list(updates), **{**given, **fields})


def plan(*actions: Action, **fields: Any) -> PlanDocument:
    return PlanDocument(**{"title": "Recovery plan", "actions": list(actions), **fields})


def found(rule: Rule, *actions: Action, **fields: Any) -> list[Finding]:
    """What a rule finds in a plan of these actions."""
    return list(rule(plan(*actions, **fields), DAY))


def refs(findings: list[Finding]) -> list[str | None]:
    return [finding.ref for finding in findings]
