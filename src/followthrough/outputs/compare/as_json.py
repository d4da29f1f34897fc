"""A comparison as JSON, for other programs. Its form is told in docs/guide/compare.md and stays."""

import json
from dataclasses import asdict
from typing import Any

from followthrough.compare.change import Change, Comparison, Months, Pair
from followthrough.compare.counts import count
from followthrough.plan.document import Action, PlanDocument

_DECIMALS = 2


def render(comparison: Comparison) -> str:
    """The two versions, how many actions changed in what way, and every change."""
    content = {
        "old": _version(comparison.old),
        "new": _version(comparison.new),
        "summary": asdict(count(comparison)),
        "not_compared": sorted(comparison.columns_added | comparison.columns_dropped),
        "changes": _changes(comparison),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _version(plan: PlanDocument) -> dict[str, Any]:
    return {
        "title": plan.title,
        "file": plan.source.name if plan.source else None,
        "as_at": plan.as_at.isoformat() if plan.as_at else None,
        "actions": len(plan.actions),
        "periods": plan.periods,
    }


def _changes(comparison: Comparison) -> list[dict[str, Any]]:
    changes = [_change(pair, change) for pair in comparison.pairs for change in pair.changes]
    changes += [
        _of_whole("unsure", each.new, could_be=[_name(action) for action in each.could_be])
        for each in comparison.unsure
    ]
    changes += [_of_whole("new", action) for action in comparison.added]
    changes += [_of_whole("gone", action) for action in comparison.gone]
    return changes


def _change(pair: Pair, change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "ref": pair.new.ref,
        "old_ref": pair.old.ref,
        "title": pair.new.title,
        "field": change.field,
        "named": change.named,
        "old": change.old,
        "new": change.new,
        "old_status": change.old_status,
        "new_status": change.new_status,
        "months": _months(change.months) if change.months else None,
        "matched_by": pair.matched_by,
    }


def _months(months: Months) -> dict[str, float]:
    return {name: round(number, _DECIMALS) for name, number in months._asdict().items()}


def _of_whole(kind: str, action: Action, **more: Any) -> dict[str, Any]:
    """A change that is a whole action: one that came, went or can't be matched."""
    is_gone = kind == "gone"
    return {
        "kind": kind,
        "ref": None if is_gone else action.ref,
        "old_ref": action.ref if is_gone else None,
        "title": action.title,
        "field": "action",
        "old": action.title if is_gone else None,
        "new": None if is_gone else action.title,
        **more,
    }


def _name(action: Action) -> dict[str, str | None]:
    return {"ref": action.ref, "title": action.title}
