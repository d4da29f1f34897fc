"""What was returned for the latest period: the words that the rules look at."""

from collections import defaultdict
from collections.abc import Iterator

from followthrough.plan.document import Action, PlanDocument, Update


def actions_to_do(plan: PlanDocument) -> Iterator[Action]:
    """The actions that somebody has to do: headings are not."""
    return (action for action in plan.actions if action.kind != "heading")


def latest_returns(plan: PlanDocument) -> Iterator[tuple[Action, Update]]:
    """Each action to do with its update of the plan's latest period; those without a return are left out."""
    periods = plan.periods
    for action in actions_to_do(plan):
        update = update_of(action, periods[-1]) if periods else action.latest_update
        if update is not None:
            yield action, update


def update_of(action: Action, period: str) -> Update | None:
    """What was said of an action in a period, None where nothing was."""
    said = (update for update in action.updates if update.period == period)
    return next((update for update in said if update.status or update.status_text or update.text), None)


def children_by_parent(plan: PlanDocument) -> dict[str, list[Action]]:
    """The parts of each action that has parts, headings left out, in the order of the plan."""
    children: dict[str, list[Action]] = defaultdict(list)
    for action in actions_to_do(plan):
        if action.parent is not None and action.parent != action.ref:
            children[action.parent].append(action)
    return dict(children)


def standing_alone(plan: PlanDocument) -> Iterator[Action]:
    """The actions that answer for themselves.

    A part that declares neither status, owner nor date is a paragraph of its parent, which answers for it.
    """
    refs = {action.ref for action in plan.actions}
    for action in actions_to_do(plan):
        declares_nothing = action.status is None and not action.owners and action.due is None
        if not (declares_nothing and action.parent in refs):
            yield action
