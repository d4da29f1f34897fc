"""Every kind of paper in every format, of a real plan after one further round, opened again by program.

What they print is held against a plain count of the register, which knows nothing of reports.
"""

import csv
import json
import re
from collections import Counter
from io import BytesIO, StringIO

import docx
import openpyxl
import pdfplumber
import pikepdf
import pytest
from docx.oxml.ns import qn
from lxml import html

from followthrough.intake.read import read_file
from followthrough.outputs.report.file import FORMATS, report_as
from followthrough.outputs.report.kinds import KINDS, OWN_SHAPE, report_of
from followthrough.outputs.report.making import make_report
from followthrough.plan.document import Status
from followthrough.site.register.models import Action
from followthrough.site.reports.making import facts_for_report
from tests.outputs.plan.test_as_pdf import elements
from tests.site.cast import TODAY
from tests.site.reports.further_round import published_further_round

pytestmark = pytest.mark.django_db
LATE = {Status.MEDIUM_SLIPPAGE, Status.SIGNIFICANT_SLIPPAGE}


@pytest.fixture
def november(corpus, riverbank, alice, owen):
    (path,) = (corpus / "seeds").glob("002_*")
    return published_further_round(read_file(path), organisation=riverbank, by=alice, owner=owen)


def plain_count(plan):
    """The statuses of the actions as the register has them, headings left out."""
    rows = Action.objects.filter(plan=plan, archived_at=None).exclude(kind="heading")
    return Counter(rows.values_list("status", flat=True))


def squeezed(text):
    """The words alone: where lines break in a file says nothing."""
    return re.sub(r"\s+", "", text.replace("\u00ad", ""))


def test_each_paper_in_each_format_says_what_a_plain_count_says(november):
    made_from = facts_for_report(november.plan, november.period, today=TODAY)
    counts = plain_count(november.plan)
    total, late = sum(counts.values()), sum(counts[status] for status in LATE)
    for kind in KINDS:
        if kind.name == OWN_SHAPE:
            continue
        report = report_of(kind, made_from.position, made_from.facts, findings=made_from.findings)
        figures = report.figures
        assert (figures["total"], figures["late"]) == (total, late)
        assert figures["done"] == counts[Status.COMPLETE] + counts[Status.CLOSED]
        assert sum(figures["now"].values()) == sum(figures["was"].values()) == total
        files = {form: report_as(report, form) for form in FORMATS}
        _hold_word(files["docx"], report)
        _hold_pdf(files["pdf"], report)
        _hold_excel(files["xlsx"], report)
        _hold_page(files["html"], report)
        _hold_csv(files["csv"], report)
        said = json.loads(files["json"])
        kinds = Counter(each["status_kind"] for each in said["actions"])
        assert kinds == Counter({str(status) if status else None: count for status, count in counts.items()})
        assert (said["figures"]["total"], said["figures"]["late"]) == (total, late)


def _tables(report):
    return [table for table in report.tables if table.rows]


def _hold_word(content, report):
    """Each table cell for cell, each heading, each sentence of the headline."""
    document = docx.Document(BytesIO(content))
    printed = document.tables[0 if report.is_short else 1 :]
    text = squeezed("".join(each.text or "" for each in document.element.iter(qn("w:t"))))
    for table, found in zip([t.on_paper or t for t in _tables(report)], printed, strict=True):
        rows = found._tbl.tr_lst
        assert len(rows) == len(table.rows) + 1
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        for row, cells in zip(rows[1:], table.rows, strict=True):
            words = ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.tc_lst]
            assert [squeezed(each) for each in words] == [squeezed(cell.words) for cell in cells]
    assert all(squeezed(line.words) in text for line in report.headline)
    assert all(squeezed(section.heading) in text for section in report.sections)


def _hold_pdf(content, report):
    """A tagged table for each table, a header cell for each heading; all sentences among its words."""
    with pikepdf.open(BytesIO(content)) as pdf:
        found = [name for name, _ in elements(pdf.Root.StructTreeRoot)]
    tables = [table.on_paper or table for table in _tables(report)]
    assert found.count("/Table") == len(tables)
    assert found.count("/TH") == sum(len(table.headings) for table in tables)
    assert found.count("/TD") == sum(len(table.headings) * len(table.rows) for table in tables)
    with pdfplumber.open(BytesIO(content), pages=[1, 2]) as pdf:
        first = squeezed(" ".join(page.extract_text() for page in pdf.pages))
    assert all(squeezed(line.text) in first for line in report.headline)


def _hold_page(content, report):
    """Each table of the web page cell for cell, its headings among them."""
    page = html.fromstring(content.decode())
    found = page.findall(".//table")
    for table, shown in zip(_tables(report), found, strict=True):
        cells = [squeezed(each.text_content()) for each in shown.iter("th", "td")]
        words = [*table.headings, *(cell.words for row in table.rows for cell in row)]
        assert cells == [squeezed(each) for each in words]


def _hold_csv(content, report):
    """The table that the report is, cell for cell; the mark before what would be a formula is left out."""
    first, *rows = csv.reader(StringIO(content.decode("utf-8-sig")))
    table = report.main_table
    assert first == list(table.headings)
    assert [[squeezed(cell.removeprefix("'")) for cell in row] for row in rows] == [
        [squeezed(cell.words.replace(",", "") if cell.number is not None else cell.words) for cell in row]
        for row in table.rows
    ]


def _hold_excel(content, report):
    """No formula, each row once, numbers as numbers."""
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    rows = sum(sheet.max_row - 3 for sheet in book if sheet.title != "Summary")
    assert rows == sum(len(table.rows) for table in _tables(report))
    numbers = sum(cell.number is not None for table in _tables(report) for row in table.rows for cell in row)
    assert sum(cell.data_type == "n" and cell.value is not None for cell in cells) == numbers


def test_what_was_said_in_earlier_rounds_stays_in_the_plan_in_its_own_shape(november, corpus):
    (path,) = (corpus / "seeds").glob("002_*")
    read = read_file(path)
    made_from = facts_for_report(november.plan, november.period, today=TODAY)
    kind = next(kind for kind in KINDS if kind.name == OWN_SHAPE)
    shape = json.loads(make_report(kind, made_from.position, made_from.facts, "json"))
    said = {
        (update["period"], update["text"])
        for action in shape["actions"]
        for update in action["updates"]
        if update["text"]
    }

    for action in read.actions:
        assert {(each.period, each.text) for each in action.updates if each.text and each.period} <= said
    assert len([each for each in said if each[0] == "2022-11"]) > 1
