"""A check on a terminal, and where there is none."""

from io import StringIO

import pytest
from rich.console import Console

from followthrough.challenge import Finding
from followthrough.outputs.check.as_text import render
from followthrough.plan.document import PlanDocument
from tests.outputs.check_plans import DAY, FINDINGS, PLAN


def printed(plan: PlanDocument, findings: list[Finding], width: int = 80, *, colour: bool = False) -> str:
    out = StringIO()
    colours = "truecolor" if colour else None
    render(plan, findings, DAY, Console(file=out, width=width, force_terminal=colour, color_system=colours))
    return out.getvalue()


def test_the_answer_comes_first() -> None:
    lines = printed(PLAN, FINDINGS).splitlines()

    assert lines[:3] == [
        "Recovery plan",
        "As at 31 October 2026",
        "4 actions, 2 workstreams, 1 period. 2 actions need an answer.",
    ]
    assert lines[5] == "1  1 action was called on track though its due date had passed."


@pytest.mark.parametrize("width", [40, 80, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(len(line) for line in printed(PLAN, FINDINGS, width).splitlines()) <= width


def test_without_a_terminal_there_is_no_colour() -> None:
    assert "\x1b" not in printed(PLAN, FINDINGS)


def test_a_colour_stands_with_its_word() -> None:
    assert "\x1b[1;31mmust be settled\x1b[0m" in printed(PLAN, FINDINGS, 160, colour=True)


def test_every_finding_is_shown_with_the_words_it_doubts() -> None:
    shown = printed(PLAN, FINDINGS, 200)

    assert all(finding.message in shown and finding.quote in shown for finding in FINDINGS)


def test_words_of_a_plan_are_no_commands_to_the_terminal() -> None:
    titled = PLAN.model_copy(update={"title": "[bold]Plan[/bold]\x1b[2J [nonsense"})

    assert printed(titled, FINDINGS).startswith("[bold]Plan[/bold] [2J [nonsense\n")


def test_a_plan_without_findings_has_no_table() -> None:
    assert printed(PLAN, []).splitlines()[2:] == [
        "4 actions, 2 workstreams, 1 period. We found nothing to ask about."
    ]
