"""Which Followthrough this is."""

from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

VERSION = version("followthrough")


def fingerprint_of(paths: Iterable[Path]) -> str:
    """Changes when one of the files does, or another is there."""
    known = [(str(path), path.stat()) for path in sorted(paths)]
    return sha256(repr([(name, stat.st_size, stat.st_mtime_ns) for name, stat in known]).encode()).hexdigest()


# Changes with the program, also between two versions: what was worked out under one may be wrong by the next.
FINGERPRINT = fingerprint_of(Path(__file__).parents[1].rglob("*.py"))
