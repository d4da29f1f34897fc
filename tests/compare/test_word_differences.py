"""Which words were taken out and put in."""

from hypothesis import given
from hypothesis import strategies as st

from followthrough.compare.word_differences import word_differences
from followthrough.plan.folding import same_words

words = st.lists(
    st.sampled_from(["the", "board", "met", "in", "May", "“twice”", '"twice"', "\n"]), max_size=30
)
texts = words.map(" ".join)


def test_a_word_put_in_stands_between_what_was_kept() -> None:
    assert word_differences("The board met.", "The board met twice in May.") == [
        ("kept", "The board met "),
        ("added", "twice in May."),
    ]


def test_another_kind_of_quotation_mark_is_kept() -> None:
    assert word_differences("the “board” met", 'the "board" met') == [("kept", 'the "board" met')]


def test_texts_with_little_in_common_are_shown_whole() -> None:
    old, new = "Nothing has been done about it so far", "The consultants report to cabinet about costs in May"

    assert word_differences(old, new) == [("removed", old), ("added", new)]


def test_one_small_word_between_others_is_no_thread() -> None:
    old = "The draft is with the board and legal of Parks. It will go to cabinet in May."
    new = "The draft is with the cabinet or members of Estates. It will go to cabinet in May."
    stretches = word_differences(old, new)

    assert [stretch.fate for stretch in stretches] == ["kept", "removed", "added", "kept"]


def test_very_long_texts_are_shown_whole() -> None:
    old, new = "word " * 2000, "word " * 2001

    assert [stretch.fate for stretch in word_differences(old, new)] == ["removed", "added"]


@given(texts, texts)
def test_what_is_kept_and_added_is_the_new_text(old: str, new: str) -> None:
    stretches = word_differences(old, new)

    assert "".join(each.text for each in stretches if each.fate != "removed").split() == new.split()
    was = "".join(each.text for each in stretches if each.fate != "added")
    assert same_words(was) == same_words(old)
