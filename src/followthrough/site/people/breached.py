"""Refuses passwords that stand in a list of those that were stolen elsewhere, without asking anybody."""

from hashlib import sha1
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import ImproperlyConfigured, ValidationError

REFUSAL = "This password was stolen from another site and is tried by thieves. Choose another."
# Longer than any line: 40 letters of a digest, a colon, a count.
LONGEST_LINE = 80


class BreachedPasswordValidator:
    """Looks a password up in the file of Have I Been Pwned, ordered by SHA-1: a digest a line, and a count.

    The file may have a thousand million lines: some 30 of them are read. Without a file it refuses nothing.
    """

    def __init__(self, path: str = "") -> None:
        self.path = Path(path) if path else None
        if self.path and not self.path.is_file():
            raise ImproperlyConfigured(
                f"The file {path} of FOLLOWTHROUGH_BREACHED_PASSWORDS is not there. Put it there, or take "
                "the setting out."
            )

    def validate(self, password: str, user: object = None) -> None:
        if self.path is None:
            return
        digest = sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
        with self.path.open("rb") as file:
            if is_in_sorted(file, digest, size=self.path.stat().st_size):
                raise ValidationError(REFUSAL, code="breached")

    def get_help_text(self) -> str:
        return ""


def is_in_sorted(file: BinaryIO, digest: bytes, *, size: int) -> bool:
    """Whether a line of a sorted file begins with the digest: halves the file until a few lines are left."""
    low, high = 0, size
    while high - low > 2 * LONGEST_LINE:
        middle = (low + high) // 2
        line = _line_after(file, middle)
        if line[: len(digest)].upper() < digest:
            low = middle
        else:
            high = middle
    file.seek(max(0, low - LONGEST_LINE))
    near = file.read(high - low + 4 * LONGEST_LINE)
    return any(line[: len(digest)].upper() == digest for line in near.splitlines())


def _line_after(file: BinaryIO, place: int) -> bytes:
    """The first whole line after a place."""
    file.seek(place)
    file.readline()
    return file.readline()
