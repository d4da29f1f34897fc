"""Which kinds of file evidence may be, told by what a file holds and never by its name.

Libraries that guess the kind of a file believe its name where office formats look alike, and what is offered
under a false name is just what has to be found; so the few kinds that are let in are recognised here.
"""

import codecs
import re
import zipfile
from typing import IO, NamedTuple

_HEAD = 8192
_OFFICE_OPEN = {
    "word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
    "ppt/": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint"),
}
_OPEN_DOCUMENT = {
    f"application/vnd.oasis.opendocument.{name}": f"OpenDocument {name}"
    for name in ("text", "spreadsheet", "presentation")
}
_ACTIVE_PARTS = re.compile(r"vbaProject|activeX|\.(?:exe|dll|js|vbs|bat|cmd|ps1|jar)$", re.IGNORECASE)
# A page, a picture with scripts or a program stays one where its letters are all that tells.
_ACTIVE_TEXT = re.compile(r"^\s*(?:<\?|<!|<[a-z]+[\s>]|#!)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
ALLOWED = "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, an e-mail (.eml, .msg) or plain text"


class FileKind(NamedTuple):
    """What a file is: its media type, and its name for people."""

    media_type: str
    name: str


class ForbiddenKindError(Exception):
    """The file is none of the kinds that may be evidence; the message says which may."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is of a kind that can't be evidence here. Use {ALLOWED}.")


def kind_of_file(file: IO[bytes], name: str) -> FileKind:
    """What the file is by its content; it is left at its beginning. Raises ForbiddenKindError."""
    file.seek(0)
    head = file.read(_HEAD)
    found = next((kind for begins, kind in _BEGINNINGS if head.startswith(begins)), None)
    if found is None and head.startswith(b"PK\x03\x04"):
        found = _office_kind(file)
    if found is None and head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        found = _older_office_kind(file)
    if found is None:
        found = _text_kind(head)
    file.seek(0)
    if found is None:
        raise ForbiddenKindError(name)
    return found


_BEGINNINGS = [
    (b"%PDF-", FileKind("application/pdf", "PDF")),
    (b"\x89PNG\r\n\x1a\n", FileKind("image/png", "PNG")),
    (b"\xff\xd8\xff", FileKind("image/jpeg", "JPEG")),
]


def _office_kind(file: IO[bytes]) -> FileKind | None:
    """What an office file is; None for any other archive, and for one that brings programs with it."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if any(_ACTIVE_PARTS.search(each) for each in names):
                return None
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                media_type = archive.read("mimetype").decode("ascii", "replace").strip()
                is_known = media_type in _OPEN_DOCUMENT and not any(
                    each.startswith(("Basic/", "Scripts/")) for each in names
                )
                return FileKind(media_type, _OPEN_DOCUMENT[media_type]) if is_known else None
            if "[Content_Types].xml" in names:
                parts = (FileKind(*each) for begin, each in _OFFICE_OPEN.items() if _has(names, begin))
                return next(parts, None)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return None
    return None


def _has(names: list[str], beginning: str) -> bool:
    return any(each.startswith(beginning) for each in names)


def _older_office_kind(file: IO[bytes]) -> FileKind | None:
    """What a file in the older office container is, by the name of its main stream; none with macros."""
    file.seek(0)
    content = file.read()
    if "VBA".encode("utf-16-le") in content or "Macros".encode("utf-16-le") in content:
        return None
    streams = [
        ("WordDocument", FileKind("application/msword", "Word")),
        ("Workbook", FileKind("application/vnd.ms-excel", "Excel")),
        ("PowerPoint Document", FileKind("application/vnd.ms-powerpoint", "PowerPoint")),
        ("__properties_version1.0", FileKind("application/vnd.ms-outlook", "e-mail")),
    ]
    return next((kind for stream, kind in streams if stream.encode("utf-16-le") in content), None)


def _text_kind(head: bytes) -> FileKind | None:
    """Plain text or an e-mail; None for what is no text, and for text that a program would run."""
    for encoding, marks in (("utf-8-sig", ()), ("utf-16", (b"\xff\xfe", b"\xfe\xff")), ("cp1252", ())):
        if marks and not head.startswith(marks):
            continue
        try:
            text = _decoded(head, encoding)
        except UnicodeDecodeError:
            continue
        if not text.strip() or _CONTROL.search(text) or _ACTIVE_TEXT.match(text):
            return None
        is_mail = re.match(r"(?:[A-Z][\w-]+: .*\n)+", text) and re.search(r"^(?:From|Received): ", text, re.M)
        return FileKind("message/rfc822", "e-mail") if is_mail else FileKind("text/plain", "text")
    return None


def _decoded(head: bytes, encoding: str) -> str:
    """The text of the beginning of a file, which may be cut inside a letter."""
    decoder = codecs.getincrementaldecoder(encoding)()
    return decoder.decode(head, final=len(head) < _HEAD)
