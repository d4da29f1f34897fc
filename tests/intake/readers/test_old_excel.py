"""An older workbook as a reader of it sees it."""

from contextlib import suppress
from datetime import date, datetime
from io import BytesIO

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.intake.formats import media_type_of
from followthrough.intake.grid import Gap, Line, Place, Row, Said, UnreadableFileError, crossed_out
from followthrough.intake.readers.old_excel import read_old_excel

MONTH = xlwt.easyxf(num_format_str="mmm-yy")


def saved(*sheets):
    """A workbook of sheets; a sheet is rows of values, or of values with their style."""
    book, stream = xlwt.Workbook(), BytesIO()
    for number, rows in enumerate(sheets, start=1):
        sheet = book.add_sheet(f"Sheet {number}")
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if value != "":
                    sheet.write(row, column, *(value if isinstance(value, tuple) else (value,)))
    book.save(stream)
    return stream.getvalue()


def rows(items):
    return [[cell.text for cell in item.cells] for item in items if isinstance(item, Row)]


def test_a_cell_merged_down_goes_on_in_the_rows_below_it():
    book, stream = xlwt.Workbook(), BytesIO()
    sheet = book.add_sheet("Plan")
    sheet.write_merge(0, 1, 0, 0, "Late")
    for row in range(3):
        sheet.write(row, 1, f"Action {row}")
    book.save(stream)

    read = [item.cells[0] for item in read_old_excel(stream.getvalue()) if isinstance(item, Row)]

    assert [(cell.text, cell.goes_on) for cell in read] == [("Late", False), ("", True), ("", False)]


def test_the_bytes_tell_an_older_workbook():
    assert media_type_of(saved([["Ref"]]), "plan") == "application/vnd.ms-excel"


def test_rows_keep_their_place_and_end_in_a_gap():
    items = read_old_excel(saved([["Ref", "Action"], [], [], ["1", "Publish the register"]]))

    assert [type(item) for item in items] == [Row, Gap, Row, Gap]
    assert items[2].place == Place(row=4, sheet="Sheet 1")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ((date(2026, 9, 1), MONTH), "Sep-26"),
        ((datetime(2026, 9, 5), xlwt.easyxf(num_format_str="dd/mm/yyyy")), "05/09/2026"),  # noqa: DTZ001  a sheet's dates have no zone
        (1.1, "1.1"),
        ((1.1, xlwt.easyxf(num_format_str="0.00")), "1.10"),
        ((0.45, xlwt.easyxf(num_format_str="0%")), "45%"),
        (True, "Yes"),
        ("First.\nSecond.", "First.\nSecond."),
    ],
)
def test_a_value_reads_as_its_number_format_shows_it(value, text):
    assert rows(read_old_excel(saved([["Title", value]]))) == [["Title", text]]


def test_bold_and_fill_are_seen():
    styles = (
        "font: bold on",
        "pattern: pattern solid, fore_colour red",
        "pattern: pattern solid, fore_colour white",
    )
    (row, _) = read_old_excel(saved([[("text", xlwt.easyxf(style)) for style in styles]]))

    assert [(cell.bold, cell.fill) for cell in row.cells] == [(True, None), (False, "ff0000"), (False, None)]


def test_sheets_are_headings_where_there_are_several():
    items = read_old_excel(saved([["a"]], [["b"]]))

    assert [(item.text, item.level) for item in items if isinstance(item, Line)] == [
        ("Sheet 1", 1),
        ("Sheet 2", 1),
    ]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_workbook_cut_short_is_refused_with_advice(share):
    content = saved([["Ref", "Action"], *([["1", "Publish the register"]] * 50)])

    with pytest.raises(UnreadableFileError, match=r"save it as \.xlsx"):
        read_old_excel(content[: int(share * len(content))])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_damaged_workbook_is_read_or_refused_with_a_sentence(changes):
    content = bytearray(saved([["Ref", "Action"], ["1", "Publish the register"]]))
    for at, byte in changes:
        content[at % len(content)] = byte
    with suppress(UnreadableFileError):
        read_old_excel(bytes(content))


def test_what_is_hidden_is_read_and_said():
    book, stream = xlwt.Workbook(), BytesIO()
    sheet = book.add_sheet("Plan")
    for row, values in enumerate([["Ref", "Old"], ["1", "x"]]):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True
    other = book.add_sheet("Before")
    other.write(0, 0, "hidden sheet")
    other.visibility = 1
    book.save(stream)

    items = read_old_excel(stream.getvalue())

    assert rows(items) == [["Ref", "Old"], ["1", "x"], ["hidden sheet"]]
    assert [(item.code, item.place.row) for item in items if isinstance(item, Said)] == [
        ("hidden_rows_read", 2),
        ("hidden_columns_read", None),
        ("hidden_sheet_read", None),
    ]


def test_a_coloured_cell_without_words_is_seen_inside_the_table_alone():
    green = xlwt.easyxf("pattern: pattern solid, fore_colour green")

    (_, found, _) = read_old_excel(saved([["Ref", "RAG"], ["1", (None, green), (None, green)]]))

    assert [each.fill for each in found.cells] == [None, "008000"]


def test_a_cell_that_is_crossed_out_is_told_from_those_in_force():
    struck = xlwt.easyxf("font: struck_out on")
    [row, _] = read_old_excel(saved([["Mend the gate", ("Paint the fence", struck)]]))

    assert [cell.text for cell in row.cells] == ["Mend the gate", crossed_out("Paint the fence")]
