"""A process in which every reader fails."""

from followthrough.intake.sandbox import child


def fail(*_: object) -> bytes:
    """Fail as no reader should."""
    return bytes(1 // 0)


if __name__ == "__main__":
    child._plan = fail
    child.main()
