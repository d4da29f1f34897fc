"""Where a cell was cut in two and how its halves go together, what stands in a title, and who signed."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.intake.grid import PARAGRAPH
from followthrough.intake.kinds.prose import (
    Signature,
    is_next_item,
    is_unfinished,
    join_texts,
    lettered_parts,
    read_signature,
    split_heading,
)

WORDS = st.text(alphabet=st.sampled_from("abcdeghinorstuGT ,.-()•1"), min_size=1, max_size=40).map(str.strip)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The review of", "Contracts went well"),
        ("Finance, Audit and", "Governance"),
        ("The register (kept by", "Audit)"),
        ("It was put to the board", "and agreed there"),
        ("We wrote the guide", "lines for all"),
        ("a cross-", "directorate team"),
        ("Parks &", "Markets"),
        ("at least 25", "% of the staff"),
    ],
)
def test_what_hangs_or_goes_on_in_lower_case_was_cut(before: str, after: str) -> None:
    assert is_unfinished(before, after) is True


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The board agreed.", "The next step follows"),
        ("The board agreed.", "iPads were bought"),
        ("These are the steps:", "Write the guide"),
        ("Is it so?", "It is"),
    ],
)
def test_what_ends_in_a_stop_is_whole(before: str, after: str) -> None:
    assert is_unfinished(before, after) is False


@pytest.mark.parametrize(
    ("before", "after"),
    [("Publish the plan", "Head of Parks"), ("", "and so"), ("The plan", ""), ("List", "a) one")],
)
def test_what_does_not_say_is_left_open(before: str, after: str) -> None:
    assert is_unfinished(before, after) is None


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("The manage", "ment team", "The management team"),
        ("The manage-", "ment team", "The management team"),
        ("Recom", "mendations", "Recommendations"),
        ("The board", "and the team", "The board and the team"),
        ("it was", "then agreed", "it was then agreed"),
        ("The review of", "Contracts", "The review of Contracts"),
        ("", "Alone", "Alone"),
        ("Alone", "", "Alone"),
    ],
)
def test_halves_are_joined_by_nothing_or_a_blank(before: str, after: str, joined: str) -> None:
    assert join_texts(before, after) == joined


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The board agreed.", "The next step follows."),
        ("The steps are:", "Write the guide"),
        ("We did this", "• and that"),
        ("We did this", "2. Then that"),
    ],
)
def test_a_paragraph_of_its_own_begins_a_line(before: str, after: str) -> None:
    assert join_texts(before, after) == f"{before}{PARAGRAPH}{after}"


@pytest.mark.parametrize(("before", "after"), [("a", "way"), ("to", "day"), ("for", "get")])
def test_two_small_words_are_not_one_that_they_would_make(before: str, after: str) -> None:
    assert join_texts(f"We went {before}", after) == f"We went {before} {after}"


@given(WORDS, WORDS)
def test_no_letter_is_lost_or_added_or_moved(before: str, after: str) -> None:
    def letters(text: str) -> str:
        return re.sub(r"[\s-]", "", text)

    assert letters(join_texts(before, after)) == letters(before) + letters(after)


TEXT = "The report went to the board in June and was agreed with two changes."


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


AUTUMN = Signature("AB", date(2022, 10, 17))


@pytest.mark.parametrize(
    "text",
    ["AB 17/10/22: All done", "AB 17.10.2022 – All done", "17/10/22 AB: All done", "All done (AB 17.10.22)",
     "All done (AB 17.10).", "All done AB 17/10/22.", "AB 17/10: All done"],
)  # fmt: skip
def test_initials_with_a_day_at_either_end_sign_a_text(text: str) -> None:
    assert read_signature(text, "2022-10") == AUTUMN


def test_a_day_without_a_year_and_a_text_without_a_period_is_no_day() -> None:
    assert read_signature("All done (AB 17.10)", None) == Signature("AB", None)


def test_a_day_that_no_month_has_is_no_day() -> None:
    assert read_signature("All done (AB 31.02)", "2022-02") == Signature("AB", None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "All done",
        "AB 17.10 was agreed",
        "Scores AB 3/4",
        "See (AB)",
        "ABCD 17/10/22: All done",
        "On 17/10/22 it met",
    ],
)
def test_other_texts_are_not_signed(text: str) -> None:
    assert read_signature(text, "2022-10") == Signature()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("• Order seed", "• Send by rail", True),
        ("Pack:\n- order seed\n- pack", "- send by rail", True),
        ("1. Ask readers\n2. Cost it", "3. Try it", True),
        ("• Order seed", "- Send by rail", False),
        ("1. Ask readers", "2. Cost it", False),
        ("1. Ask readers\n2. Cost it", "2. Cost it", False),
        ("Order seed", "Send by rail", False),
        ("", "• Send by rail", False),
    ],
)
def test_the_next_item_of_a_list_is_known(before: str, after: str, expected: bool) -> None:
    assert is_next_item(before, after) is expected
