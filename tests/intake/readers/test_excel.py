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

from followthrough.intake.grid import Aside, Gap, Line, Place, Row, Said, UnreadableFileError
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


def test_a_cell_merged_down_goes_on_in_the_rows_below_it():
    workbook = Workbook()
    for row, text in enumerate(("Finding", "Late", None, None, None), start=1):
        workbook.active.append([text, f"Action {row}"])
    workbook.active.merge_cells("A2:A4")

    read = [item.cells[0].goes_on for item in read_excel(saved(workbook)) if isinstance(item, Row)]

    assert read == [False, False, True, True, False]


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


def said(items):
    return [(item.code, item.text) for item in items if isinstance(item, Said)]


def test_what_is_hidden_is_said():
    workbook = Workbook()
    for row in range(1, 8):
        workbook.active.append([f"cell {row}", "", "hidden"])
    for row in (2, 3, 4, 6):
        workbook.active.row_dimensions[row].hidden = True
    workbook.active.column_dimensions["C"].hidden = True
    workbook.create_sheet("Old")["A1"] = "hidden sheet"
    workbook["Old"].sheet_state = "veryHidden"

    assert said(read_excel(saved(workbook))) == [
        (
            "hidden_rows_read",
            "Rows 2 to 4 and 6 are hidden. They were read too. Delete them in the file if they are no part of"
            " the plan.",
        ),
        (
            "hidden_columns_read",
            "Column C is hidden. It was read too. Delete it in the file if it is no part of the plan.",
        ),
        (
            "hidden_sheet_read",
            "The sheet “Old” is hidden. It was read too. Delete it in the file if it is no part of the plan.",
        ),
    ]


def test_what_is_hidden_and_empty_is_not_said():
    workbook = Workbook()
    workbook.active.append(["Ref"])
    workbook.active.row_dimensions[9].hidden = True
    workbook.active.column_dimensions["D"].hidden = True
    workbook.create_sheet("Empty").sheet_state = "hidden"

    assert said(read_excel(saved(workbook))) == []


def test_macros_are_said_and_not_run():
    workbook = Workbook()
    workbook.active["A1"] = "Ref"
    stream = BytesIO(saved(workbook))
    with ZipFile(stream, "a") as package:
        package.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")

    assert said(read_excel(stream.getvalue())) == [("macros_not_run", "The file holds macros. None was run.")]


def test_a_formula_without_a_value_is_said_with_its_cells():
    workbook = Workbook()
    workbook.active.append(["Ref", "Due"])
    workbook.create_sheet("Theme 2").append(["a", "=TODAY()", "=1+1"])

    (found,) = [item for item in read_excel(saved(workbook)) if isinstance(item, Said)]

    assert (found.code, found.severity, found.place) == (
        "formula_without_value", "warning", Place(sheet="Theme 2", row=1),
    )  # fmt: skip
    assert "The formula in B1, C1 has no value in the file" in found.text


def with_values(content, value):
    """The workbook as a program leaves it that has worked out its formulas."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(stream, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(
                name,
                part.replace(b"<v />", b"<v>" + value + b"</v>").replace(
                    b"<v></v>", b"<v>" + value + b"</v>"
                ),
            )
    return stream.getvalue()


def test_a_formula_is_read_by_the_value_that_was_worked_out():
    workbook = Workbook()
    workbook.active.append(["Days", "=40+2"])

    items = read_excel(with_values(saved(workbook), b"42"))

    assert (texts(items), said(items)) == ([["Days", "42"]], [])


def test_comments_stand_beside_their_rows():
    workbook = Workbook()
    workbook.active.append(["Ref", "Due"])
    workbook.active["B1"].comment = Comment("Ask Finance first", "Programme office")

    items = read_excel(saved(workbook))

    assert Aside("Cell note", "Ask Finance first", Place(row=1, sheet="Sheet")) == items[1]


def test_a_thread_of_comments_is_read_without_what_excel_writes_above_it():
    workbook = Workbook()
    workbook.active["A1"] = "Ref"
    thread = "[Threaded comment]\n\nYour version of Excel allows this.\n\nComment:\n    Ask Finance first"
    workbook.active["A1"].comment = Comment(thread, "Programme office")

    assert [item.text for item in read_excel(saved(workbook)) if isinstance(item, Aside)] == [
        "Ask Finance first"
    ]


def test_a_coloured_cell_without_words_is_seen_inside_the_table_alone():
    workbook = Workbook()
    workbook.active.append(["Ref", "", "Owner"])
    for spot in ("B1", "D1", "B5"):
        workbook.active[spot].fill = PatternFill("solid", fgColor="FF00B050")

    (row, _) = read_excel(saved(workbook))

    assert [cell.fill for cell in row.cells] == [None, "00b050", None]


def test_the_colour_of_a_dot_is_that_of_its_cell():
    workbook = Workbook()
    workbook.active.append(["●", "Late"])
    for cell in workbook.active[1]:
        cell.font = Font(color="FFFF0000")

    (row, _) = read_excel(saved(workbook))

    assert [cell.fill for cell in row.cells] == ["ff0000", None]


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


def test_a_merged_area_as_large_as_a_sheet_does_not_fill_the_memory():
    workbook = Workbook()
    workbook.active["A1"] = "Ref"
    workbook.active.merged_cells.add("A1:XFD1048576")

    assert texts(read_excel(saved(workbook))) == [["Ref"]]


def sheet_of(*parts):
    """A workbook of one sheet written by hand, as programs other than Excel write it."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return zipped({
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{kinds}"><workbookPr date1904="1"/>'
        '<sheets><sheet name="Plan" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        f'<Relationship Id="a" Type="{kinds}/worksheet" Target="/xl/plan.xml"/></Relationships>',
        "xl/plan.xml": f"<worksheet {main}>{''.join(parts)}</worksheet>",
    })  # fmt: skip


def test_cells_without_a_name_stand_side_by_side():
    first, fourth = '<c><v>1</v></c><c t="str"><v>Plan</v></c>', "<c><v>2</v></c>"

    items = read_excel(sheet_of(f'<sheetData><row>{first}</row><row r="4">{fourth}</row></sheetData>'))

    assert texts(items) == [["1", "Plan"], ["2", ""]]
    assert [item.place.row for item in items if isinstance(item, Row)] == [1, 4]


def test_of_merged_areas_that_overlap_the_first_counts():
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{column}{row}" t="inlineStr"><is><t>{column}{row}</t></is></c>' for column in "ABC")
        + "</row>"
        for row in (1, 2)
    )
    merged = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B1:C2"/></mergeCells>'

    assert texts(read_excel(sheet_of(f"<sheetData>{rows}</sheetData>{merged}"))) == [
        ["A1", "", "C1"],
        ["A2", "B2", "C2"],
    ]


def test_what_a_merged_area_covers_is_not_read():
    rows = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>'
    merged = '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'

    assert texts(read_excel(sheet_of(rows, merged))) == [["1"]]


def test_a_string_of_runs_is_one_text_without_how_it_is_pronounced():
    runs = "<is><r><t>Head of </t></r><r><rPr/><t>Audit</t></r><rPh><t>said</t></rPh></is>"

    assert texts(read_excel(sheet_of(f'<sheetData><row><c t="inlineStr">{runs}</c></row></sheetData>'))) == [
        ["Head of Audit"]
    ]


@pytest.mark.parametrize(
    "cell", ['<c r="?1"><v>1</v></c>', "<c><v>one</v></c>", '<c t="s"><v>9</v></c>'], ids=str
)
def test_a_cell_that_no_program_could_have_written_is_damage(cell):
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_excel(sheet_of(f"<sheetData><row>{cell}</row></sheetData>"))


@pytest.mark.parametrize("row", ['r="0"', 'r="-4"', 'r="1e300"'])
def test_a_row_that_no_sheet_has_is_damage(row):
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_excel(sheet_of(f"<sheetData><row {row}><c><v>1</v></c></row></sheetData>"))


def test_a_string_is_not_counted_from_the_end():
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    content = sheet_of('<sheetData><row><c t="s"><v>{}</v></c></row></sheetData>')
    with ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="b" Type="{kinds}/sharedStrings" Target="strings.xml"/></Relationships>',
    )
    parts["xl/strings.xml"] = f"<sst {main}><si><t>Write the policy</t></si></sst>"
    first, last = ({**parts, "xl/plan.xml": parts["xl/plan.xml"].format(number)} for number in (0, -1))

    assert texts(read_excel(zipped(first))) == [["Write the policy"]]
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_excel(zipped(last))
