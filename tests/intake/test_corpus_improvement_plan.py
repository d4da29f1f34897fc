"""An improvement plan of 25 table pages (002): keys, themes, refs, levels, owners."""

from collections import Counter

import pytest

from followthrough.plan.document import PlanDocument, Status
from tests.intake.conftest import ReadSeed
from tests.intake.readings import at_row, by_ref, names, problems, rows

# Rows below a page break whose main action stands on an earlier page.
PARTED = [49, 81, 149, 169, 205, 219, 234, 251, 265, 299, 313, 364, 379, 393, 408, 423]


@pytest.fixture(scope="module")
def plan(read_seed: ReadSeed) -> PlanDocument:
    return read_seed("002")


# The keys


def test_the_key_table_is_the_scheme_and_not_seven_actions(plan: PlanDocument) -> None:
    assert [(entry.label, entry.status) for entry in plan.scheme or []] == [
        ("On Track", Status.ON_TRACK),
        ("Medium progress", Status.MEDIUM_SLIPPAGE),
        ("Significant issues / slippage", Status.SIGNIFICANT_SLIPPAGE),
        ("Not due to start", Status.NOT_DUE),
        ("Complete", Status.COMPLETE),
        ("Closed", Status.CLOSED),
        ("N/A", Status.NOT_APPLICABLE),
    ]
    assert all(entry.definition and entry.response for entry in plan.scheme or [])


def test_the_risk_matrix_has_four_levels_by_three_criteria(plan: PlanDocument) -> None:
    matrix = plan.risk_matrix or []

    assert [(level.score, level.label) for level in matrix] == [
        (4, "High"), (3, "Medium"), (2, "Low"), (1, "Very Low"),
    ]  # fmt: skip
    assert {tuple(level.impact) for level in matrix} == {("Financial", "Reputation", "Service Delivery")}
    assert all(level.likelihood for level in matrix)


def test_less_than_five_per_cent_is_text_and_bold_is_markup(plan: PlanDocument) -> None:
    lowest = (plan.risk_matrix or [])[-1]

    assert lowest.impact["Financial"] == "<5% of budget"
    assert lowest.impact["Service Delivery"].startswith("<25% Short term")
    assert [a.ref for a in plan.actions if "<" in a.model_dump_json()] == []
    assert "&amp;" not in plan.model_dump_json()


# What there is


def test_six_themes_are_named_without_their_labels(plan: PlanDocument) -> None:
    assert Counter(action.theme for action in plan.actions) == {
        "Organisational Culture": 52,
        "Corporate Oversight": 63,
        "Strategic Direction": 75,
        "Decision Making": 24,
        "Procurement & Commercial": 57,
        "Partnerships & Relationships": 24,
    }


def test_thirty_workstreams_are_named(plan: PlanDocument) -> None:
    assert len({action.workstream for action in plan.actions}) == 30


def test_the_ref_that_two_actions_share_is_kept_apart_and_said(plan: PlanDocument) -> None:
    twins = [action for action in plan.actions if action.ref == "CO.D4.2"]

    assert [(rows(a), a.printed_ref) for a in twins] == [
        ((169, 169), "CO.D4.2"),
        ((170, 170), "CO.D.4.2"),
    ]
    assert twins[0].title != twins[1].title
    assert [problem.where.row_first for problem in problems(plan, "duplicate_ref")] == [169, 170]


def test_no_other_ref_is_shared(plan: PlanDocument) -> None:
    counts = Counter(action.ref for action in plan.actions)

    assert {ref for ref, count in counts.items() if count > 1} == {"CO.D4.2"}


@pytest.mark.parametrize(
    ("row", "ref"),
    [
        (151, "CO.D2.0"), (164, "CO.D4.1"), (309, "DM.C2.0"), (315, "DM.C3.0"), (393, "PC.E1.4"),
        (394, "PC.E1.5"),
    ],
)  # fmt: skip
def test_misprinted_refs_are_read_like_the_others_and_said(plan: PlanDocument, row: int, ref: str) -> None:
    action = at_row(plan, row)

    assert action.ref == ref
    assert action.printed_ref != ref
    assert row in [problem.where.row_first for problem in problems(plan, "malformed_ref")]


def test_all_headings_over_all_pages_are_one_table_of_sixteen_columns(plan: PlanDocument) -> None:
    assert [column.field for column in plan.layout] == [
        "workstream",
        "ref",
        "title",
        "owner:Director Lead",
        "owner:Cabinet Member",
        "owner:Other Leads",
        "owner:Update Owner (if different)",
        "start",
        "due",
        "risk:rating",
        "risk:description",
        "status:2022-09",
        "update:2022-09",
        "status:2022-10",
        "update:2022-10",
        "change_control",
    ]


# Three levels


def test_every_parent_is_an_action_of_the_plan(plan: PlanDocument) -> None:
    actions = by_ref(plan)

    assert [a.ref for a in plan.actions if a.parent and a.parent not in actions] == []
    assert sum(a.parent is None for a in plan.actions) == 66


@pytest.mark.parametrize("row", PARTED)
def test_the_main_action_is_found_on_an_earlier_page(plan: PlanDocument, row: int) -> None:
    action = at_row(plan, row)
    main = by_ref(plan)[action.parent or ""]

    assert action.ref
    assert main.ref == f"{action.ref.rpartition('.')[0]}.0"
    assert (main.where.row_first or 0) < row


@pytest.mark.parametrize("letter", "abcd")
def test_lettered_refs_hang_on_the_ref_without_the_letter(plan: PlanDocument, letter: str) -> None:
    assert by_ref(plan)[f"SD.A1.3{letter}"].parent == "SD.A1.3"


def test_two_digits_after_the_point_are_no_digit_and_a_part(plan: PlanDocument) -> None:
    actions = by_ref(plan)

    assert [actions[ref].parent for ref in ("SD.A2.10", "SD.A2.11", "SD.B1.10", "SD.B1.11")] == [
        "SD.A2.0", "SD.A2.0", "SD.B1.0", "SD.B1.0",
    ]  # fmt: skip


# Kinds


def test_headings_numbered_like_actions_are_nothing_to_do(plan: PlanDocument) -> None:
    assert [a.ref for a in plan.actions if a.kind == "heading"] == [
        "SD.A2.1", "SD.A2.3", "SD.A2.6", "SD.A2.9",
    ]  # fmt: skip


def test_main_actions_have_parts_or_end_in_nought_or_say_so(plan: PlanDocument) -> None:
    parents = {action.parent for action in plan.actions}
    other = [a.ref for a in plan.actions if a.kind == "main" and a.ref not in parents]

    assert [ref for ref in other if ref and not ref.endswith(".0")] == ["CO.B1.6"]


@pytest.mark.parametrize(
    ("rule", "refs"),
    [
        ("FREQ=MONTHLY", ["CO.C2.5"]),
        ("FREQ=MONTHLY;INTERVAL=3", ["CO.C2.4", "CO.D2.5", "PC.A1.3", "PC.A4.3"]),
        ("FREQ=MONTHLY;INTERVAL=6", ["PR.B1.6"]),
        ("FREQ=YEARLY", ["SD.A7.2", "SD.A8.3", "PC.A1.4", "SD.D1.3", "SD.D1.4"]),
    ],
)
def test_assurance_actions_recur(plan: PlanDocument, rule: str, refs: list[str]) -> None:
    actions = by_ref(plan)

    for ref in refs:
        due = actions[ref].due
        assert actions[ref].kind == "assurance"
        assert due
        assert due.recurrence == rule


# Owners and risk


def test_owners_stand_under_the_role_of_their_column(plan: PlanDocument) -> None:
    roles = Counter(owner.role for action in plan.actions for owner in action.owners)

    assert roles.keys() == {"Director Lead", "Cabinet Member", "Other Leads", "Update Owner (if different)"}
    assert roles["Director Lead"] == 294


def test_two_names_in_one_cell_with_nothing_between_are_two(plan: PlanDocument) -> None:
    action = at_row(plan, 41)

    assert names(action, "Other Leads") == ["Director – Business Strategy and Change", "Director - Finance"]
    assert len(names(at_row(plan, 412), "Cabinet Member")) == 2
    assert len(names(at_row(plan, 424), "Cabinet Member")) == 2


def test_a_comma_inside_a_name_parts_nobody(plan: PlanDocument) -> None:
    members = Counter(name for action in plan.actions for name in names(action, "Cabinet Member"))

    assert members["Cabinet Member for Adults, Social Care and Health"] == 5


@pytest.mark.parametrize(("row", "rating"), [(339, "Low Risk"), (394, "Medium Risk"), (33, "Low Risk")])
def test_a_row_keeps_its_own_risk(plan: PlanDocument, row: int, rating: str) -> None:
    risk = at_row(plan, row).risk

    assert risk
    assert risk.rating == rating
    assert len(risk.description or "") > 20
