"""Files to offer as evidence: one of each kind that may be, and those that pretend."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import Workbook

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def word() -> bytes:
    made = BytesIO()
    Document().save(made)
    return made.getvalue()


def excel() -> bytes:
    made = BytesIO()
    Workbook().save(made)
    return made.getvalue()


def archive(**parts: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def with_macros() -> bytes:
    made = BytesIO(word())
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    return made.getvalue()


def upload(name: str = "Training list.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
