"""What stands between the rows of a table: seams, headings, text that goes on."""

import pytest

from followthrough.intake.grid import PARAGRAPH, Line, Place
from followthrough.intake.tables.sections import Strip, Tail, is_labelled, is_section_line, strips_of
from tests.intake.tables_of_rows import items_of, table_in

HEADER = "Ref|Action|Owner|Due date"
ONE, TWO = "1|Publish the register|Head of Parks|March 2025", "2|Train the managers|Head of HR|June 2025"


def strips(*lines: str, running: tuple[str, ...] = ()) -> list[Strip]:
    found = strips_of(table_in("\n".join(lines)), frozenset(running))
    return [strip for strip in found if isinstance(strip, Strip)]


def tails(*lines: str, running: tuple[str, ...] = ()) -> list[str]:
    found = strips_of(table_in("\n".join(lines)), frozenset(running))
    return [strip.line.text for strip in found if isinstance(strip, Tail)]


def test_a_row_directly_below_another_has_no_seam() -> None:
    assert [strip.seam for strip in strips(HEADER, ONE, TWO)] == [True, False]


@pytest.mark.parametrize("between", [[""], ["Page 2"], ["", HEADER]])
def test_a_gap_a_line_and_a_header_are_seams(between: list[str]) -> None:
    assert [strip.seam for strip in strips(HEADER, ONE, *between, TWO)][-1]


def test_lines_above_each_header_are_themes_that_take_turns() -> None:
    found = strips("Theme 1 - Culture", HEADER, ONE, "", "Theme 2 - Money", HEADER, TWO)

    assert [strip.theme for strip in found] == ["Theme 1 - Culture", "Theme 2 - Money"]


def test_lines_between_rows_are_themes_as_well() -> None:
    found = strips("Theme 1 - Culture", HEADER, ONE, "", "Theme 2 - Money", TWO)

    assert [strip.theme for strip in found] == ["Theme 1 - Culture", "Theme 2 - Money"]


def test_a_part_below_a_theme_is_its_workstream_until_the_next_theme() -> None:
    found = strips(
        "Theme 1 - Culture", "Workstream 1 - Values", HEADER, ONE, "", "Theme 2 - Money", HEADER, TWO
    )  # fmt: skip

    assert [(strip.theme, strip.section) for strip in found] == [
        ("Theme 1 - Culture", "Workstream 1 - Values"),
        ("Theme 2 - Money", None),
    ]


def test_headings_stand_by_their_levels() -> None:
    found = strips("# Plan", "## Culture", HEADER, ONE, "", "## Money", HEADER, TWO, running=("Plan",))

    assert [strip.theme for strip in found] == ["Culture", "Money"]


def test_one_line_over_all_rows_is_no_theme() -> None:
    assert {strip.theme for strip in strips("Version for the board", HEADER, ONE, "", TWO)} == {None}


def test_running_titles_are_passed_over() -> None:
    found = strips(HEADER, ONE, "", "Our plan", HEADER, TWO, running=("Our plan",))

    assert {strip.theme for strip in found} == {None}


def test_prose_between_rows_goes_on_with_the_row_above() -> None:
    text = "It goes to the board before it is printed."

    assert tails(HEADER, ONE, "", text, "", TWO) == [text]


@pytest.mark.parametrize("text", ["Page 2 of 12", "12", "3/4"])
def test_page_numbers_go_on_with_nothing(text: str) -> None:
    assert tails(HEADER, ONE, "", text, "", TWO) == []


def test_prose_after_the_last_row_goes_on_with_nothing() -> None:
    assert tails(HEADER, ONE, TWO, "", "All dates are subject to the approval of the board.") == []


@pytest.mark.parametrize("text", ["Theme 2 - Oversight", "Priority 1: Homes", "Workstream A", "Objective IV"])
def test_a_label_with_a_number_names_a_theme_or_workstream(text: str) -> None:
    assert is_labelled(text)


@pytest.mark.parametrize("text", ["Partnerships", "Area of work", "Themes of the year", "Goalkeeping"])
def test_a_word_that_begins_like_a_label_is_none(text: str) -> None:
    assert not is_labelled(text)


@pytest.mark.parametrize(
    "text", ["People and Culture", "Theme 1 - A place that is proud of its past, and of its people."]
)
def test_short_or_labelled_lines_are_headings(text: str) -> None:
    assert is_section_line(Line(text, Place(row=1)))


@pytest.mark.parametrize("text", ["Page 2", "The board met in June.", "x" * 91])
def test_page_numbers_sentences_and_long_lines_are_no_headings(text: str) -> None:
    assert not is_section_line(Line(text, Place(row=1)))


def test_a_marked_heading_may_be_longer() -> None:
    (line,) = items_of("# " + "long " * 22)

    assert isinstance(line, Line)
    assert is_section_line(line)


def test_the_words_below_a_recommendation_s_heading_are_what_the_rows_below_answer() -> None:
    found = strips(
        "Recommendation 1", "The register is out of date.", HEADER, ONE, "",
        "Recommendation 2", "The managers are not trained.", HEADER, TWO,
    )  # fmt: skip

    assert [strip.answers for strip in found] == [
        f"Recommendation 1{PARAGRAPH}The register is out of date.",
        f"Recommendation 2{PARAGRAPH}The managers are not trained.",
    ]
    assert [strip.theme for strip in found] == [None, None]


def test_text_below_a_heading_goes_on_with_no_row_above_it() -> None:
    lines = (HEADER, ONE, "", "# Money", "This theme is about what the town spends.", HEADER, TWO)

    assert tails(*lines) == []
    assert tails(*[line for line in lines if line != "# Money"]) == [
        "This theme is about what the town spends."
    ]
