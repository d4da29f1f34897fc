"""Owners and dates that share a cell."""

import cProfile
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.intake.grid import PARAGRAPH
from followthrough.intake.kinds.owners import (
    KnownOwners,
    SharedCell,
    owner_parts,
    read_who_when,
    split_owners,
)
from followthrough.plan.folding import one_line

NOBODY = KnownOwners()


def names(cell: str, *others: str) -> list[str]:
    """The names in a cell of a column that has the other cells too."""
    return split_owners(cell, KnownOwners.learn([cell, *others])).names


@pytest.mark.parametrize(
    "cell",
    [
        "Director – Estates & Parks",
        "Head of Housing and Estates",
        "Director of Parks, Ponds and Markets",
        "Cabinet Member for Estates, Parks and Open Spaces",
        "Service Director – Estates, Parks and Markets",
        "Principal Lead & Surveyor",
        "Estates and Parks Principal Lead & Surveyor",
        "Chair of Audit and Risk Committee",
        "Policy and Resources Committee",
        "AD, Parks and Markets",
        "Leader of the Council",
        "Strategic Lead: Parks",
        "Chief of Staff: Mayor's Team",
        "Executive Director of Estates",
        "Interim Deputy Chief Executive",
        "Parks Improvement Programme Manager",
        "Assistant Directors - Parks and Markets",
        "Service Directors/Group managers with responsibility for parks",
        "Head of the Chief Executive's Office",
        "Robin Fielding, Director of Parks",
        "Robin Fielding (Head of Parks and Markets)",
        "Parks, Markets and Leisure",
        "Parks & Markets",
        "ALL",
        "TBC",
    ],
)
def test_one_owner_stays_whole(cell: str) -> None:
    assert names(cell) == [cell]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Director of Estates; Director of Parks", ["Director of Estates", "Director of Parks"]),
        ("Director of Estates\nHead of Parks", ["Director of Estates", "Head of Parks"]),
        ("Dept Leader / Cabinet Member for Parks", ["Dept Leader", "Cabinet Member for Parks"]),
        ("Head of Parks/Head of Markets", ["Head of Parks", "Head of Markets"]),
        ("CFO/Monitoring Officer", ["CFO", "Monitoring Officer"]),
        (
            "Clinical Director for Ponds / Swan Staffing Manager",
            ["Clinical Director for Ponds", "Swan Staffing Manager"],
        ),
        ("rfielding, sokoro", ["rfielding", "sokoro"]),
        ("Head of Ponds / Warden, Swan Lake", ["Head of Ponds", "Warden, Swan Lake"]),
        ("Ponds / Park Police", ["Ponds", "Park Police"]),
        (
            "Director of Parks & Markets & Service Director Estates",
            ["Director of Parks & Markets", "Service Director Estates"],
        ),
        ("Monitoring Officer and the Head of Parks", ["Monitoring Officer", "Head of Parks"]),
        (
            "Director of Parks, Head of Estates and Chief Executive",
            ["Director of Parks", "Head of Estates", "Chief Executive"],
        ),
        ("Parks Manager, Markets Manager", ["Parks Manager", "Markets Manager"]),
        ("Robin Fielding and Sam Okoro", ["Robin Fielding", "Sam Okoro"]),
        ("Cllr Fielding / Cllr Okoro", ["Cllr Fielding", "Cllr Okoro"]),
        ("PMO / CLT", ["PMO", "CLT"]),
        ("Ministry of Rivers; local councils", ["Ministry of Rivers", "local councils"]),
        ("Head of Parks, Lake Warden Lead", ["Head of Parks", "Lake Warden Lead"]),
        ("Clerk and Chairman", ["Clerk", "Chairman"]),
        ("Ferry Safety Officer and Police", ["Ferry Safety Officer", "Police"]),
        ("Person in Charge, Fire Trainer", ["Person in Charge", "Fire Trainer"]),
        ("Director of Parks; and Head of Estates", ["Director of Parks", "Head of Estates"]),
        ("DoF / CEX", ["DoF", "CEX"]),
        ("R. Fielding & S. Okoro", ["R. Fielding", "S. Okoro"]),
        (
            "Robin Fielding (Head of Parks) / Sam Okoro (Head of Markets)",
            ["Robin Fielding (Head of Parks)", "Sam Okoro (Head of Markets)"],
        ),
    ],
)
def test_names_with_a_mark_between_them_are_parted(cell: str, expected: list[str]) -> None:
    assert names(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            "Director - Parks & Markets Director - Estates",
            ["Director - Parks & Markets", "Director - Estates"],
        ),
        ("Cabinet Chief Executive", ["Cabinet", "Chief Executive"]),
        ("AD - Parks Head of Estates", ["AD - Parks", "Head of Estates"]),
        (
            "Cabinet Member for Parks and Markets Dept Leader",
            ["Cabinet Member for Parks and Markets", "Dept Leader"],
        ),
        ("Scrutiny Director – Parks", ["Scrutiny", "Director – Parks"]),
    ],
)
def test_names_with_only_a_blank_between_them_are_parted_where_a_title_begins(
    cell: str, expected: list[str]
) -> None:
    assert names(cell) == expected


def test_what_follows_a_name_that_stands_alone_elsewhere_is_a_name() -> None:
    assert names("Director- Parks SCAM", "Director – Parks") == ["Director- Parks", "SCAM"]
    assert names("Director- Parks SCAM") == ["Director- Parks SCAM"]


def test_initials_are_a_list_in_a_column_of_initials_or_where_each_stands_alone() -> None:
    assert names("PRK EST", "PRK", "EST", "PRK") == ["PRK", "EST"]
    assert names("PRK EST", "Director of Parks", "Head of Estates", "Chief Executive") == ["PRK EST"]


def test_known_initials_end_a_list_and_unknown_ones_belong_to_the_field() -> None:
    cell = "Assistant Director of HR, OD and engagement and COG"

    assert names(cell, "COG") == ["Assistant Director of HR, OD and engagement", "COG"]
    assert names(cell) == [cell]


def test_a_known_name_is_known_from_its_line_of_a_cell_too() -> None:
    assert names("Director of Parks and COG", "COG\nHead of Estates") == ["Director of Parks", "COG"]


def test_a_person_and_the_post_in_brackets_are_one_owner_where_both_stand_alone_too() -> None:
    cell = "Robin Fielding (Head of Parks)"

    assert names(cell, "Robin Fielding", "Head of Parks") == [cell]
    assert names("Robin Fielding - Head of Parks", "Robin Fielding", "Head of Parks") == [
        "Robin Fielding - Head of Parks"
    ]


def test_look_alike_letters_make_no_second_owner() -> None:
    assert names("РАRКS") == ["PARKS"]


@pytest.mark.parametrize(
    ("cell", "expected", "instruction"),
    [
        ("Group Manager Parks to report each month", ["Group Manager Parks"], "to report each month"),
        (
            "Group Manager Parks and Group Manager Markets & Fairs to write a joint paper to the Board",
            ["Group Manager Parks", "Group Manager Markets & Fairs"],
            "to write a joint paper to the Board",
        ),
        (
            "Head of Parks with support from Head of Markets",
            ["Head of Parks"],
            "with support from Head of Markets",
        ),
        (
            "Monitoring Officer overseen by the Chief Executive",
            ["Monitoring Officer"],
            "overseen by the Chief Executive",
        ),
        ("Lead Officer - Head of Parks", ["Head of Parks"], "Lead Officer"),
        ("Named lead: Robin Fielding", ["Robin Fielding"], "Named lead"),
    ],
)
def test_what_an_owner_is_to_do_is_cut_off_and_kept(cell: str, expected: list[str], instruction: str) -> None:
    assert split_owners(cell, NOBODY) == (expected, instruction)


def test_a_title_that_was_only_wrapped_is_joined() -> None:
    assert names("Assistant Director of\nParks and\nmarkets") == ["Assistant Director of Parks and markets"]
    assert names("Service Director\nParks") == ["Service Director Parks"]


def test_a_person_over_a_title_is_one_owner() -> None:
    assert names("Robin Fielding\nHead of Parks") == ["Robin Fielding, Head of Parks"]


def test_running_text_in_the_column_is_kept_as_it_is() -> None:
    text = "Director of Parks and Head of Markets meet. " * 20

    assert names(text) == [text.strip()]


WORDS = "Director|Head of|Parks|&|and|/|,|Chief Executive|PRK|the|-|to|report|Robin|Okoro|Leader|\n|;|Cabinet"
CELL = st.lists(st.sampled_from(WORDS.split("|")), max_size=10).map(" ".join)


@given(st.lists(CELL | st.text(max_size=30), min_size=1, max_size=5))
def test_no_word_of_a_cell_is_lost(cells: list[str]) -> None:
    known = KnownOwners.learn(cells)
    for cell in cells:
        read = split_owners(cell, known)
        kept = set(re.findall(r"[^\W_]+", one_line(" ".join([*read.names, read.instruction or ""]))))
        joining = {"and", "or", "the", "plus"}

        assert set(re.findall(r"[^\W_]+", one_line(cell))) <= kept | joining


@pytest.mark.parametrize(
    ("cell", "parted"),
    [
        ("Cabinet & Leader Head of Parks", ["Cabinet", "Leader", "Head of Parks"]),
        ("Chief Executive and Leader Head of Head of", ["Chief Executive", "Leader", "Head of Head of"]),
        ("Leader / Leader Chief Executive", ["Leader", "Chief Executive"]),
        ("PRK and - Head of Robin Chief Executive", ["PRK", "Head of Robin", "Chief Executive"]),
    ],
)
def test_a_mark_is_judged_again_once_the_names_after_it_stand_apart(cell: str, parted: list[str]) -> None:
    assert names(cell) == parted


def test_what_the_last_of_several_is_to_do_is_told_from_its_name() -> None:
    read = split_owners("Cabinet Head of Parks to report", NOBODY)

    assert read == (["Cabinet", "Head of Parks"], "to report")


@given(st.lists(CELL | st.text(max_size=30), min_size=1, max_size=5))
def test_a_name_that_was_parted_is_not_parted_again(cells: list[str]) -> None:
    known = KnownOwners.learn(cells)
    parted = [name for cell in cells for name in split_owners(cell, known).names]

    assert [split_owners(name, known).names for name in parted] == [[name] for name in parted]


def test_a_cell_too_long_for_its_blanks_alone_is_parted_as_without_them() -> None:
    assert names("Cabinet;" + " " * 500 + "Leader") == ["Cabinet", "Leader"]


def calls_for(number: int) -> int:
    """How many functions are called to learn the owners of so many cells and to read each."""
    cells = [
        f"Director – Parks {row % 70} and Head of Estates / Cabinet Member for Parks" for row in range(number)
    ]
    profile = cProfile.Profile()
    known = profile.runcall(KnownOwners.learn, cells)
    for cell in cells:
        profile.runcall(split_owners, cell, known)
    return sum(each.callcount for each in profile.getstats())


def test_four_times_as_many_cells_take_four_times_as_many_steps() -> None:
    assert calls_for(2000) < 5 * calls_for(500)


def without_markup(cell: str) -> str:
    return re.sub(r"<[^>]+>", "", cell).replace("&amp;", "&").strip()


def test_the_owners_of_the_governance_seed_come_out_as_read_by_hand(corpus: Path, plan_format: Path) -> None:
    (seed,) = (corpus / "seeds").glob("003_*")
    rows = [line.split("\t") for line in seed.read_text().splitlines()]
    cells = [
        without_markup(row[1])
        for row in rows
        if len(row) == 4 and row[1].strip() and row[0] != "Planned Action"
    ]
    reading = json.loads((plan_format / "examples" / "003.reading.json").read_text())
    by_hand = [
        action["owners"]
        for action in reading["actions"]
        if action["owners"] and action["ref"] not in ("a)", "b)")
    ]
    known = KnownOwners.learn(cells)

    read = [split_owners(cell, known) for cell in cells]
    assert [r.names for r in read] == [[owner["name"] for owner in owners] for owners in by_hand]
    assert [r.instruction for r in read] == [owners[0].get("instruction") for owners in by_hand]


def test_the_owners_of_the_first_seed_are_four_in_any_spelling(corpus: Path) -> None:
    (seed,) = (corpus / "seeds").glob("000_*")
    rows = [line.split("\t") for line in seed.read_text().splitlines()]
    cells = [row[4] if len(row) == 6 else row[3] for row in rows if row[0].isdecimal()]
    known = KnownOwners.learn(cells)
    read = [split_owners(cell, known).names for cell in cells]

    assert {name for owners in read for name in owners} == {"ALL", "CYPE", "GET", "GLD"}
    assert sum(len(owners) == 2 for owners in read) == 11


def test_the_large_seed_has_31_cells_of_two_owners_without_a_mark(corpus: Path) -> None:
    (seed,) = (corpus / "seeds").glob("002_*")
    rows = [line.split("\t") for line in seed.read_text().splitlines()]
    cells = [
        without_markup(row[column])
        for row in rows
        if len(row) >= 16 and "." in row[1]
        for column in (3, 4, 5, 6)
        if row[column].strip()
    ]
    known = KnownOwners.learn(cells)
    parted = [cell for cell in cells if len(split_owners(cell, known).names) == 2]

    assert sum(" / " not in cell for cell in parted) == 31
    assert sum(" / " in cell for cell in parted) == 24


@pytest.mark.parametrize(
    ("cell", "name"),
    [("jvoss (jvoss)", "jvoss"), ("Jo Voss (jo voss)", "Jo Voss"), ("Jo (Parks)", "Jo (Parks)")],
)
def test_a_name_that_is_said_again_in_brackets_is_one_owner(cell: str, name: str) -> None:
    assert names(cell) == [name]


HEADING = "Who/When"


def read(text: str) -> SharedCell:
    return read_who_when(text, HEADING, KnownOwners.learn(owner_parts(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Head of Audit March 2024",
        "March 2024 Head of Audit",
        "Head of Audit – March 2024",
        f"Head of Audit{PARAGRAPH}March 2024",
    ],
)
def test_who_and_when_stand_in_either_order(text: str) -> None:
    shared = read(text)

    assert [(owner.role, owner.name) for owner in shared.owners] == [("Who", "Head of Audit")]
    assert shared.due
    assert str(shared.due.latest) == "2024-03-31"
    assert shared.milestones == ()


def test_two_dates_span_the_due_date_and_each_is_a_milestone_of_who_stands_before_it() -> None:
    shared = read("Head of Audit March 2024 Chief Executive June 2024")

    assert [owner.name for owner in shared.owners] == ["Head of Audit", "Chief Executive"]
    assert shared.due
    assert (shared.due.kind, str(shared.due.earliest), str(shared.due.latest)) == (
        "range",
        "2024-03-01",
        "2024-06-30",
    )
    assert [(point.title, str(point.due.latest)) for point in shared.milestones] == [
        ("Head of Audit", "2024-03-31"),
        ("Chief Executive", "2024-06-30"),
    ]


def test_a_date_without_an_owner_is_a_milestone_of_the_heading() -> None:
    shared = read("Head of Audit March 2024; June 2024")

    assert [point.title for point in shared.milestones] == ["Head of Audit", HEADING]


def test_an_owner_who_is_named_twice_is_one_owner() -> None:
    shared = read("Head of Audit March 2024 Head of Audit June 2024")

    assert [owner.name for owner in shared.owners] == ["Head of Audit"]


@pytest.mark.parametrize(
    ("text", "owners", "has_date"),
    [("Head of Audit", ["Head of Audit"], False), ("March 2024", [], True), ("", [], False)],
)
def test_either_may_be_missing(text: str, owners: list[str], has_date: bool) -> None:
    shared = read(text)

    assert [owner.name for owner in shared.owners] == owners
    assert (shared.due is not None) == has_date


@pytest.mark.parametrize(
    "word", ["Implemented", "N/A", "Not started", "Immediately", "With immediate effect"]
)
@pytest.mark.parametrize("owner", ["", "Head of Audit"])
def test_a_word_that_tells_when_or_a_status_is_no_owner(owner: str, word: str) -> None:
    shared = read(f"{owner}{PARAGRAPH}{word}" if owner else word)

    assert [owner.name for owner in shared.owners] == ([owner] if owner else [])
    assert shared.due
    assert shared.due.text == word


def test_parts_stand_before_each_date_and_after_the_last() -> None:
    assert owner_parts("Head of Audit: March 2024 - Mayor") == ["Head of Audit", "Mayor"]
    assert owner_parts("March 2024") == ["", ""]


@pytest.mark.parametrize(
    ("cell", "names", "instruction"),
    [
        ("[Nia Powell,Tom Birch]", ["Nia Powell", "Tom Birch"], None),
        ("Nia Powell <nia@fen.example>", ["Nia Powell"], "nia@fen.example"),
        (
            "Nia Powell (nia@fen.example), Tom Birch <t.birch@fen.example>",
            ["Nia Powell", "Tom Birch"],
            "nia@fen.example; t.birch@fen.example",
        ),
        ("nia@fen.example", ["nia@fen.example"], None),
    ],
)
def test_people_are_read_as_programs_list_them(cell: str, names: list[str], instruction: str | None) -> None:
    read = split_owners(cell, KnownOwners())

    assert (read.names, read.instruction) == (names, instruction)
