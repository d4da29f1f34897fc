"""A process that refuses each file with the names of what it knows of its surroundings."""

import os

from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.sandbox import child


def tell(*_: object) -> bytes:
    """Refuse with the names of the environment."""
    raise UnreadableFileError(" ".join(os.environ))


if __name__ == "__main__":
    child._plan = tell
    child.main()
