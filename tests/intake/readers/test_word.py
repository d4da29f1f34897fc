"""A Word document as a reader of it sees it."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.intake.grid import Aside, Gap, Line, Place, Row, Said, UnreadableFileError
from followthrough.intake.proposals.layouts import with_a_row_for_each_action
from followthrough.intake.readers.word import read_word


def saved(document):
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(document):
    return read_word(saved(document))


def texts(items):
    return [[cell.text for cell in item.cells] for item in items if isinstance(item, Row)]


def lines(items):
    return [(item.text, item.level) for item in items if isinstance(item, Line)]


def document_with(xml):
    """A document whose body begins with this WordprocessingML."""
    document = docx.Document()
    for element in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    return document


def table(rows):
    document = docx.Document()
    grid = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return document


def test_tables_are_rows_and_end_in_a_gap():
    items = read(table([["Ref", "Action"], ["1", "Write the policy"]]))

    assert texts(items) == [["Ref", "Action"], ["1", "Write the policy"]]
    assert Place(row=2, table=1) == items[1].place
    assert isinstance(items[2], Gap)


def test_headings_and_text_stand_between_tables_in_order():
    document = docx.Document()
    document.add_heading("Improvement Plan", 0)
    document.add_heading("Theme 1", 2)
    document.add_paragraph("What this theme is for.")

    assert lines(read(document)) == [
        ("Improvement Plan", 1),
        ("Theme 1", 2),
        ("What this theme is for.", None),
    ]


def test_cells_merged_across_stand_once_in_their_first_place():
    document = table([["Owners", "", "Dates"], ["Lead", "Member", "Due"]])
    document.tables[0].cell(0, 0).merge(document.tables[0].cell(0, 1))

    assert texts(read(document)) == [["Owners", "", "Dates"], ["Lead", "Member", "Due"]]


def test_cells_merged_down_stand_once_in_their_first_row():
    document = table([["Workstream", "1"], ["", "2"]])
    document.tables[0].cell(0, 0).merge(document.tables[0].cell(1, 0))

    items = read(document)

    assert texts(items) == [["Workstream", "1"], ["", "2"]]
    assert [item.cells[0].goes_on for item in items if isinstance(item, Row)] == [False, True]


def test_a_row_that_begins_late_keeps_its_columns():
    items = read(
        document_with(
            "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>"
            "<w:tc><w:p><w:r><w:t>second</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        )
    )

    assert texts(items) == [["", "second"]]


def test_tracked_changes_read_as_accepted():
    items = read(
        document_with(
            "<w:p><w:r><w:t xml:space='preserve'>Due </w:t></w:r>"
            "<w:del><w:r><w:delText>March</w:delText><w:t>March</w:t></w:r></w:del>"
            "<w:ins><w:r><w:t>June</w:t></w:r></w:ins></w:p>"
        )
    )

    assert lines(items) == [("Due June", None)]


def test_a_deleted_row_is_left_out():
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    gone, stays = row.format("<w:trPr><w:del/></w:trPr>", "gone"), row.format("", "stays")

    items = read(document_with(f"<w:tbl>{gone}{stays}</w:tbl>"))

    assert texts(items) == [["stays"]]
    assert [Place(row=2, table=1)] == [item.place for item in items if isinstance(item, Row)]


def said(items):
    return [(item.code, item.text) for item in items if isinstance(item, Said)]


def test_tracked_changes_are_said():
    run = "<w:r><w:t>June</w:t></w:r>"

    items = read(document_with(f"<w:p><w:del>{run}</w:del><w:ins>{run}</w:ins><w:ins>{run}</w:ins></w:p>"))

    assert said(items) == [
        (
            "tracked_changes_accepted",
            "The document has tracked changes: 2 added and 1 taken out. It was read as if all of them were "
            "accepted.",
        )
    ]


def test_a_document_without_changes_says_nothing():
    assert said(read(table([["Ref"]]))) == []


def test_macros_are_said_and_not_run():
    stream = BytesIO()
    with ZipFile(BytesIO(saved(table([["Ref"]])))) as before, ZipFile(stream, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
                link = f'<Relationship Id="rId99" Type="{kind}" Target="vbaProject.bin"/></Relationships>'
                part = part.replace(b"</Relationships>", link.encode())
            if name == "[Content_Types].xml":
                kind = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
                part = part.replace(b"</Types>", kind.encode())
            after.writestr(name, part)
        after.writestr("word/vbaProject.bin", b"Sub AutoOpen()")

    items = read_word(stream.getvalue())

    assert (texts(items), [code for code, _ in said(items)]) == ([["Ref"]], ["macros_not_run"])


def test_comments_and_footnotes_stand_beside_their_rows():
    document = table([["Ref", "Due"], ["1", "March"]])
    run = document.tables[0].cell(1, 1).paragraphs[0].runs[0]
    document.add_comment([run], text="Is this right?", author="Programme office")

    items = read(document)

    assert [item for item in items if isinstance(item, Aside)] == [
        Aside("Margin note", "Is this right?", Place(row=2, table=1))
    ]
    assert lines(items) == []


def test_what_is_drawn_with_a_font_of_pictures_is_read():
    tick = "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>"
    cross = "<w:r><w:rPr><w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/></w:rPr><w:t>\u00fb</w:t></w:r>"
    unknown = "<w:r><w:sym w:font='Wingdings' w:char='broken'/></w:r>"

    items = read(document_with(f"<w:p>{tick}{cross}{unknown}</w:p>"))

    assert lines(items) == [("✓✗", None)]


def test_the_choice_of_a_drop_down_is_read_and_its_prompt_is_not():
    text = "<w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent>"
    control = f"<w:sdt><w:sdtPr>{{}}<w:dropDownList/></w:sdtPr>{text}</w:sdt>"
    chosen, prompt = control.format("", "On track"), control.format("<w:showingPlcHdr/>", "Choose an item.")

    items = read(document_with(f"<w:p>{chosen}</w:p><w:p>{prompt}</w:p>"))

    assert lines(items) == [("On track", None)]


def test_the_fields_of_an_older_form_are_read():
    choices = (
        "<w:ddList><w:result w:val='1'/><w:listEntry w:val='Red'/><w:listEntry w:val='Green'/></w:ddList>"
    )
    field = "<w:r><w:fldChar w:fldCharType='begin'><w:ffData>{}</w:ffData></w:fldChar></w:r>"
    boxes = ("<w:checkBox><w:checked/></w:checkBox>", "<w:checkBox><w:default w:val='0'/></w:checkBox>")

    items = read(document_with("".join(f"<w:p>{field.format(each)}</w:p>" for each in (choices, *boxes))))

    assert [text for text, _ in lines(items)] == ["Green", "☒", "☐"]


def test_the_colour_of_a_dot_is_that_of_its_cell():
    document = table([["", "Late"]])
    for cell, text in zip(document.tables[0].rows[0].cells, ("●", ""), strict=True):
        run = cell.paragraphs[0].add_run(text)
        run.font.color.rgb = RGBColor(0xFF, 0, 0)

    (row, _) = read(document)

    assert [cell.fill for cell in row.cells] == ["ff0000", None]


def test_a_list_in_a_cell_keeps_its_bullets():
    document = table([["Steps:"]])
    document.tables[0].cell(0, 0).add_paragraph("Ask", style="List Bullet")

    assert texts(read(document)) == [["Steps:\n• Ask"]]


def test_a_cell_merged_across_and_down_stands_once():
    document = table([["a", "", "b"], ["", "", "c"], ["d", "e", "f"]])
    document.tables[0].cell(0, 0).merge(document.tables[0].cell(1, 1))

    assert texts(read(document)) == [["a", "", "b"], ["", "", "c"], ["d", "e", "f"]]


def test_links_fields_and_content_controls_keep_their_words():
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    items = read(
        document_with(
            f"<w:sdt><w:sdtContent><w:p><w:hyperlink>{run.format('the policy, ')}</w:hyperlink>"
            f"<w:fldSimple w:instr='DATE'>{run.format('5 May, ')}</w:fldSimple>"
            f"<w:sdt><w:sdtContent>{run.format('On track')}</w:sdtContent></w:sdt>"
            "</w:p></w:sdtContent></w:sdt>"
        )
    )

    assert lines(items) == [("the policy, 5 May, On track", None)]


def test_lists_keep_their_bullets_and_numbers():
    document = docx.Document()
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("second", style="List Number")
    document.add_paragraph("a point", style="List Bullet")

    assert [text for text, _ in lines(read(document))] == ["1. first", "2. second", "• a point"]


def test_refs_that_word_counts_are_read():
    """A column of refs is often a numbered list whose numbers stand nowhere in the text."""
    document = table([["Agree the budget"], ["Publish it"]])
    for cell in document.tables[0].columns[0].cells:
        cell.paragraphs[0].style = "List Number"

    assert texts(read(document)) == [["1. Agree the budget"], ["2. Publish it"]]


def test_paragraphs_in_a_cell_are_parted_by_line_breaks():
    document = table([["First."]])
    document.tables[0].cell(0, 0).add_paragraph("Second.")

    assert texts(read(document)) == [["First.\nSecond."]]


def test_a_nested_table_is_text_of_its_cell():
    document = table([["Measures:"]])
    nested = document.tables[0].cell(0, 0).add_table(2, 2)
    for cell, text in zip(nested._cells, ["Calls", "90%", "Visits", "40"], strict=True):
        cell.text = text

    assert texts(read(document)) == [["Measures:\nCalls 90%\nVisits 40"]]


def test_bold_and_shading_are_seen():
    document = table([["", "On track"]])
    first, second = document.tables[0].rows[0].cells
    first.paragraphs[0].add_run("Theme 1").bold = True
    second._tc.get_or_add_tcPr().append(parse_xml(f"<w:shd {nsdecls('w')} w:val='clear' w:fill='00B050'/>"))

    cells = read(document)[0].cells

    assert [(cell.bold, cell.fill) for cell in cells] == [(True, None), (False, "00b050")]


def test_headers_and_footers_come_last_and_once():
    document = docx.Document()
    document.add_paragraph("The plan")
    document.sections[0].header.paragraphs[0].text = "Appendix A"
    document.sections[0].footer.paragraphs[0].text = "Appendix A"

    assert lines(read(document)) == [("The plan", None), ("Appendix A", None)]


def test_comments_are_kept():
    document = docx.Document()
    paragraph = document.add_paragraph("Due March")
    document.add_comment(paragraph.runs, text="Is this right?", author="Programme office")

    assert ("Margin note: Is this right?", None) in lines(read(document))


def test_a_stretch_of_empty_paragraphs_is_one_gap():
    document = docx.Document()
    for text in ("before", "", "", "after"):
        document.add_paragraph(text)

    assert [Line, Gap, Line] == [type(item) for item in read(document)]


def test_a_text_box_is_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>Draft</w:t></w:r></w:p></w:txbxContent>"
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:p {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><w:r>"
            f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        ),
    )

    assert lines(read(document)) == [("Draft", None)]


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"{\\rtf1 plan}", "damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"WordDocument", "old format"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
    ids=["rich text", "old", "encrypted"],
)
def test_what_is_no_document_is_refused_with_advice(content, advice):
    with pytest.raises(UnreadableFileError, match=advice):
        read_word(content)


def test_a_truncated_document_is_refused():
    with pytest.raises(UnreadableFileError, match="only a part"):
        read_word(saved(table([["Ref"]]))[:-300])


def test_a_broken_part_is_refused():
    stream = BytesIO()
    with ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<w:document")

    with pytest.raises(UnreadableFileError, match="repair"):
        read_word(stream.getvalue())


def test_tables_nested_without_end_are_refused():
    cell = "<w:tbl><w:tr><w:tc>"
    ends = "</w:tc></w:tr></w:tbl>" * 500
    xml = f"<w:document {nsdecls('w')}><w:body>{cell * 500}<w:p/>{ends}</w:body></w:document>"
    good = BytesIO(saved(docx.Document()))
    stream = BytesIO()
    with ZipFile(good) as before, ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(name, xml if name == "word/document.xml" else before.read(name))

    with pytest.raises(UnreadableFileError, match="nested too deep"):
        read_word(stream.getvalue())


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), max_size=12
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=5))
def test_every_word_of_a_table_is_read(rows):
    expected = [[text.strip() for text in row] for row in rows]

    assert expected == texts(read(table(rows)))


def test_every_cell_is_as_wide_as_the_grid():
    document = table([["a", "b", "c"], ["d", "e", "f"]])
    document.tables[0].cell(0, 0).merge(document.tables[0].cell(1, 1))

    assert {3} == {len(row) for row in texts(read(document))}


FORM = [("Action", "Publish the register"), ("Owner", "Head of Law"), ("Due date", "May 2026")]


def with_forms(*forms):
    document = docx.Document()
    for number, rows in enumerate(forms, 1):
        document.add_heading(f"Part {number}", 2)
        grid = document.add_table(len(rows), 2)
        for row, texts_of_row in zip(grid.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts_of_row, strict=True):
                cell.text = text
        document.add_paragraph()
    return document


def laid(document):
    return with_a_row_for_each_action(read(document))


def test_a_table_of_labels_and_values_for_each_action_is_a_row():
    other = [("Action", "Train every manager"), *FORM[1:]]

    assert texts(laid(with_forms(FORM, other))) == [
        ["Action", "Owner", "Due date"],
        ["Publish the register", "Head of Law", "May 2026"],
        ["Train every manager", "Head of Law", "May 2026"],
    ]


def test_a_table_of_two_columns_below_a_header_stays_a_table():
    rows = [("Action", "Owner"), ("Publish the register", "Head of Law"), ("Train", "Head of Learning")]

    assert texts(laid(with_forms(rows))) == [list(row) for row in rows]


def test_paragraphs_of_labels_and_values_are_rows():
    document = docx.Document()
    for title in ("Publish the register", "Train every manager"):
        document.add_heading(title, 3)
        document.add_paragraph("Owner: Head of Law")
        document.add_paragraph("Due date: May 2026")

    assert texts(laid(document)) == [
        ["Action", "Owner", "Due date"],
        ["Publish the register", "Head of Law", "May 2026"],
        ["Train every manager", "Head of Law", "May 2026"],
    ]


def test_a_numbered_recommendation_in_a_form_keeps_its_number():
    forms = [[(f"Recommendation {n}", "The register is old."), *FORM] for n in (1, 2)]

    assert [row[0] for row in texts(laid(with_forms(*forms)))] == [
        "Recommendation",
        "Recommendation 1: The register is old.",
        "Recommendation 2: The register is old.",
    ]


BOXED = (
    "<w:p><w:r><w:t>Beside the box</w:t></w:r><w:r><w:pict><v:shape {vml}><v:textbox><w:txbxContent>"
    "<w:p><w:r><w:t>In the box</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ref</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:p><w:r><w:t>Action</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


def test_a_table_in_a_text_box_is_a_table():
    items = read(document_with(BOXED.format(vml='xmlns:v="urn:schemas-microsoft-com:vml"')))

    assert texts(items) == [["Ref", "Action"]]
    assert lines(items) == [("Beside the box", None), ("In the box", None)]


def test_a_table_that_only_frames_another_is_none():
    document = table([["Works – see map 3"]])
    rows = [["Ref", "Action"], ["1", "Mend the slip"], ["2", "Open the loop"]]
    nested = document.tables[0].cell(0, 0).add_table(3, 2)
    for cell, text in zip(nested._cells, [text for row in rows for text in row], strict=True):
        cell.text = text

    items = read(document)

    assert (texts(items), lines(items)) == (rows, [("Works – see map 3", None)])
