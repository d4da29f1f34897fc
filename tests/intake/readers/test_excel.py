"""A workbook as a reader of it sees it."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Color, Font, PatternFill

from followthrough.intake.grid import Gap, Line, Place, Row, UnreadableFileError
from followthrough.intake.readers.excel import read_excel


def saved(workbook):
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def read_rows(rows):
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    return read_excel(saved(workbook))


def texts(items):
    return [[cell.text for cell in item.cells] for item in items if isinstance(item, Row)]


def read_value(value, number_format="General"):
    workbook = Workbook()
    cell = workbook.active["A1"]
    cell.value, cell.number_format = value, number_format
    return texts(read_excel(saved(workbook)))[0][0]


def test_rows_keep_their_place_and_end_in_a_gap():
    items = read_rows([["Ref", "Action"], ["1", "Write the policy"]])

    assert texts(items) == [["Ref", "Action"], ["1", "Write the policy"]]
    assert Place(row=2, sheet="Sheet") == items[1].place
    assert isinstance(items[-1], Gap)


def test_a_stretch_of_empty_rows_is_one_gap():
    items = read_rows([["Key"], [], [], [], ["Plan"]])

    assert [Row, Gap, Row, Gap] == [type(item) for item in items]


def test_empty_columns_at_the_end_are_dropped():
    assert texts(read_rows([["Ref", "Action", "", ""], ["1", "", ""]])) == [["Ref", "Action"], ["1", ""]]


def test_one_cell_far_out_does_not_fill_the_memory():
    workbook = Workbook()
    workbook.active["A1"] = "Ref"
    workbook.active["XFD1048576"].fill = PatternFill("solid", fgColor="FF0000")

    assert texts(read_excel(saved(workbook))) == [["Ref"]]


def test_a_merged_cell_stands_once_in_its_first_place():
    workbook = Workbook()
    workbook.active["A1"], workbook.active["C1"], workbook.active["A2"] = "Owners", "Dates", "Lead"
    workbook.active.merge_cells("A1:B1")

    assert texts(read_excel(saved(workbook))) == [["Owners", "", "Dates"], ["Lead", "", ""]]


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("mmm-yy", "Sep-22"),
        ("mmmm yyyy", "September 2022"),
        ("[$-809]dd\\ mmmm\\ yyyy;@", "05 September 2022"),
        ("dd/mm/yyyy", "05/09/2022"),
        ("yyyy-mm-dd", "2022-09-05"),
        ("d-mmm", "5-Sep"),
        ("mm-dd-yy", "05/09/2022"),
        ("dd/mm/yy\\ h:mm", "05/09/22"),
        ("m/d/yyyy", "5 September 2022"),
        ("dddd", "5 September 2022"),
    ],
)
def test_a_date_reads_as_its_number_format_shows_it(number_format, shown):
    assert shown == read_value(datetime(2022, 9, 5), number_format)  # noqa: DTZ001  a sheet's dates have no zone


def test_a_time_of_day_is_kept():
    assert read_value(datetime(2022, 9, 5, 14, 30), "dd/mm/yyyy hh:mm") == "05/09/2022 14:30"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (1.1, "0.00", "1.10"),
        (7, "000", "007"),
        (0.455, "0%", "46%"),
        (0.455, "0.0%", "45.5%"),
        (1250000, '"£"#,##0', "£1,250,000"),
        (-2.5, "General", "-2.5"),
        (True, "General", "Yes"),
        (False, "General", "No"),
        ("=1+1", "@", ""),
    ],
)
def test_a_number_reads_as_its_number_format_shows_it(value, number_format, shown):
    """A formula that no program has worked out yet has no value to show."""
    workbook = Workbook()
    workbook.active.append(["Title", value])
    workbook.active["B1"].number_format = number_format

    assert shown == (texts(read_excel(saved(workbook)))[0] + [""])[1]


def test_paragraphs_in_a_cell_are_parted_by_line_breaks():
    assert read_value(" First.\r\nSecond. ") == "First.\nSecond."


def test_sheets_are_headings_where_there_are_several():
    workbook = Workbook()
    workbook.active.title = "Theme 1"
    workbook.active["A1"] = "a"
    workbook.create_sheet("Theme 2")["A1"] = "b"

    lines = [item for item in read_excel(saved(workbook)) if isinstance(item, Line)]

    assert [(line.text, line.level) for line in lines] == [("Theme 1", 1), ("Theme 2", 1)]


def test_what_is_hidden_is_read():
    workbook = Workbook()
    workbook.active.append(["seen", "hidden column"])
    workbook.active.append(["hidden row"])
    workbook.active.column_dimensions["B"].hidden = True
    workbook.active.row_dimensions[2].hidden = True
    workbook.create_sheet("Old")["A1"] = "hidden sheet"
    workbook["Old"].sheet_state = "hidden"

    assert texts(read_excel(saved(workbook))) == [
        ["seen", "hidden column"],
        ["hidden row", ""],
        ["hidden sheet"],
    ]


def test_comments_follow_their_sheet_as_lines():
    workbook = Workbook()
    workbook.active.append(["Ref", "Due"])
    workbook.active["B1"].comment = Comment("Ask Finance first", "Programme office")

    items = read_excel(saved(workbook))

    assert Line("Comment on B1: Ask Finance first", Place(row=1, sheet="Sheet")) == items[1]


def test_bold_and_fill_are_seen():
    workbook = Workbook()
    workbook.active.append(["bold", "red", "theme", "white"])
    row = workbook.active[1]
    row[0].font = Font(bold=True)
    row[1].fill = PatternFill("solid", fgColor="FFC00000")
    row[2].fill = PatternFill("solid", fgColor=Color(theme=4))
    row[3].fill = PatternFill("solid", fgColor="FFFFFFFF")

    cells = read_excel(saved(workbook))[0].cells

    assert (cells[0].bold, cells[0].fill) == (True, None)
    assert [(cell.bold, cell.fill) for cell in cells[1:]] == [
        (False, "c00000"),
        (False, "4f81bd"),
        (False, None),
    ]


def test_a_tint_makes_a_theme_colour_lighter():
    workbook = Workbook()
    workbook.active["A1"] = "light"
    workbook.active["A1"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.8))

    fill = read_excel(saved(workbook))[0].cells[0].fill

    assert all(int(fill[at : at + 2], 16) > 0xD0 for at in (0, 2, 4))


def zipped(parts):
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "damaged"),
        (b"Ref,Action", "damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"Workbook", "old format"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password"),
        (zipped({"word/document.xml": "<w/>"}), "save it as .xlsx"),
        (zipped({"xl/workbook.xml": "<not-a-workbook"}), "repair"),
        (zipped({"xl/workbook.xml": "<x/>", "xl/a.xml": b"0" * 201_000_000}), "200 MB"),
    ],
    ids=["empty", "text", "old", "encrypted", "word", "broken part", "bomb"],
)
def test_what_is_no_workbook_is_refused_with_advice(content, advice):
    with pytest.raises(UnreadableFileError, match=advice):
        read_excel(content)


def test_a_truncated_workbook_is_refused():
    workbook = Workbook()
    workbook.active["A1"] = "Ref"

    with pytest.raises(UnreadableFileError, match="only a part"):
        read_excel(saved(workbook)[:-200])


cell_texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20).map(
    str.strip
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(cell_texts.filter(lambda text: not text.startswith("=")), max_size=5), max_size=6))
def test_every_word_of_a_sheet_is_read(rows):
    found = [text for row in texts(read_rows(rows)) for text in row if text]

    assert [text for row in rows for text in row if text] == found


def test_a_date_without_time_reads_the_same():
    assert read_value(date(2025, 3, 1), "d mmmm yyyy") == "1 March 2025"


def test_a_merged_area_as_large_as_a_sheet_is_refused_before_it_fills_the_memory():
    workbook = Workbook()
    workbook.active.merged_cells.add("A1:XFD1048576")

    with pytest.raises(UnreadableFileError, match="merges more cells"):
        read_excel(saved(workbook))
