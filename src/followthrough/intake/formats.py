"""Which reader reads a file, told by its bytes and not by its name."""

import re
import zipfile
from collections.abc import Callable
from importlib import import_module
from io import BytesIO

from followthrough.intake.grid import Item, Row, UnreadableFileError, as_paragraphs
from followthrough.intake.marks import without_crossed_out, without_list_numbers, without_turns
from followthrough.intake.readers.package import UNREADABLE_PART

JSON = "application/json"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OLD_EXCEL = "application/vnd.ms-excel"
_XML_SPREADSHEET = "application/vnd.ms-excel+xml"
_OPEN_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OLD_WORD = "application/msword"
_RICH_TEXT = "application/rtf"
_OPEN_TEXT = "application/vnd.oasis.opendocument.text"
_PDF = "application/pdf"
_WEB_PAGE = "text/html"
_WEB_ARCHIVE = "multipart/related"
_NOT_READ_YET = (
    (b"\x89PNG", "a picture", "Choose the document that the picture was taken of"),
    (b"\xff\xd8\xff", "a picture", "Choose the document that the picture was taken of"),
)
_OFFICE_PARTS = {"xl/workbook.xml": _EXCEL, "word/document.xml": _WORD}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# The names of the streams in an older Office file tell which program it is of; a nought ends each.
_WORKBOOK_STREAMS = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))
_WORD_STREAM = "WordDocument\0".encode("utf-16-le")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_FIRST_BYTES = 4096
_NAMES_XML_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_OPENS_JSON = re.compile(rb'\{\s*["}]')
_OPENS_WEB_PAGE = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|(?:html|head|body|meta|title|style|main|table)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_OPENS_WEB_ARCHIVE = re.compile(rb"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_WEB_ENDINGS = (".html", ".htm", ".xhtml")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


Reader = Callable[[bytes], list[Item]]


def read_items(content: bytes, name: str) -> list[Item]:
    """Rows and lines of a file. Raises UnreadableFileError with a sentence that says what to do."""
    module, function = _READERS[media_type_of(content, name)]
    read: Reader = getattr(import_module(f"followthrough.intake.{module}"), function)
    items = read(content)
    return [_in_paragraphs(item) for item in without_list_numbers(without_crossed_out(without_turns(items)))]


def _in_paragraphs(item: Item) -> Item:
    """A row whose texts mark their paragraphs alike, whatever the format does: see PARAGRAPH."""
    if not isinstance(item, Row) or not any("\n" in cell.text for cell in item.cells):
        return item
    cells = tuple(cell._replace(text=as_paragraphs(cell.text)) for cell in item.cells)
    return Row(cells, item.place)


# The reader of each kind of file, as its module and its function. It is imported when it is used: the
# libraries of formats take long to load.
_READERS = {
    _EXCEL: ("readers.excel", "read_excel"),
    _OLD_EXCEL: ("readers.old_excel", "read_old_excel"),
    _XML_SPREADSHEET: ("readers.old_excel", "read_xml_spreadsheet"),
    _OPEN_SPREADSHEET: ("readers.open_spreadsheet", "read_open_spreadsheet"),
    _WORD: ("readers.word", "read_word"),
    _OLD_WORD: ("readers.word", "read_old_word"),
    _RICH_TEXT: ("readers.word", "read_old_word"),
    _OPEN_TEXT: ("readers.word", "read_old_word"),
    _PDF: ("readers.pdf", "read_pdf"),
    _WEB_PAGE: ("readers.web", "read_web_page"),
    _WEB_ARCHIVE: ("readers.web", "read_web_archive"),
    "text/csv": ("proposals.text_columns", "read_text"),
    "text/plain": ("proposals.text_columns", "read_text"),
}


def media_type_of(content: bytes, name: str) -> str:
    """The media type, by the bytes. Raises UnreadableFileError for a kind of file that is not read."""
    for mark, kind, advice in _NOT_READ_YET:
        if content.startswith(mark):
            raise UnreadableFileError(f"{name} is {kind}, which can't be read. {advice}, and try again.")
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content, name)
    if content.startswith(_OLD_OFFICE):
        return _old_office_type(content, name)
    if content.startswith(b"{\\rtf"):
        return _RICH_TEXT
    if b"%PDF-" in content[:1024]:
        return _PDF
    return _text_type(content, name)


def _text_type(content: bytes, name: str) -> str:
    first = content[:_FIRST_BYTES]
    if first.startswith(_UTF_16_MARKS):
        first = first.replace(b"\x00", b"")[2:]
    first = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _OPENS_JSON.match(first):
        return JSON
    if first.startswith(b"<?xml") and _NAMES_XML_SPREADSHEET in first:
        return _XML_SPREADSHEET
    if _OPENS_WEB_PAGE.match(first) or (name.lower().endswith(_WEB_ENDINGS) and b"<" in first):
        return _WEB_PAGE
    if _OPENS_WEB_ARCHIVE.search(first):
        return _WEB_ARCHIVE
    return "text/csv" if name.lower().endswith(".csv") else "text/plain"


def _old_office_type(content: bytes, name: str) -> str:
    if _ENCRYPTED_STREAM in content:
        raise UnreadableFileError(f"{name} has a password. Take the password off, save it and try again.")
    if any(stream in content for stream in _WORKBOOK_STREAMS):
        return _OLD_EXCEL
    if _WORD_STREAM in content:
        return _OLD_WORD
    raise UnreadableFileError(
        f"{name} is an older Word or Office file, which can't be read, or a part of one. "
        "Save it as .docx or .xlsx, and try again."
    )


def _opening_of(archive: zipfile.ZipFile, part: str) -> str:
    """The first letters of a part: the whole of it may unpack to more than the machine can hold."""
    with archive.open(part) as stream:
        return stream.read(80).decode("ascii", "replace")


def _office_type(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = set(archive.namelist())
            kind = _opening_of(archive, "mimetype") if "mimetype" in parts else ""
    except UNREADABLE_PART as error:
        raise UnreadableFileError(
            f"{name} is damaged or cut short. Open it, save it again, and try once more."
        ) from error
    if kind.startswith(_OPEN_SPREADSHEET):
        return _OPEN_SPREADSHEET
    if kind.startswith(_OPEN_TEXT):
        return _OPEN_TEXT
    for part, media_type in _OFFICE_PARTS.items():
        if part in parts:
            return media_type
    raise UnreadableFileError(
        f"{name} is not a Word or Excel file. "
        "Choose the plan as .docx, .xlsx, .xls, .ods, .pdf, .html, .csv or text."
    )
