"""Tables and lines that explain a plan's words."""

import pytest

from followthrough.intake.beside.keys import read_risk_matrix, read_scheme
from followthrough.intake.grid import Cell, Line, Place, Row
from followthrough.intake.tables.finding import Segment, Table
from followthrough.intake.tables.key_lines import read_key_lines
from followthrough.plan.document import Status
from tests.intake.tables_of_rows import found_in, table_in

KEY = """Status|Definition|Leadership response
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
    entries = read_scheme(table_in(KEY)) or []

    assert [(entry.label, entry.status) for entry in entries] == [
        ("Green", Status.ON_TRACK),
        ("Amber", Status.MEDIUM_SLIPPAGE),
        ("Blue", Status.COMPLETE),
    ]
    assert [entry.response for entry in entries] == ["None", "Watch", "None"]
    assert entries[1].definition == "Up to two months late"


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
    assert read_risk_matrix(table_in(KEY)) is None


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
    tables = found_in(f"{KEY}\n\n{matrix}").tables

    assert [len(table.rows) for table in tables] == [3, 1]
    assert [level.impact for level in read_risk_matrix(tables[1]) or []] == [
        {"Financial impact": "A lot", "Public impact": "National news"}
    ]
