"""How far the reading of a long file has come, for whoever waits for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

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
