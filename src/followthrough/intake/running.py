"""Reading a long file: on how many processor cores, and how far it has come, for whoever waits for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Part = TypeVar("Part")

# To begin a process and to send back what it read takes about as long as to read so many parts.
_FEWEST_EACH = 4

_cores: ContextVar[int] = ContextVar("cores", default=1)
# What is read, in a process that was forked to read it.
_shared: list[Callable[[int], Any]] = []


@contextmanager
def on_cores(count: int) -> Iterator[None]:
    """What is read inside may take so many cores. It forks the process, whose threads must hold no lock."""
    token = _cores.set(count)
    try:
        yield
    finally:
        _cores.reset(token)


def each_part(read: Callable[[int], Part], count: int) -> Iterator[Part]:
    """What `read` makes of each number below `count`, in order, the same on one core and on many.

    `read` may hold what can't be sent to another process. Raises what it raises, and MemoryError where a
    process was ended from outside.
    """
    cores = min(_cores.get(), count // _FEWEST_EACH)
    return map(read, range(count)) if cores < 2 else _side_by_side(read, count, cores)


def _side_by_side(read: Callable[[int], Part], count: int, cores: int) -> Iterator[Part]:
    # Imported when it is used: most files are read on one core, and these take long to load.
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
    from multiprocessing import get_context

    # A fork shares what is open already, which a new process would have to read again.
    pool = ProcessPoolExecutor(cores, get_context("fork"), initializer=_shared.append, initargs=(read,))
    try:
        yield from pool.map(_read_shared, range(count))
    except BrokenProcessPool as error:
        raise MemoryError from error
    finally:
        pool.shutdown(cancel_futures=True)


def _read_shared(number: int) -> Any:
    return _shared[-1](number)


Listener = Callable[[str], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def say(progress: str) -> None:
    """Tell whoever listens how far it is, in words for a person: "Page 3 of 30"."""
    listener = _listener.get()
    if listener is not None:
        listener(progress)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """What is said inside is told to `listener`."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
