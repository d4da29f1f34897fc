"""A plan on a terminal."""

from io import StringIO

from rich.cells import cell_len
from rich.console import Console

from followthrough.outputs.plan.as_text import render
from followthrough.plan.document import Action, PlanDocument, Problem, Where
from tests.outputs.check_plans import PLAN


def printed(plan: PlanDocument) -> str:
    stream = StringIO()
    render(plan, Console(file=stream, width=200))
    return stream.getvalue()


def test_one_of_a_kind_is_counted_in_the_singular() -> None:
    problem = Problem(code="date_unreadable", severity="warning", message="“soon” is no date.")
    text = printed(PLAN.model_copy(update={"problems": [problem]}))

    assert "4 actions, 2 themes, 2 workstreams, 1 period, 1 problem\n" in text


def test_problems_stand_worst_first_with_their_places() -> None:
    note = Problem(code="placeholder_text", severity="note", message="A note.", where=Where(row_first=9))
    error = Problem(
        code="duplicate_ref",
        severity="error",
        message="Twice.",
        ref="A1",
        where=Where(sheet="Roads", row_first=4),
    )
    text = printed(PLAN.model_copy(update={"problems": [note, error]}))

    assert text.index("error A1: Twice. (sheet Roads, row 4)") < text.index("note A note. (row 9)")


def test_each_action_is_one_line_that_fits_eighty_columns() -> None:
    long = "Bring in a timetable for the clearance of reports with fixed days\nfor legal comments " * 3
    actions = [action.model_copy(update={"title": long}) for action in PLAN.actions]
    stream = StringIO()

    render(PLAN.model_copy(update={"actions": actions}), Console(file=stream, width=80))

    lines = stream.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert sum("…" in line for line in lines) == len(actions)


def test_actions_are_sorted_by_ref_as_people_count() -> None:
    refs = ["1.10", "1.2", "1.9", "10", None, "2"]
    actions = [Action(ref=ref, title="Mend the roof") for ref in refs]
    stream = StringIO()

    render(PlanDocument(actions=actions), Console(file=stream, width=80), by_ref=True)

    rows = [line.partition("Mend")[0].strip() for line in stream.getvalue().splitlines() if "Mend" in line]
    assert rows == ["1.2", "1.9", "1.10", "2", "10", ""]


def test_words_of_a_plan_are_no_markup_of_ours() -> None:
    assert "[bold]Roads" in printed(PLAN.model_copy(update={"title": "[bold]Roads"}))
