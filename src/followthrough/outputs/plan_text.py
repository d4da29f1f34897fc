"""A plan on a terminal: what was read, as a table, and what needs a person's eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.plan.document import Action, PlanDocument

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_LONGEST_TITLE = 70
_WEIGHTS = {"error": "bold red", "warning": "yellow", "note": "dim"}


def render(plan: PlanDocument, console: Console) -> None:
    """Print the plan's counts, its actions and its problems, each word of theirs as it is."""
    from rich.markup import escape

    console.print(f"[bold]{escape(plan.title or 'A plan without a title')}[/bold]")
    console.print(_counts(plan))
    console.print(_actions(plan))
    for problem in sorted(plan.problems, key=lambda problem: list(_WEIGHTS).index(problem.severity)):
        place = f" (row {problem.where.row_first})" if problem.where.row_first else ""
        ref = f"{problem.ref}: " if problem.ref else ""
        console.print(
            f"[{_WEIGHTS[problem.severity]}]{problem.severity}[/] {escape(ref + problem.message + place)}"
        )


def _counts(plan: PlanDocument) -> str:
    themes = len({action.theme for action in plan.actions if action.theme})
    workstreams = len({action.workstream for action in plan.actions if action.workstream})
    counts = {
        "actions": len(plan.actions),
        "themes": themes,
        "workstreams": workstreams,
        "periods": len(plan.periods),
    }
    said = [f"{number} {name if number != 1 else name[:-1]}" for name, number in counts.items() if number]
    return ", ".join([*said, f"{len(plan.problems)} problems"])


def _actions(plan: PlanDocument) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=False, expand=True)
    for heading, ratio in (("Ref", 2), ("Action", 8), ("Owners", 4), ("Due", 3), ("Status", 3)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for action in plan.actions:
        table.add_row(*(Text(text) for text in _cells(action)))
    return table


def _cells(action: Action) -> list[str]:
    title = " ".join(action.title.split())
    short = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
    owners = ", ".join(dict.fromkeys(owner.name for owner in action.owners))
    status = action.status.replace("_", " ") if action.status else ""
    return [action.ref or "", short, owners, action.due.text if action.due else "", status]
