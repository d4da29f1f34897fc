"""Two governance plans: narrative rows and lettered parts (003), tasks without refs (004)."""

import pytest

from followthrough.intake.grid import PARAGRAPH
from followthrough.plan.document import Status
from tests.intake.conftest import ReadSeed
from tests.intake.readings import at_row, by_ref, codes, names, problems, rows

NUMBERED = [str(number) for number in range(1, 22)]


def test_the_numbers_before_the_titles_are_the_refs(read_seed: ReadSeed) -> None:
    refs = [action.ref for action in read_seed("003").actions if not action.parent]

    assert refs == NUMBERED
    assert not [a.ref for a in read_seed("003").actions if a.title[:1].isdigit()]


def test_lettered_rows_are_parts_of_the_action_above(read_seed: ReadSeed) -> None:
    parents = {action.ref: action.parent for action in read_seed("003").actions if action.parent}

    assert parents == dict.fromkeys(["1a", "1b", "1c", "1d", "1e"], "1") | {"15a": "15", "15b": "15"}


@pytest.mark.parametrize(
    ("ref", "length", "least"), [("1a", 15, 2000), ("1b", 5, 100), ("1d", 13, 200), ("1e", 28, 200)]
)
def test_a_heading_run_together_with_its_text_is_a_title_and_an_update(
    read_seed: ReadSeed, ref: str, length: int, least: int
) -> None:
    action = by_ref(read_seed("003"))[ref]

    assert len(action.title) == length
    assert len(action.updates[0].text or "") > least


def test_headings_in_italics_begin_paragraphs_of_their_own(read_seed: ReadSeed) -> None:
    text = by_ref(read_seed("003"))["1a"].updates[0].text or ""

    assert sum(line.startswith("Recommendation") for line in text.split(PARAGRAPH)) == 4


@pytest.mark.parametrize(("ref", "until"), [("1c", 10), ("3", 18), ("7", 28), ("11", 38)])
def test_narrative_after_a_page_break_and_a_header_belongs_to_the_action_before(
    read_seed: ReadSeed, ref: str, until: int
) -> None:
    action = by_ref(read_seed("003"))[ref]

    assert rows(action)[1] == until
    assert action.updates[0].text


def test_every_action_but_the_first_has_narrative(read_seed: ReadSeed) -> None:
    assert [a.ref for a in read_seed("003").actions if not any(u.text for u in a.updates)] == ["1"]


def test_owners_come_without_what_they_are_told_to_do(read_seed: ReadSeed) -> None:
    actions = by_ref(read_seed("003"))

    assert names(actions["1"]) == ["Group Manager Assurance"]
    assert names(actions["11"]) == ["Group Manager – Assurance"]
    assert [len(names(actions[ref])) for ref in ("13", "14", "19")] == [2, 2, 2]
    assert {ref for ref, action in actions.items() if action.notes} == {"1", "11", "13"}


def test_and_inside_a_post_parts_nobody(read_seed: ReadSeed) -> None:
    actions = by_ref(read_seed("003"))

    assert [len(names(actions[ref])) for ref in ("4", "5", "7", "17", "18", "21")] == [1, 1, 1, 1, 1, 1]


def test_parts_have_no_owner_date_or_status_of_their_own(read_seed: ReadSeed) -> None:
    for ref in ("1a", "1b", "1c", "1d", "1e"):
        part = by_ref(read_seed("003"))[ref]
        assert (part.owners, part.due, part.status) == ([], None, None)


@pytest.mark.parametrize(
    ("status", "refs"),
    [(Status.COMPLETE, {"3", "15b"}), (Status.NOT_STARTED, {"11", "17", "19"})],
)
def test_statuses_are_read_with_a_blank_before_and_in_other_words(
    read_seed: ReadSeed, status: Status, refs: set[str]
) -> None:
    assert {action.ref for action in read_seed("003").actions if action.status == status} == refs


def test_all_other_numbered_actions_are_in_progress(read_seed: ReadSeed) -> None:
    statuses = [by_ref(read_seed("003"))[ref].status for ref in NUMBERED]

    assert statuses.count(Status.IN_PROGRESS) == 17


def test_a_list_a_b_with_two_dates_and_statuses_is_two_parts(read_seed: ReadSeed) -> None:
    actions = by_ref(read_seed("003"))

    assert [str(actions[ref].due.latest) for ref in ("15a", "15b") if actions[ref].due] == [  # type: ignore[union-attr]
        "2020-10-31",
        "2021-03-31",
    ]
    assert [actions[ref].status for ref in ("15a", "15b")] == [Status.IN_PROGRESS, Status.COMPLETE]
    assert names(actions["15a"]) == names(actions["15"])


@pytest.mark.parametrize(
    ("ref", "kind", "earliest", "latest"),
    [
        ("1", "ongoing", "2020-04-01", "2021-03-31"),
        ("2", "month", "2021-03-01", "2021-03-31"),
        ("7", "range", "2020-04-01", "2022-03-31"),
        ("12", "range", "2020-07-01", "2021-01-31"),
        ("14", "recurring", "None", "None"),
        ("19", "tbc", "None", "None"),
        ("20", "recurring", "None", "None"),
        ("21", "ongoing", "None", "None"),
    ],
)
def test_dates_in_free_text_are_what_they_say(
    read_seed: ReadSeed, ref: str, kind: str, earliest: str, latest: str
) -> None:
    due = by_ref(read_seed("003"))[ref].due

    assert due
    assert (due.kind, str(due.earliest), str(due.latest)) == (kind, earliest, latest)


def test_to_commence_in_says_when_an_action_starts(read_seed: ReadSeed) -> None:
    action = by_ref(read_seed("003"))["17"]

    assert action.due is None
    assert action.start
    assert (str(action.start.earliest), str(action.start.latest)) == ("2020-10-01", "2020-12-31")


def test_a_mention_of_a_lettered_part_is_a_link(read_seed: ReadSeed) -> None:
    assert [link.to for link in by_ref(read_seed("003"))["5"].links] == ["1a"]


def test_tasks_without_refs_are_known_by_their_titles(read_seed: ReadSeed) -> None:
    plan = read_seed("004")

    assert [rows(action) for action in plan.actions] == [
        (2, 2), (5, 5), (8, 20), (23, 26), (27, 27), (29, 33),
    ]  # fmt: skip
    assert {action.ref for action in plan.actions} == {None}
    assert codes(plan)["missing_ref"] == 0


@pytest.mark.parametrize(
    ("row", "owners", "latest"),
    [
        (5, ["CFO"], "2024-03-31"),
        (8, ["COG", "Monitoring Officer"], "2024-03-31"),
        (23, ["Strategic Director Coach", "COG"], "2024-03-31"),
        (27, ["Monitoring Officer", "Assistant Director of HR, OD and engagement"], "2024-03-31"),
        (29, ["Assistant Director of HR, OD and engagement", "COG"], "2024-03-31"),
    ],
)
def test_who_and_when_are_told_apart_in_either_order(
    read_seed: ReadSeed, row: int, owners: list[str], latest: str
) -> None:
    action = at_row(read_seed("004"), row)

    assert names(action) == owners
    assert action.due
    assert (action.due.kind, str(action.due.latest)) == ("ongoing", latest)


def test_three_entries_run_together_give_their_owners_and_a_range(read_seed: ReadSeed) -> None:
    action = read_seed("004").actions[0]

    assert names(action) == [
        "Chief Finance Officer (CFO)",
        "Finance Leadership Team",
        "CFO",
        "Monitoring officer",
    ]
    assert action.due
    assert (str(action.due.earliest), str(action.due.latest)) == ("2023-09-01", "2024-03-31")
    assert len(action.milestones) == 3


def test_text_without_tabs_goes_on_with_the_task_above_it(read_seed: ReadSeed) -> None:
    (how,) = at_row(read_seed("004"), 8).notes

    assert how.heading == "How"
    assert len(how.text) > 2500
    assert how.text.split(PARAGRAPH)[-1].endswith("annual COG review process.")


def test_a_task_goes_on_over_a_page_break_without_a_header(read_seed: ReadSeed) -> None:
    (how,) = at_row(read_seed("004"), 23).notes

    assert len(how.text) > 3000
    assert [heading for heading in ("Next steps", "Progress to date") if heading in how.text.split(PARAGRAPH)]


def test_a_task_shredded_into_a_row_a_line_is_put_together(read_seed: ReadSeed) -> None:
    task = at_row(read_seed("004"), 29)
    (how,) = task.notes

    assert len(task.title) == 138
    assert how.text.startswith("Design development programmes")
    assert how.text.endswith("development and action.")
    assert PARAGRAPH not in how.text


def test_double_blanks_part_paragraphs(read_seed: ReadSeed) -> None:
    (how,) = read_seed("004").actions[0].notes

    assert len(how.text.split(PARAGRAPH)) == 8


def test_nothing_of_these_two_is_left_over(read_seed: ReadSeed) -> None:
    for seed in ("003", "004"):
        assert read_seed(seed).remarks == []
        assert problems(read_seed(seed), "low_confidence_column") == []
