"""Two versions of one action table (000 and 001): page breaks, a lost column, look-alike letters."""

import re

import pytest

from followthrough.intake.grid import PARAGRAPH
from followthrough.plan.document import Action, Status
from tests.intake.conftest import ReadSeed
from tests.intake.readings import at_row, by_ref, codes, links, names, problems, rows

BOTH = pytest.mark.parametrize("seed", ["000", "001"])


def letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


@BOTH
def test_the_refs_run_from_1_to_44(read_seed: ReadSeed, seed: str) -> None:
    assert [action.ref for action in read_seed(seed).actions] == [str(number) for number in range(1, 45)]


@BOTH
def test_the_columns_are_known_by_heading_though_it_is_underlined(read_seed: ReadSeed, seed: str) -> None:
    layout = {column.heading: column.field for column in read_seed(seed).layout}

    assert layout == {
        "Action Ref.": "ref",
        "Activity Defined": "title",
        "Activity Delivered": "update",
        "Target Date": "due",
        "CMT Owner": "owner:CMT Owner",
        "Progress Indicator": "status",
    }


@BOTH
def test_every_action_has_an_owner_and_a_due_date(read_seed: ReadSeed, seed: str) -> None:
    for action in read_seed(seed).actions:
        assert action.owners
        assert action.due
        assert action.due.kind == ("range" if action.ref == "38" else "month")


@BOTH
@pytest.mark.parametrize(
    ("ref", "owners"),
    [("7", ["CYPE"]), ("13", ["CYPE", "GET"]), ("24", ["GET", "CYPE"]), ("2", ["ALL"]), ("4", ["GLD"])],
)
def test_two_owners_with_a_blank_between_are_two_in_their_order(
    read_seed: ReadSeed, seed: str, ref: str, owners: list[str]
) -> None:
    assert names(by_ref(read_seed(seed))[ref]) == owners


@BOTH
def test_four_owners_are_all_that_there_are(read_seed: ReadSeed, seed: str) -> None:
    owners = {owner.name for action in read_seed(seed).actions for owner in action.owners}

    assert owners == {"ALL", "CYPE", "GET", "GLD"}


@BOTH
def test_two_labelled_dates_in_one_cell_are_two_milestones(read_seed: ReadSeed, seed: str) -> None:
    milestones = by_ref(read_seed(seed))["38"].milestones

    assert [(milestone.title, str(milestone.due.latest)) for milestone in milestones] == [
        ("Identification", "2022-11-30"),
        ("Training", "2022-12-31"),
    ]


@BOTH
def test_equal_titles_of_different_owners_stay_apart(read_seed: ReadSeed, seed: str) -> None:
    actions = by_ref(read_seed(seed))

    assert actions["34"].title == actions["35"].title
    assert names(actions["34"]) == ["CYPE"]
    assert names(actions["35"]) == ["GET"]
    assert names(actions["36"]) == ["GET"]
    assert names(actions["37"]) == ["CYPE"]
    assert codes(read_seed(seed))["duplicate_ref"] == 0


def test_letters_of_another_alphabet_are_read_as_ours_and_said(read_seed: ReadSeed) -> None:
    assert [problem.ref for problem in problems(read_seed("000"), "lookalike_letters")] == [
        "7", "15", "34", "37",
    ]  # fmt: skip
    assert problems(read_seed("001"), "lookalike_letters") == []


def test_a_lost_column_is_said_once_from_the_first_row_to_the_last(read_seed: ReadSeed) -> None:
    (shift,) = problems(read_seed("000"), "column_shift")

    assert (shift.where.row_first, shift.where.row_last) == (28, 55)
    assert shift.where.column == "Activity Delivered"
    assert shift.severity == "error"


def test_rows_that_lost_a_column_have_no_update_and_keep_date_and_owner(read_seed: ReadSeed) -> None:
    shifted = [action for action in read_seed("000").actions if (action.where.row_first or 0) >= 28]

    assert len(shifted) == 24
    assert [action.ref for action in shifted if action.latest_update] == []
    assert [action.ref for action in shifted if not action.due or not action.owners] == []


def test_a_row_is_joined_over_a_page_break_in_title_and_date(read_seed: ReadSeed) -> None:
    action = by_ref(read_seed("000"))["5"]

    assert rows(action) == (6, 8)
    assert len(action.title) == 128
    assert action.due
    assert (action.due.text, str(action.due.earliest)) == ("November 2022", "2022-11-01")


def test_title_and_update_are_both_joined_over_a_page_break(read_seed: ReadSeed) -> None:
    action = by_ref(read_seed("000"))["16"]

    assert rows(action) == (20, 22)
    assert "commissioning SEND" in action.title
    assert "transport eligibility staff" in (action.updates[0].text or "")
    assert PARAGRAPH not in action.title


def test_the_title_on_every_page_is_the_plan_s_and_in_no_action(read_seed: ReadSeed) -> None:
    plan = read_seed("001")

    assert plan.title
    assert plan.title.endswith("Management Action Table")
    assert not [action.ref for action in plan.actions if "Management Action Table" in str(action)]
    assert not [remark for remark in plan.remarks if remark.text == plan.title]


def test_a_word_cut_over_a_page_is_one_word_again(read_seed: ReadSeed) -> None:
    action = by_ref(read_seed("001"))["7"]

    assert rows(action) == (16, 20)
    assert "guidelines. Consultation" in (action.updates[0].text or "")


def test_two_halves_of_a_row_give_one_action(read_seed: ReadSeed) -> None:
    action = by_ref(read_seed("001"))["21"]

    assert rows(action) == (42, 46)
    assert len(action.title) == 164
    assert action.due
    assert action.due.text == "November 2022"
    assert names(action) == ["GLD"]


@pytest.mark.parametrize(("ref", "until"), [("3", 12), ("12", 29), ("16", 37), ("34", 69)])
def test_text_on_the_next_page_goes_on_with_its_action(read_seed: ReadSeed, ref: str, until: int) -> None:
    assert rows(by_ref(read_seed("001"))[ref])[1] == until


@pytest.mark.parametrize(("row", "paragraphs"), [(6, 3), (16, 3), (8, 2), (76, 2), (77, 2), (80, 1), (22, 1)])
def test_paragraphs_are_kept(read_seed: ReadSeed, row: int, paragraphs: int) -> None:
    text = at_row(read_seed("001"), row).updates[0].text or ""

    assert len(text.split(PARAGRAPH)) == paragraphs
    assert "<p>" not in text


def test_mentions_of_actions_are_links_blank_or_no_blank(read_seed: ReadSeed) -> None:
    wanted = {("1", "10"), ("14", "10"), ("25", "10"), ("33", "10"), ("39", "10"), ("31", "17")}

    assert set(links(read_seed("001"))) == wanted
    assert codes(read_seed("001"))["dangling_reference"] == 0


def test_the_first_version_mentions_no_action(read_seed: ReadSeed) -> None:
    assert list(links(read_seed("000"))) == []


@pytest.mark.parametrize(
    ("status", "refs"),
    [
        (Status.IN_PROGRESS, {"1", "2", "3"}),
        (Status.ONGOING, {"7", "10", "14", "25"}),
        (Status.COMPLETE, {"9", "16", "34"}),
    ],
)
def test_the_later_version_says_these_statuses(read_seed: ReadSeed, status: Status, refs: set[str]) -> None:
    assert {action.ref for action in read_seed("001").actions if action.status == status} == refs


def test_the_first_version_says_two_complete_and_nothing_else(read_seed: ReadSeed) -> None:
    said = {action.ref: action.status for action in read_seed("000").actions if action.status}

    assert said == {"9": Status.COMPLETE, "16": Status.COMPLETE}


def test_both_versions_have_the_same_titles_dates_and_owners(read_seed: ReadSeed) -> None:
    def promise(action: Action) -> tuple[str, str, list[str]]:
        return letters(action.title), letters(action.due.text if action.due else ""), sorted(names(action))

    first, later = by_ref(read_seed("000")), by_ref(read_seed("001"))

    assert {ref: promise(action) for ref, action in first.items()} == {
        ref: promise(action) for ref, action in later.items()
    }
