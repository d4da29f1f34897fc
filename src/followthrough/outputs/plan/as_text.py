"""A plan on a terminal: what was read, as a table, and what needs a person's eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.outputs.wording import counted, place_in_words
from followthrough.plan.document import WORST_FIRST, Action, PlanDocument, Severity

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_LONGEST_TITLE = 70
# Each colour always stands beside its word.
_COLOURS: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "note": "dim"}


def render(plan: PlanDocument, console: Console) -> None:
    """Print the plan's counts, its actions and its problems, each word of theirs as it is."""
    from rich.markup import escape

    console.print(f"[bold]{escape(plan.title or 'A plan without a title')}[/bold]")
    console.print(_counts(plan))
    console.print(_actions(plan))
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
