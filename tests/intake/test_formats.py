"""Which reader reads a file, and what is said of files that none reads."""

from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest

from followthrough.intake.formats import media_type_of, read_items
from followthrough.intake.grid import Row, UnreadableFileError

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def archive(name: str, content: str = "<x/>") -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as zipped:
        zipped.writestr(name, content)
    return stream.getvalue()


def workbook() -> bytes:
    book, stream = openpyxl.Workbook(), BytesIO()
    book.worksheets[0].append(["Ref", "Action"])
    book.save(stream)
    return stream.getvalue()


def document() -> bytes:
    paper, stream = docx.Document(), BytesIO()
    table = paper.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Ref", "Action"
    paper.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"Ref\tAction", "plan.txt", "text/plain"),
        (b"Ref,Action", "plan.CSV", "text/csv"),
        (archive("xl/workbook.xml"), "plan.txt", EXCEL),
        (archive("word/document.xml"), "plan.xlsx", WORD),
        (b"%PDF-1.7 ...", "plan.docx", "application/pdf"),
        (b"  <!DOCTYPE html><p>Ref", "plan.txt", "text/html"),
        (b"<html><table>", "plan.xls", "text/html"),
        ("<html>".encode("utf-16"), "plan", "text/html"),
        (b"<p>Ref</p>\tAction", "plan.txt", "text/plain"),
        (b"<p>Ref</p>", "plan.HTM", "text/html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;", "plan.mhtml", "multipart/related"),
        (b'\xef\xbb\xbf{"format": 1}', "plan.txt", "application/json"),
        (b"{Ref} Action", "plan.json", "text/plain"),
    ],
)
def test_the_bytes_tell_the_kind_and_not_the_name(content: bytes, name: str, kind: str) -> None:
    assert media_type_of(content, name) == kind


@pytest.mark.parametrize("content", [b"Ref\tAction", b"Ref,Action", workbook(), document()])
def test_each_kind_is_read_by_its_own_reader(content: bytes) -> None:
    rows = [item for item in read_items(content, "plan") if isinstance(item, Row)]

    assert [[cell.text for cell in row.cells] for row in rows] == [["Ref", "Action"]]


@pytest.mark.parametrize(
    ("content", "what", "advice"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "older Word or Office", ".docx"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "has a password", "save it"),
        (b"\x89PNG\r\n", "a picture", "document"),
        (b"\xff\xd8\xff\xe0", "a picture", "document"),
        (workbook()[:400], "cut short", "save it again"),
        (b"PK\x03\x04", "cut short", "save it again"),
        (archive("photo.jpg"), "not a Word or Excel file", ".docx, .xlsx"),
    ],
    ids=["old", "encrypted", "png", "jpeg", "cut archive", "archive's mark alone", "other archive"],
)
def test_a_file_that_is_not_read_is_named_with_what_to_do(content: bytes, what: str, advice: str) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read_items(content, "our plan.bin")

    said = str(raised.value)
    assert said.startswith("our plan.bin ")
    assert what in said
    assert advice in said


@pytest.mark.parametrize("name", ["xl/workbook.xml", "word/document.xml"])
def test_an_office_file_without_its_parts_is_unreadable_and_raises_nothing_else(name: str) -> None:
    with pytest.raises(UnreadableFileError):
        read_items(archive(name), "plan")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{\\rtf1 plan}", "application/rtf"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument\0".encode("utf-16-le"), "application/msword"),
        (
            archive("mimetype", "application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
    ],
    ids=["rich text", "older Word", "open document"],
)
def test_the_bytes_tell_what_libreoffice_has_to_turn_into_word(content: bytes, kind: str) -> None:
    assert media_type_of(content, "plan.docx") == kind
