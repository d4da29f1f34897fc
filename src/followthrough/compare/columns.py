"""Columns that only one version has: what the other says nothing of at all did not change in each action."""

from collections.abc import Callable
from operator import attrgetter

from followthrough.compare.change import Field
from followthrough.plan.document import Action, PlanDocument
from followthrough.plan.fields import IN_WORDS

# One action may have gained the plan's first note; a column is what many actions have.
_FEWEST_ACTIONS = 4
_LEAST_SHARE = 0.2


def columns_of_one(plan: PlanDocument, other: PlanDocument) -> frozenset[Field]:
    """What many actions of a version have and none of the other."""
    return frozenset(
        field
        for field, of in _COLUMNS.items()
        if not any(map(of, other.actions)) and _is_column([bool(of(action)) for action in plan.actions])
    )


def _is_column(filled: list[bool]) -> bool:
    return sum(filled) >= max(_FEWEST_ACTIONS, _LEAST_SHARE * len(filled))


# A status, an update, a due date or an owner where there was none is news in each action.
_COLUMNS: dict[Field, Callable[[Action], object]] = {
    "ref": lambda action: action.ref,
    "original_due": lambda action: action.original_due,
    "start": lambda action: action.start,
    "note": lambda action: action.notes,
    "change_control": lambda action: action.change_control,
    "theme": lambda action: action.theme,
    "workstream": lambda action: action.workstream,
    "parent": lambda action: action.parent,
    **{field: attrgetter(field) for field in IN_WORDS},
    "measure": lambda action: action.measures,
    "answer": lambda action: action.answers,
    "risk": lambda action: action.risk,
}
