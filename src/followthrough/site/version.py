"""Which Followthrough this is."""

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

VERSION = version("followthrough")


def _fingerprint() -> str:
    modules = sorted(Path(__file__).parents[1].rglob("*.py"))
    stats = [(str(path), path.stat()) for path in modules]
    return sha256(repr([(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats]).encode()).hexdigest()


# Changes with the program, also between two versions: what was worked out under one may be wrong by the next.
FINGERPRINT = _fingerprint()
