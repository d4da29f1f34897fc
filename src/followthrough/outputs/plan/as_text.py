"""A plan on a terminal: what was read, as a table, and what needs a person's eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.outputs.rows_text import render as render_rows
from followthrough.outputs.wording import counted, place_in_words
from followthrough.plan.document import WORST_FIRST, Action, PlanDocument, Severity
from followthrough.plan.refs import sort_key

if TYPE_CHECKING:
    from rich.console import Console

# Each colour always stands beside its word.
_COLOURS: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "note": "dim"}


def render(plan: PlanDocument, console: Console, *, by_ref: bool = False) -> None:
    """Print the plan's counts, its actions and its problems; the actions in their order, or `by_ref`."""
    from rich.markup import escape

    console.print(f"[bold]{escape(plan.title or 'A plan without a title')}[/bold]")
    console.print(_counts(plan))
    actions = sorted(plan.actions, key=_place_by_ref) if by_ref else plan.actions
    render_rows(["Ref", "Action", "Owners", "Due", "Status"], map(_cells, actions), console)
    for problem in sorted(plan.problems, key=lambda problem: WORST_FIRST.index(problem.severity)):
        where = place_in_words(problem.where)
        place = f" ({where})" if where else ""
        ref = f"{problem.ref}: " if problem.ref else ""
        console.print(
            f"[{_COLOURS[problem.severity]}]{problem.severity}[/] {escape(ref + problem.message + place)}"
        )


def _counts(plan: PlanDocument) -> str:
    themes = len({action.theme for action in plan.actions if action.theme})
    workstreams = len({action.workstream for action in plan.actions if action.workstream})
    parts = {"theme": themes, "workstream": workstreams, "period": len(plan.periods)}
    said = [counted(number, noun) for noun, number in parts.items() if number]
    return ", ".join([counted(len(plan.actions), "action"), *said, counted(len(plan.problems), "problem")])


def _place_by_ref(action: Action) -> tuple[bool, str]:
    """Where an action stands in the order of refs, those without one last."""
    key = sort_key(action.ref)
    return key is None, key or ""


def _cells(action: Action) -> list[str]:
    owners = ", ".join(dict.fromkeys(owner.name for owner in action.owners))
    status = action.status.replace("_", " ") if action.status else ""
    return [action.ref or "", action.title, owners, action.due.text if action.due else "", status]
