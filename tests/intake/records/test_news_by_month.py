"""Workbooks with a sheet a month."""

from io import BytesIO

import openpyxl
import pytest

from followthrough.intake.read import read_bytes
from followthrough.intake.records.news_by_month import period_of_sheet
from followthrough.plan.document import PlanDocument
from followthrough.plan.statuses import Status

HEADINGS = ["Ref", "Action", "Owner", "Due date", "Status", "Update"]
BRIDGE = ["1", "Paint the footbridge", "Head of Parks"]
POND = ["2", "Dredge the duck pond", "Pond Warden"]


def plan_of(**sheets: list[list[str]]) -> PlanDocument:
    """The plan in a workbook with these sheets, named by "Month_Year"."""
    book, stream = openpyxl.Workbook(), BytesIO()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in [HEADINGS, *rows]:
            sheet.append(row)
    book.save(stream)
    return read_bytes(stream.getvalue(), "parks.xlsx")


def test_the_same_actions_on_a_sheet_a_month_are_one_each_with_an_update_a_month() -> None:
    plan = plan_of(
        Aug_2026=[[*BRIDGE, "30 Sep 2026", "On track", "Paint is bought."]],
        Sep_2026=[
            [*BRIDGE, "31 Oct 2026", "Delayed", "Rain all month."],
            [*POND, "30 Nov 2026", "Not started", "The digger is booked."],
        ],
    )

    bridge, pond = plan.actions
    assert [(each.period, each.status, each.text) for each in bridge.updates] == [
        ("2026-08", Status.ON_TRACK, "Paint is bought."),
        ("2026-09", Status.MEDIUM_SLIPPAGE, "Rain all month."),
    ]
    assert (bridge.due.text, bridge.theme) == ("31 Oct 2026", None)
    assert [(note.heading, note.text) for note in bridge.notes] == [("Due date, Aug 2026", "30 Sep 2026")]
    assert [each.period for each in pond.updates] == ["2026-09"]
    assert "sheets_by_month" in {problem.code for problem in plan.problems}


def test_an_action_that_a_later_month_leaves_out_is_kept() -> None:
    plan = plan_of(
        Sep_2026=[
            [*BRIDGE, "31 Oct 2026", "Complete", "Done."],
            [*POND, "30 Nov 2026", "On track", "Begun."],
        ],
        Oct_2026=[[*POND, "30 Nov 2026", "On track", "Half is dredged."]],
    )

    assert [(action.ref, len(action.updates)) for action in plan.actions] == [("2", 2), ("1", 1)]


@pytest.mark.parametrize("names", [("Sep_2026", "Oct_2026"), ("Parks", "Ponds")])
def test_other_actions_under_the_same_refs_stay_apart(names: tuple[str, str]) -> None:
    first, second = names
    plan = plan_of(**{
        first: [[*BRIDGE, "31 Oct 2026", "Complete", "Done."]],
        second: [["1", "Count the swans", "Warden", "30 Nov 2026", "On track", "Begun."]],
    })  # fmt: skip

    assert [action.title for action in plan.actions] == ["Paint the footbridge", "Count the swans"]


def test_sheets_alike_that_name_no_month_are_kept_apart_and_said() -> None:
    rows = [
        [*BRIDGE, "31 Oct 2026", "On track", "Paint is bought."],
        [*POND, "30 Nov 2026", "On track", "Begun."],
    ]
    plan = plan_of(October=rows, November=rows)

    [said] = [problem for problem in plan.problems if problem.code == "sheets_alike"]
    assert (len(plan.actions), said.severity) == (4, "warning")
    assert "“October” and “November”" in said.message


@pytest.mark.parametrize(
    ("name", "period"),
    [("Oct 2026", "2026-10"), ("October-26", "2026-10"), ("Plan 2026", None), ("Plan Oct 2026", None)],
)
def test_a_sheet_is_of_a_month_where_its_name_is_nothing_more(name: str, period: str | None) -> None:
    assert period_of_sheet(name) == period
