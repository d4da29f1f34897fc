"""A mail server that really listens, and a letter to send."""

import socket

import pytest
from aiosmtpd.controller import Controller

from followthrough.site.notices.models import Notice
from followthrough.site.notices.operations import Cover, write
from tests.site.cast import NOW


class Post:
    """Takes letters. `refused` has its answer to an address; at `breaks_off_at` it goes away in between."""

    def __init__(self) -> None:
        self.taken = []
        self.refused = {}
        self.breaks_off_at = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.breaks_off_at & set(envelope.rcpt_tos):
            server.transport.close()
            return "250 never heard"
        self.taken.append(envelope)
        return "250 taken"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def post(settings):
    """The server, with the site's settings leading to it."""
    handler = Post()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.MAIL_IS_SET_UP = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.EMAIL_TIMEOUT = 5
    settings.DEFAULT_FROM_EMAIL = "Programme office <plans@riverbank.example>"
    yield handler
    controller.stop()


@pytest.fixture
def letter(riverbank, alice):
    """A function that writes a letter, to be sent by the test."""

    def write_to(user, *, key: str | None = None, subject: str = "2 returns overdue") -> Notice:
        key = key or f"round 1/overdue/{user.pk}"
        return write(
            organisation=riverbank,
            to=user,
            kind="reminder",
            subject=subject,
            text="Dear reader,\n\n- L1.1 “Roofs”, £5 million\n",
            covers=[Cover("round 1", key)],
            by=alice,
            at=NOW,
        )

    return write_to
