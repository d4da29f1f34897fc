"""The web server: waitress, which waits for slow connections without a thread, with a limit on each.

A request reaches one of the threads once it is there whole. See docs/decisions/0104.
"""

import os
import signal
import socket
from time import monotonic
from types import FrameType
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from followthrough.site.processes import SECONDS_TO_STOP

THREADS = 4
# Of each process that serves.
MOST_CONNECTIONS = 2000
# From the first byte of a request until its headers are there, and until all of it is.
SECONDS_FOR_HEADERS = 20
SECONDS_FOR_A_BODY = 600
SECONDS_BETWEEN_REQUESTS = 60
LARGEST_HEADERS = 64 * 1024
# What is a little too large is answered with a sentence by its form; what is far too large by this server.
TIMES_TOO_LARGE = 4


class PatientServer(TcpWSGIServer):  # type: ignore[misc]  # waitress brings no types
    """waitress, which also ends connections whose request does not come to an end."""

    def __init__(self, application: Any, listening: socket.socket) -> None:
        self.arriving_since: WeakKeyDictionary[Any, float] = WeakKeyDictionary()
        adjustments = Adjustments(**adjustments_of_site(), sockets=[listening])
        threads = ThreadedTaskDispatcher()
        threads.set_thread_count(THREADS)
        super().__init__(
            application,
            _sock=listening,
            dispatcher=threads,
            adj=adjustments,
            bind_socket=False,
            sockinfo=(listening.family, listening.type, listening.proto, listening.getsockname()),
        )

    def maintenance(self, now: float) -> None:
        """Ends what is idle, as waitress does, and what takes too long to arrive."""
        super().maintenance(now)
        for channel in self.active_channels.values():
            arriving = channel.request
            if arriving is None:
                continue
            since = self.arriving_since.setdefault(arriving, now)
            longest = SECONDS_FOR_A_BODY if arriving.headers_finished else SECONDS_FOR_HEADERS
            if now - since > longest:
                channel.will_close = True

    def step(self, seconds: float) -> None:
        """Does what there is to do, and waits so long at most for it."""
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    @property
    def is_answering(self) -> bool:
        """Whether a request is being answered, or its answer is still on the way."""
        channels = self.active_channels.values()
        return any(channel.requests or channel.total_outbufs_len for channel in channels)

    def finish(self, seconds: float) -> None:
        """Takes no more connections, and ends once what was asked for is answered."""
        self.accepting = False
        ends_at = monotonic() + seconds
        while self.is_answering and monotonic() < ends_at:
            self.step(0.1)
        self.task_dispatcher.shutdown(timeout=1)


def adjustments_of_site() -> dict[str, Any]:
    """How waitress is set, by its own names."""
    # Whoever set neither has no proxy that could have said it.
    believes_a_proxy = settings.SESSION_COOKIE_SECURE or settings.ALLAUTH_TRUSTED_PROXY_COUNT > 0
    largest = max(settings.UPLOAD_LIMIT, settings.EVIDENCE_LIMIT)
    return {
        "threads": THREADS,
        "backlog": 1024,
        "connection_limit": MOST_CONNECTIONS,
        "asyncore_use_poll": True,
        "channel_timeout": SECONDS_BETWEEN_REQUESTS,
        "cleanup_interval": 5,
        "max_request_header_size": LARGEST_HEADERS,
        "max_request_body_size": TIMES_TOO_LARGE * largest,
        "clear_untrusted_proxy_headers": not believes_a_proxy,
        "ident": None,
    }


def serve_until_stopped(listening: socket.socket) -> None:
    """Answers requests until this process is asked to stop, or the one that started it has gone."""
    from followthrough.site.garbage import look_for_garbage_less_often
    from followthrough.site.wsgi import application

    started_by = os.getppid()
    is_stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal is_stopping
        is_stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    look_for_garbage_less_often()
    server = PatientServer(application, listening)
    while not is_stopping and os.getppid() == started_by:
        server.step(0.5)
    server.finish(SECONDS_TO_STOP)
