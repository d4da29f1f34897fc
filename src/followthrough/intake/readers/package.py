"""The zip package that Excel and Word files are: what can be said of it before anything is unpacked."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from followthrough.intake.grid import UnreadableFileError

MOST_BYTES_UNPACKED = 200_000_000
MOST_PARTS = 5_000
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
    _check_size(names_and_sizes, program)
    if main_part not in names_and_sizes:
        message = (
            f"This is not an {ending} file: open it in the program that made it and save it as {ending}."
        )
        raise UnreadableFileError(message)


def _about_old_file(content: bytes, program: str, ending: str) -> str:
    if _NAME_OF_AN_ENCRYPTED_PACKAGE in content:
        return f"The file has a password: open it in {program}, take the password off and save it again."
    return f"The file is in an old format of {program}: open it in {program} and save it as {ending}."


def _directory_of(content: bytes, program: str) -> dict[str, int]:
    try:
        with ZipFile(BytesIO(content)) as package:
            return {part.filename: part.file_size for part in package.infolist()}
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        message = (
            f"The file is damaged or only a part of it came: open it in {program}, save it and try again."
        )
        raise UnreadableFileError(message) from None


def _check_size(names_and_sizes: dict[str, int], program: str) -> None:
    unpacked = sum(names_and_sizes.values())
    if unpacked > MOST_BYTES_UNPACKED or len(names_and_sizes) > MOST_PARTS:
        limit = MOST_BYTES_UNPACKED // 1_000_000
        message = (
            f"The file unpacks to more than {limit} MB, which no plan needs: "
            f"copy the tables of the plan into a new {program} file and try that."
        )
        raise UnreadableFileError(message)
