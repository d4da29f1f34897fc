"""What was agreed and is edited by hand: whoever keeps the record of changes is told in the same transaction.

The register knows no change requests: the app of changes offers what keeps them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from followthrough.site.people.models import User
from followthrough.site.register.editing.agreed_fields import FIELDS
from followthrough.site.register.editing.edits import Edit, is_agreed
from followthrough.site.register.models import Action, Plan

_BY_LABEL = {field.label: name for name, field in FIELDS.items()}


# What an edit of a whole action is called, where its fields have names: it was added, archived, put back.
WHOLE = "whole"
# What is agreed of a plan beside its actions.
PLAN_FIELDS = ("title", "scheme", "recommendations", "theme", "workstream")


@dataclass(frozen=True)
class EditByHand:
    """What somebody edited in a plan that was agreed: fields by their names, or WHOLE.

    `action` None: it is said of the whole plan, its fields are those of PLAN_FIELDS.
    """

    plan: Plan
    action: Action | None
    edits: list[tuple[str, Edit]]
    reason: str
    by: User
    at: datetime


Keeper = Callable[[EditByHand], None]
_keepers: list[Keeper] = []


def offer_keeper(keeper: Keeper) -> None:
    """Takes the function that keeps a record of what is edited by hand."""
    _keepers.append(keeper)


def note_by_hand(action: Action, edits: Sequence[Edit], *, reason: str, by: User, at: datetime) -> None:
    """Tell of what was edited in an action that was agreed, after it is written and its event is left.

    A plan that is a draft was not agreed, and its edits are no changes of what was.
    """
    if not is_agreed(action.plan):
        return
    names = [(_BY_LABEL.get(edit.field, WHOLE), edit) for edit in edits]
    agreed = [(name, edit) for name, edit in names if name == WHOLE or FIELDS[name].is_agreed]
    for keeper in _keepers if agreed else ():
        keeper(EditByHand(action.plan, action, agreed, reason.strip(), by, at))


def note_plan_by_hand(
    plan: Plan, name: str, edits: Sequence[Edit], *, reason: str, by: User, at: datetime
) -> None:
    """The same for what is said of a whole plan: one field of PLAN_FIELDS by its name."""
    for keeper in _keepers if is_agreed(plan) and edits else ():
        keeper(EditByHand(plan, None, [(name, edit) for edit in edits], reason.strip(), by, at))
