"""Reads a file in a process of its own, so that no file can fill, stop or take over the one that asks.

The process gets the bytes through a pipe and little of the environment, may connect to nothing, and has
limits on its time and memory. What it answers is text: a line for each step of progress, then the plan as
JSON, or the sentence that says why there is none. It ends with whoever asked, and all that it started.

It takes a while to start. What a plan is made of is loaded here meanwhile, and not before.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import TYPE_CHECKING, Any

from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.limits import LARGEST_FILE, check_file, shown_name
from followthrough.intake.return_sheet import FilledRow
from followthrough.intake.sandbox.child import ANSWER, CRASH, OUT_OF_MEMORY, PROGRESS, UNREADABLE

if TYPE_CHECKING:
    from followthrough.plan.document import PlanDocument

# What a person decided of a file, as JSON has it.
Stored = Mapping[str, Any]

_PROGRAM = "followthrough.intake.sandbox.child"
# Where Python and its packages are, and nothing that is secret, such as the address of the database.
_ENVIRONMENT = (
    "HOME",
    "LANG",
    "LC_ALL",
    "PATH",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONHOME",
    "PYTHONPATH",
    "TMPDIR",
)
_MOST_BYTES_ANSWERED = 200_000_000
_MOST_BYTES_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: seconds without a word of progress, seconds in all, bytes of memory.

    The seconds in all hold for the clock on the wall and for each process's own time; the memory for each
    process that reads.
    """

    silence: float = 60
    seconds: float = 600
    memory: int = 1 << 30


class ReaderFailedError(Exception):
    """A reader failed with an exception that no file should cause; the message is its traceback."""


class _TooSlowError(Exception):
    """The time is up; the argument is the limit that was met, in seconds."""


class _TooLongError(Exception):
    """The answer is longer than any plan."""


_LIMITS = Limits()


@dataclass(frozen=True)
class ReviewReading:
    """A file as its review shows it, its parts as JSON has them: the plan document, None where there is none,
    and then why; the tables that the plan may be in; the cells that a person put right."""

    plan: dict[str, Any] | None
    refusal: str
    tables: list[dict[str, Any]]
    cells: list[dict[str, Any]]


def read_sandboxed(
    content: bytes,
    name: str,
    corrections: Stored | None = None,
    *,
    on_progress: Callable[[str], None] | None = None,
    limits: Limits = _LIMITS,
) -> "PlanDocument":
    """The plan in the bytes of a file called `name`, as `read_bytes` reads it, in a process of its own.

    `corrections` are a person's, as `corrections_in` takes them. `on_progress` is called here with a sentence
    such as "Page 3 of 30". Raises UnreadableFileError where there is no plan and where a limit is met,
    ValueError for corrections that none can make.
    """
    answer = _answer(_order("plan", corrections), content, name, on_progress, limits)
    from followthrough.plan.document import PlanDocument

    return PlanDocument.model_validate_json(answer)


def read_for_review_sandboxed(
    content: bytes, name: str, corrections: Stored, *, on_progress: Callable[[str], None]
) -> ReviewReading:
    """The same with all that a person needs to judge it; there may be no plan in it, and tables to choose.

    Raises UnreadableFileError where there is nothing to choose either.
    """
    answer = json.loads(_answer(_order("review", corrections), content, name, on_progress, _LIMITS))
    return ReviewReading(**answer)


def explain_sandboxed(content: bytes, name: str, corrections: Stored | None = None) -> dict[str, Any]:
    """How a file is read, as `explain` tells it, in a process of its own. Raises UnreadableFileError."""
    answer: dict[str, Any] = json.loads(_answer(_order("explain", corrections), content, name, None, _LIMITS))
    return answer


def _order(what: str, corrections: Stored | None) -> dict[str, object]:
    if corrections:
        from followthrough.intake.corrections import corrections_in

        corrections_in(corrections)
    return {"what": what, "corrections": dict(corrections or {})}


def read_return_sandboxed(content: bytes, name: str) -> list[FilledRow]:
    """The rows of a return that was filled in as a spreadsheet, read in a process of its own.

    Raises UnreadableFileError, also for a file that is not such a return.
    """
    rows = json.loads(_answer({"what": "return"}, content, name, None, _LIMITS))
    return [FilledRow(**row) for row in rows]


def read_rows_sandboxed(content: bytes, name: str) -> list[list[str]]:
    """The rows of the tables of a file as texts, read in a process of its own. Raises UnreadableFileError."""
    rows: list[list[str]] = json.loads(_answer({"what": "rows"}, content, name, None, _LIMITS))
    return rows


def read_file_sandboxed(path: Path, corrections: Stored | None = None) -> "PlanDocument":
    """The plan in a file, read in a process of its own. Raises UnreadableFileError."""
    return read_sandboxed(content_of(path), path.name, corrections)


def content_of(path: Path) -> bytes:
    """The bytes of a file, and of one that is too large one more than is allowed.

    Raises UnreadableFileError where it can't be opened.
    """
    try:
        with path.open("rb") as stream:
            # A device may never end: one byte more than is allowed is enough to refuse it.
            return stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name can't be that of a file"
        raise UnreadableFileError(f"{shown_name(str(path))} can't be opened: {reason}.") from error


def _answer(
    order: Mapping[str, object],
    content: bytes,
    name: str,
    on_progress: Callable[[str], None] | None,
    limits: Limits,
) -> bytes:
    name = shown_name(name)
    check_file(content, name)
    size = {"name": name, "size": len(content), "memory": limits.memory, "seconds": limits.seconds}
    process = _start({**order, **size}, content)
    try:
        import_module("followthrough.plan.document")  # while the other process starts
        return _heard_from(process, name, on_progress, limits)
    finally:
        _end(process)


def _start(order: Mapping[str, object], content: bytes) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        # -P: a module beside the file, in the folder where the command was given, is not ours.
        [sys.executable, "-P", "-m", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={key: os.environ[key] for key in _ENVIRONMENT if key in os.environ},
        start_new_session=True,
    )
    assert process.stdin
    with suppress(BrokenPipeError):  # what ended it is told by its exit status
        process.stdin.write(json.dumps(order).encode() + b"\n")
        process.stdin.write(content)
        process.stdin.flush()  # and left open: when this process ends, however it ends, that one hears it
    return process


def _heard_from(
    process: "subprocess.Popen[bytes]",
    name: str,
    on_progress: Callable[[str], None] | None,
    limits: Limits,
) -> bytes:
    try:
        for line in _lines(process, limits):
            kind, said = line[:1], line[1:]
            if kind == ANSWER:
                return said
            if kind == UNREADABLE:
                raise UnreadableFileError(json.loads(said))
            if kind == CRASH:
                raise UnreadableFileError(_crashed(name)) from ReaderFailedError(json.loads(said))
            if kind == PROGRESS and on_progress:
                on_progress(json.loads(said))
        status = process.wait(limits.silence)
    except _TooSlowError as error:
        raise UnreadableFileError(_too_slow(name, *error.args)) from None
    except subprocess.TimeoutExpired:
        raise UnreadableFileError(_too_slow(name, limits.silence)) from None
    except _TooLongError:
        raise UnreadableFileError(_too_large(name, limits.memory)) from None
    raise UnreadableFileError(_ended(name, status, limits))


def _lines(process: "subprocess.Popen[bytes]", limits: Limits) -> Iterator[bytes]:
    """The lines that the process says, until it ends. Raises _TooSlowError."""
    assert process.stdout
    ends_at = monotonic() + limits.seconds
    speaks_by = monotonic() + limits.silence
    line = bytearray()
    with DefaultSelector() as selector:
        selector.register(process.stdout, EVENT_READ)
        while True:
            left = min(ends_at, speaks_by) - monotonic()
            if left <= 0 or not selector.select(left):
                raise _TooSlowError(limits.seconds if ends_at < speaks_by else limits.silence)
            part = os.read(process.stdout.fileno(), _MOST_BYTES_AT_ONCE)
            if not part:
                return
            if len(line) > _MOST_BYTES_ANSWERED:
                raise _TooLongError
            *whole, last = part.split(b"\n")
            for end in whole:
                yield bytes(line + end)
                line.clear()
                speaks_by = monotonic() + limits.silence
            line += last


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Stop the process and all that it started: it is waited for last, so that no other has its number."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    assert process.stdin
    assert process.stdout
    with suppress(BrokenPipeError):
        process.stdin.close()
    process.stdout.close()
    process.wait()


def _ended(name: str, status: int, limits: Limits) -> str:
    """What is said of a process that ended without an answer."""
    if status in (OUT_OF_MEMORY, -signal.SIGKILL):
        return _too_large(name, limits.memory)
    if status == -signal.SIGXCPU:
        return _too_slow(name, limits.seconds)
    return _crashed(name)


def _too_slow(name: str, seconds: float) -> str:
    """What a person is told when the time is up."""
    return (
        f"{name} takes more than {seconds:g} seconds to read, so nothing was read. "
        "Save the plan alone, without what is around it, and try again."
    )


def _too_large(name: str, memory: int) -> str:
    """What a person is told when the memory, given in bytes, is full."""
    return (
        f"{name} needs more than {memory / (1 << 30):g} GB of memory to be read, so nothing was read. "
        "Save the plan alone, without what is around it, and try again."
    )


def _crashed(name: str) -> str:
    """What a person is told when a reader failed."""
    return (
        f"{name} stopped the reading part way, so nothing was read. "
        "Open it, save it as .xlsx or .csv, and try that."
    )
