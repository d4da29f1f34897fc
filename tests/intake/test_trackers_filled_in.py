"""Trackers as officers fill them in: dates revised more than once, letters a month, rows that show how to
fill the table in, tables of parts with an objective above each, totals."""

import io
from collections.abc import Sequence
from datetime import date

import openpyxl
import pytest

from followthrough.intake.read import plan_of, read_bytes
from followthrough.plan.document import Action, PlanDocument, Status
from tests.intake.tables_of_rows import items_of

HEAD = "Ref|Action|Owner|Due date|Status|Progress"


def read(*lines: str) -> PlanDocument:
    return plan_of(items_of("\n".join(lines)), "plan.txt")


def read_workbook(*lines: str, merged: Sequence[str] = ()) -> PlanDocument:
    workbook = openpyxl.Workbook()
    assert workbook.active
    for line in lines:
        workbook.active.append([text or None for text in line.split("|")])
    for cells in merged:
        workbook.active.merge_cells(cells)
    content = io.BytesIO()
    workbook.save(content)
    return read_bytes(content.getvalue(), "plan.xlsx")


def titles(plan: PlanDocument) -> list[str]:
    return [action.title for action in plan.actions]


def due(action: Action) -> date | None:
    return action.due.latest if action.due else None


def test_the_last_revised_date_that_is_filled_in_is_the_due_date() -> None:
    plan = read(
        "Ref|Agreed action|Owner|Agreed date|Revised date 1|Revised date 2|Status|Latest position",
        "A1|Count the keys each week|Caretaker|31/03/2026|30/06/2026|29/01/2027|In progress|Counted in May",
        "A2|Fit a second lock|Estates Manager|30/09/2026|26/02/2027||In progress|Lock ordered",
        "A3|Write a list of holders|Clerk|31/12/2026|||Not started|",
    )

    assert [due(each) for each in plan.actions] == [
        date(2027, 1, 29),
        date(2027, 2, 26),
        date(2026, 12, 31),
    ]
    assert plan.actions[0].original_due
    assert plan.actions[0].original_due.latest == date(2026, 3, 31)
    assert "30/06/2026" in {note.text for note in plan.actions[0].notes}


@pytest.mark.parametrize("key", ["", "Key: R off track, A at risk, G on track, C complete"])
def test_letters_below_months_are_the_colours_or_what_the_key_says(key: str) -> None:
    plan = read(
        "No|Action|Owner|Due date|Apr-26|May-26|Jun-26|Evidence",
        "1|Open a second desk|Matron|30/09/2026|G|A|R|Rota",
        "2|Write to each patient|Bookings Lead|31/10/2026|G|G|A|List",
        "3|Share one list|Director of Surgery|18/12/2026|R|A|G|Log",
        "",
        key,
    )

    first = [(update.period, update.status) for update in plan.actions[0].updates]
    assert first == [
        ("2026-04", Status.ON_TRACK),
        ("2026-05", Status.MEDIUM_SLIPPAGE),
        ("2026-06", Status.SIGNIFICANT_SLIPPAGE),
    ]


@pytest.mark.parametrize(
    "shown",
    [
        "e.g. 0|Example: Open on Sundays|Manager|01/01/2026|Green|Example text",
        "EX|Example – Open on Sundays|Manager|01/01/2026|Green|This row shows how",
        "3|<Enter action here>|<Owner>|<Date>||",
        "3|[Insert action]||||",
    ],
)
def test_a_row_that_shows_how_to_fill_in_is_no_action_and_its_words_are_kept(shown: str) -> None:
    plan = read(
        HEAD,
        "1|Mend the roof of the hall|Estates Manager|30/11/2026|Amber|Price asked.",
        shown,
        "2|Let the flat above it|Clerk|18/12/2026|Green|Advert is out.",
    )

    assert titles(plan) == ["Mend the roof of the hall", "Let the flat above it"]
    assert shown.split("|")[1] in {remark.text for remark in plan.remarks}


def test_an_objective_beside_its_label_heads_no_columns_and_names_no_period() -> None:
    head = "Actions|Lead|Start|End|Success criteria|Impact so far"
    plan = read_workbook(
        "Priority 1: Writing",
        "Objective:|Raise spelling to the level of the country by July 2027",
        head,
        "Train all staff in the scheme|English Lead|Sept 26|Oct 26|All trained|Held on 4 September",
        "Check books each half term|English Lead|Sept 26|Jul 27|Nine in ten|First check done",
        "",
        "Priority 2: Numbers",
        "Objective:|Close the gap in the infants by July 2027",
        head,
        "Hold a morning for parents each term|Maths Lead|Oct 26|Jun 27|Half come|42 came",
        "Buy number rods for two years|Maths Lead|Sept 26|Dec 26|In use|Ordered",
    )

    assert [action.theme for action in plan.actions] == ["Writing"] * 2 + ["Numbers"] * 2
    assert {update.period for action in plan.actions for update in action.updates} == {None}
    assert any("Raise spelling" in remark.text for remark in plan.remarks)


def test_a_total_names_nothing_that_stands_below_it() -> None:
    plan = read(
        HEAD,
        "1|Mend the roof of the hall|Estates Manager|30/11/2026|Amber|Price asked.",
        "Total open: 1|||||",
        "2|Let the flat above it|Clerk|18/12/2026|Green|Advert is out.",
        "3|Paint the door|Clerk|18/12/2026|Green|Paint bought.",
    )

    assert titles(plan) == ["Mend the roof of the hall", "Let the flat above it", "Paint the door"]
    assert {(action.theme, action.workstream) for action in plan.actions} == {(None, None)}


def test_quarters_are_of_the_one_year_that_the_file_names() -> None:
    rows = [
        "No|What we will do|Lead|Timescale|Q1 RAG|Q1 comment|Q2 RAG|Q2 comment",
        "1|Insulate forty lofts|Energy Officer|March 2027|Green|Twelve done|Amber|Contractor is late",
        "2|Train four advisers|Advice Manager|December 2026|Green|Two trained|Green|Three trained",
    ]
    plan = read("Warm Homes Delivery Plan 2026/27", "", *rows)
    two_years = read("Warm Homes Delivery Plan 2026/27, after that of 2025/26", "", *rows)

    assert [update.period for update in plan.actions[0].updates] == ["2026-06", "2026-09"]
    assert "months_without_year" in {problem.code for problem in plan.problems}
    assert {update.period for update in two_years.actions[0].updates} == {None}


def test_who_supports_stands_beside_who_leads_where_the_heading_says_so() -> None:
    plan = read(
        "No|What we will do|Lead (support)|Timescale|Status",
        "1|Insulate forty lofts|Head of Housing (Energy Officer)|March 2027|Green",
        "2|Train four advisers|Advice Manager|December 2026|Green",
        "3|Pay a fair wage|Head of Procurement (Legal Services)|June 2027|Amber",
    )
    usual = read(
        "No|What we will do|Lead|Timescale|Status",
        "1|Insulate forty lofts|Head of Housing (Energy)|March 2027|Green",
        "2|Train four advisers|Advice Manager|December 2026|Green",
    )

    owners = [[owner.name for owner in action.owners] for action in plan.actions]
    assert owners == [
        ["Head of Housing", "Energy Officer"],
        ["Advice Manager"],
        ["Head of Procurement", "Legal Services"],
    ]
    assert [owner.name for owner in usual.actions[0].owners] == ["Head of Housing (Energy)"]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("In Bearbeitung", Status.IN_PROGRESS),
        ("Terminée", Status.COMPLETE),
        ("In ritardo", Status.MEDIUM_SLIPPAGE),
        ("Non avviata", Status.NOT_STARTED),
        ("Suspendida", Status.ON_HOLD),
        ("Ar y gweill", Status.IN_PROGRESS),
        ("Em andamento", Status.IN_PROGRESS),
    ],
)
def test_the_usual_words_for_a_state_are_known_in_other_languages(word: str, status: Status) -> None:
    plan = read(HEAD, f"1|Mend the roof of the hall|Clerk|30/11/2026|{word}|", "2|Let it|Clerk|2027|Open|")

    assert plan.actions[0].updates[0].status is status


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Will not implement", Status.CANCELLED),
        ("Propose to close", Status.COMPLETE),
        ("Recommended for closure", Status.COMPLETE),
        ("Open - overdue", Status.SIGNIFICANT_SLIPPAGE),
        ("Will be implemented in May", None),
    ],
)
def test_what_is_proposed_refused_or_late_is_no_plain_open_action(word: str, status: Status | None) -> None:
    plan = read(HEAD, f"1|Mend the roof of the hall|Clerk|30/11/2026|{word}|", "2|Let it|Clerk|2027|Open|")

    assert plan.actions[0].updates[0].status is status


def test_a_first_group_right_below_the_headings_of_a_sheet_names_a_theme_whatever_its_word() -> None:
    plan = read_workbook(
        HEAD,
        "Resources",
        "1|Agree a workforce plan|Director of People|31/03/2027|On track|Three of five agreed",
        "2|List the assets to be sold|Head of Property|31/12/2026|Delayed|Valuations are late",
        "Communities",
        "3|Set up a panel of residents|Communities Manager|30/09/2026|Complete|It met in September",
    )

    assert [action.theme for action in plan.actions] == ["Resources", "Resources", "Communities"]


def test_a_form_on_each_sheet_of_a_workbook_is_an_action_each() -> None:
    workbook = openpyxl.Workbook()
    for at, (action, owner, day) in enumerate(
        [
            ("Put a risk report on each agenda", "Company Secretary", "30 November 2026"),
            ("Hold a briefing at each depot", "Head of Communications", "29 January 2027"),
            ("Bring a paper on fees", "Finance Director", "26 February 2027"),
        ],
        1,
    ):
        sheet = workbook.create_sheet(f"R{at}")
        for line in (["Agreed action", action], ["Owner", owner], ["Due date", day], ["Status", "Open"]):
            sheet.append(line)
    content = io.BytesIO()
    workbook.save(content)

    plan = read_bytes(content.getvalue(), "responses.xlsx")

    assert [due(action) for action in plan.actions] == [
        date(2026, 11, 30),
        date(2027, 1, 29),
        date(2027, 2, 26),
    ]


@pytest.mark.parametrize(("first", "second"), [("", ""), ("Young carers report", "Bins report")])
def test_where_refs_start_again_the_column_that_tells_them_apart_names_the_group(
    first: str, second: str
) -> None:
    plan = read_workbook(
        "Report|Rec.|Recommendation|Decision|Lead Officer|To be done by|Status",
        "Young carers report|1|Name a champion in each school|Accepted|Head of Inclusion|July 2027|On track",
        f"{first}|2|Honour the card at leisure centres|In part|Leisure Manager|December 2026|Delayed",
        "Bins report|1|Put cameras at six sites|Accepted|Street Scene Manager|April 2027|On track",
        f"{second}|2|Raise the fines|Accepted|Street Scene Manager|June 2027|Not started",
    )

    assert [action.theme for action in plan.actions] == ["Young carers report"] * 2 + ["Bins report"] * 2
    codes = {problem.code for problem in plan.problems}
    assert "refs_start_again" in codes
    assert "duplicate_ref" not in codes


def test_ticks_and_counts_of_weeks_are_no_days() -> None:
    plan = read(
        "Ref|Hazard|Recommended action|Timescale|Due date|Team|Status|Year 1",
        "1|Door closer is missing|Fit a closer to the door of flat 12|1 month|14/05/2026|Works|Closed|✓",
        "2|Riser is not sealed|Seal the holes of the riser cupboard|3 months|14/07/2026|Works|Open|",
        "3|Bikes in the stairwell|Write to tenants and clear the stair|2 weeks|16/09/2026|Estates|Open|✓",
    )

    assert [due(action) for action in plan.actions] == [
        date(2026, 5, 14),
        date(2026, 7, 14),
        date(2026, 9, 16),
    ]
    assert not {"date_unreadable", "placeholder_text"} & {problem.code for problem in plan.problems}


def test_quarters_below_years_are_the_second_line_of_the_headings_of_a_sheet() -> None:
    plan = read_workbook(
        "Ref|Action|Lead|Partners|Carbon|Cost|Timescale|2026/27||||2027/28||||Progress|Comments",
        "|||||||Q1|Q2|Q3|Q4|Q1|Q2|Q3|Q4||",
        "2.1|Put in forty charge points|Parking|Operator|Medium|££|March 2028||||||||||New tender",
        "2.2|Replace the pool cars|Fleet|-|Medium|££|2029||||||||||Leases end in 2028",
        merged=["H1:K1", "L1:O1", *(f"{column}1:{column}2" for column in "ABCDEFGPQ")],
    )

    assert titles(plan) == ["Put in forty charge points", "Replace the pool cars"]
    assert "doubtful_row" not in {problem.code for problem in plan.problems}
    assert not [note for action in plan.actions for note in action.notes if note.text.startswith("Q")]
