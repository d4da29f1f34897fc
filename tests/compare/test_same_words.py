"""Texts that differ in nothing but how a file or a keyboard writes them."""

import pytest

from followthrough.compare.same_words import same_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Joint  working .", "Joint working."),
        ("the 25 th of May", "the 25th of May"),
        ("the board’s “plan”", 'the board\'s "plan"'),
        ("2024–25", "2024-25"),
        ("СҮРЕ", "CYPE"),
        ("of\u00adfice", "office"),
        ("ﬁnance", "finance"),
        ("• Begun\n• Agreed", "Begun Agreed"),
        ("Done.", "Done"),
        ("", None),
    ],
)
def test_spelling_is_no_difference(one: str, other: str | None) -> None:
    assert same_words(one) == same_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.5 posts", "15 posts"),
        ("5% of budget", "5 of budget"),
        ("Not agreed", "Agreed"),
        ("Done?", "Done"),
        ("Café", "Cafe"),
    ],
)
def test_other_signs_and_words_are_a_difference(one: str, other: str) -> None:
    assert same_words(one) != same_words(other)
