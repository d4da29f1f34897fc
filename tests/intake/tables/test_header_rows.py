"""Headers of two rows: groups over some columns, headings over the others, carried down to the lower row."""

import pytest

from followthrough.intake.tables.columns import read_columns, weigh_columns
from followthrough.intake.tables.header_rows import join_header_rows, names_parts_of_years
from followthrough.intake.tables.table import date_heading, heading_of
from tests.intake.tables_of_rows import row, table_in

UPPER = "No|Commitment|Responsibility||Timescales||Position|BRAG"
LOWER = "||Director|Lead officer|Original date|Revised date||"
ONE = (
    "1.1|Empty the bins twice a week|Head of Parks|Ann Tern|1 March 2025|1 June 2025|Two lorries hired.|Green"
)
TWO = "1.2|Mend the pump|Head of Parks|Bo Wren|5 April 2025||Parts ordered.|Red"


def table(upper: str, lower: str, *rows: str) -> list[tuple[str, str]]:
    """What each column is read as, with its heading."""
    found = table_in("\n".join([upper, lower, *rows]))
    return [(column.path, column.heading) for column in read_columns(weigh_columns(found))]


def test_a_heading_above_an_empty_cell_heads_its_column() -> None:
    assert table(UPPER, LOWER, ONE, TWO) == [
        ("ref", "No"),
        ("title", "Commitment"),
        ("owner:Director", "Director"),
        ("owner:Lead officer", "Lead officer"),
        ("original_due", "Original date"),
        ("due", "Revised date"),
        ("update", "Position"),
        ("status", "BRAG"),
    ]


def test_a_group_stands_over_all_its_columns_and_over_no_other() -> None:
    found = table_in("\n".join([UPPER, LOWER, ONE, TWO]))

    assert [heading_of(found, at).group for at in range(8)] == [
        None, None, "Responsibility", "Responsibility", "Timescales", "Timescales", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lower", "fields"),
    [
        ("|||Original date|Revised date||", ["original_due", "due"]),
        ("|||Original|Revised||", ["original_due", "due"]),
        ("|||Start|End||", ["start", "due"]),
    ],
)
def test_two_dates_below_one_heading_are_told_apart(lower: str, fields: list[str]) -> None:
    upper = "Ref|Action|Owner|Dates||Progress|RAG"
    rows = [
        "K1|Clear the ditch|Ann Tern|1 March 2025|1 June 2025|Half done|Green",
        "K2|Mend the gate|Bo Wren|5 April 2025||Wood bought|Red",
    ]

    paths = [path for path, _ in table(upper, lower, *rows)]

    assert paths == ["ref", "title", "owner:Owner", *fields, "update", "status"]


def test_a_status_below_a_quarter_is_one() -> None:
    upper, lower = "Ref|Action|Target||Quarter 1|", "||Original|Revised|Progress|RAG"
    rows = [
        "K1|Clear the ditch|1 March 2025|1 June 2025|Half done|Green",
        "K2|Mend the gate|5 April 2025||Wood bought|Red",
    ]

    paths = [path for path, _ in table(upper, lower, *rows)]

    assert paths == ["ref", "title", "original_due", "due", "update", "status"]


def test_the_same_header_on_the_next_page_is_the_same_table() -> None:
    found = table_in("\n".join([UPPER, LOWER, ONE, "", UPPER, LOWER, TWO]))

    assert [len(segment.rows) for segment in found.segments] == [1, 1]


@pytest.mark.parametrize(
    "lower",
    [
        "1|Empty the bins|Head of Parks|Ann Tern|1 March 2025|1 June 2025||",
        "||Director||Original date|Revised date||",
        "|||Director|Original date|Revised date||",
        "||Director|Lead officer|Original date|Revised date||Rating",
    ],
    ids=[
        "an action", "half a group", "from its second column", "under one heading",
    ],
)  # fmt: skip
def test_other_rows_are_no_lower_half(lower: str) -> None:
    assert join_header_rows(row(*UPPER.split("|")), row(*lower.split("|"))) is None


def test_owners_and_dates_below_a_header_are_no_part_of_it() -> None:
    found = table_in("\n".join([UPPER, LOWER, "||Head of Parks|Ann Tern|1 March 2025|1 June 2025||", ONE]))

    assert len(found.segments[0].header) == 2


def test_groups_alone_head_nothing_to_carry_down() -> None:
    upper, lower = row("Owners", "", "Dates", ""), row("Director", "Lead officer", "Start date", "End date")

    assert join_header_rows(upper, lower) is None


@pytest.mark.parametrize(
    ("leaf", "group", "heading"),
    [
        ("Revised", "Dates", "Revised date"),
        ("Revised", "Owners", None),
        ("", "Dates", None),
        ("Pump", "Dates", None),
    ],
)
def test_a_word_under_dates_says_which_date(leaf: str, group: str, heading: str | None) -> None:
    assert date_heading(leaf, [group]) == heading


@pytest.mark.parametrize(
    ("texts", "is_named"),
    [
        (("", "", "Q1", "Q2", "Q3", "Q4"), True),
        (("", "Apr", "May", "June"), True),
        (("Q1", "Q2", "Q3"), False),
        (("", "Q1", "Q2", "Half are trained"), False),
    ],
)
def test_quarters_and_months_alone_beside_an_empty_cell_name_parts_of_years(
    texts: tuple[str, ...], *, is_named: bool
) -> None:
    assert names_parts_of_years(row(*texts)) is is_named
