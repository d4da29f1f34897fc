"""Short ways to say in a test what was read of a plan."""

from collections import Counter
from collections.abc import Iterator

from followthrough.intake.read import read_bytes
from followthrough.plan.document import Action, PlanDocument, Problem


def plan_in(text: str, name: str = "plan.txt") -> PlanDocument:
    """The plan in a text file."""
    return read_bytes(text.encode(), name)


def by_ref(plan: PlanDocument) -> dict[str, Action]:
    """The actions by ref; of two with one ref, the last."""
    return {action.ref: action for action in plan.actions if action.ref}


def at_row(plan: PlanDocument, row: int) -> Action:
    """The action that begins at a row of the file."""
    (action,) = [action for action in plan.actions if action.where.row_first == row]
    return action


def names(action: Action, role: str | None = None) -> list[str]:
    """The owners of an action, of one role or of all."""
    return [owner.name for owner in action.owners if role in (None, owner.role)]


def rows(action: Action) -> tuple[int | None, int | None]:
    """The first and the last row that an action was read from."""
    return action.where.row_first, action.where.row_last


def problems(plan: PlanDocument, code: str) -> list[Problem]:
    """The problems of a plan with a code."""
    return [problem for problem in plan.problems if problem.code == code]


def codes(plan: PlanDocument) -> Counter[str]:
    """How often each problem of a plan is said."""
    return Counter(problem.code for problem in plan.problems)


def links(plan: PlanDocument) -> Iterator[tuple[str | None, str]]:
    """Every link of a plan, as from where to where."""
    return ((action.ref, link.to) for action in plan.actions for link in action.links)
