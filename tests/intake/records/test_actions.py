"""Records become actions: each column's cells are read for what the column holds."""

import pytest

from followthrough.intake.grid import PARAGRAPH
from followthrough.intake.read import read_bytes
from followthrough.intake.records.actions import name_of_group
from followthrough.plan.document import Action, PlanDocument, Status
from tests.intake.readings import plan_in, problems

COLUMNS = (
    "Theme|Workstream|Ref|Action|Owner|Due date|Forecast|Status|"
    "Priority|Risk rating|Outcome|Issue|Change control|Resources"
)
FULL = (
    "Money|Contracts|1|Publish the register|Head of Parks|March 2025|May 2025|On track|"
    "High|Medium|All is open|Nobody could see them|Yes|One post"
)
MERGED = (
    "||2|Train the managers in the rules|Head of HR|June 2025||Delayed|"
    "Low|Low|All know it|Few knew them|No|None"
)
LATER = (
    "People|Staff|3|Report to the board on grants|Head of HR|June 2025||Delayed|"
    "Low|Low|It is told|It was late|perhaps|None"
)


def read(*rows: str, header: str = COLUMNS) -> PlanDocument:
    return plan_in("\n".join((header, *rows)).replace("|", "\t"))


@pytest.fixture
def action() -> Action:
    return read(FULL, MERGED, LATER).actions[0]


def test_each_cell_goes_where_its_column_says(action: Action) -> None:
    assert (action.theme, action.workstream, action.ref) == ("Money", "Contracts", "1")
    assert (action.priority, action.measures, action.answers) == (
        "High",
        ["All is open"],
        ["Nobody could see them"],
    )
    assert action.risk
    assert action.risk.rating == "Medium"
    assert [(note.heading, note.text) for note in action.notes] == [("Resources", "One post")]


def test_a_forecast_is_of_the_last_update_that_says_something(action: Action) -> None:
    assert [update.status for update in action.updates] == [Status.ON_TRACK]
    assert action.updates[0].forecast
    assert str(action.updates[0].forecast.latest) == "2025-05-31"


ROUNDS = (
    "Ref|Action|Owner|Due date|Status (June 2025)|Update (June 2025)|Forecast date (June 2025)|"
    "Status (July 2025)|Update (July 2025)|Forecast date (July 2025)"
)


def forecasts(action: Action) -> dict[str | None, str | None]:
    """The forecast of each update by its period."""
    return {update.period: update.forecast and update.forecast.text for update in action.updates}


def test_each_forecast_is_of_the_period_of_its_column() -> None:
    plan = read(
        "1|Mend the pump|Head of Parks|May 2025|On track|Ordered|June 2025|Delayed|Late|August 2025",
        "2|Paint the gate|Head of Parks|June 2025|On track|Begun||||July 2025",
        header=ROUNDS,
    )

    assert [forecasts(action) for action in plan.actions] == [
        {"2025-06": "June 2025", "2025-07": "August 2025"},
        {"2025-06": None, "2025-07": "July 2025"},
    ]
    assert [action.notes for action in plan.actions] == [[], []]


def test_a_forecast_of_a_period_in_which_nothing_else_is_asked_is_an_update_of_its_own() -> None:
    header = "Ref|Action|Owner|Due date|Status (June 2025)|Forecast (July 2025)"
    plan = read(
        "1|Mend the pump|Head of Parks|May 2025|On track|August 2025",
        "2|Paint the gate|Head of Parks|June 2025|On track|",
        header=header,
    )

    assert [forecasts(action) for action in plan.actions] == [
        {"2025-06": None, "2025-07": "August 2025"},
        {"2025-06": None},
    ]


def test_a_theme_and_workstream_merged_downwards_count_for_the_rows_below() -> None:
    assert [(it.theme, it.workstream) for it in read(FULL, MERGED, LATER).actions] == [
        ("Money", "Contracts"), ("Money", "Contracts"), ("People", "Staff"),
    ]  # fmt: skip


THEMED = "Theme|Action|Owner|Due date|Status"
IN_MONEY = ("Money|Publish the register|Head of Parks|March 2025|On track",
            "|Train the managers|Head of HR|June 2025|Delayed")  # fmt: skip
IN_PEOPLE = "|Report to the board|Chief Executive|July 2025|Complete"


def test_a_row_that_names_a_theme_ends_the_one_that_is_merged_downwards() -> None:
    plan = read(*IN_MONEY, "PEOPLE||||", IN_PEOPLE, IN_PEOPLE.replace("board", "cabinet"), header=THEMED)

    assert [action.theme for action in plan.actions] == ["Money", "Money", "PEOPLE", "PEOPLE"]
    assert plan.remarks == []


def test_a_row_over_the_whole_width_ends_a_theme_in_a_later_column_and_its_workstream() -> None:
    plan = read(
        "1|Money|Contracts|Publish the register|Head of Parks|March 2025|On track",
        "2|||Train the managers|Head of HR|June 2025|Delayed",
        "Staff and pay||||||",
        "3|||Report to the board|Chief Executive|July 2025|Complete",
        header="Ref|Theme|Workstream|Action|Owner|Due date|Status",
    )

    assert [(action.theme, action.workstream) for action in plan.actions] == [
        ("Money", "Contracts"), ("Money", "Contracts"), ("Staff and pay", None),
    ]  # fmt: skip


@pytest.mark.parametrize("row", ["|Contracts|||", "Workstream 2 - Contracts||||"])
def test_a_row_that_names_a_part_does_not_end_the_theme_around_it(row: str) -> None:
    plan = read(*IN_MONEY, row, IN_PEOPLE, header=THEMED)

    assert [action.theme for action in plan.actions] == ["Money"] * 3


def answers_on_page(*tables: str) -> list[list[str]]:
    """What each action of a web page answers; a table for each page of a plan, without its header."""
    header = "<tr><th>Finding<th>Ref<th>Action<th>Owner<th>Due date</tr>"
    content = "<p>Page</p>".join(f"<table>{header}{rows}</table>" for rows in tables)
    return [action.answers for action in read_bytes(content.encode(), "plan.html").actions]


def on_page(first: str, ref: int) -> str:
    return f"<tr>{first}<td>{ref}<td>Publish register {ref} on the site<td>Head of Parks<td>May 202{ref}</tr>"


def test_what_is_answered_counts_for_the_rows_that_its_cell_is_merged_over() -> None:
    rows = (on_page("<td rowspan=2>Late", 1), on_page("", 2), on_page("<td>", 3))

    assert answers_on_page("".join(rows)) == [["Late"], ["Late"], []]


def test_a_merged_cell_goes_on_below_the_end_of_a_page() -> None:
    first = on_page("<td rowspan=2>Late", 1) + on_page("", 2)
    second = on_page("<td rowspan=2>", 3) + on_page("", 4) + on_page("<td>", 5)

    assert answers_on_page(first, second) == [["Late"]] * 4 + [[]]


def test_an_empty_cell_beside_a_ref_answers_nothing_and_that_is_said_once() -> None:
    plan = read(
        "1|Publish the register|Audit 7|Head of Parks|March 2025",
        "2|Train the managers|Audit 8|Head of HR|June 2025",
        "3|Paint the hall||Head of Parks|June 2025",
        "4|Count the chairs||Head of Parks|June 2025",
        header="Ref|Action|Recommendation|Owner|Due date",
    )

    assert [action.answers for action in plan.actions] == [["Audit 7"], ["Audit 8"], [], []]
    (problem,) = problems(plan, "empty_cell")
    assert (problem.where.row_first, problem.where.column) == (4, "Recommendation")


def test_an_empty_label_after_the_title_is_empty_and_one_before_it_goes_down() -> None:
    before = read(
        "Roads|1|Fill each hole|Head of Parks|June 2025",
        "|2|Paint the lines|Head of HR|July 2025",
        header="Theme|Ref|Action|Owner|Due date",
    )
    after = read(
        "1|Fill each hole|Head of Parks|June 2025|Roads",
        "2|Paint the lines|Head of HR|July 2025|",
        header="Ref|Action|Owner|Due date|Theme",
    )

    assert [action.theme for action in before.actions] == ["Roads", "Roads"]
    assert [action.theme for action in after.actions] == ["Roads", None]
    assert [problem.where.column for problem in problems(after, "empty_cell")] == ["Theme"]


def test_change_control_is_yes_no_or_its_own_words() -> None:
    flags = [it.change_control for it in read(FULL, MERGED, LATER).actions]

    assert [(flag.required, flag.text) for flag in flags if flag] == [
        (True, "Yes"),
        (False, "No"),
        (None, "perhaps"),
    ]


SIMPLE = "Ref|Action|Owner|Due date|Status|Update"
ROWS = [
    "1|Publish the register|Head of Parks|March 2025|On track|A draft is out.",
    "2|Train the managers|Head of HR|June 2025|Delayed|The trainer was ill.",
    "3|Report to the board|Chief Executive|July 2025|Complete|It is on the site.",
]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("|Write the guide for members|Head of HR|May 2025|On track|It is begun.", "missing_ref", None),
        ("4||Head of HR|May 2025|On track|It is begun.", "missing_title", None),
        ("4|Write the guide|Head of HR|May 2025|Purple|It is begun.", "unknown_status", "Status"),
        ("4|Write the guide|Head of HR|purple|On track|It is begun.", "date_unreadable", "Due date"),
    ],
)
def test_what_is_missing_or_not_known_is_said_with_its_row(row: str, code: str, column: str | None) -> None:
    plan = read(*ROWS, row, header=SIMPLE)

    (problem,) = problems(plan, code)
    assert len(plan.actions) == 4
    assert (problem.where.row_first, problem.where.column) == (5, column)


def test_a_status_in_the_date_cell_counts_where_no_update_says_one() -> None:
    plan = read(*ROWS, "4|Write the guide|Head of HR|Complete||", header=SIMPLE)

    assert plan.actions[3].status is Status.COMPLETE


def test_a_status_in_the_date_cell_does_not_overrule_the_status_column() -> None:
    plan = read(*ROWS, "4|Write the guide|Head of HR|Complete|On track|", header=SIMPLE)

    assert plan.actions[3].status is Status.ON_TRACK


def test_a_blank_answer_is_an_update_in_which_nothing_is_said() -> None:
    (update,) = read(*ROWS, "4|Write the guide|Head of HR|May 2025||", header=SIMPLE).actions[3].updates

    assert (update.status, update.status_text, update.text) == (None, None, None)


def test_narrative_goes_beside_the_status_that_has_no_text() -> None:
    plan = read(
        "1. Publish the register|Head of Parks|March 2025|On track",
        "A draft is out.|||",
        "The board has it.|||",
        "2. Train the managers|Head of HR|June 2025|Delayed",
        header="Action|Owner|Due date|Status",
    )

    (update,) = plan.actions[0].updates
    assert (update.status, update.text) == (Status.ON_TRACK, f"A draft is out.{PARAGRAPH}The board has it.")


def test_what_an_owner_is_told_to_do_is_a_note() -> None:
    action = read(
        *ROWS, "4|Write the guide|Head of HR to arrange for two courses|May 2025||", header=SIMPLE
    ).actions[3]

    assert [owner.name for owner in action.owners] == ["Head of HR"]
    assert [(note.heading, note.text) for note in action.notes] == [("Owner", "to arrange for two courses")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Theme 2 - Oversight", "Oversight"),
        ("Theme 2-Oversight", "Oversight"),
        ("PRIORITY 1: Homes", "Homes"),
        ("Workstream A – Values", "Values"),
        ("Objective IV. Pride", "Pride"),
        ("Partnerships", "Partnerships"),
        ("Sections of the town", "Sections of the town"),
        ("Theme 2", "Theme 2"),
        ("People  and\n Culture", "People and Culture"),
    ],
)
def test_a_theme_is_named_without_its_label(text: str, name: str) -> None:
    assert name_of_group(text) == name


def test_a_dash_for_the_revised_date_leaves_the_one_first_agreed() -> None:
    head = "Ref\tAction\tOfficer\tOriginal due date\tRevised due date"
    plan = plan_in(
        f"{head}\n1\tMend the roof\tClerk\t30/04/2024\t-\n2\tPaint it\tClerk\t31/05/2024\t30/06/2024"
    )

    assert [str(action.due.latest) for action in plan.actions if action.due] == ["2024-04-30", "2024-06-30"]


@pytest.mark.parametrize(
    ("owner", "is_asked"),
    [
        ("Head of Parks Play Area Manager", True),
        ("Director of Homes Fire Safety Lead", True),
        ("Head of Internal Audit", False),
        ("Director of Law; Parks Manager", False),
        ("Head of the Planning Team Manager", False),
    ],
)
def test_an_owner_as_long_as_two_posts_is_asked_about(owner, is_asked) -> None:
    plan = plan_in(
        f"Ref\tAction\tOwner\tDue date\n1\tMend the weir\t{owner}\tMay 2026\n2\tSweep\tA. Roe\tMay 2026"
    )

    assert [problem.ref for problem in plan.problems if problem.code == "owners_together"] == ["1"] * is_asked
