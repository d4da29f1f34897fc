"""What a row is where no ref says so: steps under one recommendation, guide rows, names, titles alone."""

from followthrough.intake.grid import Cell
from followthrough.intake.read import plan_of
from followthrough.intake.readers.sheets import sheet_items
from followthrough.intake.records.joining import Record
from followthrough.plan.document import PlanDocument
from tests.intake.tables_of_rows import items_of, records_in

STEPS = "Recommendation|Action|Owner|Due date|Status"


def read(*rows: str) -> list[Record]:
    return records_in("\n".join(rows))


def titles(records: list[Record], column: int = 1) -> list[str]:
    return [record.cells.get(column, "") for record in records]


def test_each_step_under_one_recommendation_is_an_action_with_its_own_owner() -> None:
    records = read(
        STEPS,
        "Count stock each month|Buy hand scanners|Stores Manager|May 2026|On track",
        "|Train the night shift|Head of HR|June 2026|Delayed",
        "|Write the counts down|Chief Accountant|July 2026|On track",
        "Lock the gate at night|Fit a new lock|Head of Estates|May 2026|Complete",
    )

    assert titles(records) == [
        "Buy hand scanners",
        "Train the night shift",
        "Write the counts down",
        "Fit a new lock",
    ]
    assert [record.cells[2] for record in records[1:3]] == ["Head of HR", "Chief Accountant"]


def test_the_next_items_of_a_list_with_days_of_their_own_go_on_with_the_action_above() -> None:
    records = read(
        "No|Finding|Action plan|Deliverable|Expected date|Responsible",
        "1|Packets leave late|• Order seed in autumn|• Order form|• May 2026|Head of Supply",
        "||• Send by rail|• Waybills|• June 2026|",
        "2|Growers hear nothing|• Post results|• Mailing list|• July 2026|Outreach Officer",
        "||• Hold an open day|• Programme|• August 2026|",
        "3|Two labs test one lot|• Agree who tests what|• Signed note|• May 2027|Director of Laboratories",
    )

    assert titles(records, 0) == ["1", "2", "3"]
    assert records[0].cells[2].split("\n") == ["• Order seed in autumn", " • Send by rail"]
    assert records[0].cells[4].split("\n") == ["• May 2026", " • June 2026"]


def test_a_row_whose_cells_only_hold_places_is_no_action_wherever_it_stands_and_is_said() -> None:
    plan = plan_of(
        items_of(
            "\n".join(
                (
                    "Ref|Milestone|Due date|Owner",
                    "AB-1|Survey both bridges|30/04/2026|County Engineer",
                    "AB-2|Agree the drawings|15/06/2026|County Engineer",
                    "[AB-N]|[Name of milestone]|[DD/MM/YYYY]|[Post]",
                )
            )
        ),
        "plan.txt",
    )

    assert [action.ref for action in plan.actions] == ["AB-1", "AB-2"]
    (problem,) = (problem for problem in plan.problems if problem.code == "doubtful_row")
    assert "[AB-N]" in problem.message


def test_a_row_that_says_how_to_fill_in_the_table_is_no_action_and_is_said() -> None:
    plan = plan_of(
        items_of(
            "\n".join(
                (
                    "Milestone|Start date|End date|Responsible|Status",
                    "[What is to be reached]|[DD/MM/YYYY]|[DD/MM/YYYY]|[Name / Role]|[On track / Late]",
                    "Survey both bridges|01/03/2026|30/04/2026|County Engineer|On track",
                    "Agree the drawings|01/05/2026|15/06/2026|County Engineer|On track",
                    "Take the old deck down|01/07/2026|01/08/2026|Head of Highways|Late",
                )
            )
        ),
        "plan.txt",
    )

    assert [action.title for action in plan.actions] == [
        "Survey both bridges",
        "Agree the drawings",
        "Take the old deck down",
    ]
    (problem,) = (problem for problem in plan.problems if problem.code == "doubtful_row")
    assert "no part of the plan" in problem.message
    assert problem.where
    assert problem.where.row_first == 2


def test_points_with_roman_numbers_under_one_heading_are_actions() -> None:
    records = read(
        "Recommendation|Cabinet Member|Response|Timetable",
        "a) The fees be looked at|Leader of the Council|Agreed|May 2026",
        "b) The form be shorter|Leader of the Council|Agreed|June 2026",
        "i That members be told|Head of Finance|Agreed|July 2026",
        "ii That the minutes be public|Head of Finance|Not agreed|August 2026",
    )

    assert len(records) == 4


def test_a_title_alone_at_the_end_is_an_action() -> None:
    records = read(
        "Action|Owner|Due date|Status",
        "Publish the register of wells|Head of Parks|31/03/2027|On track",
        "Brief the members|Head of HR|18/12/2026|Not started",
        "Review the hire charges|||",
    )

    assert titles(records, 0)[-1] == "Review the hire charges"


def test_rows_with_a_title_alone_are_actions_where_they_order_something_and_are_said() -> None:
    plan = plan_of(
        items_of(
            "\n".join(
                (
                    "Action|Lead|Due date|Status",
                    "Draw up the list of leases|Jo Lund|30/04/2027|In progress",
                    "Test the backup of the ledger||| ",
                    "Train the new clerks|Amir Voss|15/01/2027|Not started",
                    "Renew the cleaning contract||| ",
                )
            )
        ),
        "plan.txt",
    )

    assert [(action.title, action.theme) for action in plan.actions] == [
        ("Draw up the list of leases", None),
        ("Test the backup of the ledger", None),
        ("Train the new clerks", None),
        ("Renew the cleaning contract", None),
    ]
    assert any("Test the backup" in problem.message for problem in plan.problems)


def test_a_row_that_says_that_nothing_is_to_be_done_is_no_action() -> None:
    records = read(
        "Standard|Where we are|What we will do|Lead|By when",
        "Records are kept|All are|None.|Records Manager|",
        "Records are found|Half of them|Label the boxes in the cellar|Records Manager|June 2026",
        "Records are shown to those who ask|Within a week|–|Records Manager|N/A",
        "Records are destroyed in time|Not since 2019|Agree what may go|Archivist|May 2026",
    )

    assert titles(records, 2) == ["Label the boxes in the cellar", "Agree what may go"]


def test_a_column_that_says_what_each_row_is_names_sections_and_notes() -> None:
    records = read(
        "TYPE|CONTENT|PRIORITY|RESPONSIBLE|DATE",
        "section|Before the fair|||",
        "task|Order the tents|2|Ann (1201)|3 March 2026",
        "task|Ask the police about the road|1|Ben (1202)|10 March 2026",
        "section|After the fair|||",
        "task|Count the takings|1|Ann (1201)|1 May 2026",
    )

    assert titles(records) == ["Order the tents", "Ask the police about the road", "Count the takings"]


def test_what_stands_above_all_actions_is_told_of_none() -> None:
    records = read(
        "Action|Lead|By when|Progress",
        "Theme 1: Safer streets|||",
        "Overall outcome: people who walk home at night say that they feel safe, and fewer are hurt.|||",
        "Light the path by the canal|Lighting Engineer|May 2026|Poles are ordered",
        "Cut back the hedges at the school|Parks Manager|March 2026|Done",
    )

    assert titles(records, 0) == ["Light the path by the canal", "Cut back the hedges at the school"]
    assert records[0].theme == "Theme 1: Safer streets" or records[0].section == "Theme 1: Safer streets"


def test_the_last_row_of_a_table_names_nothing() -> None:
    plan = read("No|What we will do|Who|By", "A1|Buy hand scanners|Ann Lee|May 2026", "A2|Count the stock||")

    assert titles(plan) == ["Buy hand scanners", "Count the stock"]


def sheet(*rows: str) -> PlanDocument:
    """The plan in a sheet; an empty text is an empty row."""
    numbered = [(at, [Cell(text) for text in row.split("|")]) for at, row in enumerate(rows, 1) if row]
    return plan_of(list(sheet_items("Log", numbered, is_named=False)), "plan.xlsx")


HEAD, WEIR = (
    "Ref|Action|Owner|Due date|Progress",
    "1|Mend the weir|Clerk|June 2026|Divers are booked for May.",
)


def test_what_stands_alone_below_the_empty_row_under_a_table_is_told_of_no_action() -> None:
    plan = sheet(
        HEAD, WEIR, "2|Dredge the basin|Clerk|July 2026|",
        "", "Notes", "Items leave once the board agrees.", "", "Next meeting: 3 May",
    )  # fmt: skip

    assert [action.title for action in plan.actions] == ["Mend the weir", "Dredge the basin"]
    assert "Items leave" not in str(plan.actions)
    assert {"Items leave once the board agrees.", "Next meeting: 3 May"} <= {r.text for r in plan.remarks}


def test_below_the_empty_row_a_title_that_orders_is_an_action_and_any_other_is_asked_about() -> None:
    head, *rows = (line.split("|", 1)[1] for line in (HEAD, WEIR, "2|Dredge the basin|Clerk|July 2026|Begun"))

    assert sheet(head, *rows, "", "Write the new rota").actions[-1].title == "Write the new rota"

    noted = sheet(head, *rows, "", "This plan is seen by the board each month")
    assert len(noted.actions) == 2
    assert "This plan is seen" in next(p.message for p in noted.problems if p.code == "doubtful_row")


def test_a_summary_row_of_a_schedule_names_the_tasks_that_are_deeper_though_it_has_dates() -> None:
    plan = plan_of(
        items_of(
            "ID|Name|Start|Finish|Resource Names|Outline Level\n"
            "1|Rebuild the pier|2026-03-02|2026-06-30||1\n"
            "2|Deck|2026-03-02|2026-04-30||2\n"
            "3|Lift the old boards|2026-03-02|2026-03-20|Yard team|3\n"
            "4|Lay the new boards|2026-03-23|2026-04-30|Yard team|3\n"
            "5|Rails|2026-05-04|2026-06-30||2\n"
            "6|Paint the rails|2026-05-04|2026-06-30|Painter|3\n"
        ),
        "schedule.csv",
    )

    assert [(action.title, action.theme, action.workstream) for action in plan.actions] == [
        ("Lift the old boards", "Rebuild the pier", "Deck"),
        ("Lay the new boards", "Rebuild the pier", "Deck"),
        ("Paint the rails", "Rebuild the pier", "Rails"),
    ]
    assert "2026-03-02" in plan.model_dump_json()
