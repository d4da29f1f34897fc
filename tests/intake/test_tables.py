"""Where tables begin and end, and which of them are one."""

import pytest

from followthrough.intake.tables import is_key
from tests.intake.tables_of_rows import found_in, table_in

HEADER = "Ref|Action|Owner|Due date"
ONE, TWO = "1|Publish the register|Head of Parks|March 2025", "2|Train the managers|Head of HR|June 2025"


def lines(*rows: str) -> str:
    return "\n".join(rows)


def test_a_header_printed_on_each_page_gives_one_table() -> None:
    table = table_in(lines(HEADER, ONE, "", HEADER, TWO))

    assert [segment.leaf.place.row for segment in table.segments] == [1, 4]
    assert [row.place.row for row in table.rows] == [2, 5]
    assert table.place.row == 1


def test_a_header_with_one_other_heading_is_the_same_table() -> None:
    table = table_in(lines(HEADER, ONE, "", "Ref|Action|Lead|Due date", TWO))

    assert len(table.segments) == 2


def test_a_table_of_other_headings_is_another() -> None:
    found = found_in(lines(HEADER, ONE, "", "Colour|Meaning", "Green|On track"))

    assert [table.number for table in found.tables] == [1, 2]
    assert [len(table.rows) for table in found.tables] == [1, 1]


def test_lines_before_and_between_are_kept_in_their_places() -> None:
    found = found_in(lines("Our plan", HEADER, ONE, "Page 2", TWO))
    (segment,) = found.tables[0].segments

    assert [line.text for line in found.lines] == ["Our plan", "Page 2"]
    assert [line.text for line in segment.before] == ["Our plan"]
    assert [item.place.row for item in segment.body] == [3, 4, 5]


def test_rows_above_the_first_header_are_in_no_table() -> None:
    found = found_in(lines("Version|2.1", "", HEADER, ONE))

    assert [row.place.row for table in found.tables for row in table.rows] == [4]


def test_a_row_of_one_cell_above_the_first_header_is_a_line() -> None:
    found = found_in(lines("Our plan||", HEADER, ONE))

    assert [line.text for line in found.lines] == ["Our plan"]


@pytest.mark.parametrize(
    ("header", "leaf"),
    [
        (["||May 2025|June 2025", "Ref|Action|Status|Status"], 2),
        (["Ref|Action|Progress|", "||Status|Update"], 1),
        (["Ref|Action|Owner|Status", "||Lead|October"], 1),
    ],
)
def test_a_header_of_two_rows_is_one_header(header: list[str], leaf: int) -> None:
    (segment,) = table_in(lines(*header, "1|Publish the register|On track|We did")).segments

    assert [row.place.row for row in segment.header] == [1, 2]
    assert segment.leaf.place.row == leaf
    assert [row.place.row for row in segment.rows] == [3]


def test_a_row_with_dates_or_numbered_refs_is_no_header() -> None:
    table = table_in(lines(HEADER, "A1.1|Action|Owner|March 2025", TWO))

    assert [row.place.row for row in table.rows] == [2, 3]


def test_the_rest_of_a_cut_row_that_reads_like_headings_is_no_header() -> None:
    table = table_in(lines(HEADER, ONE, "||Lead officer|Date", TWO))

    assert len(table.segments) == 1
    assert [row.place.row for row in table.rows] == [2, 3, 4]


def test_the_width_is_that_of_the_headings() -> None:
    assert table_in(lines(f"{HEADER}||", f"{ONE}||")).segments[0].width == 4


@pytest.mark.parametrize(
    "header",
    [
        "Status|Definition",
        "Colour|Meaning",
        "Score|Impact|Likelihood",
        "Rating|Description|Definition|What happens",
    ],
)
def test_a_table_that_explains_words_is_a_key(header: str) -> None:
    table = table_in(lines(header, "|".join(["Green", "On track", "Nothing", "x"][: header.count("|") + 1])))

    assert is_key(table)


@pytest.mark.parametrize(
    "header", [HEADER, "Action|Owner|Impact", "Task|How|Who/When", "Ref|Action|Criteria|Due date"]
)
def test_a_table_with_owners_or_dates_is_no_key(header: str) -> None:
    assert not is_key(table_in(lines(header, "1|Publish the register|Head of Parks|March 2025")))


def test_no_header_no_table() -> None:
    found = found_in(lines("one|two|three", "four|five|six"))

    assert found.tables == []
