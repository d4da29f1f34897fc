import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.plan.mentions import FoundRef, KnownRefs, find_refs, link_kind
from followthrough.plan.refs import RefStyle, looks_like_ref

CODED = KnownRefs.learn(["GO.A1.0", "GO.A1.1", "GO.A1.3a", "GO.B2.0", "FI.C1.0", "FI.C1.10"])
NUMBERED = KnownRefs.learn(["1", "2", "3", "4", "5", "6", "1a", "1b", "10"])


def targets(text: str, known: KnownRefs) -> list[tuple[str, bool]]:
    return [(found.to, found.is_known) for found in find_refs(text, known)]


@pytest.mark.parametrize(
    ("text", "to", "malformed"),
    [
        ("See GO.A1.1 for the plan", "GO.A1.1", False),
        ("(GO.A1.3a)", "GO.A1.3a", False),
        ("as go.a1.1 says", "GO.A1.1", False),
        ("part of GO.B2 now", "GO.B2.0", False),
        ("refined with GO.A.1.", "GO.A1.0", True),
        ("added to GOB.2", "GO.B2.0", True),
        ("see GO-A1.1", "GO.A1.1", True),
        ("see FI.C1.10", "FI.C1.10", False),
    ],
)
def test_a_ref_is_found_however_it_is_dotted(text: str, to: str, malformed: bool) -> None:
    (found,) = find_refs(text, CODED)

    assert (found.to, found.is_known, found.malformed) == (to, True, malformed)
    assert text[found.start : found.end] == found.printed


@pytest.mark.parametrize("text", ["see GO.A9.2", "a new one, FI.B7", "now under HR.A1.2"])
def test_a_ref_of_the_plans_make_that_it_lacks_is_found_and_not_known(text: str) -> None:
    (found,) = find_refs(text, CODED)

    assert not found.is_known
    assert found.to == found.printed


@pytest.mark.parametrize(
    "text",
    [
        "GO2 levels fell",
        "Go 2 schools",
        "by Oct-22",
        "12.10.22",
        "£1.2m",
        "v1.2",
        "section 3.1",
        "GOVERNANCE 2030",
        "COVID-19",
        "FI",
    ],
)
def test_what_only_shares_its_letters_is_none(text: str) -> None:
    assert find_refs(text, CODED) == []


def test_short_codes_need_a_word_before_them_to_be_missed() -> None:
    short = KnownRefs.learn(["A1", "A2", "R1"])

    assert targets("on A4 paper, as A2 says", short) == [("A2", True)]
    assert targets("see A4", short) == [("A4", False)]


def test_codes_with_a_dash_or_a_blank_are_found() -> None:
    known = KnownRefs.learn(["GOV-01", "GOV-02", "REC 4"])

    assert targets("GOV-02/GOV-01, then REC 4", known) == [
        ("GOV-02", True),
        ("GOV-01", True),
        ("REC 4", True),
    ]
    assert targets("GOV-17 in GOV-2022", known) == [("GOV-17", False)]


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("see action 10", ["10"]),
        ("Action10 did", ["10"]),
        ("(Action 3)", ["3"]),
        ("actions 3 and 4", ["3", "4"]),
        ("actions 1, 2 & 4 to 6", ["1", "2", "4", "5", "6"]),
        ("Actions 2-4 are late", ["2", "3", "4"]),
        ("as said under 1b. Peer review", ["1b"]),
        ("action no. 5", ["5"]),
    ],
)
def test_plain_numbers_are_mentions_after_the_word_action(text: str, to: list[str]) -> None:
    assert targets(text, NUMBERED) == [(ref, True) for ref in to]


@pytest.mark.parametrize(
    "text",
    [
        "3 actions",
        "in 3 months",
        "action 5%",
        "action 2023/24",
        "see page 4",
        "recommendation 4",
        "on 4 May",
        "4.5 million",
        "action plan 2",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert find_refs(text, NUMBERED) == []


def test_an_action_with_a_number_that_the_plan_lacks_is_not_known() -> None:
    assert targets("see action 99", NUMBERED) == [("99", False)]


def test_the_word_before_a_number_is_the_plans_own() -> None:
    known = KnownRefs.learn(["1", "2", "3"], heading="Recommendation No.")

    assert targets("recommendations 1 and 3", known) == [("1", True), ("3", True)]
    assert targets("action 2", known) == []


def test_the_words_are_the_clause_that_the_mention_stands_in() -> None:
    text = "Work went well. Repeat of GO.A1.1: guidance is out; see GO.B2.0 too.\nNext"
    first, second = find_refs(text, CODED)

    assert (first.words, second.words) == ("Repeat of GO.A1.1:", "see GO.B2.0 too.")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("See GO.A1.1", "see"),
        ("as GO.A1.1", "see"),
        ("this is dependent on GO.A1.1", "depends_on"),
        ("awaiting GO.A1.1", "depends_on"),
        ("will follow GO.A1.1", "depends_on"),
        ("once GO.A1.1 is complete", "depends_on"),
        ("subject to GO.A1.1", "depends_on"),
        ("Repeat of GO.A1.1", "duplicate_of"),
        ("duplicate of GO.A1.1", "duplicate_of"),
        ("now incorporated within GO.A1.1", "incorporated_in"),
        ("merged into GO.A1.1", "incorporated_in"),
        ("covered by GO.A1.1", "incorporated_in"),
        ("replaced by GO.A1.1", "replaced_by"),
        ("to become GO.A1.1", "replaced_by"),
        ("superseded by GO.A1.1", "replaced_by"),
    ],
)
def test_the_words_say_what_the_link_is(words: str, kind: str) -> None:
    assert link_kind(words) == kind


@given(
    st.text(max_size=80),
    st.lists(st.from_regex(r"[A-Z]{0,2}\.?\d{1,2}(\.\d)?[a-c]?", fullmatch=True), max_size=6),
)
def test_a_mention_is_where_it_says_it_is(text: str, refs: list[str]) -> None:
    for found in find_refs(f"{text} action 3, {' '.join(refs)}", KnownRefs.learn(refs)):
        assert isinstance(found, FoundRef)
        assert found.printed in f"{text} action 3, {' '.join(refs)}"[found.start : found.end]
        assert found.is_known == (found.to in refs)


@given(
    st.lists(
        st.from_regex(r"[A-Z]{2}\.[A-Z]\d{1,2}\.\d{1,2}", fullmatch=True), min_size=1, max_size=6, unique=True
    )
)
def test_each_known_ref_is_found_in_running_text(refs: list[str]) -> None:
    text = "".join(f"See {ref}, and wait. " for ref in refs)

    assert targets(text, KnownRefs.learn(refs)) == [(ref, True) for ref in refs]


def test_a_long_text_takes_time_in_proportion_to_its_length() -> None:
    started = time.perf_counter()
    find_refs("Awaiting GO.A1.1 and action 3 " * 4000, CODED)

    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("text", ["1, 2 and " * 2_000, "action 1 " * 2_000])
def test_a_clause_of_thousands_of_mentions_gives_each_the_words_near_it(text: str) -> None:
    began = time.process_time()

    found = find_refs(f"actions {text}", NUMBERED)

    assert len(found) >= 2_000
    assert all(link_kind(mention.words) == "see" and len(mention.words) <= 1_500 for mention in found)
    assert time.process_time() - began < 5


def seed_mentions(corpus: Path) -> set[tuple[str, str, bool]]:
    (seed,) = (corpus / "seeds").glob("002_*")
    rows = [line.split("\t") for line in seed.read_text().splitlines()]
    actions = [row for row in rows if len(row) >= 16 and looks_like_ref(row[1])]
    style = RefStyle.learn(row[1] for row in actions)
    refs = [style.canonical(row[1]).ref for row in actions]
    known = KnownRefs.learn(refs, heading="Ref")
    return {
        (ref, found.to, found.is_known)
        for ref, row in zip(refs, actions, strict=True)
        for cell in row[2:]
        for found in find_refs(cell, known)
    }


def test_the_large_seed_has_two_links_to_nothing_and_twelve_to_something(corpus: Path) -> None:
    mentions = seed_mentions(corpus)

    assert sum(not is_known for _, _, is_known in mentions) == 2
    assert sum(is_known for _, _, is_known in mentions) == 12
