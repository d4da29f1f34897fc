"""A check on a terminal: the answer first, then every finding, worst first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from followthrough.challenge.finding import Finding
from followthrough.outputs.check.judged_by import HOW_TO_SAY, judged_by
from followthrough.outputs.check.summary import WEIGHTS, CheckSummary, rule_of
from followthrough.outputs.wording import on_one_line
from followthrough.plan.document import PlanDocument, Severity

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

# Each colour always stands beside its word.
_COLOURS: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_MOST_LETTERS_QUOTED = 160


def render(plan: PlanDocument, findings: Sequence[Finding], day: date | None, console: Console) -> None:
    """Print a check to a console, as wide as that console is."""
    summary = CheckSummary(plan, findings)
    _print_answer(summary, day, console)
    if not findings:
        return
    _print_counts(summary, console)
    console.print(_table(findings))


def _print_answer(summary: CheckSummary, day: date | None, console: Console) -> None:
    console.print(on_one_line(summary.title), style="bold", markup=False, highlight=False)
    console.print(judged_by(summary.plan, day), markup=False, highlight=False)
    if day is None:
        console.print(HOW_TO_SAY, markup=False, highlight=False)
    console.print(summary.headline, highlight=False)
    if summary.questions:
        console.print("\nThe things most worth asking", style="bold", highlight=False)
        for number, question in enumerate(summary.questions, start=1):
            console.print(f"{number}  {question.sentence}", markup=False, highlight=False)


def _print_counts(summary: CheckSummary, console: Console) -> None:
    from rich.table import Table

    console.print("\nBy weight", style="bold", highlight=False)
    for severity, words, count in summary.by_weight:
        console.print(f"{count:5}  [{_COLOURS[severity]}]{words}[/]", highlight=False)
    console.print("\nBy rule", style="bold", highlight=False)
    rules = Table.grid(padding=(0, 2))
    rules.add_column(justify="right", min_width=5)
    for question in summary.by_rule:
        rules.add_row(str(question.findings), _title(question.code), WEIGHTS[question.severity])
    console.print(rules)
    console.print()


def _table(findings: Sequence[Finding]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(title="Questions, worst first", title_justify="left", show_lines=True, expand=True)
    table.add_column("Weight", ratio=2)
    table.add_column("Ref", ratio=2, overflow="fold")
    table.add_column("Question", ratio=9)
    for finding in findings:
        doubt = Text(on_one_line(finding.message))
        if finding.quote:
            doubt.append(f"\n“{_short(finding.quote)}”", style="dim")
        doubt.append(f"\nTo clear this: {_short(finding.settles)}")
        table.add_row(
            Text(WEIGHTS[finding.severity], style=_COLOURS[finding.severity]),
            Text(on_one_line(finding.ref or "")),
            Text.assemble((_short(finding.title), "bold"), "\n", doubt),
        )
    return table


def _title(code: str) -> str:
    rule = rule_of(code)
    return rule.title if rule else code


def _short(text: str) -> str:
    """The text on one line, cut where a terminal would drown in it."""
    line = on_one_line(text)
    return line if len(line) <= _MOST_LETTERS_QUOTED else f"{line[:_MOST_LETTERS_QUOTED].rstrip()}…"
