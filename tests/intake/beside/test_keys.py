"""Tables and lines that explain a plan's words."""

import pytest

from followthrough.intake.beside.key_tables import read_risk_matrix, read_scheme
from followthrough.intake.beside.keys import read_keys
from followthrough.intake.grid import Cell, Item, Line, Place, Row
from followthrough.intake.kinds.key_texts import read_key_lines
from followthrough.intake.read import plan_of
from followthrough.intake.tables.table import Segment, Table
from followthrough.plan.document import Status
from tests.intake.readings import by_ref, plan_in
from tests.intake.tables_of_rows import found_in, items_of, row, table_in

KEY_TABLE = """Status|Definition|Leadership response
Green|On track to be done by its date|None
Amber|Up to two months late|Watch
Blue|Action is complete|None"""
MATRIX = """Score|Impact||Likelihood
|Financial|Reputation|
3 (High)|>20% of budget|National news|Almost certain
2 - Medium|5% to 20%|Local news|Likely
1|<5% of budget||Unlikely"""


def lines(*texts: str) -> list[Line]:
    return [Line(text, Place(row=at)) for at, text in enumerate(texts, 1)]


def test_a_key_table_is_the_plan_s_own_scheme() -> None:
    entries = read_scheme(table_in(KEY_TABLE)) or []

    assert [(entry.label, entry.status) for entry in entries] == [
        ("Green", Status.ON_TRACK),
        ("Amber", Status.MEDIUM_SLIPPAGE),
        ("Blue", Status.COMPLETE),
    ]
    assert [entry.response for entry in entries] == ["None", "Watch", "None"]
    assert entries[1].definition == "Up to two months late"


def test_names_below_a_key_that_say_nothing_are_no_statuses() -> None:
    entries = read_scheme(table_in(KEY_TABLE + "\nTeams||\nQuays||\nBoats||")) or []

    assert [entry.label for entry in entries] == ["Green", "Amber", "Blue"]


def test_the_definition_decides_what_a_colour_means() -> None:
    (green, *_) = read_scheme(table_in("Colour|Meaning\nGreen|Action is complete\nRed|Not yet started")) or []

    assert green.status is Status.COMPLETE


def test_the_fill_of_a_label_is_its_colour() -> None:
    leaf = Row((Cell("Status"), Cell("Definition")), Place(row=1))
    entry = Row((Cell("On track", fill="00703c"), Cell("Will be done in time")), Place(row=2))

    (read,) = read_scheme(Table(1, [Segment([leaf], leaf, body=[entry])])) or []

    assert read.colour == "#00703c"


@pytest.mark.parametrize(
    "text",
    ["Colour|Meaning\nPurple|A committee of members", "Status|Owner\nGreen|Head of Parks", MATRIX],
    ids=["no statuses", "no definitions", "a risk matrix"],
)
def test_other_tables_are_no_scheme(text: str) -> None:
    assert not read_scheme(table_in(text))


def test_a_risk_matrix_has_its_scores_criteria_and_likelihood() -> None:
    high, medium, low = read_risk_matrix(table_in(MATRIX)) or []

    assert [(level.score, level.label) for level in (high, medium, low)] == [
        (3, "High"),
        (2, "Medium"),
        (1, "1"),
    ]
    assert high.impact == {"Financial": ">20% of budget", "Reputation": "National news"}
    assert low.impact == {"Financial": "<5% of budget"}
    assert low.likelihood == "Unlikely"


def test_a_matrix_of_one_header_row_names_its_criteria_there() -> None:
    (level,) = read_risk_matrix(table_in("Score|Impact|Likelihood\n1|Little|Rare")) or []

    assert level.impact == {"Impact": "Little"}
    assert level.likelihood == "Rare"


def test_a_scheme_is_no_matrix() -> None:
    assert read_risk_matrix(table_in(KEY_TABLE)) is None


@pytest.mark.parametrize(
    "texts",
    [
        ("Green: on track", "Red: more than two months late"),
        ("Key: Green = on track; Red = more than two months late",),
        ("Green - on track", "Red – more than two months late"),
    ],
)
def test_a_key_may_be_printed_as_lines(texts: tuple[str, ...]) -> None:
    assert [(entry.label, entry.status) for entry in read_key_lines(lines(*texts))] == [
        ("Green", Status.ON_TRACK),
        ("Red", Status.SIGNIFICANT_SLIPPAGE),
    ]


def test_letters_are_labels_where_their_definitions_are_statuses() -> None:
    entries = read_key_lines(lines("N: not yet started", "C: complete"))

    assert [(entry.label, entry.status) for entry in entries] == [
        ("N", Status.NOT_STARTED),
        ("C", Status.COMPLETE),
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("Green: on track",),
        ("Owner: Head of Parks", "Date: June 2025"),
        ("The plan is on track", "It is late"),
    ],
    ids=["one line alone", "no statuses", "no labels"],
)
def test_other_lines_are_no_key(texts: tuple[str, ...]) -> None:
    assert read_key_lines(lines(*texts)) == []


def test_what_is_done_is_read_under_longer_headings() -> None:
    entries = read_scheme(table_in("Status|Definition|Steering Board response\nGreen|On track|Note it")) or []

    assert [entry.response for entry in entries] == ["Note it"]


def test_a_risk_matrix_below_a_key_is_a_table_of_its_own() -> None:
    matrix = "Score|Financial impact|Public impact|Likelihood\n3 (High)|A lot|National news|Soon"
    tables = found_in(f"{KEY_TABLE}\n\n{matrix}").tables

    assert [len(table.rows) for table in tables] == [3, 1]
    assert [level.impact for level in read_risk_matrix(tables[1]) or []] == [
        {"Financial impact": "A lot", "Public impact": "National news"}
    ]


HEADER = "Ref|Action|Owner|Due date|RAG"
ONE = "1|Paint the fence|Head of Parks|3 June 2025|Green"
TWO = "2|Mend the bridge|Head of Parks|30 July 2025|Red"
PLAN = f"{HEADER}\n{ONE}\n{TWO}"
KEY = "Green|Action complete\nRed|Not started"
SIGNS = "Green = action complete||||\nRed = not started||||"
MEANINGS = [("Green", Status.COMPLETE), ("Red", Status.NOT_STARTED)]


def told(items: list[Item]) -> list[tuple[str, Status | None]]:
    return [(entry.label, entry.status) for entry in read_keys(items)[0]]


def table(number: int, text: str) -> list[Item]:
    """The rows of one table of a Word document; a bar parts two cells."""
    rows = (line.split("|") for line in text.split("\n"))
    return [
        Row(tuple(map(Cell, cells)), Place(row=at, table=number)) for at, cells in enumerate(rows, start=1)
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{PLAN}\n\nKey\n{KEY}",
        f"{PLAN}\nKey to RAG ratings:\n{KEY}",
        f"{PLAN}\n\nKey|Green|Action complete\n|Red|Not started",
        f"Key:\n{KEY}\n\n{PLAN}",
        f"RAG key\n{KEY}\n{PLAN}",
        f"{HEADER}\n{SIGNS}\n{ONE}\n{TWO}",
        f"{SIGNS}\n{PLAN}",
        f"{HEADER}||Key\n{ONE}||Green|Action complete\n{TWO}||Red|Not started",
    ],
    ids=[
        "below", "right below", "led by its name", "above", "right above", "signs below headings",
        "signs above", "beside",
    ],
)  # fmt: skip
def test_a_key_without_headings_is_believed_and_takes_no_action(text: str) -> None:
    plan = plan_in(text.replace("|", "\t"))

    assert [(entry.label, entry.status) for entry in plan.scheme or []] == MEANINGS
    assert [action.printed_ref for action in plan.actions] == ["1", "2"]
    assert [action.status for action in plan.actions] == [Status.COMPLETE, Status.NOT_STARTED]
    assert [(action.theme, action.workstream, action.notes) for action in plan.actions] == [
        (None, None, [])
    ] * 2
    assert by_ref(plan)["2"].updates[0].text is None
    assert plan.title is None


def test_the_name_of_a_key_is_kept_as_a_remark() -> None:
    plan = plan_in(f"{PLAN}\n\nRAG key\n{KEY}".replace("|", "\t"))

    assert [remark.text for remark in plan.remarks] == ["RAG key"]


@pytest.mark.parametrize("level", [None, 2])
def test_a_table_under_the_name_of_a_key_is_one(level: int | None) -> None:
    items = [*table(1, PLAN), Line("Key", Place(), level), *table(2, KEY)]

    assert told(items) == MEANINGS
    assert read_keys(items)[1] == table(1, PLAN)


def test_a_table_that_tells_only_what_statuses_mean_needs_no_name() -> None:
    assert told([*table(1, KEY), Line("Our plan", Place()), *table(2, PLAN)]) == MEANINGS


def test_a_key_on_many_sheets_is_told_once() -> None:
    name = Line("Key", Place())

    assert told([name, *table(1, KEY), name, *table(2, KEY)]) == MEANINGS


def test_the_fill_of_a_label_without_headings_is_its_colour() -> None:
    rows = [
        Row((Cell("On track", fill="00703c"), Cell("Will be done by its date")), Place(row=1)),
        Row((Cell("Delayed", fill="d4351c"), Cell("Will not be done by its date")), Place(row=2)),
    ]

    entries, _ = read_keys([Line("Key", Place()), *rows])

    assert [entry.colour for entry in entries] == ["#00703c", "#d4351c"]


@pytest.mark.parametrize(
    "text",
    [
        f"{PLAN}\n\nKey\nGreen|Action complete",
        f"{PLAN}\n\nRAG status\nGreen|12 actions\nRed|3",
        f"{PLAN}\n\nKey\nGreen|Action complete\nGreen|Action done",
        f"{PLAN}\n\nKey contacts\nHead of Parks|Town Hall\nHead of HR|Annexe",
        f"{HEADER}\n{ONE}\nComplete: the posts are in\nOn track: the paint is ordered",
        f"{PLAN}\n\nGreen|Parks\nRed|Roads",
        f"Colour|Meaning\n{KEY}",
    ],
    ids=["one entry", "counts", "one label twice", "other names", "what was done", "no states", "headings"],
)
def test_other_rows_are_no_key_without_headings(text: str) -> None:
    items = items_of(text)

    assert read_keys(items) == ([], items)


def test_rows_of_three_cells_are_no_key() -> None:
    items: list[Item] = [row("Key"), row("Green", "Complete", "1"), row("Red", "Not started", "2")]

    assert read_keys(items) == ([], items)


OWN = """Ref|Step|Lead|By|State
A1|Paint the fence|Ann Lee|3 June 2025|{0}
A2|Mend the bridge|Bo Roe|4 June 2025|{1}
A3|Buy a boat|Ann Lee|5 June 2025|{2}"""
STATES = [Status.COMPLETE, Status.ON_TRACK, Status.SIGNIFICANT_SLIPPAGE]
DONE, WELL, ILL = "Finished", "Going to plan", "Late by more than two months"


@pytest.mark.parametrize(
    ("signs", "text"),
    [
        ("CTS", f"{OWN}\n\nC|{DONE}\nT|{WELL}\nS|{ILL}"),
        ("123", f"How to read it\n1|{DONE}\n2|{WELL}\n3|{ILL}\n\n{OWN}"),
        ("CTS", f"C|T|S\n{DONE}|{WELL}|{ILL}\n\n{OWN}"),
        ("CTS", f"C|{DONE}|T|{WELL}|S|{ILL}\n\n{OWN}"),
        ("CTS", f"{OWN}\n\nLetter|What it says\nC|{DONE}\nT|{WELL}\nS|{ILL}"),
        ("✓►!", f"{OWN}\n\n✓|{DONE}\n►|{WELL}\n!|{ILL}"),
        ("CTS", f"C = {DONE}; T = {WELL}; S = {ILL}\n\n{OWN}"),
        ("123", OWN.replace("State", f"State (1 = {DONE}, 2 = {WELL}, 3 = {ILL})")),
        ("CTS", f"Codes used: C means {DONE}, T means {WELL}, S means {ILL}.\n\n{OWN}"),
        ("CTS", f"{OWN}\n\nSign|Description|What is done\nC|{DONE}|-\nT|{WELL}|None\nS|{ILL}|Ask the board"),
        ("531", f"{OWN}\n\nScore|Meaning\n1|{ILL}\n2|Not begun\n3|{WELL}\n4|Nearly done\n5|{DONE}"),
        (["Black", "White", "Red"], f"{OWN}\n\nBlack|{DONE}\nWhite|{WELL}\nRed|{ILL}"),
        ("CTS", f"Status: C {DONE.lower()}, T {WELL.lower()}, S {ILL.lower()}\n\n{OWN}"),
        ("●◐○", f"● {DONE}   ◐ {WELL}   ○ {ILL}\n\n{OWN}"),
        ("●◐○", f"● {DONE}   ◐ {WELL}\n○ {ILL}\n\n{OWN}"),
        (
            ["Stage 1", "Stage 2", "Stage 3"],
            f"{OWN}\n\nStage 1|Finished\nStage 2|It is {WELL}.\nStage 3|{ILL}.",
        ),
        (["Kept", "Steady", "Adrift"], f"{OWN}\n\nKept – It is finished.\nSteady – {WELL}.\nAdrift – {ILL}."),
        (["Kept", "Steady", "Adrift"], f"{OWN}\n\nKept|It is finished.\nSteady|It is {WELL}.\nAdrift|{ILL}."),
        (
            "CTS",
            "Ref|Step|Lead|By|State|||\nA1|Paint the fence|Ann Lee|3 June 2025|{0}||C|" + DONE
            + "\nA2|Mend the bridge|Bo Roe|4 June 2025|{1}||T|" + WELL
            + "\nA3|Buy a boat|Ann Lee|5 June 2025|{2}||S|" + ILL,
        ),
    ],
    ids=[
        "letters below", "digits above", "two rows across", "in turn", "below headings of its own", "signs",
        "one line", "in the heading", "what each means", "three columns", "a scale",
        "colours of its own", "codes before words", "circles", "the last alone", "stages",
        "own words in lines", "own words in rows", "beside without a name",
    ],
)  # fmt: skip
def test_a_key_of_any_form_is_believed_where_the_plan_uses_its_signs(signs, text) -> None:
    plan = plan_in(text.format(*signs).replace("|", "\t"))

    assert [action.printed_ref for action in plan.actions] == ["A1", "A2", "A3"]
    assert [action.status for action in plan.actions] == STATES


@pytest.mark.parametrize(
    "colours",
    [["Green", "Amber", "Red"], ["Red", "Green", "Amber"]],
)
def test_a_key_beats_what_a_colour_usually_means(colours: list[str]) -> None:
    meanings = "\n".join(f"{colour}|{text}" for colour, text in zip(colours, (DONE, WELL, ILL), strict=True))
    plan = plan_in(f"{OWN.format(*colours)}\n\nColour|What it says\n{meanings}".replace("|", "\t"))

    assert [action.status for action in plan.actions] == STATES


def test_what_is_said_of_each_theme_is_no_key() -> None:
    plan = OWN.replace("State", "Theme").format("Roads", "Parks", "Roads")
    items = items_of(f"{plan}\n\nRoads|Green\nParks|Complete")

    assert read_keys(items) == ([], items)


def test_boxes_of_colour_beside_the_plan_are_its_key() -> None:
    fills = ("7030a0", "92d050", "ff0000")
    texts = (DONE, "Going well", ILL)
    head = row("Ref", "Step", "Lead", "By", "State", "", "", "")
    rows = [
        Row(
            (*map(Cell, (f"A{at}", f"Paint the fence {at}", "Ann Lee", "3 June 2025")), Cell("", fill=fill),
             Cell(""), Cell("", fill=fill), Cell(text)),
            Place(row=at),
        )
        for at, (fill, text) in enumerate(zip(fills, texts, strict=True), 2)
    ]  # fmt: skip
    plan = plan_of([head, *rows], "plan.xlsx")

    assert [action.status for action in plan.actions] == STATES


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("RAG: Green – completed; Amber – in progress; Red – not started", ["Green", "Amber", "Red"]),
        ("Key: C = complete and seen G = on track R = at risk, not on track N = not started", list("CGRN")),
        ("R = off track, A = late, G = on track, B = complete, – = not yet begun", list("RAGB–")),
        ("Key: ✅ finished   🟢 going to plan   🔴 well behind   ⚪ not begun", list("✅🟢🔴⚪")),
    ],
)
def test_a_key_in_one_line_is_read_whole(text: str, labels: list[str]) -> None:
    entries = read_key_lines(lines(text))

    assert [entry.label for entry in entries] == labels
    assert all(entry.status for entry in entries)


def test_a_dash_of_the_key_is_read_in_the_plan() -> None:
    plan = plan_in(
        "Ref|Action|Owner|Due|RAG\n1|Net the storm drain|Works Lead|May 2026|G\n"
        "2|Scrub the steps|Works Lead|June 2026|–\n3|Fit rails along the quay|Deputy|July 2026|B\n"
        "4|Count the boats each month|Deputy|July 2026|R\n\n"
        "R = off track, A = late, G = on track, B = complete, – = not yet begun\n",
    )

    assert [action.status for action in plan.actions] == [
        Status.ON_TRACK,
        Status.NOT_STARTED,
        Status.COMPLETE,
        Status.SIGNIFICANT_SLIPPAGE,
    ]


def test_symbols_before_what_was_done_are_no_key() -> None:
    assert not read_key_lines(lines("✅ Opened the depot 🔴 Sold the van to a neighbour"))
