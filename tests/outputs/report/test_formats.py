"""Every kind of report in every format, opened again by program: whole, accessible, and never a formula."""

import csv
import json
from datetime import date, datetime
from io import BytesIO, StringIO
from time import process_time

import docx
import openpyxl
import pdfplumber
import pdfua
import pikepdf
import pytest
from docx.oxml.ns import qn

from followthrough.outputs.report.blocks import Line, Table
from followthrough.outputs.report.file import FORMATS, report_as
from followthrough.outputs.report.kinds import BY_NAME, KINDS, OWN_SHAPE, report_of
from followthrough.outputs.report.making import make_report
from followthrough.outputs.report.position import position_of
from followthrough.outputs.report.register_facts import (
    Closure,
    Commentary,
    PlanRisk,
    Proof,
    RegisterFacts,
)
from followthrough.plan.document import (
    Action,
    Owner,
    PlanDocument,
    Recommendation,
    Status,
    Update,
)
from followthrough.plan.when import read_when
from tests.outputs.plan.test_as_pdf import elements

NOW, BEFORE, DAY = "2026-12", "2026-11", date(2026, 12, 31)
KINDS_OF_BLOCKS = [kind.name for kind in KINDS if kind.name != OWN_SHAPE]
NASTY = "#let x = 1; *bold* $a$ \\ @ref <label> =1+1 \x07\x0b 🚧 שלום world &amp; <b>not markup</b>"


def plan(title="Wells", text="The pump is in.", count=6):
    """A plan of wells in two themes with every kind of status."""
    statuses = (
        Status.SIGNIFICANT_SLIPPAGE, Status.MEDIUM_SLIPPAGE, Status.ON_TRACK, Status.COMPLETE, Status.CLOSED,
        Status.NOT_DUE,
    )  # fmt: skip
    actions = [
        Action(
            ref=f"W-{number}",
            title=f"Dig well {number}",
            theme="Water" if number % 2 else "=Sums",
            owners=[
                Owner(role="Director", name="Director of Wells"),
                Owner(role="Update owner", name="Digger"),
            ],
            due=read_when("30 November 2026"),
            original_due=read_when("30 September 2026"),
            priority="High" if number % 3 else "Low",
            answers=["R1"],
            updates=[
                Update(period=BEFORE, status=Status.ON_TRACK, text="Dug."),
                Update(
                    period=NOW,
                    status=statuses[number % len(statuses)],
                    text=text,
                    forecast=read_when("28 February 2027"),
                ),
            ],
        )
        for number in range(count)
    ]
    source = Recommendation(id="R1", body="Auditor", text="Dig wells, “deep” ones.", acceptance="accepted")
    return PlanDocument(title=title, organisation="Town", actions=actions, recommendations=[source])


def position(document):
    return position_of(document, period=NOW, day=DAY, before=document, before_period=BEFORE)


def facts():
    """A register's facts, a piece of each sort."""
    return RegisterFacts(
        closures=[Closure("W-4", DAY, "Head of Audit", "Held.")],
        evidence=[Proof("W-3", "Log of the pump", verdict="Ready")],
        risks=[PlanRisk("R1", "The river dries up", 12, 9, 6, ["W-1"])],
        commentaries=[Commentary("Auditor", "Well dug."), Commentary("Scrutiny", requested_on=DAY)],
        moves={"W-1": 2},
    )


def made(kind="cabinet", document=None, register=None):
    return report_of(BY_NAME[kind], position(document or plan()), register or facts(), findings=[])


@pytest.mark.parametrize("kind", KINDS_OF_BLOCKS)
def test_each_kind_is_written_in_each_format_with_all_that_it_says(kind):
    report = made(kind)
    files = {form: report_as(report, form) for form in FORMATS}
    word = docx.Document(BytesIO(files["docx"]))
    in_word = "\n".join(each.text for each in word.paragraphs)
    html = files["html"].decode()

    for section in report.sections:
        assert section.heading in in_word
        for block in section.blocks:
            if isinstance(block, Line):
                assert block.text in in_word
    tables = [table for table in report.tables if table.rows]
    # The box on the first page is a table too.
    assert [len(each.rows) for each in word.tables] == [
        *([] if report.is_short else [len(report.cover)]),
        *(len(table.rows) + 1 for table in tables),
    ]
    assert html.count("<table>") == len(tables)
    assert len(openpyxl.load_workbook(BytesIO(files["xlsx"])).sheetnames) >= len(tables)
    assert json.loads(files["json"])["figures"]["total"] == 6
    assert list(csv.reader(StringIO(files["csv"].decode("utf-8-sig"))))


@pytest.mark.parametrize("kind", KINDS_OF_BLOCKS)
def test_a_pdf_is_what_pdf_ua_asks(kind, tmp_path):
    path = tmp_path / "report.pdf"
    report = made(kind)
    path.write_bytes(report_as(report, "pdf"))
    with pikepdf.open(path) as pdf:
        found = [name for name, _ in elements(pdf.Root.StructTreeRoot)]
        heads = [head for name, head in elements(pdf.Root.StructTreeRoot) if name == "/TH"]
        metadata = pdf.open_metadata()
        headings = [name for name in found if name in ("/H1", "/H2", "/H3")]

        assert metadata["dc:title"] == report.title
        assert pdf.Root.Lang == "en-GB"
        assert pdf.Root.Outlines.Count
        assert found.count("/Table") == sum(1 for table in report.tables if table.rows)
        assert headings == ["/H1", *["/H2"] * len(report.sections)]
        assert {str(a["/Scope"]) for head in heads for a in head.A if "/Scope" in a} <= {"/Column"}
    assert [finding.message for finding in pdfua.validate(path).findings] == []


def test_every_picture_has_words_in_its_place():
    report = made()
    with pikepdf.open(BytesIO(report_as(report, "pdf"))) as pdf:
        pictures = [str(e.Alt) for name, e in elements(pdf.Root.StructTreeRoot) if name == "/Figure"]
    word = docx.Document(BytesIO(report_as(report, "docx")))
    described = [each.get("descr") for each in word.element.iter(qn("wp:docPr"))]

    assert len(pictures) == len(described) == 3
    assert all(pictures)
    assert all(described)


def test_in_word_headers_repeat_rows_stay_whole_and_the_contents_are_filled_in():
    document = docx.Document(BytesIO(report_as(made(), "docx")))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]

    for table in document.tables[1:]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert "Decisions wanted" in headings
    assert document.sections[-1].page_width > document.sections[-1].page_height
    links = [each.get(qn("w:anchor")) for each in document.element.iter(qn("w:hyperlink"))]
    marks = {each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))}
    assert len(links) == len(headings) + 1
    assert set(links) <= marks


def test_in_word_the_contents_are_a_field_with_a_field_for_each_page_and_nothing_is_asked_on_opening():
    document = docx.Document(BytesIO(report_as(made(), "docx")))
    fields = [each.text.split() for each in document.element.iter(qn("w:instrText"))]
    parts = [each.attrib for each in document.element.iter(qn("w:fldChar"))]
    entries = [each.text for each in document.paragraphs if each.style.name.casefold() == "toc 1"]
    links = [each.get(qn("w:anchor")) for each in document.element.iter(qn("w:hyperlink"))]

    assert fields == [
        ["TOC", "\\o", '"1-2"', "\\h", "\\z", "\\u"],
        *(["PAGEREF", each, "\\h"] for each in links),
    ]
    assert [each[qn("w:fldCharType")] for each in parts] == [
        "begin", "separate", *["begin", "separate", "end"] * len(links), "end",
    ]  # fmt: skip
    assert not any(qn("w:dirty") in each for each in parts)
    assert document.settings.element.find(qn("w:updateFields")) is None
    assert entries[0] == "1\tDecisions wanted\t"


def test_text_that_could_break_a_file_breaks_none(tmp_path):
    document = plan(title=NASTY, text=NASTY)
    report = made(document=document)
    path = tmp_path / "report.pdf"
    path.write_bytes(report_as(report, "pdf"))
    book = openpyxl.load_workbook(BytesIO(report_as(report, "xlsx")))
    html = report_as(report, "html").decode()

    assert not pdfua.validate(path).findings
    assert docx.Document(BytesIO(report_as(report, "docx"))).paragraphs
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert "<b>not markup" not in html
    rows = csv.reader(StringIO(report_as(report, "csv").decode("utf-8-sig")))
    assert not [cell for row in rows for cell in row if cell.startswith("=")]


def test_an_update_of_ten_thousand_words_runs_over_its_pages_whole():
    report = made(document=plan(text=" ".join(["dug"] * 9_999 + ["finis"]), count=1))
    with pdfplumber.open(BytesIO(report_as(report, "pdf"))) as pdf:
        text = " ".join(page.extract_text() for page in pdf.pages)
    word = docx.Document(BytesIO(report_as(report, "docx")))

    assert "finis" in text
    assert "finis" in word.tables[-1].rows[-1].cells[-1].text


@pytest.mark.parametrize("kind", KINDS_OF_BLOCKS)
def test_an_empty_plan_gets_sentences_and_no_empty_table(kind, tmp_path):
    report = report_of(
        BY_NAME[kind], position_of(PlanDocument(), period=NOW, day=DAY), RegisterFacts(), findings=[]
    )
    path = tmp_path / "report.pdf"
    path.write_bytes(report_as(report, "pdf"))

    assert all(
        block.empty
        for s in report.sections
        for block in s.blocks
        if isinstance(block, Table) and not block.rows
    )
    assert all(report_as(report, form) for form in FORMATS)
    assert not pdfua.validate(path).findings


def test_excel_has_days_as_days_beside_their_words_and_numbers_as_numbers():
    sheet = openpyxl.load_workbook(BytesIO(report_as(made(), "xlsx")))["Water"]
    names = [cell.value for cell in sheet[3]]
    first = dict(zip(names, (cell.value for cell in sheet[4]), strict=True))

    assert first["Date now"] == "30 Nov 2026"
    assert first["Date now (day)"] == datetime(2026, 11, 30)  # noqa: DTZ001  a sheet has no zones
    assert first["Months late"] == 3
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref


def test_without_a_register_each_section_says_that_it_needs_one():
    report = made(register=RegisterFacts())
    words = " ".join(block.words for s in report.sections for block in s.blocks if isinstance(block, Line))

    for what in (
        "The risks to the plan",
        "The requests for changes and the decisions",
        "Who is asked to comment",
    ):
        assert f"{what}" in words
    assert "This report was made from a file" in words


def test_a_public_edition_leaves_out_what_is_exempt_and_says_how_much():
    document = plan(text="Said in public by Mary Xperson, xmail@example.org, of XEXEMPTX and W-1.")
    secret = document.actions[1].model_copy(update={"title": "XEXEMPTX", "theme": "XTHEMEX"})
    document = document.model_copy(update={"actions": [document.actions[0], secret, *document.actions[2:]]})
    register = RegisterFacts(
        exempt=frozenset({"W-1"}),
        exempt_words=frozenset({"XEXEMPTX", "XRISKX"}),
        persons=frozenset({"Mary Xperson"}),
        evidence=[Proof("W-2", "XPROOFX")],
        risks=[PlanRisk("XRISKX", "XRISKX", 1, is_exempt=True)],
        closures=[Closure("W-1", DAY, "XWHOX")],
        moves={"W-1": 3},
    )
    marks = ("XEXEMPTX", "XTHEMEX", "XPROOFX", "XRISKX", "XWHOX", "Xperson", "xmail", "W-1")
    # Every kind as the format that holds all of it, and two as every format.
    pairs = [*((kind, "json") for kind in KINDS), *((BY_NAME["cabinet"], form) for form in FORMATS)]
    for kind, form in [*pairs, *((BY_NAME["own-shape"], form) for form in FORMATS)]:
        content = make_report(kind, position(document), register, form, findings=[], is_public=True)
        text = _text_in(content, form)
        assert not [mark for mark in marks if mark in text], (kind.name, form)
    report = report_of(BY_NAME["cabinet"], position(document), register, is_public=True)
    assert dict(report.cover)["Public or exempt"] == (
        "Public edition. Left out: one exempt action, one exempt risk, one piece of evidence and "
        "2 names of persons."
    )


def _text_in(content, form):
    """All that a file says, its parts and properties among it."""
    from zipfile import ZipFile

    if form in ("docx", "xlsx"):
        with ZipFile(BytesIO(content)) as parts:
            return " ".join(parts.read(name).decode("latin-1") for name in parts.namelist())
    if form == "pdf":
        with pdfplumber.open(BytesIO(content)) as pdf:
            return f"{pdf.metadata} {' '.join(page.extract_text() for page in pdf.pages)}"
    return content.decode()


def test_the_same_facts_give_the_same_bytes():
    for form in FORMATS:
        assert report_as(made(), form) == report_as(made(), form)


def test_own_shape_is_the_plan_in_its_own_layout_up_to_the_period():
    document = plan()
    shape = make_report(
        BY_NAME[OWN_SHAPE],
        position_of(document, period=BEFORE, day=date(2026, 11, 30)),
        RegisterFacts(),
        "json",
    )

    assert {each["period"] for action in json.loads(shape)["actions"] for each in action["updates"]} == {
        BEFORE
    }


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_three_hundred_actions_take_seconds(form):
    report = made(document=plan(count=300))
    began = process_time()
    report_as(report, form)

    assert process_time() - began < 10
