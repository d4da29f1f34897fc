"""Which reader reads a file, told by its bytes and not by its name."""

import zipfile
from io import BytesIO

from followthrough.intake.grid import Item, UnreadableFileError

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOT_READ_YET = (
    (b"%PDF", "a PDF", "Save it as Word or Excel, or copy its table into a spreadsheet"),
    (
        b"\xd0\xcf\x11\xe0",
        "an older Word or Excel file (or one with a password)",
        "Save it as .docx or .xlsx without a password",
    ),
    (b"{\\rtf", "rich text", "Save it as .docx"),
    (b"\x89PNG", "a picture", "Choose the document that the picture was taken of"),
    (b"\xff\xd8\xff", "a picture", "Choose the document that the picture was taken of"),
)


def read_items(content: bytes, name: str) -> list[Item]:
    """Rows and lines of a file. Raises UnreadableFileError with a sentence that says what to do."""
    kind = media_type_of(content, name)
    if kind == _EXCEL:
        from followthrough.intake.readers.excel import read_excel

        return read_excel(content)
    if kind == _WORD:
        from followthrough.intake.readers.word import read_word

        return read_word(content)
    from followthrough.intake.readers.text import read_text

    return read_text(content)


def media_type_of(content: bytes, name: str) -> str:
    """The media type, by the bytes. Raises UnreadableFileError for a kind of file that is not read."""
    for mark, kind, advice in _NOT_READ_YET:
        if content.startswith(mark):
            raise UnreadableFileError(f"{name} is {kind}, which can't be read. {advice}, and try again.")
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content, name)
    return "text/csv" if name.lower().endswith(".csv") else "text/plain"


def _office_type(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise UnreadableFileError(
            f"{name} is damaged or cut short. Open it, save it again, and try once more."
        ) from error
    if "xl/workbook.xml" in parts:
        return _EXCEL
    if "word/document.xml" in parts:
        return _WORD
    raise UnreadableFileError(
        f"{name} is not a Word or Excel file. Choose the plan as .docx, .xlsx, .csv or text."
    )
