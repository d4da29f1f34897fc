"""The zip package that Excel and Word files are: what can be said of it before anything is unpacked, and its
parts as trees.
"""

import re
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from followthrough.intake.grid import Item, Line, Place, UnreadableFileError
from followthrough.intake.limits import check_cells
from followthrough.plan.document import UNTITLED

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_BYTES_UNPACKED = 200_000_000
MOST_PARTS = 5_000
# A cell of a sheet, of an open spreadsheet or of a document.
_CELL = re.compile(rb"<(?:\w+:)?(?:c|table-cell|tc)[ />]")
_DEFINITIONS = b"<!DOCTYPE"
_FIRST_BYTES = 10_000
# What zipfile raises for a part that is damaged, locked, or packed in a way that it does not know.
UNREADABLE_PART = (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error)
_PROPERTIES = "docProps/core.xml"
_OLD_OFFICE_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_NAME_OF_AN_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def check_package(content: bytes, *, main_part: str, program: str, ending: str) -> None:
    """Refuse a file that `program` ("Excel", "Word") could not have saved with this `ending`, or that is
    too large unpacked. `main_part` is the part that every such file has.

    Raises UnreadableFileError with a sentence that says what to do.
    """
    if content.startswith(_OLD_OFFICE_FILE):
        raise UnreadableFileError(_about_old_file(content, program, ending))
    names_and_sizes = _directory_of(content, program)
    _check_size(names_and_sizes)
    if main_part not in names_and_sizes:
        message = (
            f"This is not an {ending} file: open it in the program that made it and save it as {ending}."
        )
        raise UnreadableFileError(message)
    _check_parts(content, program)


def _about_old_file(content: bytes, program: str, ending: str) -> str:
    if _NAME_OF_AN_ENCRYPTED_PACKAGE in content:
        return f"The file has a password: open it in {program}, take the password off and save it again."
    return f"The file is in an old format of {program}: open it in {program} and save it as {ending}."


def _directory_of(content: bytes, program: str) -> dict[str, int]:
    try:
        with ZipFile(BytesIO(content)) as package:
            return {part.filename: part.file_size for part in package.infolist()}
    except UNREADABLE_PART:
        raise UnreadableFileError(_damaged(program)) from None


def _damaged(program: str) -> str:
    return f"The file is damaged or only a part of it came: open it in {program}, save it and try again."


def _check_parts(content: bytes, program: str) -> None:
    """Refuse a part that defines words of its own, which may stand for a billion others or for a file of this
    machine, and one of more cells than are read."""
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.lower().endswith((".xml", ".rels")):
                # A part in UTF-16 has a nought in every letter.
                part = _part(package, name, program).replace(b"\0", b"")
                if _DEFINITIONS in part[:_FIRST_BYTES].upper():
                    message = (
                        "The file defines words of its own in its XML, which no plan needs and which can do "
                        f"harm: open it in {program}, save it again and try that."
                    )
                    raise UnreadableFileError(message)
                check_cells(part, _CELL)


def _part(package: ZipFile, name: str, program: str) -> bytes:
    try:
        return package.read(name)
    except UNREADABLE_PART as error:
        is_locked = "password" in str(error)
        message = f"The file has a password: open it in {program}, take the password off and save it again."
        raise UnreadableFileError(message if is_locked else _damaged(program)) from error


def _check_size(names_and_sizes: dict[str, int]) -> None:
    unpacked = sum(names_and_sizes.values())
    if unpacked > MOST_BYTES_UNPACKED or len(names_and_sizes) > MOST_PARTS:
        limit = MOST_BYTES_UNPACKED // 1_000_000
        message = (
            f"The file unpacks to more than {limit} MB, which no plan needs: "
            "copy the tables of the plan into a new file and try that."
        )
        raise UnreadableFileError(message)


def is_too_deep(error: Exception) -> bool:
    """Whether a parser gave up since one element stands inside another too often."""
    return isinstance(error, RecursionError) or "depth" in str(error).lower()


def title_line(content: bytes, items: Sequence[Item]) -> list[Line]:
    """The title among the file's properties, where no line of the file says it; what this program calls a
    plan without one is none. Raises what lxml does."""
    with ZipFile(BytesIO(content)) as package:
        if _PROPERTIES not in package.namelist():
            return []
        titles = root_of(package.read(_PROPERTIES)).iter("{*}title")
        title = " ".join((next((part.text for part in titles), "") or "").split())
    said = {item.text for item in items if isinstance(item, Line)}
    return [Line(title, Place())] if title and title not in {*said, UNTITLED} else []


def root_of(xml: bytes) -> "Element":
    """The tree of a part, with nothing fetched and no word that stands for others. Raises what lxml does."""
    # Not above: a text file asks this file only what can fail.
    from lxml.etree import XMLParser, fromstring

    return fromstring(xml, XMLParser(resolve_entities=False, no_network=True))
