from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.plan.refs import Ref, RefStyle, looks_like_ref, parent_of, sort_key, split_numbered

DOTTED = [
    f"{theme}.{stream}{action}"
    for theme in ("GO", "FI")
    for stream in "AB"
    for action in ("1.0", "1.1", "1.2", "1.3", "2.0", "2.1")
]
PRINTED = st.from_regex(
    r"[A-Za-zС]{0,3}[ .\-/]?[A-Za-z]?\d{0,3}[ .\-/()]?\d{0,2}[a-zA-Z]?[.):]?", fullmatch=True
)


@pytest.fixture
def style() -> RefStyle:
    return RefStyle.learn(DOTTED)


def seed_refs(corpus: Path) -> list[str]:
    (seed,) = (corpus / "seeds").glob("002_*")
    rows = [line.split("\t") for line in seed.read_text().splitlines()]
    return [row[1] for row in rows if len(row) >= 16 and looks_like_ref(row[1])]


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "12",
        "1.2",
        "1.2.3",
        "1a",
        "1(a)",
        "A1",
        "GOV-03",
        "REC 4",
        "R1.2",
        "ZQ.A1.0",
        "2023/24-05",
        "HR/12",
        "(a)",
        "a)",
        "iv",
        "1.",
        "12)",
        "Action 3",
        "Rec 4",
        "IA 22/23-04",
    ],
)
def test_refs_of_any_make_look_like_refs(text: str) -> None:
    assert looks_like_ref(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mar-22",
        "22-Dec",
        "Sept 22",
        "18-May-22",
        "1/4/2020",
        "12.10.22",
        "2022",
        "2023/24",
        "Q1",
        "£5",
        "£1.2m",
        "5%",
        "10k",
        "Complete",
        "On track",
        "N/A",
        "TBC",
        "x",
        "XX",
        "Red",
        "Yes",
        "Phase 1",
        "Covid-19",
        "v1.2",
        "1st",
        "3 sessions",
        "Director of Place",
        "FIN HR",
        "10:30",
        "JS 24/10/22",
        "mid-22",
        "0",
    ],
)
def test_dates_years_money_and_plain_words_do_not(text: str) -> None:
    assert not looks_like_ref(text)


@pytest.mark.parametrize(
    ("text", "ref", "rest"),
    [
        ("1a. Peer review of planning", "1a", "Peer review of planning"),
        ("12) Publish the code", "12", "Publish the code"),
        ("1(a) Publish the code", "1a", "Publish the code"),
        ("(iv) publish the code", "iv", "publish the code"),
        ("Action 3: Publish the code", "3", "Publish the code"),
        ("Recommendation 7 – publish the code", "7", "publish the code"),
        ("R4 – Publish the code", "R4", "Publish the code"),
        ("GOV-03 Publish the code", "GOV-03", "Publish the code"),
        ("1.2 Publish the code", "1.2", "Publish the code"),
        ("1\nPublish the code", "1", "Publish the code"),
    ],
)
def test_a_text_that_begins_with_a_ref_is_parted_from_it(text: str, ref: str, rest: str) -> None:
    assert split_numbered(text) == (ref, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2023/2024 appraisals",
        "3 sessions were held",
        "5% of the budget",
        "1.5 million saved",
        "24/10/22: agreed",
        "JS 28.10.22: agreed",
        "1.4.23 Contract begins",
        "A4 Paper",
        "S151 Officer to report",
        "Phase 1: scoping",
        "Covid-19: recovery",
        "12 - month plan",
        "3 – 5 visits",
        "e.g. training",
        "12",
        "",
        "Action plan 2",
        ")0",
        "Publish the code",
    ],
)
def test_a_text_that_begins_with_a_number_or_code_of_another_kind_is_left_whole(text: str) -> None:
    assert split_numbered(text) is None


@pytest.mark.parametrize(
    ("printed", "ref"), [("1.", "1"), (" 2 ", "2"), ("Action 5", "5"), ("1 (a)", "1a"), ("15(1)", "15.1")]
)
def test_what_only_sets_a_number_off_is_dropped(printed: str, ref: str) -> None:
    assert RefStyle.learn(["1.", "2.", "3.", "4.", "5."]).canonical(printed).ref == ref


def test_a_letter_in_a_bracket_is_the_letter() -> None:
    assert RefStyle.learn(["a)", "b)", "c)"]).canonical("(d)") == ("d", False, False)


def test_a_sub_action_or_a_level_above_is_of_the_plans_make(style: RefStyle) -> None:
    assert style.canonical("GO.A1.3a") == ("GO.A1.3a", False, False)
    assert style.canonical("GO.A3", before="GO.A2.1") == ("GO.A3", False, False)


def test_a_separator_too_many_is_dropped(style: RefStyle) -> None:
    assert style.canonical("GO.B.2.0", before="GO.B1.3") == ("GO.B2.0", False, True)


def test_a_separator_that_lacks_is_put_where_the_ref_follows_the_one_before(style: RefStyle) -> None:
    assert style.canonical("GO.A14", before="GO.A1.3").ref == "GO.A1.4"
    assert style.canonical("GO.A112", before="GO.A1.11").ref == "GO.A1.12"
    assert style.canonical("GO.A112", before="GO.A11.1").ref == "GO.A11.2"


def test_a_wrong_separator_is_changed(style: RefStyle) -> None:
    assert style.canonical("GO-A1.2") == ("GO.A1.2", False, True)


def test_case_and_look_alike_letters_are_those_of_the_majority(style: RefStyle) -> None:
    assert style.canonical("go.a1.2").ref == "GO.A1.2"
    assert style.canonical("GО.А1.2").ref == "GO.A1.2"


def test_what_fits_no_shape_is_kept_as_printed_and_said(style: RefStyle) -> None:
    assert style.canonical("see  above 3") == ("see above 3", True, False)
    assert style.canonical("17").malformed


def test_two_separators_away_is_too_far_to_mend(style: RefStyle) -> None:
    assert style.canonical("GO.A.1.2.") == ("GO.A1.2", False, True)
    assert style.canonical("GO..A..1.2").malformed


def test_a_shape_that_a_tenth_of_the_refs_have_is_regular() -> None:
    style = RefStyle.learn(["1", "2", "3", "1.1", "1.2", "A1", "A2"])

    assert not any(style.canonical(ref).malformed for ref in ("9", "9.9", "A9"))


@given(st.lists(PRINTED, max_size=12), PRINTED, st.none() | PRINTED)
def test_a_canonical_ref_is_its_own_canonical_ref(
    column: list[str], printed: str, before: str | None
) -> None:
    style = RefStyle.learn(column)
    once = style.canonical(printed, before)

    assert style.canonical(once.ref, before).ref == once.ref


@given(st.lists(st.text(max_size=12), max_size=8), st.text(max_size=40))
def test_no_text_is_too_odd_to_be_read(column: list[str], text: str) -> None:
    ref = RefStyle.learn(column).canonical(text).ref
    parted = split_numbered(text)

    assert ref == " ".join(ref.split())
    assert parted is None or all(parted)
    assert not (looks_like_ref(text) and looks_like_ref(f"{text} is due"))


@pytest.mark.parametrize(
    ("ref", "known", "parent"),
    [
        ("GO.A1.2", {"GO.A1.0", "GO.A1.2"}, "GO.A1.0"),
        ("GO.A1.2", {"GO.A1"}, "GO.A1"),
        ("GO.A1.3a", {"GO.A1.3", "GO.A1.0"}, "GO.A1.3"),
        ("1a", {"1"}, "1"),
        ("1.2.3", {"1", "1.2"}, "1.2"),
        ("1.2.3", {"1"}, "1"),
        ("1.2.3", {"2"}, None),
        ("10", {"1"}, None),
        ("1.0", {"1.0"}, None),
        ("GOV-03", {"GOV"}, "GOV"),
    ],
)
def test_the_parent_is_the_nearest_known_ref_above(ref: str, known: set[str], parent: str | None) -> None:
    assert parent_of(ref, known) == parent


@given(st.lists(PRINTED, min_size=1, max_size=20))
def test_nobody_is_their_own_ancestor(refs: list[str]) -> None:
    known = set(refs)
    for ref in refs:
        seen = []
        above: str | None = ref
        while above:
            seen.append(above)
            above = parent_of(above, known)

        assert len(seen) == len(set(seen))


def test_the_large_seed_has_294_refs_one_of_them_twice(corpus: Path) -> None:
    printed = seed_refs(corpus)
    style, refs = RefStyle.learn(printed), []
    for ref in printed:
        refs.append(style.canonical(ref, refs[-1].ref if refs else None))

    assert len(refs) == 295
    assert len({ref.ref for ref in refs}) == 294
    assert sum(ref.repaired for ref in refs) == 7
    assert not any(ref.malformed for ref in refs)


def test_each_sub_action_of_the_large_seed_has_a_main_action(corpus: Path) -> None:
    printed = seed_refs(corpus)
    style = RefStyle.learn(printed)
    known = {style.canonical(ref).ref for ref in printed}

    assert [ref for ref in known if not ref.endswith(".0") and not parent_of(ref, known)] == []


def test_a_text_in_place_of_a_ref_is_kept_as_printed_in_no_time(style: RefStyle) -> None:
    text = "see A1.2 " * 5_000
    began = process_time()

    ref = style.canonical(text)

    assert (ref.ref, ref.malformed) == (text.strip(), True)
    assert parent_of("1." * 20_000 + "1", {"1"}) is None
    assert process_time() - began < 1


@pytest.mark.parametrize(
    "refs",
    [
        ["1", "1.1", "1.2", "1.2.1", "1.9", "1.10", "1a", "2", "10"],
        ["A1", "A2", "A10", "AB1", "B1"],
        ["FI.A1.0", "FI.A1.2", "FI.A1.10", "FI.A2.0", "FI.B1.0", "GO.A1.0"],
        ["2022/23-4", "2022/23-12", "2023/24-1"],
        ["R9", "R 10", "r11"],
    ],
)
def test_refs_sort_as_people_count(refs: list[str]) -> None:
    mixed = refs[::-1]

    assert sorted(mixed, key=lambda ref: sort_key(ref) or "") == refs


@given(ref=st.text(max_size=200))
def test_a_key_to_sort_by_is_digits_and_capitals_whatever_the_ref(ref: str) -> None:
    assert all(each in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" for each in sort_key(ref) or "")


def test_without_a_ref_there_is_nothing_to_sort_by() -> None:
    assert (sort_key(None), sort_key("")) == (None, None)


@pytest.mark.parametrize(
    ("printed", "refs"),
    [
        ("1.1 1.2", ["1.1", "1.2"]),
        ("1.1 & 1.2", ["1.1", "1.2"]),
        ("1.1, 1.2 and 1.3", ["1.1", "1.2", "1.3"]),
        ("2.4/2.5", ["2.4", "2.5"]),
        ("4.1 to 4.3", ["4.1", "4.3"]),
        ("6.1.1", []),
        ("1.1a", []),
    ],
)
def test_a_cell_may_hold_several_refs(printed: str, refs: list[str]) -> None:
    style = RefStyle.learn(["1.1", "1.2", "1.3", "1.4", "1.5", "2.1"])

    assert style.several(printed) == refs


def test_bare_numbers_are_several_refs_only_where_a_mark_parts_them_and_are_never_run_together() -> None:
    style = RefStyle.learn(["1", "2", "3", "4", "5", "6"])

    assert style.several("7, 8") == ["7", "8"]
    assert style.several("7 8") == style.several("7/8") == []
    assert style.canonical("7 8", "6") == Ref("7 8", malformed=True)
