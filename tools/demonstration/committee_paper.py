"""The demonstration plan as a committee gets it: a Word document with the two latest months."""

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row

from demonstration.content import Content, Line, month_in_words
from demonstration.workbook import RISK_HEADINGS, letters_on, risk_cells

_A3 = (Cm(42), Cm(29.7))
_DARK, _MAIN = "134e4a", "e3efee"


@dataclass(frozen=True)
class Heading:
    """A column: the words over it, over its group, its width in centimetres, what stands in it."""

    text: str
    group: str
    width: float
    name: str
    month: str | None = None


def _headings(content: Content) -> list[Heading]:
    months = [
        Heading(f"{kind.title()} ({month_in_words(month)})", month_in_words(month), width, kind, month)
        for month in content.months[-2:]
        for kind, width in (("status", 1.8), ("update", 4.3))
    ]
    return [
        Heading("Workstream", "", 2.2, "workstream"),
        Heading("Ref", "", 1.9, "ref"),
        Heading("Action", "", 4.0, "title"),
        Heading("Director Lead", "Owners", 2.1, "lead"),
        Heading("Cabinet Member", "Owners", 2.1, "member"),
        Heading("Other Leads", "Owners", 2.0, "others"),
        Heading("Update Owner", "Owners", 2.1, "updater"),
        Heading("Start date", "Dates", 1.85, "start"),
        Heading("Original due date", "Dates", 1.8, "original"),
        Heading("Current due date", "Dates", 1.8, "due"),
        Heading("Main action risk", "", 1.4, "risk"),
        *months,
        Heading("Change control required", "", 1.65, "change"),
        Heading("Evidence", "", 2.5, "evidence"),
    ]


def make_committee_paper(content: Content) -> bytes:
    """The bytes of the document; the same content gives the same bytes."""
    document = docx.Document()
    _set_up(document, content)
    _write_title_page(document, content)
    _write_keys(document, content)
    for theme, lines in content.by_theme().items():
        document.add_heading(theme, 1).paragraph_format.page_break_before = True
        _write_theme(document, content, lines)
    stream = BytesIO()
    document.save(stream)
    return _without_moments(stream.getvalue())


def _set_up(document: Document, content: Content) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _A3
    section.left_margin = section.right_margin = Cm(1.2)
    section.top_margin = section.bottom_margin = Cm(1.5)
    for name, size in (("Normal", 10), ("Title", 30), ("Heading 1", 18), ("Heading 2", 14)):
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.font.color.rgb = RGBColor.from_string(_DARK if name != "Normal" else "000000")
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(script), None)
        fonts.set(qn("w:hAnsi"), "Arial")
    _write_footer(document, content)
    properties = document.core_properties
    properties.title, properties.author = content.front["title"], content.front["organisation"]
    properties.language, properties.comments = "en-GB", ""
    properties.created = properties.modified = datetime.combine(
        content.as_at, datetime.min.time(), tzinfo=UTC
    )


def _write_footer(document: Document, content: Content) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(
        f"{content.front['organisation']}, position at {content.as_at.day} {content.as_at:%B %Y}. Page "
    )
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _write_title_page(document: Document, content: Content) -> None:
    document.add_heading(content.front["title"], 0).paragraph_format.space_before = Cm(4)
    for text, size in (
        (content.front["organisation"], 18),
        (f"Position at {content.as_at.day} {content.as_at:%B %Y}", 14),
    ):
        document.add_paragraph().add_run(text).font.size = Pt(size)
    for text in content.front["introduction"]:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.right_indent = Cm(14)
        paragraph.add_run(text).font.size = Pt(13)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _write_keys(document: Document, content: Content) -> None:
    document.add_heading("Status key", 2)
    headings = ["Status", "Definition", "Leadership Team response"]
    rows = [[entry["label"], entry["definition"], entry["response"]] for entry in content.front["scheme"]]
    table = _write_key_table(document, headings, rows, [4.0, 20.0, 10.0])
    for row, entry in zip(table.rows[1:], content.front["scheme"], strict=True):
        _colour(row.cells[0], entry["colour"])
    document.add_heading("Main action risk score", 2)
    levels = [risk_cells(level) for level in content.front["risk"]]
    _write_key_table(document, RISK_HEADINGS, levels, [3.0, 7.5, 8.5, 8.5, 8.5])


def _write_key_table(
    document: Document, headings: list[str], rows: list[list[str]], widths: list[float]
) -> Table:
    table = _table(document, len(rows) + 1, widths)
    _head(table.rows[0], headings)
    for row, texts in zip(list(table.rows)[1:], rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            _write(cell, text, size=10)
    return table


def _write_theme(document: Document, content: Content, lines: list[Line]) -> None:
    headings = _headings(content)
    table = _table(document, len(lines) + 2, [heading.width for heading in headings])
    rows = list(table.rows)
    _head(rows[0], ["" for _ in headings])
    _write_groups(rows[0], headings)
    _head(rows[1], [heading.text for heading in headings])
    for row, line in zip(rows[2:], lines, strict=True):
        _keep_together(row)
        for cell, heading in zip(row.cells, headings, strict=True):
            _write_plan_cell(cell, line, heading, content)


def _write_groups(row: _Row, headings: list[Heading]) -> None:
    cells = row.cells
    for group in dict.fromkeys(heading.group for heading in headings if heading.group):
        columns = [at for at, heading in enumerate(headings) if heading.group == group]
        merged = cells[columns[0]].merge(cells[columns[-1]])
        for spare in merged.paragraphs[1:]:
            spare._p.getparent().remove(spare._p)
        _write(merged, group, bold=True, colour="ffffff")


def _write_plan_cell(cell: _Cell, line: Line, heading: Heading, content: Content) -> None:
    if heading.month is None:
        text = str(getattr(line, heading.name))
    else:
        text = getattr(line.said[heading.month], "status" if heading.name == "status" else "text")
    if line.is_main:
        _shade(cell, _MAIN)
    _write(cell, text, bold=line.is_main)
    colour = content.colour_of(text) if heading.name == "status" else None
    if colour:
        _colour(cell, colour)


def _table(document: Document, rows: int, widths: list[float]) -> Table:
    table = document.add_table(rows, len(widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    return table


def _head(row: _Row, texts: list[str]) -> None:
    """A heading row, which Word repeats on each page."""
    repeated = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(repeated)
    _keep_together(row)
    for cell, text in zip(row.cells, texts, strict=True):
        _shade(cell, _DARK)
        if text:
            _write(cell, text, bold=True, colour="ffffff")


def _keep_together(row: _Row) -> None:
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _write(
    cell: _Cell, text: str, *, bold: bool = False, colour: str | None = None, size: float = 7.5
) -> None:
    for number, part in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(part)
        run.font.size, run.bold = Pt(size), bold or None
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour.upper())


def _colour(cell: _Cell, colour: str) -> None:
    """A status: its colour behind its word."""
    _shade(cell, colour)
    for paragraph in cell.paragraphs:
        for run in paragraph.runs:
            run.font.color.rgb = RGBColor.from_string(letters_on(colour).upper())


def _shade(cell: _Cell, colour: str) -> None:
    properties = cell._tc.get_or_add_tcPr()
    for old in properties.findall(qn("w:shd")):
        properties.remove(old)
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    properties.append(shade)


def _without_moments(content: bytes) -> bytes:
    """The same package with one fixed moment on every part."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(stream, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(ZipInfo(name, (2026, 11, 30, 0, 0, 0)), before.read(name), ZIP_DEFLATED)
    return stream.getvalue()
