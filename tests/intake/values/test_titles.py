"""Title cells that hold a ref, a heading with its text, or a lettered list."""

import pytest

from followthrough.intake.grid import PARAGRAPH
from followthrough.intake.values.titles import lettered_parts, numbering_of, split_bare_number, split_heading

TEXT = "The report went to the board in June and was agreed with two changes."


def test_titles_that_mostly_begin_with_a_marked_number_carry_refs() -> None:
    numbering = numbering_of(["1. Publish the plan", "2. Train the managers", "Write the guide"])

    assert numbering
    assert numbering("12. Report to the board") == ("12", "Report to the board")


def test_bare_numbers_are_refs_where_nearly_all_titles_have_one_and_they_rise() -> None:
    numbering = numbering_of(["1 Publish the plan", "2 Train the managers", "3 Write the guide"])

    assert numbering
    assert numbering("12 Report to the board") == ("12", "Report to the board")


@pytest.mark.parametrize(
    "titles",
    [
        [],
        ["Publish the plan", "Train the managers"],
        ["1. Publish the plan", "Train the managers", "Write the guide"],
        ["30 Homes are built", "12 Managers are trained", "25 Trees are planted", "3 Visits"],
        ["1 Publish the plan", "Train the managers", "Write the guide"],
    ],
    ids=["none", "no numbers", "one of three", "numbers that do not rise", "one bare number"],
)
def test_other_titles_carry_no_refs(titles: list[str]) -> None:
    assert numbering_of(titles) is None


@pytest.mark.parametrize(
    ("text", "split"),
    [("7a Write", ("7a", "Write")), ("7 homes", None), ("2025 Review", None), ("Write 7 Guides", None)],
)
def test_a_bare_number_stands_before_a_capital(text: str, split: tuple[str, str] | None) -> None:
    assert split_bare_number(text) == split


def test_a_first_paragraph_is_the_heading_of_the_rest() -> None:
    assert split_heading(f"Risk register{PARAGRAPH}{TEXT}") == ("Risk register", TEXT)


@pytest.mark.parametrize(
    ("heading", "text"), [("Risk register", TEXT), ("Peer review", TEXT.replace("The", "A"))]
)
def test_a_heading_run_together_with_its_sentence_is_parted(heading: str, text: str) -> None:
    assert split_heading(f"{heading} {text}") == (heading, text)


@pytest.mark.parametrize(
    "title",
    [
        "Publish the plan",
        "Review of The Hall",
        "Train managers by The New Year in all services and every school of the town",
        "word " * 30 + TEXT,
    ],
    ids=["short", "joined by of", "joined by by", "no heading within reach"],
)
def test_a_title_that_goes_on_stays_whole(title: str) -> None:
    assert split_heading(title) == (title, "")


@pytest.mark.parametrize(
    "text",
    ["a) Write b) Print", "Guide: (a) Write (b) Print", f"List:{PARAGRAPH}a) Write{PARAGRAPH}b) Print"],
)
def test_a_lettered_list_has_parts(text: str) -> None:
    assert lettered_parts(text) == [("a", "Write"), ("b", "Print")]


@pytest.mark.parametrize(
    "text", ["Write and print", "a) Write", "b) Write c) Print", "a) Write c) Print", "(see a)"]
)
def test_letters_that_do_not_follow_each_other_are_no_list(text: str) -> None:
    assert lettered_parts(text) == []
