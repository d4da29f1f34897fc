"""What a process that reads a file answers, and what is said of one that did not answer."""

# The first letter of a line; after it JSON: a text, or what was read.
PROGRESS, ANSWER, UNREADABLE, CRASH = b"~", b"=", b"!", b"?"
# The exit status of a process that may have no memory left to say more.
OUT_OF_MEMORY = 73


def too_slow(name: str, seconds: float) -> str:
    """What a person is told when the time is up."""
    return (
        f"{name} takes more than {seconds:g} seconds to read, so nothing was read. "
        "Save the plan alone, without what is around it, and try again."
    )


def too_large(name: str, memory: int) -> str:
    """What a person is told when the memory, given in bytes, is full."""
    return (
        f"{name} needs more than {memory / (1 << 30):g} GB of memory to be read, so nothing was read. "
        "Save the plan alone, without what is around it, and try again."
    )


def crashed(name: str) -> str:
    """What a person is told when a reader failed."""
    return (
        f"{name} stopped the reading part way, so nothing was read. "
        "Open it, save it as .xlsx or .csv, and try that."
    )
