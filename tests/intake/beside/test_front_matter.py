"""What a file says of the plan as a whole."""

from dataclasses import replace
from datetime import date

import pytest

from followthrough.intake.beside.front_matter import day_of, organisation_of, running_texts, title_of
from followthrough.intake.grid import Line, Place
from followthrough.intake.tables.finding import find_tables
from tests.intake.tables_of_rows import found_in, items_of

TABLE = "Ref|Action|Owner|Due date\n1|Publish the register|Head of Parks|March 2025"


def lines(*texts: str) -> list[Line]:
    return [Line(text, Place(row=at)) for at, text in enumerate(texts, 1)]


def title(text: str, *running: str) -> str | None:
    return title_of(found_in(text), frozenset(running))


def test_the_title_is_the_first_heading_above_the_table() -> None:
    assert title(f"Improvement plan 2025\nFor the board\n{TABLE}") == "Improvement plan 2025"


def test_a_body_s_name_above_it_is_whose_it_is() -> None:
    assert title(f"Northmere Borough Council\nImprovement plan\n{TABLE}") == "Improvement plan"
    assert (
        organisation_of(lines("Improvement plan", "Northmere Borough Council")) == "Northmere Borough Council"
    )


@pytest.mark.parametrize(
    "text", ["We wrote to the Council", "The council agreed", "Improvement plan", "Head of Parks"]
)
def test_other_lines_name_no_body(text: str) -> None:
    assert organisation_of(lines(text)) is None


def test_a_theme_straight_above_the_table_is_no_title() -> None:
    assert title(f"Theme 1: Culture\n{TABLE}") is None


def test_a_sentence_is_no_title() -> None:
    assert title(f"This is what the board agreed in June.\n{TABLE}") is None


def test_a_line_below_the_first_header_is_a_title_only_where_it_is_running_or_marked() -> None:
    text = f"{TABLE}\n\nOur plan\n\n2|Train the managers|Head of HR|June 2025"

    assert title(text) is None
    assert title(text, "Our plan") == "Our plan"
    assert title(text.replace("Our plan", "# Our plan")) == "Our plan"


def sheet(name: str, *above: str) -> str | None:
    """The title of a sheet with these lines above its table."""
    items = items_of("\n".join([*above, TABLE]))
    places = [item.place._replace(sheet=name) for item in items]
    named = [replace(item, place=place) for item, place in zip(items, places, strict=True)]
    return title_of(find_tables([Line(name, Place(sheet=name), level=1), *named]), frozenset())


def test_what_is_written_on_a_sheet_says_more_than_its_name() -> None:
    assert sheet("Improvement", "Improvement plan 2025") == "Improvement plan 2025"
    assert sheet("Improvement", "As at 31 May 2026") == "Improvement"


@pytest.mark.parametrize("name", ["Sheet1", "Plan", "Actions 2"])
def test_a_sheet_that_nobody_named_names_no_plan(name: str) -> None:
    assert sheet(name) is None


def test_a_line_below_the_table_is_no_title_where_lines_have_no_rows() -> None:
    header, row = (replace(item, place=Place(table=1)) for item in items_of(TABLE))
    line = Line("Said beside the actions", Place())

    assert title_of(find_tables([header, row, line]), frozenset()) is None
    assert title_of(find_tables([line, header, row]), frozenset()) == line.text


def test_no_lines_no_title() -> None:
    assert title(TABLE) is None


def pages(*between: str) -> frozenset[str]:
    rows = [f"{at}|Publish part {at}|Head of Parks|March 2025" for at in range(len(between) + 1)]
    printed = [part for pair in zip(rows, between, strict=False) for part in pair]
    return running_texts(items_of("\n".join([*printed, rows[-1]])))


def test_a_line_at_most_breaks_is_a_running_title() -> None:
    assert pages("Our plan", "Our plan", "Our plan", "Culture") == {"Our plan"}


@pytest.mark.parametrize(
    "between",
    [("Our plan", "Our plan"), ("Culture", "Money", "Culture", "Money", "Culture", "Homes"), ("", "", "")],
    ids=["twice", "themes that take turns", "gaps"],
)
def test_other_lines_are_none(between: tuple[str, ...]) -> None:
    assert pages(*between) == frozenset()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Position at 30 June 2025", date(2025, 6, 30)),
        ("Data as at: June 2025", date(2025, 6, 30)),
        ("Updated 1/7/2025.", date(2025, 7, 1)),
        ("Updated each summer in full", None),
        ("30 June 2025", None),
    ],
)
def test_a_plan_may_say_the_day_that_it_speaks_for(text: str, day: date | None) -> None:
    assert day_of(lines("Our plan", text)) == day


def test_the_title_may_stand_on_a_cover_before_the_sheets_of_the_themes() -> None:
    name = Line("Cover", Place(sheet="Cover"), level=1)
    title_of_cover = Line("Recovery plan", Place(sheet="Cover", row=1))
    rows = [replace(item, place=Place(sheet="Money", row=at)) for at, item in enumerate(items_of(TABLE), 1)]

    assert title_of(find_tables([name, title_of_cover, *rows]), frozenset()) == "Recovery plan"


def test_the_lines_of_a_key_are_no_title() -> None:
    assert title("Green = complete\nRed = not started\nOur plan\n\nRef|Action|Owner") == "Our plan"
