"""What was said last of each action, and before: the words that the rules look at.

An action is judged by its own latest word, however old it is; what is said of another changes nothing in it.
"""

from collections import defaultdict
from collections.abc import Iterator

from followthrough.plan.document import Action, PlanDocument, Update


def actions_to_do(plan: PlanDocument) -> Iterator[Action]:
    """The actions that somebody has to do: headings are not."""
    return (action for action in plan.actions if action.kind != "heading")


def latest_returns(plan: PlanDocument) -> Iterator[tuple[Action, Update]]:
    """Each action to do with what was said of it last; those of which nothing was said are left out."""
    for action in actions_to_do(plan):
        if said := said_by_round(action):
            yield action, said[-1]


def said_by_round(action: Action) -> list[Update]:
    """What was said of an action, one update a period, the oldest first: of several in one the last counts.

    What names no period comes before all others.
    """
    by_period: dict[str, Update] = {}
    for update in action.updates:
        if update.status or update.status_text or update.text:
            by_period[update.period or ""] = update
    return [by_period[period] for period in sorted(by_period)]


def children_by_parent(plan: PlanDocument) -> dict[str, list[Action]]:
    """The parts of each action that has parts, headings left out, in the order of the plan."""
    children: dict[str, list[Action]] = defaultdict(list)
    for action in actions_to_do(plan):
        if action.parent is not None and action.parent != action.ref:
            children[action.parent].append(action)
    return dict(children)


def standing_alone(plan: PlanDocument) -> Iterator[Action]:
    """The actions that answer for themselves.

    A part that declares neither status, owner nor date is a paragraph of its parent, which answers for it;
    an action without a ref is its parent by its title.
    """
    parents = {action.ref or action.title for action in plan.actions}
    for action in actions_to_do(plan):
        declares_nothing = action.status is None and not action.owners and action.due is None
        if not (declares_nothing and action.parent in parents):
            yield action
