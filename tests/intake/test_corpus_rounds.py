"""An improvement plan of 25 table pages (002): two rounds of updates, dates, links."""

from collections import Counter

import pytest

from followthrough.plan.document import PlanDocument, Status
from tests.intake.conftest import ReadSeed
from tests.intake.readings import at_row, by_ref, codes, links, problems

SEPTEMBER, OCTOBER = "2022-09", "2022-10"


@pytest.fixture(scope="module")
def plan(read_seed: ReadSeed) -> PlanDocument:
    return read_seed("002")


def statuses(plan: PlanDocument, period: str) -> Counter[Status | None]:
    return Counter(update.status for a in plan.actions for update in a.updates if update.period == period)


# Two rounds of updates


def test_each_action_answers_for_both_rounds(plan: PlanDocument) -> None:
    assert {tuple(u.period for u in action.updates) for action in plan.actions} == {(SEPTEMBER, OCTOBER)}


def test_the_statuses_of_each_round_are_as_many_as_a_person_counts(plan: PlanDocument) -> None:
    september, october = statuses(plan, SEPTEMBER), statuses(plan, OCTOBER)

    assert (september[Status.COMPLETE], october[Status.COMPLETE]) == (82, 113)
    assert (september[Status.ON_TRACK], october[Status.ON_TRACK]) == (68, 39)
    assert (september[Status.MEDIUM_SLIPPAGE], october[Status.MEDIUM_SLIPPAGE]) == (29, 24)
    assert (september[Status.NOT_APPLICABLE], october[Status.NOT_APPLICABLE]) == (58, 58)
    assert (september[Status.CLOSED], october[Status.CLOSED]) == (1, 2)


def test_every_status_that_is_printed_is_known(plan: PlanDocument) -> None:
    unread = [
        (a.ref, u.status_text) for a in plan.actions for u in a.updates if u.status_text and not u.status
    ]

    assert unread == []
    assert codes(plan)["unknown_status"] == 0


def test_new_action_added_is_a_status_of_its_own(plan: PlanDocument) -> None:
    new = [action for action in plan.actions if action.updates[1].status is Status.NEW]

    assert len(new) == 36
    assert sum(action.updates[0].status is Status.NOT_DUE for action in new) == 12


def test_initials_and_a_day_at_the_end_sign_an_update(plan: PlanDocument) -> None:
    update = by_ref(plan)["OC.A1.2"].updates[1]

    assert (update.by, str(update.on)) == ("DS", "2022-10-17")


def test_proposed_wording_stays_in_the_text_and_the_flag_is_kept(plan: PlanDocument) -> None:
    action = by_ref(plan)["OC.A2.1"]

    assert "re-wording" in action.title
    assert action.change_control
    assert (action.change_control.required, action.change_control.text) == (True, "Yes")
    assert action.due
    assert action.due.text == "End 2022"


def test_change_control_is_yes_or_no_in_every_spelling(plan: PlanDocument) -> None:
    asked = [action.change_control for action in plan.actions if action.change_control]

    assert Counter(flag.required for flag in asked) == {True: 69, False: 4}
    assert {flag.text for flag in asked} == {"Yes", "yes", "Y", "y", "No"}


# Dates


@pytest.mark.parametrize(
    ("ref", "text", "latest"),
    [
        ("CO.B1.5", "22-Dec", "2022-12-31"),
        ("CO.D1.1", "22-Dec", "2022-12-31"),
        ("CO.F5.1", "22-Sep", "2022-09-30"),
    ],
)
def test_a_month_that_a_spreadsheet_made_a_day_is_a_month_and_said(
    plan: PlanDocument, ref: str, text: str, latest: str
) -> None:
    action = by_ref(plan)[ref]
    (mangled,) = [when for when in (action.start, action.due) if when and when.text == text]

    assert (mangled.kind, str(mangled.latest)) == ("month", latest)
    assert ref in [problem.ref for problem in problems(plan, "date_mangled")]


def test_a_date_long_before_its_start_is_no_date(plan: PlanDocument) -> None:
    due = by_ref(plan)["PR.D1.0"].due

    assert due
    assert (due.text, due.kind, due.latest) == ("Jul-05", "other", None)
    assert [problem.ref for problem in problems(plan, "date_suspicious")] == ["PR.D1.0"]


def test_statuses_in_date_cells_are_said_one_by_one(plan: PlanDocument) -> None:
    said = problems(plan, "status_in_date_cell")
    dues = Counter(action.due.text for action in plan.actions if action.due and action.due.latest is None)

    assert len(said) == 41
    assert dues["Complete"] == 39
    assert dues["In progress"] == dues["In place"] == 1


@pytest.mark.parametrize("row", [115, 198, 200, 206, 329])
def test_placeholders_are_said(plan: PlanDocument, row: int) -> None:
    assert row in [problem.where.row_first for problem in problems(plan, "placeholder_text")]


@pytest.mark.parametrize(("row", "start"), [(269, "2023-02-28"), (270, "2023-10-31")])
def test_a_phrase_that_runs_over_two_cells_is_a_start_and_a_recurrence(
    plan: PlanDocument, row: int, start: str
) -> None:
    action = at_row(plan, row)

    assert action.start
    assert str(action.start.latest) == start
    assert action.due
    assert action.due.kind == "recurring"


# Links


@pytest.mark.parametrize(
    ("ref", "to"),
    [("OC.A1.3", "OC.A1.2"), ("OC.B1.4", "OC.B1.7"), ("DM.B1.1", "OC.B1.3"), ("SD.C1.3", "SD.F1.0")],
)
def test_mentions_of_other_actions_are_links(plan: PlanDocument, ref: str, to: str) -> None:
    assert (ref, to) in set(links(plan))


def test_links_that_lead_nowhere_are_said_and_no_others(plan: PlanDocument) -> None:
    actions = by_ref(plan)
    dangling = [(ref, to) for ref, to in links(plan) if to not in actions]

    assert dangling == [("SD.A2.5", "CO.D5"), ("PR.C1.2", "PR.C1.5")]
    assert [problem.ref for problem in problems(plan, "dangling_reference")] == ["SD.A2.5", "PR.C1.2"]


@pytest.mark.parametrize(("ref", "to"), [("OC.A2.1", "OC.A1.0"), ("SD.A3.0", "OC.E2.0")])
def test_misprinted_mentions_are_links_and_said(plan: PlanDocument, ref: str, to: str) -> None:
    assert (ref, to) in set(links(plan))
    assert ref in [problem.ref for problem in problems(plan, "malformed_reference")]


def test_the_plan_speaks_for_the_end_of_its_last_round(plan: PlanDocument) -> None:
    assert str(plan.as_at) == "2022-10-31"
    assert plan.title == "IMPROVEMENT PLAN"
