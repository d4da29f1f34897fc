"""Texts that are the same in one way of folding and not in another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.plan.folding import fold_name, letters_alone, one_line, same_words, words_alone


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


def test_letters_and_digits_of_any_alphabet_are_kept() -> None:
    assert letters_alone("Cyngor – 3 Éire!") == "cyngor3éire"
    assert words_alone("Cyngor – 3 Éire!") == ["cyngor", "3", "éire"]


def test_look_alike_letters_are_spelled_in_ours_and_another_language_stays() -> None:
    assert one_line(" Director  of\nСОРЕ ") == "Director of COPE"
    assert one_line("Москва") == "Москва"


@given(st.text(max_size=30))
def test_what_is_folded_is_folded_once_and_for_all(text: str) -> None:
    assert letters_alone(letters_alone(text)) == letters_alone(text)
    assert fold_name(fold_name(text)) == fold_name(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Director – Estates", "Director-Estates"),
        ("Director of Law & Order", "Director - law and order"),
        ("AD – Estates", "Assistant Director of Estates"),
        ("Dept Leader", "Deputy Leader"),
        ("Strategic Lead: Estates", "Strategic Lead - Estates"),
        ("HОРЕ", "HOPE"),
    ],
)
def test_one_post_has_one_folded_name_however_it_is_spelled(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_other_posts_have_other_folded_names() -> None:
    names = ["Director of Estates", "Deputy Director of Estates", "Director of Housing", "Head of Estates"]

    assert len({fold_name(name) for name in names}) == len(names)
