"""A Word document without content: its pages, styles, running title, page numbers and properties."""

from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml.etree import _Element as Element

from followthrough.outputs.word.elements import field, run, writable
from followthrough.outputs.word.pages import MARGIN, Page
from followthrough.outputs.word.table import HEADING_STYLE, TEXT_STYLE

_FONT, _DARK = "Arial", "1d3d5c"
_SIZES = {"Normal": 10.0, "Title": 22.0, "Heading 1": 15.0, "Heading 2": 12.0}
_IN_TABLES = 8.0
_LANGUAGE = "en-GB"
# Word takes no longer title or author.
_LONGEST_PROPERTY = 255
# The same content gives the same bytes, so the moment of writing can't stand in the file.
_WITHOUT_A_DAY = date(2000, 1, 1)
# The years that a part of a .zip file can be dated by.
_FIRST_YEAR, _LAST_YEAR = 1980, 2107


def new_document(*, title: str, running: str, author: str, as_at: date | None, page: Page) -> Document:
    """A document that is named for those who hear it, dated as its content is, and numbers its pages.

    `running` stands on top of each page; it may be empty.
    """
    document = docx.Document()
    _set_page(document, page)
    _set_styles(document)
    _set_running_lines(document, running)
    properties = document.core_properties
    properties.title, properties.author = _property(title), _property(author)
    properties.comments, properties.last_modified_by = "", properties.author
    properties.language = _LANGUAGE
    properties.created = properties.modified = _moment(as_at)
    return document


def bytes_of(document: Document, as_at: date | None) -> bytes:
    """The bytes of the .docx file, each of its parts dated as the content is."""
    saved, stream = BytesIO(), BytesIO()
    document.save(saved)
    day = as_at or _WITHOUT_A_DAY
    year = min(max(day.year, _FIRST_YEAR), _LAST_YEAR)
    with ZipFile(saved) as before, ZipFile(stream, "w") as after:
        for name in before.namelist():
            part = ZipInfo(name, (year, day.month, day.day, 0, 0, 0))
            after.writestr(part, before.read(name), ZIP_DEFLATED)
    return stream.getvalue()


def add(document: Document, *elements: Element) -> None:
    """Put elements after all that the document has: its last one says how its pages are set."""
    for each in elements:
        document.element.body[-1].addprevious(each)


def _property(text: str) -> str:
    return writable(text)[:_LONGEST_PROPERTY]


def _moment(day: date | None) -> datetime:
    said = day or _WITHOUT_A_DAY
    return datetime(said.year, said.month, said.day, tzinfo=UTC)


def _set_page(document: Document, page: Page) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if page.is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(page.width), Cm(page.height)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin = section.bottom_margin = Cm(2)
    section.header_distance = section.footer_distance = Cm(1)


def _set_styles(document: Document) -> None:
    for name in (TEXT_STYLE, HEADING_STYLE):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size = Pt(_IN_TABLES)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1)
        style.paragraph_format.line_spacing = 1.0
    for name, size in _SIZES.items():
        style = document.styles[name]
        style.font.size = Pt(size)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(_DARK.upper())
        _set_font(style.element.get_or_add_rPr().get_or_add_rFonts())
    _set_language(document)


def _set_font(fonts: Element) -> None:
    """The font by its name: the template's styles take theirs from a theme."""
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), "")
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _set_language(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)


def _set_running_lines(document: Document, running: str) -> None:
    section = document.sections[0]
    section.header.paragraphs[0]._p.append(run(running))
    numbers = (run("Page "), field("PAGE"), run(" of "), field("NUMPAGES"))
    section.footer.paragraphs[0]._p.extend(numbers)
