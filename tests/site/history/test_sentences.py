"""Events as people read them."""

import re

import pytest

from followthrough.site.history.models import Event
from followthrough.site.history.sentences import in_words, sentence, word, worded_types


def test_an_event_is_said_with_its_person_subject_and_details():
    word("weir.mended", "{by} mended {subject} in {details[hours]} hours.")
    event = Event(type="weir.mended", by_name="Owen", subject_label="the old weir", details={"hours": 3})

    assert sentence(event) == "Owen mended the old weir in 3 hours."


def test_a_name_with_braces_is_only_a_name():
    word("weir.seen", "{by} saw {subject}.")

    assert (
        sentence(Event(type="weir.seen", by_name="{subject}", subject_label="{by}")) == "{subject} saw {by}."
    )


def test_words_that_are_quoted_last_bring_their_own_full_stop():
    word("weir.noted", "{by} noted “{details[words]}”.")

    def said(words: str) -> str:
        return sentence(Event(type="weir.noted", by_name="Owen", details={"words": words}))

    assert (said("It leaks."), said("It leaks")) == ("Owen noted “It leaks.”", "Owen noted “It leaks”.")


def test_an_event_whose_words_have_gone_is_still_readable():
    event = Event(type="weir.gone", by_name="Owen", subject_label="the old weir")

    assert sentence(event) == "Owen: weir.gone (the old weir)"


@pytest.mark.parametrize("event_type", sorted(worded_types()))
def test_each_type_is_a_subject_and_a_past_tense_said_in_one_sentence(event_type):
    said = in_words(Event(type=event_type, by_name="Owen", subject_label="it", details=AnyDetail()))

    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", event_type)
    assert said.startswith("Owen ")
    assert said.endswith(".")


class AnyDetail(dict):
    """Has every detail."""

    def __missing__(self, key: str) -> "AnyText":
        return AnyText(key)


class AnyText(str):
    """A text that has parts as a list or a table has them, each a text like it."""

    __slots__ = ()

    def __getitem__(self, _key: object) -> "AnyText":
        return self
