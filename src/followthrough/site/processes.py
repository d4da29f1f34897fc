"""Keeps the processes of the site going: one that dies is started again, and all end together."""

import os
import signal
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from time import monotonic, sleep
from types import FrameType
from typing import NoReturn

import structlog

# Between the death of a process and the next: one that dies at once is not started a thousand times.
SECONDS_BEFORE_ANOTHER = 1
# A page that is being made is finished first.
SECONDS_TO_STOP = 20

log = structlog.get_logger(__name__)


def keep_going(jobs: Mapping[str, Callable[[], None]]) -> None:
    """Runs each job in a process of its own, and again whenever it ends, until this one is asked to stop.

    It does nothing else, so that there is little that could end it; its children end when it has gone. The
    database must have no open connection and no thread may run: all are forked from here, which is quick and
    shares memory.
    """
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    running = {}
    try:
        for name, job in jobs.items():
            running[_start(job)] = name
        while True:
            number, status = os.wait()
            if name := running.pop(number, ""):
                log.error("process_ended", process=name, status=os.waitstatus_to_exitcode(status))
                sleep(SECONDS_BEFORE_ANOTHER)
                running[_start(jobs[name])] = name
    except SystemExit:
        _stop(running)


def _start(job: Callable[[], None]) -> int:
    """The number of a new process that does the job and nothing of what this one does afterwards."""
    number = os.fork()
    if number:
        return number
    status = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        with suppress(SystemExit, KeyboardInterrupt):
            job()
        status = 0
    except BaseException:
        log.exception("process_failed")
    finally:
        os._exit(status)


def _stop(numbers: Iterable[int]) -> None:
    """Asks all to end, and makes those end that take too long."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    left = set(numbers)
    _signal_all(left, signal.SIGTERM)
    ends_at = monotonic() + SECONDS_TO_STOP + 5
    while left and monotonic() < ends_at:
        left = {number for number in left if not _has_ended(number)}
        sleep(0.05)
    _signal_all(left, signal.SIGKILL)


def _signal_all(numbers: Iterable[int], kind: signal.Signals) -> None:
    for number in numbers:
        with suppress(ProcessLookupError):
            os.kill(number, kind)


def _has_ended(number: int) -> bool:
    try:
        return os.waitpid(number, os.WNOHANG)[0] == number
    except ChildProcessError:
        return True


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit
