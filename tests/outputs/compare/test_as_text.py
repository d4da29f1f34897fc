"""A comparison on a terminal."""

from io import StringIO

from rich.console import Console

from followthrough.compare import compare
from followthrough.outputs.compare.as_text import render
from followthrough.plan.document import PlanDocument
from tests.outputs.compare_plans import COMPARISON, NEW, action


def printed(comparison=COMPARISON, width: int = 100) -> str:
    stream = StringIO()
    render(comparison, Console(file=stream, width=width))
    return stream.getvalue()


LINES = printed().splitlines()


def test_the_answer_comes_first() -> None:
    assert LINES[:3] == [
        "Recovery plan",
        "From september.xlsx, as at 30 September 2026 to october.xlsx, as at 31 October 2026",
        "4 actions are in both versions; 1 is new, 1 is gone and 1 can't be matched for certain.",
    ]


def test_each_number_is_followed_by_its_refs() -> None:
    assert "  From On plan to Done (1): A2" in LINES
    assert "  New text (2): A1, A2" in LINES


def test_a_change_of_a_text_shows_the_words_around_it() -> None:
    assert "    + … The second draft is with …" in LINES


def test_words_in_brackets_are_printed_as_they_are() -> None:
    comparison = compare(
        PlanDocument(), PlanDocument(actions=[action("A1", "Sign [red]off[/red] \x1b[2J it")])
    )

    assert "  A1: Sign [red]off[/red] [2J it" in printed(comparison)


def test_what_is_new_gone_or_not_matched_is_listed() -> None:
    text = "\n".join(LINES)

    assert "New: 1 action\n  C1: Survey staff <all> & report" in text
    assert "Gone: 1 action\n  B3: Renew the fleet strategy" in text
    assert "Not matched for certain\n  Meet the unions\n    could be Meet the unions" in text


def test_a_ref_that_has_other_words_is_asked_about() -> None:
    one, other = (
        PlanDocument(actions=[action("A1", title)]) for title in ("Train members", "Sell the depot")
    )

    assert "is it the same action?" in printed(compare(one, other))


def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks() -> None:
    lines = printed(width=40).splitlines()

    assert [line for line in lines if len(line) > 40 or line != line.rstrip()] == []


def test_nothing_is_listed_where_nothing_changed() -> None:
    assert "Action by action" not in printed(compare(NEW, NEW))
