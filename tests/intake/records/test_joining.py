"""Which rows are one action: continuation, narrative, sections, repeated refs."""

from io import BytesIO

import openpyxl
import pytest

from followthrough.intake.grid import PARAGRAPH, Cell, Place, Row
from followthrough.intake.read import plan_of, read_bytes
from followthrough.intake.records.joining import Record
from followthrough.intake.records.record import joiner_of_names
from tests.intake.tables_of_rows import records_in

REFS = "Ref|Action|Owner|Due date|Status"
TITLES = "Action|Owner|Due date|Status"
NARRATED = "Action|Owner|Due date|Status"


def read(*rows: str) -> list[Record]:
    return records_in("\n".join(rows))


def titles(records: list[Record], column: int = 1) -> list[str]:
    return [record.cells.get(column, "") for record in records]


def test_every_ref_begins_an_action() -> None:
    records = read(
        REFS, "1|Publish the register|Head of Parks|March 2025|On track", "2|Train|Head of HR|June 2025|Late"
    )

    assert [record.cells[0] for record in records] == ["1", "2"]
    assert [record.place.row for record in records] == [2, 3]


@pytest.mark.parametrize("between", [[], [""], ["", REFS]], ids=["next row", "a page break", "a header"])
def test_a_row_without_a_ref_goes_on_with_the_one_above(between: list[str]) -> None:
    (record, _) = read(
        REFS,
        "1|Publish the register of|Head of Parks|March|On track",
        *between,
        "|contracts by the summer||2025|",
        "2|Train the managers|Head of HR|June 2025|Delayed",
    )

    assert record.cells[1] == "Publish the register of contracts by the summer"
    assert record.cells[3] == "March 2025"
    assert record.until.row == 3 + len(between)


def test_two_halves_with_nothing_in_common_are_one_action() -> None:
    (record,) = read(REFS, "1|||March 2025|", "", "|Publish the register|Head of Parks||On track")

    assert record.cells == {
        0: "1",
        1: "Publish the register",
        2: "Head of Parks",
        3: "March 2025",
        4: "On track",
    }


@pytest.mark.parametrize("between", [[], [""], ["", REFS]], ids=["next row", "a page break", "a header"])
def test_a_ref_in_the_lower_half_of_a_row_that_was_cut_is_that_of_both_halves(between: list[str]) -> None:
    records = read(
        REFS,
        "1|Train the managers|Head of HR|June 2025|Delayed",
        "|Publish the register of all|Head of||On track",
        *between,
        "2|contracts by the summer|Parks|March 2025|",
        "3|Mend the roof|Head of Estates|May 2025|On track",
    )

    assert titles(records) == [
        "Train the managers",
        "Publish the register of all contracts by the summer",
        "Mend the roof",
    ]
    assert [records[1].cells[index] for index in (0, 2, 3, 4)] == [
        "2",
        "Head of Parks",
        "March 2025",
        "On track",
    ]
    assert (records[1].place.row, records[1].until.row) == (3, 4 + len(between))


@pytest.mark.parametrize(
    ("rest", "below"),
    [
        ("|of contracts for all|Parks||", "2|services of the council|Head of HR|June 2025|Late"),
        ("|Contracts too|Parks||", "2|Train the managers|Head of HR|June 2025|Late"),
        ("|Contracts too|Head of Parks|May 2025|Late", "2|train the managers|Head of HR|June 2025|Late"),
    ],
    ids=["the row above goes on", "the row below begins", "both rows are whole"],
)
def test_a_row_without_a_ref_is_no_upper_half_without_a_sign(rest: str, below: str) -> None:
    records = read(REFS, "1|Publish the register|Head of|March 2025|On track", rest, below)

    assert records[-1].cells == {0: "2", **{at: text for at, text in enumerate(below.split("|")) if text}}


def test_a_row_without_a_ref_that_says_all_anew_is_an_action() -> None:
    records = read(
        REFS,
        "1|Publish the register|Head of Parks|March 2025|On track",
        "|Train the managers|Head of HR|June 2025|Delayed",
    )

    assert titles(records) == ["Publish the register", "Train the managers"]


def test_a_ref_printed_again_over_the_rest_of_its_row_is_the_same_action() -> None:
    (record,) = read(
        REFS, "1|Publish the register of|Head of Parks|March 2025|On track", "", "1|contracts by summer|||"
    )

    assert record.cells[1] == "Publish the register of contracts by summer"


def test_a_ref_printed_again_over_another_row_is_another_action() -> None:
    records = read(
        REFS,
        "1|Publish the register.|Head of Parks|March 2025|On track",
        "1|Train the managers.|Head of HR|June 2025|Delayed",
    )

    assert titles(records) == ["Publish the register.", "Train the managers."]


def test_the_same_cell_printed_twice_is_said_once() -> None:
    (record,) = read(
        REFS, "1|Publish the register of|Head of Parks|March 2025|On track", "|contracts|Head of Parks||"
    )

    assert record.cells[2] == "Head of Parks"


def test_without_refs_each_title_begins_an_action() -> None:
    records = read(
        TITLES,
        "Publish the register|Head of Parks|March 2025|On track",
        "Train all|Head of HR|June 2025|Late",
    )

    assert titles(records, 0) == ["Publish the register", "Train all"]


def test_without_refs_a_title_that_goes_on_is_the_same_action() -> None:
    (record, _) = read(
        TITLES,
        "Publish the register of|Head of Parks|March 2025|On track",
        "",
        "contracts by the summer|||",
        "Train the managers|Head of HR|June 2025|Delayed",
    )

    assert record.cells[0] == "Publish the register of contracts by the summer"


def test_a_title_in_the_middle_of_a_shredded_cell_takes_the_rows_above_it() -> None:
    records = read(
        "Task|How|Who and when",
        "Publish the register|We shall write it and print it.|Head of Parks March 2025",
        "",
        "|We plan courses for|Head of HR and",
        "Train the managers|all who buy and|Chief Executive",
        "of the town|sell in its name.|June 2025",
    )

    assert titles(records, 0) == ["Publish the register", "Train the managers of the town"]
    assert records[1].cells[1] == "We plan courses for all who buy and sell in its name."
    assert (records[1].place.row, records[1].until.row) == (4, 6)


def test_a_short_text_alone_above_full_rows_is_the_theme_of_those_below() -> None:
    records = read(
        REFS,
        "Culture||||",
        "1|Publish the register|Head of Parks|March 2025|On track",
        "Money||||",
        "2|Train the managers|Head of HR|June 2025|Delayed",
    )

    assert [record.theme for record in records] == ["Culture", "Money"]
    assert [record.section for record in records] == [None, None]


@pytest.mark.parametrize(
    "stamp", ["OFFICIAL", "OFFICIAL - SENSITIVE", "Appendix A", "Agenda item 7", "Draft v0.3", "Confidential"]
)
def test_a_stamp_alone_on_its_row_is_neither_a_name_nor_told_of_an_action(stamp: str) -> None:
    records = read(
        REFS,
        "Culture||||",
        f"{stamp}||||",
        "1|Publish the register|Head of Parks|March 2025|On track",
        f"{stamp}||||",
        "2|Train the managers|Head of HR|June 2025|Delayed",
    )

    assert [(record.theme, record.section) for record in records] == [("Culture", None)] * 2
    assert [record.narrative for record in records] == [[], []]


@pytest.mark.parametrize("rest", ["confidential", "Appendix A"])
def test_what_goes_on_with_the_cell_above_is_no_stamp(rest: str) -> None:
    (record,) = read(TITLES, "Keep the register of|Head of Parks|March 2025|On track", f"{rest}|||")

    assert " ".join([record.cells[0], *record.narrative]) == f"Keep the register of {rest}"


def test_of_two_texts_alone_the_first_is_the_theme_and_the_second_its_part() -> None:
    records = read(
        REFS,
        "Culture||||",
        "Values||||",
        "1|Publish the register|Head of Parks|March 2025|On track",
        "2|Train the managers|Head of HR|June 2025|Delayed",
    )

    assert [(record.theme, record.section) for record in records] == [("Culture", "Values")] * 2


@pytest.mark.parametrize(
    ("theme", "part", "next_part", "next_theme"),
    [
        ("Priority 1: Quays", "Outcome 1A - Safe rails", "Outcome 1B - Clean steps", "Priority 2: Water"),
        ("QUAYS", "Safe rails", "Clean steps", "WATER"),
    ],
    ids=["labels", "capitals"],
)
def test_the_second_part_of_a_theme_is_no_theme(
    theme: str, part: str, next_part: str, next_theme: str
) -> None:
    records = read(
        REFS,
        f"{theme}||||",
        f"{part}||||",
        "1|Fit rails along the quay|Harbour Master|March 2025|On track",
        f"{next_part}||||",
        "2|Scrub the steps each week|Works Lead|June 2025|Delayed",
        f"{next_theme}||||",
        "3|Net the storm drain|Works Lead|July 2025|Delayed",
    )

    assert [(record.theme, record.section) for record in records] == [
        (theme, part),
        (theme, next_part),
        (next_theme, None),
    ]


def test_text_alone_below_a_numbered_title_is_its_narrative() -> None:
    records = read(
        NARRATED,
        "1. Publish the register|Head of Parks|March 2025|On track",
        "The first part was printed in May.|||",
        "The second part follows.|||",
        "2. Train the managers|Head of HR|June 2025|Delayed",
    )

    assert titles(records, 0) == ["1. Publish the register", "2. Train the managers"]
    assert records[0].narrative == ["The first part was printed in May.", "The second part follows."]
    assert records[0].until.row == 4


def test_text_alone_above_numbered_titles_is_a_name_where_one_stands_above_all_of_them() -> None:
    rows = [
        "Culture|||",
        "1. Publish the register|Head of Parks|March 2025|On track",
        "Money|||",
        "2. Train the managers|Head of HR|June 2025|Delayed",
    ]
    records = read(NARRATED, *rows)

    assert [(record.theme, record.narrative) for record in records] == [("Culture", []), ("Money", [])]
    # Below an action a text alone may be told of it, and so it is where nothing says otherwise.
    assert read(NARRATED, *rows[1:])[0].narrative == ["Money"]


def test_where_a_sentence_stands_alone_above_an_action_a_short_text_does_not_name_a_section() -> None:
    records = read(
        NARRATED,
        "Culture|||",
        "1. Publish the register|Head of Parks|March 2025|On track",
        "Printed in May|||",
        "2. Train the managers|Head of HR|June 2025|Delayed",
        "The first were trained in June.|||",
        "3. Mend the roof|Head of Estates|June 2025|Delayed",
    )

    assert [record.narrative for record in records] == [
        ["Printed in May"],
        ["The first were trained in June."],
        [],
    ]


def test_narrative_goes_on_over_a_page_and_its_header() -> None:
    records = read(
        NARRATED,
        "1. Publish the register|Head of Parks|March 2025|On track",
        "The first part was printed in May and",
        "",
        NARRATED,
        "sold in June.|||",
        "2. Train the managers|Head of HR|June 2025|Delayed",
    )

    assert len(records) == 2
    assert "sold in June." in " ".join([*records[0].narrative, *records[0].cells.values()])


def test_running_text_below_a_row_goes_on_with_its_longest_text() -> None:
    records = read(
        "Task|How|Who and when",
        "Publish|We shall write it and print it in two.|Head of Parks March 2025",
        "",
        "Each part goes to the board before it is printed.",
        "",
        "Train|We shall plan courses for all who buy.|Head of HR June 2025",
    )

    assert records[0].cells[1] == (
        f"We shall write it and print it in two.{PARAGRAPH}Each part goes to the board before it is printed."
    )


def test_an_owner_cut_over_a_page_is_one_and_a_second_is_another_line() -> None:
    (cut, two) = read(
        REFS,
        "1|Publish the register of|Head of Parks and|March 2025|On track",
        "|contracts|Markets||",
        "2|Train the managers of|Head of HR|June 2025|Delayed",
        "|all services|Chief Executive||",
    )

    assert cut.cells[2] == "Head of Parks and Markets"
    assert two.cells[2] == f"Head of HR{PARAGRAPH}Chief Executive"


def test_rows_before_the_first_ref_belong_to_no_action() -> None:
    records = read(
        REFS, "||all dates are draft||", "1|Publish the register|Head of Parks|March 2025|On track"
    )

    assert titles(records) == ["Publish the register"]


def test_a_row_without_a_word_is_no_part_of_an_action() -> None:
    items = [
        Row(tuple(map(Cell, cells)), Place(row=at))
        for at, cells in enumerate(
            [("Ref", "Action", "Owner"), ("A1", "Publish the register", "Clerk"), ("", "", "")], 1
        )
    ]

    assert [action.ref for action in plan_of(items, "plan.xlsx").actions] == ["A1"]


def merged_sheet() -> bytes:
    """Themes and their owners merged down, the parts of a theme named in the column of actions."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Theme", "Owner", "Ref", "Action", "Due date", "Status"),
        ("Bridges", "County Engineer", None, "Steel", None, None),
        (None, None, "1", "Survey both spans of the river crossing", "May 2026", "On track"),
        (None, None, "2", "Paint the railings before the winter", "June 2026", "Delayed"),
        (None, None, None, "Timber", None, None),
        (None, None, "3", "Replace the decking at the mill", "July 2026", "On track"),
        ("Libraries", "Head of Culture", "4", "Open on Sundays in three branches", "May 2026", "On track"),
        (None, None, "5", "Lend tools as well as books", "August 2026", "Delayed"),
        ("Depots", None, "6", "Count the stock of salt each month", "May 2026", "Complete"),
    ):
        sheet.append(row)
    for area in ("A2:A6", "B2:B6", "A7:A8", "B7:B8"):
        sheet.merge_cells(area)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_an_owner_that_is_merged_down_owns_each_action_beside_it() -> None:
    plan = read_bytes(merged_sheet(), "plan.xlsx")

    assert [(action.ref, [owner.name for owner in action.owners]) for action in plan.actions] == [
        *((ref, ["County Engineer"]) for ref in "123"),
        *((ref, ["Head of Culture"]) for ref in "45"),
        ("6", []),
    ]


def test_the_parts_of_a_theme_that_is_merged_down_end_with_it() -> None:
    plan = read_bytes(merged_sheet(), "plan.xlsx")

    assert [(action.theme, action.workstream) for action in plan.actions] == [
        ("Bridges", "Steel"),
        ("Bridges", "Steel"),
        ("Bridges", "Timber"),
        ("Libraries", None),
        ("Libraries", None),
        ("Depots", None),
    ]


def test_a_person_with_another_on_the_next_row_is_two_owners() -> None:
    join = joiner_of_names(set())

    assert join("Insp Marsh", "Capt Dew") == "Insp Marsh\n Capt Dew"
    assert join("Head of Sea Walls and", "Piers") == "Head of Sea Walls and Piers"
