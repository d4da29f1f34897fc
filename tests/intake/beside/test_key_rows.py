"""Keys without headings of their own: below the plan, above it, in a table or on a sheet apart, beside it."""

import pytest

from followthrough.intake.beside.key_rows import read_key_rows
from followthrough.intake.grid import Cell, Item, Line, Place, Row
from followthrough.plan.document import Status
from tests.intake.readings import by_ref, plan_in
from tests.intake.tables_of_rows import items_of, row

HEADER = "Ref|Action|Owner|Due date|RAG"
ONE = "1|Paint the fence|Head of Parks|3 June 2025|Green"
TWO = "2|Mend the bridge|Head of Parks|30 July 2025|Red"
PLAN = f"{HEADER}\n{ONE}\n{TWO}"
KEY = "Green|Action complete\nRed|Not started"
SIGNS = "Green = action complete||||\nRed = not started||||"
MEANINGS = [("Green", Status.COMPLETE), ("Red", Status.NOT_STARTED)]


def told(items: list[Item]) -> list[tuple[str, Status | None]]:
    return [(entry.label, entry.status) for entry in read_key_rows(items)[0]]


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
    assert read_key_rows(items)[1] == table(1, PLAN)


def test_a_table_that_tells_only_what_statuses_mean_needs_no_name() -> None:
    assert told([*table(1, KEY), Line("Our plan", Place()), *table(2, PLAN)]) == MEANINGS


def test_a_key_on_many_sheets_is_told_once() -> None:
    name = Line("Key", Place())

    assert told([name, *table(1, KEY), name, *table(2, KEY)]) == MEANINGS


def test_the_fill_of_a_label_is_its_colour() -> None:
    rows = [
        Row((Cell("On track", fill="00703c"), Cell("Will be done by its date")), Place(row=1)),
        Row((Cell("Delayed", fill="d4351c"), Cell("Will not be done by its date")), Place(row=2)),
    ]

    entries, _ = read_key_rows([Line("Key", Place()), *rows])

    assert [entry.colour for entry in entries] == ["#00703c", "#d4351c"]


@pytest.mark.parametrize(
    "text",
    [
        f"{PLAN}\n\nKey\nGreen|Action complete",
        f"{PLAN}\n\nRAG status\nGreen|12 actions\nRed|3",
        f"{PLAN}\n\nKey\nGreen|Action complete\nGreen|Action done",
        f"{PLAN}\n\nKey contacts\nHead of Parks|Town Hall\nHead of HR|Annexe",
        f"{HEADER}\n{ONE}\nComplete: the posts are in\nOn track: the paint is ordered",
        f"{PLAN}\n\nGreen|Action complete\nRed|Not started",
        f"Colour|Meaning\n{KEY}",
    ],
    ids=["one entry", "counts", "one label twice", "other names", "what was done", "no name", "headings"],
)
def test_other_rows_are_no_key_without_headings(text: str) -> None:
    items = items_of(text)

    assert read_key_rows(items) == ([], items)


def test_rows_of_three_cells_are_no_key() -> None:
    items: list[Item] = [row("Key"), row("Green", "Complete", "1"), row("Red", "Not started", "2")]

    assert read_key_rows(items) == ([], items)
