"""Where a cell was cut in two, and how its halves go together."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.intake.grid import PARAGRAPH
from followthrough.intake.values.seams import is_unfinished, join_texts

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
