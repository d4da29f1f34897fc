import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.plan.lookalikes import with_latin_letters

CYRILLIC = str.maketrans("ACEHKOPTXYaceopxy", "АСЕНКОРТХҮасеорху")


@pytest.mark.parametrize("name", ["HOPE", "PACE", "COAT", "EXPO"])
def test_a_word_in_look_alike_letters_is_spelled_in_ours(name: str) -> None:
    assert with_latin_letters(name.translate(CYRILLIC)) == name


def test_a_word_that_mixes_both_alphabets_is_spelled_in_ours() -> None:
    assert with_latin_letters("СHOPE and Рlace") == "CHOPE and Place"


@pytest.mark.parametrize("word", ["Москва", "Αθήνα", "café", "Łódź", "naïve"])
def test_a_word_with_a_letter_that_looks_like_none_of_ours_stays(word: str) -> None:
    assert with_latin_letters(word) == word


def test_only_the_token_that_is_all_look_alikes_changes() -> None:
    assert with_latin_letters("Москва СОРЕ") == "Москва COPE"


@given(st.text())
def test_spelling_twice_changes_nothing_more(text: str) -> None:
    once = with_latin_letters(text)

    assert with_latin_letters(once) == once


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_is_untouched(text: str) -> None:
    assert with_latin_letters(text) == text
