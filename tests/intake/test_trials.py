"""Small inputs of the shapes in which reading once failed, with what a user expects of them."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment

from followthrough.challenge.catalogue import RULES
from followthrough.challenge.checking import check
from followthrough.intake.read import read_bytes
from followthrough.plan.document import PlanDocument, Status
from tests.intake.readings import names


def read(*lines: str) -> PlanDocument:
    return read_bytes("\n".join(lines).encode(), "list.csv")


def sheet(*rows: list[object], set_in: int = 0) -> PlanDocument:
    """The plan in a workbook of one sheet whose last rows are `set_in`, as grouped rows are."""
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    for at in range(len(rows) - set_in + 1, len(rows) + 1):
        workbook.active.row_dimensions[at].outlineLevel = 1
        workbook.active.cell(at, 1).alignment = Alignment(indent=1)
    stream = BytesIO()
    workbook.save(stream)
    return read_bytes(stream.getvalue(), "list.xlsx")


def titles(plan: PlanDocument) -> list[str]:
    return [action.title for action in plan.actions]


def test_a_subject_is_what_is_to_be_done_and_an_assignee_who_does_it() -> None:
    plan = read(
        "ID,Subject,Assignee,Due date,Status",
        "1,Mend the lift at each library,Ivor Tench,2027-03-31,In progress",
        "2,Count the large print books,Mab Sorrel,2026-09-30,Done",
        "3,Ask readers about Sundays,,2026-12-18,Not started",
    )

    assert [(action.ref, names(action)) for action in plan.actions] == [
        ("1", ["Ivor Tench"]),
        ("2", ["Mab Sorrel"]),
        ("3", []),
    ]
    assert titles(plan)[2] == "Ask readers about Sundays"


@pytest.mark.parametrize(
    "heading", ["Task description", "Requirement", "Improvement", "Item", "Issue", "Name", "Summary"]
)
def test_what_is_to_be_done_is_told_from_where_it_stands_now(heading: str) -> None:
    plan = read(
        f"Ref,{heading},Responsible person,Target completion date,Current position",
        "1,Mend the lift at each library,Ivor Tench,31/03/2027,Parts are on order",
        "2,Count the large print books,Mab Sorrel,30/09/2026,All counted",
    )

    assert titles(plan) == ["Mend the lift at each library", "Count the large print books"]
    assert [action.updates[0].text for action in plan.actions] == ["Parts are on order", "All counted"]
    assert all(action.risk is None for action in plan.actions)


def test_a_title_alone_between_whole_rows_and_below_them_is_an_action_that_lacks_all_else() -> None:
    plan = sheet(
        ["Task", "Lead", "Target", "RAG"],
        ["Mend the lift at each library", "Ivor Tench", "31/03/2027", "In progress"],
        ["Agree how long loans last"],
        ["Ask readers about Sundays", "Mab Sorrel", "18/12/2026", "Not started"],
        ["Renew the deal for films"],
    )
    found = check(plan, date(2026, 11, 30), rules=RULES)

    bare = ["Agree how long loans last", "Renew the deal for films"]
    assert titles(plan)[1::2] == bare
    for rule in ("no_owner", "no_due_date"):
        assert [finding.title for finding in found if finding.code == rule] == bare


def test_a_status_counts_more_than_a_percentage_beside_it_and_rows_set_in_are_parts() -> None:
    plan = sheet(
        ["Task", "Assigned To", "Due", "% Complete", "Status"],
        ["Libraries", None, date(2026, 12, 18), 0.25, "At risk"],
        ["Mend the lifts", "Ivor Tench", date(2026, 12, 18), 0.25, "On hold"],
        ["Count the books", "Ivor Tench", date(2027, 1, 29), 0, "Cancelled"],
        set_in=2,
    )

    assert [action.parent for action in plan.actions] == [None, "Libraries", "Libraries"]
    assert [action.status for action in plan.actions][1:] == [Status.ON_HOLD, Status.CANCELLED]


def test_a_card_is_read_by_its_name_its_list_and_its_members() -> None:
    plan = read(
        "Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,Attachment Count,"
        "Attachment Links,Checklist Item Total Count,Checklist Item Completed Count,Vote Count,Comment Count,"
        "Last Activity Date,List ID,List Name,Board ID,Board Name,Archived,Start Date,Due Complete",
        "7a1,Mend the lifts,https://cards.example/c/1,Both of them,access (green),ivortench (ivortench),"
        "2027-03-30T23:00:00.000Z,0,,2,1,0,1,2026-11-20T10:00:00.000Z,7f,Doing,7b,Libraries,false,,false",
        "7a2,Count the books,https://cards.example/c/2,,stock (red),mabsorrel (mabsorrel),"
        "2026-09-30T16:00:00.000Z,0,,0,0,0,0,2026-10-01T10:00:00.000Z,7g,Done,7b,Libraries,false,,true",
        "7a3,A shop by the door,https://cards.example/c/3,,,,,0,,0,0,0,0,2026-02-01T10:00:00.000Z,7h,To do,"
        "7b,Libraries,true,,false",
    )

    assert titles(plan) == ["Mend the lifts", "Count the books", "A shop by the door"]
    assert [names(action) for action in plan.actions] == [["ivortench"], ["mabsorrel"], []]
    assert [action.status for action in plan.actions] == [
        Status.IN_PROGRESS,
        Status.COMPLETE,
        Status.NOT_STARTED,
    ]
    assert [action.due.latest for action in plan.actions if action.due][:1] == [date(2027, 3, 31)]
    assert plan.actions[2].theme is None
