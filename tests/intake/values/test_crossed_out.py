"""Words that are crossed out, in each format that can cross them out, are no longer in force."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from followthrough.intake.read import read_bytes
from followthrough.plan.document import PlanDocument, Status
from tests.intake.readings import by_ref, codes, names

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


def test_a_style_of_a_web_page_crosses_out_too() -> None:
    page = (
        web_page()
        .replace(b"<s>", b'<span style="text-decoration: line-through red">')
        .replace(b"</s>", b"</span>")
    )

    assert by_ref(read_bytes(page, "plan"))["K3"].status is Status.CANCELLED
