"""The process that reads one file: an order and the bytes come in, progress and one answer go out."""

import gc
import json
import os
import resource
import signal
import sys
import traceback
from contextlib import suppress
from threading import Thread
from typing import Any, BinaryIO, NoReturn

from followthrough.intake.limits import MEMORY_FOR_SCANS

# The first letter of a line of what is answered; after it JSON: a text, or what was read.
PROGRESS, ANSWER, UNREADABLE, CRASH = b"~", b"=", b"!", b"?"
# The exit status of a process that may have no memory left to say more.
OUT_OF_MEMORY = 73
# What Python says before it reaches out to another machine, or lets one in.
_REACHES_OUT = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}
# What is read stays until the end: to look for what could go every 700 objects takes a fifth of the time.
_OBJECTS_BETWEEN_SWEEPS = 200_000
# The limit on memory is one for each process.
_MOST_CORES = 2
_ASKS_FOR_A_NAME = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


def main() -> NoReturn:
    """Read the file that comes in and answer."""
    answers = _answers()
    order = json.loads(sys.stdin.buffer.readline())
    gc.set_threshold(_OBJECTS_BETWEEN_SWEEPS)
    _set_limits(order["memory"], int(order["seconds"]) + 1)
    sys.addaudithook(refuse_network)
    content = sys.stdin.buffer.read(order["size"])
    if len(content) < order["size"]:
        sys.exit("Whoever asked has ended.")
    Thread(target=_end_with_who_asked, daemon=True).start()
    _leave(_read(content, order, answers), answers)


def _answers() -> BinaryIO:
    """The way out for answers alone: what a library prints goes where errors go."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _set_limits(memory: int, seconds: int) -> None:
    for kind, limit, most in (
        (resource.RLIMIT_AS, memory, max(memory, MEMORY_FOR_SCANS)),
        (resource.RLIMIT_CPU, seconds, seconds),
        (resource.RLIMIT_CORE, 0, 0),  # what was in the memory stays there
    ):
        # A machine that knows no such limit, or allows less already, is no reason to read nothing.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, most))


def refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: raises PermissionError where Python would reach another machine.

    An address on this machine is a path, such as that of the next process of a pool; others are tuples.
    """
    is_outside = event in _REACHES_OUT and isinstance(arguments[-1], tuple)
    if is_outside or event in _ASKS_FOR_A_NAME:
        raise PermissionError("Reading a file fetches nothing.")


def _end_with_who_asked() -> None:
    """Wait until the other end of the pipe is closed, and end then, with all that was started here."""
    # Not by the stream: who waits there locks it, and a process that is forked would wait to close it.
    os.read(sys.stdin.fileno(), 1)
    os.killpg(0, signal.SIGKILL)


def _read(content: bytes, order: dict[str, Any], answers: BinaryIO) -> int:
    """Answer, and return the exit status."""
    from followthrough.intake.grid import UnreadableFileError
    from followthrough.intake.running import heard_by

    try:
        with heard_by(lambda progress: _say(answers, PROGRESS, progress)):
            reading = {
                "plan": _plan,
                "review": _review,
                "explain": _explain,
                "return": _return,
                "rows": _rows,
            }[order["what"]]
            answer = reading(content, order)
        answers.write(ANSWER + answer + b"\n")
    except UnreadableFileError as error:
        if _is_for_want_of_memory(error):
            return OUT_OF_MEMORY
        _say(answers, UNREADABLE, str(error))
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception:
        _say(answers, CRASH, traceback.format_exc())
    return 0


def _plan(content: bytes, order: dict[str, Any]) -> bytes:
    from followthrough.intake.corrections import corrections_in
    from followthrough.intake.read import read_bytes
    from followthrough.intake.running import on_cores

    with on_cores(min(os.cpu_count() or 1, _MOST_CORES)):
        plan = read_bytes(content, order["name"], corrections_in(order["corrections"]))
    return plan.model_dump_json().encode()


def _review(content: bytes, order: dict[str, Any]) -> bytes:
    from followthrough.intake.corrections import cell_as_json, corrections_in
    from followthrough.intake.read import read_for_review
    from followthrough.intake.running import on_cores

    with on_cores(min(os.cpu_count() or 1, _MOST_CORES)):
        read = read_for_review(content, order["name"], corrections_in(order["corrections"]))
    answer = {
        "plan": read.plan.model_dump(mode="json", exclude_defaults=True) if read.plan else None,
        "refusal": read.refusal,
        "tables": [table.model_dump(mode="json", exclude_defaults=True) for table in read.tables],
        "cells": [cell_as_json(cell) for cell in read.cells],
    }
    return json.dumps(answer).encode()


def _explain(content: bytes, order: dict[str, Any]) -> bytes:
    from followthrough.intake.corrections import corrections_in
    from followthrough.intake.explain import explain

    return json.dumps(explain(content, order["name"], corrections_in(order["corrections"]))).encode()


def _return(content: bytes, order: dict[str, Any]) -> bytes:
    from dataclasses import asdict

    from followthrough.intake.formats import read_items
    from followthrough.intake.return_sheet import read_return_sheet

    rows = read_return_sheet(read_items(content, order["name"]))
    return json.dumps([asdict(row) for row in rows]).encode()


def _rows(content: bytes, order: dict[str, Any]) -> bytes:
    from followthrough.intake.formats import read_items
    from followthrough.intake.grid import Row

    rows = [item for item in read_items(content, order["name"]) if isinstance(item, Row)]
    return json.dumps([[cell.text for cell in row.cells] for row in rows]).encode()


def _is_for_want_of_memory(error: BaseException) -> bool:
    """Whether what a reader took for damage was that a library had no memory left."""
    cause: BaseException | None = error
    while cause is not None:
        # Some libraries carry it inside an exception of their own.
        if any(isinstance(part, MemoryError) for part in (cause, *cause.args)):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def _say(answers: BinaryIO, kind: bytes, text: str) -> None:
    answers.write(kind + json.dumps(text).encode() + b"\n")
    answers.flush()


def _leave(status: int, answers: BinaryIO) -> NoReturn:
    answers.flush()
    os._exit(status)  # tidying away every object would take a tenth of the time


if __name__ == "__main__":
    main()
