"""Where tables begin and end, and which of them are one."""

import pytest

from followthrough.intake.grid import Cell, Place, Row
from followthrough.intake.tables.finding import find_tables
from tests.intake.readings import plan_in
from tests.intake.tables_of_rows import found_in, row, table_in

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


def test_a_table_of_three_headings_of_which_one_heads_something_else_is_another() -> None:
    found = found_in(
        lines("Issue|Recommendation|Agreed action", "Damp|Mend it|Roof mended by May", "", "")
        + "\n"
        + lines("Issue|Recommendation|Progress", "Cold|Heat it|Boiler is ordered")
    )

    assert [len(table.rows) for table in found.tables] == [1, 1]


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

    assert table.is_key


@pytest.mark.parametrize(
    "header", [HEADER, "Action|Owner|Impact", "Task|How|Who/When", "Ref|Action|Criteria|Due date"]
)
def test_a_table_with_owners_or_dates_is_no_key(header: str) -> None:
    assert not table_in(lines(header, "1|Publish the register|Head of Parks|March 2025")).is_key


def test_no_header_no_table() -> None:
    found = found_in(lines("one|two|three", "four|five|six"))

    assert found.tables == []


def test_the_same_headings_for_another_month_are_another_table() -> None:
    found = found_in(
        lines("Ref|Update (May 2026)|Status (May 2026)", "1|Published|Green", "")
        + lines("\nRef|Update (June 2026)|Status (June 2026)", "1|Printed|Green")
    )

    assert len(found.tables) == 2


def test_a_month_over_the_headings_tells_tables_apart_too() -> None:
    found = found_in(
        lines("||May 2026|", "Ref|Action|Status|Update", "1|Publish the register|Green|Published", "")
        + lines("\n||June 2026|", "Ref|Action|Status|Update", "1|Publish the register|Green|Printed")
    )

    assert len(found.tables) == 2


def test_months_that_go_on_beside_headings_are_headings() -> None:
    text = "Ref|Action|Owner|April 2025|May 2025|June 2025\n1|Publish it|Head of Law|Begun.|Done.|"

    assert len(table_in(text).rows) == 1


def test_two_dates_of_an_action_are_no_headings() -> None:
    text = "Ref|Action|Start|Due\nA|Publish the register|May 2025|June 2025\nB|Lead|May 2025|June 2025"

    assert len(table_in(text).rows) == 2


def test_a_row_of_one_cell_above_a_repeated_header_heads_the_rows_below_it() -> None:
    first, second = "Meeting of 12 March 2026|||", "Meeting of 16 April 2026|||"
    (table,) = found_in(lines(first, HEADER, ONE, second, HEADER, TWO)).tables

    assert [[line.text for line in segment.before] for segment in table.segments] == [
        ["Meeting of 12 March 2026"],
        ["Meeting of 16 April 2026"],
    ]


def test_a_word_alone_over_the_last_columns_is_a_group_of_the_header() -> None:
    (table,) = found_in(lines("||||RAG|", f"{HEADER}|Last month|This month", f"{ONE}|A|G")).tables

    groups, _ = table.segments[0].header

    assert [cell.text for cell in groups.cells if cell.text] == ["RAG"]


def test_the_part_named_right_below_the_headings_is_no_heading() -> None:
    def bold(text: str, at: int) -> Row:
        return Row(tuple(Cell(part, bold=bool(part)) for part in text.split("|")), Place(row=at))

    heads = bold("AFI|Where we fell short|What are we going to do?|Lead|To be done by|BRAG", 1)
    (table,) = find_tables(
        [
            heads,
            bold("Prevention|||||", 2),
            row("1", "Records are late", "Buy tablets for crews", "Head of Fleet", "31/10/2023", "A", at=3),
            bold("People|||||", 4),
            row("2", "No talent scheme", "Publish one by spring", "Head of People", "30/09/2023", "R", at=5),
        ]
    ).tables

    assert table.segments[0].header == [heads]
    assert [item.cells[0].text for item in table.rows] == ["Prevention", "1", "People", "2"]


def test_rows_of_one_cell_above_a_header_that_comes_again_name_what_stands_below() -> None:
    heads = "Key action|Time frame|Unit|Tracking|\n|||Comments|Status"
    said = "Issue 2: Collect data by age and sex in the whole programme||||\nResponse: Accepted in part||||"
    plan = plan_in(
        lines(
            heads, "1.1 Draw up plans|May 2023|Programme Manager|Seven are signed.|Completed",
            "1.2 Hold a meeting|June 2024|Knowledge Officer||Not initiated",
            said, heads, "2.1 Revise the forms|June 2023|Specialist|In use.|Completed",
        ).replace("|", "\t")
    )  # fmt: skip

    assert [action.title for action in plan.actions] == [
        "Draw up plans", "Hold a meeting", "Revise the forms",
    ]  # fmt: skip
    assert [update.text for update in plan.actions[1].updates] == [None]


def test_the_part_right_below_two_rows_of_headings_is_a_part_and_keeps_its_name() -> None:
    plan = plan_in(
        lines(
            "Ref|Action|Timeframe||Owner", "||Start|End|", "Section 2.1: Our people||||",
            "1.1|Run a survey|March 2025|May 2025|Head of People",
            "Section 2.2: Our buildings||||", "2.1|Mend the roof|June 2025|July 2025|Head of Estates",
        ).replace("|", "\t")
    )  # fmt: skip

    assert [action.theme for action in plan.actions] == ["Our people", "Our buildings"]
    assert [column.heading for column in plan.layout] == ["Ref", "Action", "Start", "End", "Owner"]


def test_a_part_below_a_heading_that_was_merged_down_is_no_third_line_of_it() -> None:
    def drawn(*texts: str) -> Row:
        return Row(tuple(Cell(text.rstrip("^"), goes_on=text == "^") for text in texts), Place())

    (table,) = find_tables(
        [
            drawn("Ref", "Action", "Timing", ""),
            drawn("^", "^", "Start", "End"),
            drawn("Governance", "", "", ""),
            drawn("G1", "Publish the minutes", "May 2026", "June 2026"),
        ]
    ).tables

    assert [cell.text for cell in table.segments[0].leaf.cells][:1] == ["Ref"]
    assert len(table.rows) == 2


def test_the_first_row_below_the_name_of_a_part_begins_no_table_of_its_own() -> None:
    texts = [
        "Proposed Action|Milestone Tasks|Responsible Person|Partners|Target Date|Success Indicator|Latest",
        "B2.1 Widen what the harbour watch covers so that boats get good help at sea||||||",
        "Make crews more aware of the watch|Open days held|J. Marlow|Boat clubs|Quarterly|Crews know it|",
        "Set up night watches in the harbour|Night watch runs|J. Marlow|Ports|Dec 2027|Fewer boats lost|",
        "Set up a home port service|Home ports named|M. Hale|Ports|Dec 2027|Fewer calls|Two posts filled",
        "B2.2 Put in place a storm plan||||||",
        "Train crews in the storm tool|60 trained|Storm Lead|Free ports|Oct 2027|Tool used|22 trained",
    ]
    rows = [row(*text.split("|"), at=at) for at, text in enumerate(texts, 1)]

    assert len(find_tables([*rows]).tables) == 1


def test_after_a_table_within_a_table_the_outer_one_goes_on() -> None:
    found = found_in(
        lines(
            "Name|Person|Status|Date|Notes",
            "Dredge the pond|Ines Wold|In progress|31/05/2027|Silt is tested",
            "Subitems|Name|Owner|Status|Date",
            "|Hire a digger|Bram Tye|Done|30/03/2027",
            "|Fence the bank|Ines Wold|Not started|30/04/2027",
            "Count the swans|Bram Tye|Not started|30/06/2027|",
        )
    )

    assert [[row.place.row for row in table.rows] for table in found.tables] == [[2, 6], [4, 5]]
