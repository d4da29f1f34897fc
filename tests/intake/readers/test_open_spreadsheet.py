"""An OpenDocument spreadsheet as a reader of it sees it."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from followthrough.intake.formats import media_type_of, read_items
from followthrough.intake.grid import Aside, Gap, Line, Place, Row, Said, UnreadableFileError
from followthrough.intake.readers.open_spreadsheet import read_open_spreadsheet

KIND = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"'
    for prefix, part in {
        "office": "office", "table": "table", "text": "text", "style": "style", "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip
STYLES = (
    '<style:style style:name="red"><style:table-cell-properties fo:background-color="#FF0000"/></style:style>'
    '<style:style style:name="bold"><style:text-properties fo:font-weight="bold"/></style:style>'
)


def archive(content, name="content.xml"):
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", KIND)
        package.writestr(name, content)
    return stream.getvalue()


def saved(*sheets):
    """A spreadsheet of sheets, each the source of its rows."""
    tables = "".join(
        f'<table:table table:name="Sheet {number}">{rows}</table:table>'
        for number, rows in enumerate(sheets, 1)
    )
    return archive(
        f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def cell(text, attributes=""):
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*texts, attributes=""):
    return f"<table:table-row {attributes}>{''.join(map(cell, texts))}</table:table-row>"


def read(*sheets):
    return read_open_spreadsheet(saved(*sheets))


def rows(items):
    return [[cell.text for cell in item.cells] for item in items if isinstance(item, Row)]


def test_the_bytes_tell_a_spreadsheet_and_its_reader():
    content = saved(row("Ref", "Action"))

    assert media_type_of(content, "plan.xlsx") == KIND
    assert rows(read_items(content, "plan.xlsx")) == [["Ref", "Action"]]


def test_empty_rows_are_counted_and_are_one_gap():
    empty = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    items = read(row("Ref") + empty + row("1") + empty.replace("3", "1048570"))

    assert [type(item) for item in items] == [Row, Gap, Row, Gap]
    assert items[2].place == Place(row=5, sheet="Sheet 1")


def test_repeated_cells_stand_as_often_as_they_are_shown():
    source = (
        cell("x", 'table:number-columns-repeated="2"')
        + '<table:table-cell table:number-columns-repeated="2"/>'
    )

    assert rows(read(f"<table:table-row>{source}{cell('y')}</table:table-row>")) == [["x", "x", "", "", "y"]]


def test_a_merged_cell_stands_once_in_its_first_place():
    source = (
        cell("Owners", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>" + cell("Dates")
    )

    assert rows(read(f"<table:table-row>{source}</table:table-row>")) == [["Owners", "", "Dates"]]


def test_a_cell_merged_down_goes_on_in_the_rows_below_it():
    above = cell("Late", 'table:number-rows-spanned="2"') + cell("One")
    below = "<table:covered-table-cell/>" + cell("Two")
    source = f"<table:table-row>{above}</table:table-row><table:table-row>{below}</table:table-row>"

    read_rows = [item for item in read(source) if isinstance(item, Row)]

    assert [row.cells[0].goes_on for row in read_rows] == [False, True]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("First.</text:p><text:p>Second.", "First.\n Second."),
        ("one<text:line-break/>two", "one\n two"),
        ("one<text:s text:c='3'/>two<text:tab/>three", "one two three"),
        ("by <text:span>March</text:span> 2026", "by March 2026"),
        (
            "due<office:annotation><text:p>Ask first</text:p></office:annotation>",
            "due",
        ),
    ],
)
def test_a_cell_reads_as_it_is_shown(inside, text):
    assert rows(read(row(inside))) == [[text]]


def test_comments_stand_beside_their_rows():
    items = read(row("due<office:annotation><text:p>Ask Finance first</text:p></office:annotation>"))

    assert items[1] == Aside("Cell note", "Ask Finance first", Place(row=1, sheet="Sheet 1"))


def test_what_is_hidden_is_read_and_said():
    column = "<table:table-column/><table:table-column table:visibility='collapse'/>"
    hidden = row("1", "x", attributes='table:visibility="filter"')

    items = read(column + row("Ref", "Old") + hidden)

    assert rows(items) == [["Ref", "Old"], ["1", "x"]]
    assert [(item.code, item.place.row) for item in items if isinstance(item, Said)] == [
        ("hidden_rows_read", 2),
        ("hidden_columns_read", None),
    ]


def test_a_coloured_cell_without_words_is_seen_inside_the_table_alone():
    coloured = '<table:table-cell table:style-name="red" table:number-columns-repeated="500"/>'

    (_, found, _) = read(row("Ref", "RAG") + f"<table:table-row>{cell('1')}{coloured}</table:table-row>")

    assert [each.fill for each in found.cells] == [None, "ff0000"]


def test_bold_and_fill_are_seen():
    source = cell("a", 'table:style-name="red"') + cell("b", 'table:style-name="bold"')
    (found, _) = read(f"<table:table-row>{source}</table:table-row>")

    assert [(each.bold, each.fill) for each in found.cells] == [(False, "ff0000"), (True, None)]


def test_sheets_are_headings_where_there_are_several():
    items = read(row("a"), row("b"))

    assert [(item.text, item.level) for item in items if isinstance(item, Line)] == [
        ("Sheet 1", 1),
        ("Sheet 2", 1),
    ]


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (saved(row("x", attributes='table:number-rows-repeated="9000000"')), "too wide and long"),
        (archive("<broken"), "damaged"),
        (archive("<x/>", name="other.xml"), "save it as .ods"),
        (saved(row("x"))[:-30], "only a part"),
        (archive("<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>" + " " * 201_000_000), "200 MB"),
    ],
    ids=["repeated without end", "broken", "no content", "cut short", "bomb"],
)
def test_what_is_no_spreadsheet_is_refused_with_advice(content, advice):
    with pytest.raises(UnreadableFileError, match=advice):
        read_open_spreadsheet(content)
