"""Exports of task tools: what each calls a task, its owner, its day and its state is read, or asked about."""

from collections.abc import Sequence
from datetime import date

import pytest

from followthrough.intake.read import read_bytes
from followthrough.plan.document import Action, PlanDocument, Status

BOARD = """Task ID,Task Name,Bucket Name,Progress,Priority,Assigned To,Created By,Created Date,\
Start date,Due date,\
Is Recurring,Late,Completed Date,Completed By,Completed Checklist Items,Checklist Items,Labels,Description
kAbCdEfGhI1,Agree the winter gritting routes,Highways,In progress,Important,Nia Powell;Tom Birch,Office,\
09/01/2026,09/10/2026,11/30/2026,false,false,,,1/3,Draft map;Ask depots;Publish,Winter,Map of all routes
kAbCdEfGhI2,Order salt for two winters,Highways,Completed,Urgent,Tom Birch,Office,09/01/2026,,10/15/2026,\
false,false,10/12/2026,Tom Birch,,,,
kAbCdEfGhI3,Tell parishes about grit bins,Communities,Not started,Medium,,Office,09/02/2026,,12/05/2026,\
false,false,,,,,,
"""
ISSUES = """Summary,Issue key,Issue Type,Status,Project name,Priority,Assignee,Reporter,Created,Due date,\
Labels,\
Description
Publish a map of tree cover,TREE-1,Task,In Progress,Tree strategy,Medium,Nia Powell,Office,01/Sep/26 9:12 AM,\
31/Mar/27 12:00 AM,trees,Every street tree with its age
Plant along the ring road,TREE-2,Task,To Do,Tree strategy,High,Tom Birch,Office,01/Sep/26 9:13 AM,\
30/Nov/27 12:00 AM,trees,Two hundred limes
Train volunteers in pruning,TREE-3,Sub-task,Done,Tree strategy,Low,,Office,01/Sep/26 9:14 AM,\
30/Sep/26 12:00 AM,,
"""
CARDS = """Card Name,Card Description,Labels,Members,Due Date,Last Activity Date,List Name,Board Name,Archived
Move the bus stop,Nearer to the clinic,transport (blue),niapowell,2027-03-30T23:00:00.000Z,\
2026-11-20T10:00:00.000Z,Doing,Bus review,false
Print large timetables,,transport (blue),tombirch,2026-09-30T16:00:00.000Z,2026-10-01T10:00:00.000Z,Done,\
Bus review,false
Ask drivers about breaks,,staff (red),,,2026-02-01T10:00:00.000Z,To do,Bus review,false
"""
SCHEDULE = """ID,Active,Task Mode,Name,Duration,Start,Finish,Predecessors,Resource Names,% Complete,Notes
1,Yes,Auto Scheduled,Clear the backlog of cases,60 days,Mon 07/09/26,Fri 27/11/26,,Enforcement Manager,80%,\
Half of 212 cases closed
2,Yes,Auto Scheduled,Publish a charter,20 days,Mon 30/11/26,Fri 29/01/27,1,Head of Planning[50%],0%,
"""
SECTIONS = """Task ID,Created At,Completed At,Name,Section/Column,Assignee,Assignee Email,Due Date,Tags,Notes
1201,2026-09-01,,Write the allotment charter,Doing,Nia Powell,nia@marsh.example,2027-01-15,,\
Holders see a draft
1202,2026-09-01,2026-10-12,Count vacant plots,Done,Tom Birch,tom@marsh.example,2026-10-15,,
1203,2026-09-02,,Fix the water troughs,To do,,,2027-03-31,,
"""
SHEET = """Primary Column,Status,Assigned To,Start Date,End Date,% Complete,Health,Comments
Write the play strategy,In Progress,nia.powell@marsh.example,01/09/26,31/03/27,50%,Yellow,Draft with members
Inspect all swings,Complete,tom.birch@marsh.example,01/09/26,30/10/26,100%,Green,
Replace surfacing at two parks,Not Started,,11/01/27,30/06/27,0%,Red,No quotation yet
"""
PAGES = """Task name,Assign,Status,Due,Priority,Tags,Created time
Draft a food policy,Nia Powell,In progress,"March 31, 2027",High,Food,"September 1, 2026 9:00 AM"
Find three growers,Tom Birch,Done,"October 15, 2026",Medium,Food,"September 1, 2026 9:00 AM"
Ask schools for menus,,Not started,"December 18, 2026",Low,,"September 2, 2026 9:00 AM"
"""
TICKETS = """number,short_description,assigned_to,state,due_date,sys_updated_on,work_notes
TSK0010021,Patch the payments server,Nia Powell,Work in Progress,2026-12-15 17:00:00,2026-11-20 10:00:00,\
Tested
TSK0010022,Remove shared passwords,Tom Birch,Closed Complete,2026-10-31 17:00:00,2026-11-01 09:00:00,
TSK0010023,Test the restore of backups,,Open,2027-01-29 17:00:00,2026-11-02 09:00:00,
"""
MEASURES = """internal_id,ref_id,name,description,category,priority,domain,status,start_date,eta,effort,owner
3f2a,AC.1,Two-factor sign-in for staff,All use a code,technical,1,Global,in_progress,2026-09-01,\
2027-01-31,M,Nia Powell
3f2b,AC.2,Yearly test of the restore,Once a year,process,2,Global,to_do,,2027-03-31,S,Tom Birch
3f2c,AC.3,List of suppliers,,process,3,Global,to_do,,2026-10-31,S,
"""
GROUPS = """Library improvement,,,,
,,,,
Opening hours,,,,
Name,Person,Status,Due date,Notes
Open on Sundays,Nia Powell,Working on it,2027-01-31,Rota with staff
Fit a self-service lock,Tom Birch,Simmering,2026-12-15,Waits for the landlord
,,,,
Stock,,,,
Name,Person,Status,Due date,Notes
Weed the reference shelves,Tom Birch,Done,2026-10-31,
Buy large print,,,2027-02-28,
"""


def read(text: str) -> PlanDocument:
    return read_bytes(text.encode(), "export.csv")


def owners(action: Action) -> list[str]:
    return [owner.name for owner in action.owners]


def day(action: Action) -> date | None:
    return action.due.latest if action.due else None


def statuses(plan: PlanDocument) -> list[Status | None]:
    return [action.updates[0].status if action.updates else None for action in plan.actions]


@pytest.mark.parametrize(
    ("export", "titles", "who", "days"),
    [
        (BOARD, ["Agree the winter", "Order salt", "Tell parishes"],
         [["Nia Powell", "Tom Birch"], ["Tom Birch"], []], [(2026, 11, 30), (2026, 10, 15), (2026, 12, 5)]),
        (ISSUES, ["Publish a map", "Plant along", "Train volunteers"],
         [["Nia Powell"], ["Tom Birch"], []], [(2027, 3, 31), (2027, 11, 30), (2026, 9, 30)]),
        (CARDS, ["Move the bus", "Print large", "Ask drivers"],
         [["niapowell"], ["tombirch"], []], [(2027, 3, 31), (2026, 9, 30), None]),
        (SCHEDULE, ["Clear the backlog", "Publish a charter"],
         [["Enforcement Manager"], ["Head of Planning"]], [(2026, 11, 27), (2027, 1, 29)]),
        (SECTIONS, ["Write the allotment", "Count vacant", "Fix the water"],
         [["Nia Powell"], ["Tom Birch"], []], [(2027, 1, 15), (2026, 10, 15), (2027, 3, 31)]),
        (SHEET, ["Write the play", "Inspect all", "Replace surfacing"],
         [["nia.powell@marsh.example"], ["tom.birch@marsh.example"], []],
         [(2027, 3, 31), (2026, 10, 30), (2027, 6, 30)]),
        (PAGES, ["Draft a food", "Find three", "Ask schools"],
         [["Nia Powell"], ["Tom Birch"], []], [(2027, 3, 31), (2026, 10, 15), (2026, 12, 18)]),
        (TICKETS, ["Patch the payments", "Remove shared", "Test the restore"],
         [["Nia Powell"], ["Tom Birch"], []], [(2026, 12, 15), (2026, 10, 31), (2027, 1, 29)]),
        (MEASURES, ["Two-factor", "Yearly test", "List of suppliers"],
         [["Nia Powell"], ["Tom Birch"], []], [(2027, 1, 31), (2027, 3, 31), (2026, 10, 31)]),
        (GROUPS, ["Open on Sundays", "Fit a self-service", "Weed the reference", "Buy large"],
         [["Nia Powell"], ["Tom Birch"], ["Tom Birch"], []],
         [(2027, 1, 31), (2026, 12, 15), (2026, 10, 31), (2027, 2, 28)]),
    ],
    ids="board issues cards schedule sections sheet pages tickets measures groups".split(),
)  # fmt: skip
def test_the_export_of_a_task_tool_is_read(
    export: str,
    titles: Sequence[str],
    who: Sequence[Sequence[str]],
    days: Sequence[tuple[int, int, int] | None],
) -> None:
    plan = read(export)

    assert len(plan.actions) == len(titles)
    assert all(a.title.startswith(begins) for a, begins in zip(plan.actions, titles, strict=True))
    assert [owners(action) for action in plan.actions] == who
    assert [day(action) for action in plan.actions] == [date(*each) if each else None for each in days]


@pytest.mark.parametrize("export", [BOARD, ISSUES, CARDS, SECTIONS, SHEET, PAGES, TICKETS])
def test_the_state_of_a_task_is_its_status_and_not_what_else_counts(export: str) -> None:
    found = statuses(read(export))

    assert all(found)
    assert {Status.COMPLETE, Status.CLOSED} & set(found)
    assert len(set(found)) > 1


def test_a_state_that_no_body_uses_is_asked_about() -> None:
    plan = read(GROUPS)

    said = " ".join(problem.message for problem in plan.problems if problem.code == "unknown_status")
    assert "Simmering" in said
    assert [action.theme for action in plan.actions] == ["Opening hours"] * 2 + ["Stock"] * 2


def test_a_label_that_each_row_says_again_does_not_go_down_over_an_empty_cell() -> None:
    assert [action.theme for action in read(ISSUES).actions] == ["trees", "trees", None]


def test_an_empty_cell_of_a_full_row_is_no_column_that_was_lost() -> None:
    plan = read(BOARD)

    assert "column_shift" not in {problem.code for problem in plan.problems}


def test_the_numbers_by_which_a_program_knows_its_people_are_no_owners() -> None:
    plan = read(
        "ACTION_ID|ACTION_DESC|OWNER_ID|OWNER_NAME|TARGET_DT|STATUS_DESC\n"
        "70231|Mend the lift at each library|4017|Nia Powell|20261215|In progress\n"
        "70232|Count the large print books|4021|Tom Birch|20260930|Complete\n"
        "70240|Ask readers about Sundays|4017|Nia Powell|20270226|Not started\n"
    )

    assert [owners(action) for action in plan.actions] == [["Nia Powell"], ["Tom Birch"], ["Nia Powell"]]
    assert [day(action) for action in plan.actions][::2] == [date(2026, 12, 15), date(2027, 2, 26)]


def test_an_empty_list_of_people_is_nobody() -> None:
    plan = read(
        "Task ID,Task Name,Status,Due Date,Assignees\n"
        '8c1,Open the new ward,complete,1791172800000,"[Nia Powell,Tom Birch]"\n'
        "8c2,Count delays each day,to do,1801627200000,[]\n"
    )

    assert [owners(action) for action in plan.actions] == [["Nia Powell", "Tom Birch"], []]
    assert [day(action) for action in plan.actions] == [date(2026, 10, 5), date(2027, 2, 3)]


def test_a_column_for_each_level_of_a_title_makes_parts_of_the_rows_below() -> None:
    plan = read(
        "ID,Work Item Type,Title 1,Title 2,Assigned To,State,Target Date\n"
        "51,Feature,Find a book in one step,,Nia Powell <nia@fen.example>,Active,31/03/2027 00:00:00\n"
        "52,Story,,Index the old cards,Tom Birch <tom@fen.example>,Closed,30/09/2026 00:00:00\n"
        "53,Story,,Show which branch has it,,New,26/02/2027 00:00:00\n"
        "60,Feature,Fines are paid by phone,,,New,30/06/2027 00:00:00\n"
    )

    assert [(action.ref, action.parent) for action in plan.actions] == [
        ("51", None),
        ("52", "51"),
        ("53", "51"),
        ("60", None),
    ]
    assert plan.actions[1].title == "Index the old cards"
    assert [owners(action) for action in plan.actions][:2] == [["Nia Powell"], ["Tom Birch"]]


def test_the_fields_of_a_database_head_its_export_whatever_they_are_called() -> None:
    plan = read(
        "active,cwe,date,description,id,is_mitigated,mitigation,planned_remediation_date,severity,title\n"
        "True,89,2026-06-02,A quote ends the query.,41,False,Bind each word as a parameter,2026-12-16,High,"
        "Query built from the search box\n"
        "False,200,2026-06-02,Paths are shown.,42,True,Show a plain page to everybody,2026-09-30,Low,"
        "Names of files in the errors\n"
    )

    assert [action.ref for action in plan.actions] == ["41", "42"]
    assert [day(action) for action in plan.actions] == [date(2026, 12, 16), date(2026, 9, 30)]
    assert plan.actions[0].title in ("Bind each word as a parameter", "Query built from the search box")


def test_a_section_of_an_export_names_the_tasks_below_it_by_its_name_alone() -> None:
    plan = read(
        "TYPE,CONTENT,DESCRIPTION,INDENT,RESPONSIBLE,DATE\n"
        "section,Footpaths,,,,\n"
        "task,Mend the stile at Coldwell,,1,Wat Moss (48113),2026-12-11\n"
        "note,The farmer has agreed,,,Wat Moss (48113),\n"
        "section,Hall,,,,\n"
        "task,Bleed the radiators,,1,Ida Penn (48114),2027-01-15\n"
        "task,Wax the floor,Two coats,1,Ida Penn (48114),2027-02-26\n"
    )

    assert [action.theme or action.workstream for action in plan.actions] == ["Footpaths", "Hall", "Hall"]
    assert [owners(action) for action in plan.actions] == [["Wat Moss"], ["Ida Penn"], ["Ida Penn"]]
    told = [update.text or "" for update in plan.actions[0].updates]
    assert any(text.startswith("The farmer has agreed") for text in told)


@pytest.mark.parametrize(
    ("column", "parents"),
    [("Parent key", ",CYB-1,CYB-2"), ("Parent", ",Sign-in for all,Ask suppliers"), ("Parent id", ",401,402")],
)
def test_what_a_column_names_as_parent_is_the_parent(column: str, parents: str) -> None:
    first, second, third = parents.split(",")
    plan = read(
        f"Summary,Issue key,Issue id,Issue Type,Status,Assignee,Due date,{column}\n"
        f"Sign-in for all,CYB-1,401,Epic,In Progress,Nia Powell,2027-02-26,{first}\n"
        f"Ask suppliers,CYB-2,402,Task,In Progress,Tom Birch,2026-12-18,{second}\n"
        f"Write the letter,CYB-3,403,Sub-task,Done,Tom Birch,2026-10-30,{third}\n"
    )

    assert [action.parent for action in plan.actions] == [None, "CYB-1", "CYB-2"]
    assert {action.theme for action in plan.actions} == {None}


def test_an_empty_value_of_a_program_is_nothing_to_ask_about() -> None:
    plan = read(
        "Task ID,Task Name,Status,Due Date,Assignees\n"
        '8c1,Open the new ward,complete,1791172800000,"[Nia Powell,Tom Birch]"\n'
        "8c2,Count delays each day,to do,null,[]\n"
    )

    assert plan.actions[1].due is None
    assert "spreadsheet_error" not in {problem.code for problem in plan.problems}


def test_resources_with_their_shares_are_people_parted_by_commas() -> None:
    plan = read(
        "ID,Name,Start,Finish,% Complete,Resource Names\n"
        '1,Barcode the boxes,Mon 07/09/26,Fri 27/11/26,80%,"Archivist,Temp[50%]"\n'
        "2,Shelve them,Mon 30/11/26,Fri 29/01/27,0%,Archivist\n"
    )

    assert [owners(action) for action in plan.actions] == [["Archivist", "Temp"], ["Archivist"]]


def test_a_day_of_completion_tells_that_a_task_is_done_whose_health_says_nothing() -> None:
    plan = read(
        "Task ID,Completed At,Name,Assignee,Due Date,Health\n"
        "1201,,Agree one report,Nia Powell,2026-12-11,On track\n"
        "1202,2026-10-28,Draft the measures,Tom Birch,2026-10-30,\n"
        "1203,,Hold a day for members,Tom Birch,2027-01-22,At risk\n"
    )

    assert statuses(plan) == [Status.ON_TRACK, Status.COMPLETE, Status.MEDIUM_SLIPPAGE]


def test_true_below_mitigated_says_that_a_finding_is_done() -> None:
    plan = read(
        "id,finding,mitigation,is_mitigated,planned_remediation_date,assigned_owner,notes\n"
        "811,Old protocol,Turn off the old protocol,FALSE,2026-12-11,Hosting Team,Change is booked\n"
        "812,Script in search,Encode what the search page shows,TRUE,2026-10-30,Web Team,Tested again\n"
        "813,Short passwords,Raise the least length to fourteen,FALSE,2027-01-29,Identity Team,\n"
    )

    assert statuses(plan)[1] is Status.COMPLETE
    assert "unknown_status" not in {problem.code for problem in plan.problems}
