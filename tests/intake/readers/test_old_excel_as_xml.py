"""A workbook saved as "XML Spreadsheet 2003" as a reader of it sees it."""

import pytest

from followthrough.intake.formats import media_type_of, read_items
from followthrough.intake.grid import Aside, Gap, Item, Line, Place, Row, UnreadableFileError

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
STYLES = (
    '<Styles><Style ss:ID="bold"><Font ss:Bold="1"/><Interior ss:Color="#FF0000"/></Style>'
    '<Style ss:ID="day"><NumberFormat ss:Format="Short Date"/></Style>'
    '<Style ss:ID="old"><Font ss:StrikeThrough="1"/></Style></Styles>'
)


SECOND, FIFTH = "ss:Index='2'", "ss:Index='5'"
BOLD, OLD = "ss:StyleID='bold'", "ss:StyleID='old'"


def workbook(*sheets: str) -> bytes:
    """A workbook of sheets, each the source of its rows."""
    inside = "".join(
        f'<Worksheet ss:Name="Sheet {at}"><Table>{rows}</Table></Worksheet>'
        for at, rows in enumerate(sheets, 1)
    )
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}">{STYLES}{inside}</Workbook>'
    ).encode()


def cell(text: str, attributes: str = "", kind: str = "String") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{text}</Data></Cell>'


def read(*sheets: str) -> list[Item]:
    return read_items(workbook(*sheets), "plan.xls")


def texts(items: list[Item]) -> list[list[str]]:
    return [[each.text for each in item.cells] for item in items if isinstance(item, Row)]


def test_rows_keep_their_place_and_end_in_a_gap() -> None:
    items = read(f"<Row>{cell('Ref')}{cell('Action')}</Row><Row ss:Index='4'>{cell('1')}{cell('Swim')}</Row>")

    assert texts(items) == [["Ref", "Action"], ["1", "Swim"]]
    assert [item.place.row for item in items if isinstance(item, Row)] == [1, 4]
    assert [type(item) for item in items] == [Row, Gap, Row, Gap]


def test_a_cell_may_name_its_column_and_reach_over_others() -> None:
    across, down = "ss:MergeAcross='1'", "ss:MergeDown='1'"
    rows = (
        f"<Row>{cell('a', across)}{cell('c')}{cell('e', FIFTH)}</Row>"
        f"<Row>{cell('down', down)}{cell('x')}</Row><Row>{cell('y', SECOND)}</Row>"
    )
    items = read(rows)

    assert texts(items) == [["a", "", "c", "", "e"], ["down", "x", "", "", ""], ["", "y", "", "", ""]]
    last = [item for item in items if isinstance(item, Row)][-1]
    assert [each.goes_on for each in last.cells] == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (cell("2027-03-31T00:00:00.000", 'ss:StyleID="day"', "DateTime"), "31/03/2027"),
        (cell("12.5", kind="Number"), "12.5"),
        (cell("7", kind="Number"), "7"),
        (cell("1", kind="Boolean"), "Yes"),
        (cell("#N/A", kind="Error"), "#N/A"),
    ],
)
def test_a_value_reads_as_it_is_shown(source: str, shown: str) -> None:
    assert texts(read(f"<Row>{source}</Row>")) == [[shown]]


def test_a_style_makes_bold_coloured_and_crossed_out() -> None:
    items = read(f"<Row>{cell('loud', BOLD)}{cell('gone', OLD)}</Row>")
    (row,) = [item for item in items if isinstance(item, Row)]

    assert (row.cells[0].bold, row.cells[0].fill) == (True, "ff0000")
    assert row.cells[1].text == ""
    assert [item.text for item in items if isinstance(item, Aside)] == ["gone"]


def test_the_name_of_a_sheet_is_a_heading_where_there_are_several() -> None:
    items = read(f"<Row>{cell('a')}</Row>", f"<Row>{cell('b')}</Row>")

    assert [item.text for item in items if isinstance(item, Line)] == ["Sheet 1", "Sheet 2"]


def test_a_comment_stands_beside_its_row() -> None:
    note = '<Cell><Data ss:Type="String">a</Data><Comment><Data>Ask  Ann</Data></Comment></Cell>'
    (aside,) = [item for item in read(f"<Row>{note}</Row>") if isinstance(item, Aside)]

    assert (aside.text, aside.place) == ("Ask Ann", Place(row=1, sheet="Sheet 1"))


def test_the_bytes_tell_it_whatever_its_name() -> None:
    assert media_type_of(workbook(""), "plan.txt") == "application/vnd.ms-excel+xml"


def test_half_a_workbook_is_unreadable_and_the_sentence_says_what_to_do() -> None:
    with pytest.raises(UnreadableFileError, match=r"save it as \.xlsx"):
        read_items(workbook(f"<Row>{cell('a')}</Row>")[:-20], "plan.xls")
