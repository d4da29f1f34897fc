"""Marks in a text that are none of its words are left out, and said where it matters."""

import json
import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from followthrough.intake.formats import read_items
from followthrough.intake.grid import PARAGRAPH, Row, Said
from followthrough.intake.marks import TURNED_CODE, read_cell
from followthrough.intake.read import read_bytes
from followthrough.plan.document import PlanDocument, Status
from tests.intake.readings import by_ref, codes, names

TURN, ISOLATE = "\u202e", "\u2066"


@pytest.mark.parametrize("sign", [TURN, ISOLATE])
def test_the_words_stay_as_they_are_written_and_the_sign_is_said_with_its_place(sign: str) -> None:
    items = read_items(f"Ref\tAction\nA1\tPay {sign}the plan\n".encode(), "plan.tsv")

    rows = [[cell.text for cell in item.cells] for item in items if isinstance(item, Row)]
    said = [(item.code, item.place.row) for item in items if isinstance(item, Said)]
    assert rows == [["Ref", "Action"], ["A1", "Pay the plan"]]
    assert said == [(TURNED_CODE, 2)]


def test_letters_of_other_alphabets_and_signs_that_turn_nothing_stay() -> None:
    text = "Café Ελλάδα שלום \u200f👩\u200d💻"
    (row,) = (it for it in read_items(f"A1\t{text}".encode(), "plan.tsv") if isinstance(it, Row))

    assert row.cells[1].text == text


@pytest.mark.parametrize("is_spelled_out", [True, False])
def test_a_plan_document_is_cleared_of_them_however_they_are_written(*, is_spelled_out: bool) -> None:
    document = {"title": f"Our {TURN}plan", "actions": [{"ref": "A1", "title": r"In \u202e words"}]}
    plan = read_bytes(json.dumps(document, ensure_ascii=is_spelled_out).encode(), "plan.json")

    assert plan.title == "Our plan"
    assert plan.actions[0].title == r"In \u202e words"
    assert [problem.code for problem in plan.problems] == [TURNED_CODE]


HEADINGS = ["Ref", "Action", "Owner", "Due date", "Status"]
# What stands between two tildes is crossed out.
ROWS = [
    ["K1", "Mend the weir", "~Harbour Master~ Head of Rivers", "~4 May 2026~ 9 June 2026", "On track"],
    ["K2", "Dredge the basin", "Head of Rivers", "12 July 2026", "Complete"],
    ["~K3~", "~Paint the lock~", "~Lock Keeper~", "~3 August 2026~", "~On track~"],
]


def parts(text: str) -> list[tuple[str, bool]]:
    """The pieces of a text, each with whether it is crossed out."""
    return [(piece, at % 2 == 1) for at, piece in enumerate(text.split("~")) if piece]


def word() -> bytes:
    document = docx.Document()
    grid = document.add_table(len(ROWS) + 1, len(HEADINGS))
    for row, texts in zip(grid.rows, [HEADINGS, *ROWS], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            for piece, is_crossed in parts(text):
                cell.paragraphs[0].add_run(piece).font.strike = is_crossed or None
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel() -> bytes:
    workbook = Workbook()
    for at, texts in enumerate([HEADINGS, *ROWS], 1):
        for column, text in enumerate(texts, 1):
            cell = workbook.active.cell(at, column)
            pieces = parts(text)
            if len(pieces) > 1:
                blocks = [
                    TextBlock(InlineFont(strike=True), part) if crossed else part for part, crossed in pieces
                ]
                cell.value = CellRichText(*blocks)
            else:
                cell.value, cell.font = pieces[0][0], Font(strike=pieces[0][1])
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def web_page() -> bytes:
    cells = [
        "".join(f"<s>{piece}</s>" if crossed else piece for piece, crossed in parts(text))
        for row in [HEADINGS, *ROWS]
        for text in row
    ]
    width = len(HEADINGS)
    lines = [
        "".join(f"<td>{text}</td>" for text in cells[at : at + width]) for at in range(0, len(cells), width)
    ]
    return ("<!doctype html><table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>").encode()


def open_spreadsheet() -> bytes:
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in [("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")]
    )
    line = '<style:text-properties style:text-line-through-style="solid"/>'
    style = f'<style:style style:name="x">{line}</style:style>'
    rows = "".join(
        "<table:table-row>"
        + "".join(
            "<table:table-cell><text:p>"
            + "".join(
                f'<text:span text:style-name="x">{piece}</text:span>' if crossed else piece
                for piece, crossed in parts(text)
            )
            + "</text:p></table:table-cell>"
            for text in row
        )
        + "</table:table-row>"
        for row in [HEADINGS, *ROWS]
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{style}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="Plan">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return stream.getvalue()


@pytest.fixture(params=[word, excel, web_page, open_spreadsheet])
def plan(request: pytest.FixtureRequest) -> PlanDocument:
    return read_bytes(request.param(), "plan")


def test_what_is_crossed_out_is_no_longer_in_force(plan: PlanDocument) -> None:
    mended = by_ref(plan)["K1"]

    assert mended.due
    assert mended.due.text == "9 June 2026"
    assert names(mended) == ["Head of Rivers"]


def test_it_is_kept_as_a_note_and_said(plan: PlanDocument) -> None:
    notes = [(note.heading, note.text) for note in by_ref(plan)["K1"].notes]

    assert notes == [("Crossed out", "Harbour Master"), ("Crossed out", "4 May 2026")]
    assert codes(plan) == {"words_crossed_out": 2, "row_crossed_out": 1}


def test_an_action_whose_whole_row_is_crossed_out_is_cancelled(plan: PlanDocument) -> None:
    assert [action.status for action in plan.actions] == [Status.ON_TRACK, Status.COMPLETE, Status.CANCELLED]
    assert by_ref(plan)["K3"].title == "Paint the lock"


def test_a_title_crossed_out_alone_is_of_a_cancelled_action() -> None:
    row = "<tr><td>K4<td><s>Dig the old pond</s><td>Head of Rivers<td>May 2026<td>Dropped in March"
    above = "<tr><td>K3<td>Cut the reeds<td>Clerk<td>May 2026<td>"
    head = "<tr><th>Ref<th>Action<th>Owner<th>Due date<th>Progress"
    read = read_bytes(f"<html><table>{head}{above}{row}</table></html>".encode(), "plan.html")
    dropped = by_ref(read)["K4"]

    assert (dropped.title, dropped.status) == ("Dig the old pond", Status.CANCELLED)
    assert "row_crossed_out" in codes(read)
    assert "missing_title" not in codes(read)


def test_a_style_of_a_web_page_crosses_out_too() -> None:
    page = (
        web_page()
        .replace(b"<s>", b'<span style="text-decoration: line-through red">')
        .replace(b"</s>", b"</span>")
    )

    assert by_ref(read_bytes(page, "plan"))["K3"].status is Status.CANCELLED


LONG = "The board met in June and went through the whole register of contracts with the auditors."


@pytest.mark.parametrize(
    "text",
    [
        "<5% of budget",
        "<25% and >80%",
        "a < b > c",
        "x <y> z",
        "AT&T",
        "R&D; then more",
        "&c",
        "a &lt",
        "< b>",
    ],
)
def test_what_is_no_known_tag_stays(text: str) -> None:
    assert read_cell(text).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<u>Target</u> Date", "Target Date"),
        ("<p>July 2024</p>", "July 2024"),
        ('<span style="color:red">Late</span>', "Late"),
        ("<STRONG>All</STRONG> staff", "All staff"),
        ("25<sup>th</sup> June", "25th June"),
        ("Parks &amp; Markets", "Parks & Markets"),
        ("Mayor&#8217;s office", "Mayor’s office"),
        ("10&nbsp;% more", "10 % more"),
        ("  two\tblanks  ", "two blanks"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_known_tags_and_entities_are_read(raw: str, text: str) -> None:
    assert read_cell(raw).text == text


@pytest.mark.parametrize(
    "raw",
    [
        "<p>One.</p> <p>Two.</p>",
        "One.<br>Two.",
        "One.<br/>Two.",
        "<div>One.</div><div>Two.</div>",
        "One.\nTwo.",
    ],
)
def test_paragraphs_are_parted_by_a_line_break(raw: str) -> None:
    assert read_cell(raw).text == f"One.{PARAGRAPH}Two."


def test_the_items_of_a_list_are_lines_with_bullets() -> None:
    assert read_cell("<ul><li>one</li><li>two</li></ul>").text == f"• one{PARAGRAPH}• two"


def test_italics_at_a_paragraph_s_end_begin_a_line() -> None:
    raw = "<p>Delayed to July. <i>Note: no meeting in June.</i></p>"

    assert read_cell(raw).text == f"Delayed to July.{PARAGRAPH}Note: no meeting in June."


def test_italics_in_the_middle_of_a_sentence_are_plain() -> None:
    assert read_cell("The <i>whole</i> board met.").text == "The whole board met."


@pytest.mark.parametrize(
    "raw", ["<b>All of it</b>", "<p><strong>All of it</strong></p>", " <b>All of it</b> "]
)
def test_a_cell_all_in_bold_is_bold(raw: str) -> None:
    cell = read_cell(raw)

    assert (cell.text, cell.bold) == ("All of it", True)


@pytest.mark.parametrize("raw", ["<b>Part</b> of it", "<b>One</b> and <b>two</b>", "none"])
def test_a_cell_partly_in_bold_is_not(raw: str) -> None:
    assert not read_cell(raw).bold


def test_two_blanks_in_prose_are_a_lost_paragraph() -> None:
    assert read_cell(f"{LONG}  {LONG}").text == f"{LONG}{PARAGRAPH}{LONG}"


def test_two_blanks_in_a_short_cell_are_a_blank() -> None:
    assert read_cell("Head  of Parks").text == "Head of Parks"


@given(st.text(alphabet=st.sampled_from('<>/&;#=" \nbpiulxab15%'), max_size=60))
def test_no_cell_raises_and_no_digit_or_sign_of_per_cent_is_lost(raw: str) -> None:
    text = read_cell(raw).text
    outside = re.sub(r"<[^<>]*>|&[^;]*;", "", raw)

    assert all(text.count(mark) >= outside.count(mark) for mark in "15%")


@given(st.text(max_size=200))
def test_any_text_is_read(raw: str) -> None:
    assert read_cell(raw).text == read_cell(raw).text.strip()
