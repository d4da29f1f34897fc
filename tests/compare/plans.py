"""Small plans to compare: an action with as much as a test wants to say of it."""

from typing import Any

from followthrough.compare import Change, Comparison, Pair, compare
from followthrough.plan.document import Action, Owner, PlanDocument, Status, Update
from followthrough.plan.when import read_when

WORDS = {
    Status.ON_TRACK: "On track",
    Status.COMPLETE: "Complete",
    Status.IN_PROGRESS: "In progress",
}


def action(
    ref: str | None,
    title: str,
    *updates: Update,
    owner: str | None = "Head of Estates",
    due: str | None = "March 2027",
    **fields: Any,
) -> Action:
    return Action(
        ref=ref,
        title=title,
        owners=[Owner(role="Lead", name=owner)] if owner else [],
        due=read_when(due) if due else None,
        updates=list(updates),
        **fields,
    )


def update(text: str | None = None, status: Status | None = None, period: str | None = None) -> Update:
    return Update(period=period, status=status, status_text=WORDS.get(status) if status else None, text=text)


def plan(*actions: Action, **fields: Any) -> PlanDocument:
    return PlanDocument(title="Recovery plan", actions=list(actions), **fields)


def compared(old: Action, new: Action) -> list[Change]:
    """The changes of one action that both versions have, its ref and its title being enough to pair it."""
    (pair,) = compare(plan(old), plan(new)).pairs
    return list(pair.changes)


def kinds(changes: list[Change] | tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.field, change.kind) for change in changes]


def pairs(comparison: Comparison) -> list[tuple[str | None, str | None, str]]:
    return [(pair.old.ref, pair.new.ref, pair.matched_by) for pair in comparison.pairs]


def refs(found: list[Pair]) -> list[str]:
    return [pair.new.ref or "" for pair in found]
