"""Statuses that no column of statuses says in so many words."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from followthrough.intake.corrections import Corrections
from followthrough.intake.read import read_bytes
from followthrough.plan.document import PlanDocument
from followthrough.plan.statuses import Status


def plan_of(*rows: str, columns: dict[str, str] | None = None) -> PlanDocument:
    content = "\n".join(rows).replace(" | ", ",").encode()
    return read_bytes(content, "pond.csv", Corrections(columns or {}))


def statuses(plan: PlanDocument) -> list[Status | None]:
    return [action.updates[-1].status if action.updates else None for action in plan.actions]


def test_without_a_status_the_day_on_which_a_task_was_done_tells_that_it_is() -> None:
    plan = plan_of(
        "Task ID | Created At | Completed At | Name | Assignee | Due Date | Notes",
        "701 | 2026-03-01 | 2026-05-20 | Dredge the duck pond | Ines Wold | 2026-05-31 | Silt is gone",
        "702 | 2026-03-01 |  | Count the swans on the lake | Bram Tye | 2026-06-30 | ",
        "703 | 2026-03-02 |  | Mend the boathouse roof | Ines Wold | 2026-09-30 | Quote asked",
    )

    assert statuses(plan) == [Status.COMPLETE, None, None]
    assert plan.actions[0].updates[-1].status_text == "Completed At 2026-05-20"


@pytest.mark.parametrize(
    ("sheet", "status"),
    [
        ("Closed actions", Status.CLOSED),
        ("Actions - Completed", Status.COMPLETE),
        ("Closed", Status.CLOSED),
        ("Open actions", None),
        ("To be completed", None),
    ],
)
def test_without_a_status_the_name_of_a_sheet_tells_that_all_in_it_is_done(
    sheet: str, status: Status | None
) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    page.append(["Ref", "Action", "Owner", "Due date", "Evidence"])
    page.append(["1", "Count the boats each month", "Deputy", "31/03/2025", "A list of forty"])
    page.append(["2", "Fit rails along the quay", "Works Lead", "30/04/2025", "Seen by the board"])
    page.append(["3", "Net the storm drain", "Works Lead", "31/05/2025", ""])
    other = book.create_sheet("Actions still open")
    other.append(["Ref", "Action", "Owner", "Due date", "Evidence"])
    other.append(["4", "Paint the lamps along the pier", "Works Lead", "31/05/2026", ""])
    other.append(["5", "Ask the crews which lamps are weak", "Deputy", "31/07/2026", ""])
    content = BytesIO()
    book.save(content)

    assert statuses(read_bytes(content.getvalue(), "harbour.xlsx")) == [*[status] * 3, None, None]


def test_a_day_in_every_row_is_one_by_which_to_be_done() -> None:
    plan = plan_of(
        "Task ID | Created At | Completed At | Name | Assignee | Due Date",
        "701 | 2026-03-01 | 2026-05-20 | Dredge the duck pond | Ines Wold | 2026-05-31",
        "702 | 2026-03-01 | 2026-05-21 | Count the swans on the lake | Bram Tye | 2026-06-30",
    )

    assert statuses(plan) == [None, None]


@pytest.mark.parametrize(
    ("cell", "status"),
    [("Ar y trywydd / On track", Status.ON_TRACK), ("Gwelliant / x", None)],
)
def test_a_status_said_in_two_languages_is_what_the_one_that_is_known_says(cell, status) -> None:
    plan = plan_of(
        "Rhif / No. | Cam / Action | Pwy / Owner | Dyddiad / Date | Statws / Status | Cynnydd / Progress",
        f"1 | Dredge the pond | Pond Warden | 31/05/2027 | {cell} | The digger is booked",
        "2 | Count the swans | Swan Warden | 30/06/2027 | Wedi'i gwblhau / Complete | All were counted",
        columns={"Statws / Status": "status"},
    )

    assert statuses(plan) == [status, Status.COMPLETE]


def test_without_a_status_the_words_that_label_it_and_done_before_its_day_are_one() -> None:
    plan = plan_of(
        "No. | Action | Lead | Target date | Position and outcome",
        "1 | Dredge the pond | Pond Warden | May 2027 | Completed 12.4.27. All silt is gone from the bank",
        "2 | Count the swans | Swan Warden | June 2027 | Completed the count of one bank of the two",
        "3 | Mend the boathouse | Head of Parks | July 2027 | Quotes came from two of three builders",
        columns={"Position and outcome": "update"},
    )

    assert statuses(plan) == [Status.COMPLETE, None, None]

    labelled = plan_of(
        "No. | Action | Lead | Target date | Position",
        "1 | Dredge the pond | Pond Warden | May 2027 | Status: Under way. Half of the silt is gone",
        "2 | Count the swans | Swan Warden | June 2027 | Status: Not started",
        columns={"Position": "update"},
    )

    assert statuses(labelled) == [Status.IN_PROGRESS, Status.NOT_STARTED]


def test_what_a_heading_asks_is_answered_by_the_first_words_of_what_is_told() -> None:
    plan = plan_of(
        "No | What we will do | Who | When | Achieved?",
        "1 | Fit new locks to all gates | Estates Manager | May 2026 | Yes - all nine gates have them",
        "2 | Train the night shift on the alarm | HR Manager | June 2026 | No",
        "3 | Write the counts down each week | Accountant | July 2026 | Partly - the shop alone does so",
        "4 | Paint the landing stage | Harbour Master | August 2026 | Deferred - wait until it is warm",
        "5 | Buy two hand scanners | Stores Manager | May 2026 | Quotes were asked for in March",
    )

    assert statuses(plan) == [
        Status.COMPLETE,
        Status.IN_PROGRESS,
        Status.IN_PROGRESS,
        Status.ON_HOLD,
        None,
    ]
    assert plan.actions[0].updates[0].text == "Yes - all nine gates have them"


def test_the_minute_that_closed_an_action_tells_that_it_is_closed() -> None:
    plan = plan_of(
        "No | What we will do | Who | When | Closed (minute ref.)",
        "1 | Fit new locks to all gates | Estates Manager | May 2026 | 24/31",
        "2 | Train the night shift on the alarm | HR Manager | June 2026 | ",
        "3 | Write the counts down each week | Accountant | July 2026 | 24/40",
    )

    assert statuses(plan) == [Status.CLOSED, None, Status.CLOSED]
    assert plan.actions[0].updates[-1].status_text == "Closed (minute ref.) 24/31"


def test_of_two_columns_of_news_the_later_says_how_it_stands() -> None:
    plan = plan_of(
        "No. | Action | Lead | Target date | Milestones reached | Date of completion and outcome",
        "1 | Dredge the pond | Pond Warden | May 2027 | Digger came | Completed 12.4.27. The silt is gone",
        "2 | Count the swans | Swan Warden | June 2027 | Boat was hired |",
        columns={"Milestones reached": "update", "Date of completion and outcome": "update"},
    )

    assert statuses(plan) == [Status.COMPLETE, None]


def test_words_after_yes_leave_it_an_answer() -> None:
    plan = plan_of(
        "No. | Action | Lead | Target date | Done?",
        "1 | Dredge the pond | Pond Warden | May 2027 | Yes - the silt is gone",
        "2 | Count the swans | Swan Warden | June 2027 | Yes, all of them",
        "3 | Mend the boathouse | Head of Parks | July 2027 | No",
        columns={"Done?": "status"},
    )

    assert statuses(plan)[:2] == [Status.COMPLETE, Status.COMPLETE]


def test_what_stands_after_a_status_in_its_cell_is_told_as_the_update_too() -> None:
    plan = plan_of(
        "Ref | Action | Owner | Due date | Status",
        "R1 | Fit new locks to all gates | Estates Manager | May 2026 | On hold – the gates are to be moved",
        "R2 | Train the night shift | HR Manager | June 2026 | Complete – May 2026",
        "R3 | Write the counts down | Accountant | July 2026 | In progress",
    )

    assert statuses(plan) == [Status.ON_HOLD, Status.COMPLETE, Status.IN_PROGRESS]
    assert [action.updates[0].text for action in plan.actions] == [
        "the gates are to be moved",
        None,
        None,
    ]
    assert plan.actions[0].updates[0].status_text == "On hold – the gates are to be moved"


def test_a_heading_tells_that_all_below_it_is_closed() -> None:
    head = "<tr><th>Ref<th>Action<th>Owner<th>Due<th>Update"
    still, closed = (
        "<tr><td>1<td>Fit the rail<td>Clerk<td>May 2026<td>The bolts came in March",
        "<tr><td>2<td>Dig<td>Clerk<td>May 2026<td>The pond is dug",
    )
    page = (
        f"<html><h1>Action log</h1><h2>Open actions</h2><table>{head}{still}</table>"
        f"<h2>Actions closed since the last meeting</h2><table>{head}{closed}</table></html>"
    )

    assert statuses(read_bytes(page.encode(), "log.html")) == [None, Status.CLOSED]
