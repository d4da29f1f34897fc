"""Sends the letters that wait, each at most once: that one is begun is kept before anything leaves.

Why, and what a person can do about the rest, is told in docs/decisions: "A letter is sent at most once".
"""

from dataclasses import dataclass
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django_tasks import task

from followthrough.site import clock
from followthrough.site.notices.models import Notice
from followthrough.site.notices.secret_links import text_to_send

State = Notice.State
# A server that answers with one of these says that the same may be accepted later.
TEMPORARY = range(400, 500)


@dataclass
class Tally:
    """What became of the letters of one run; `unreachable` is why the mail server could not be spoken to."""

    sent: int = 0
    failed: int = 0
    unsure: int = 0
    postponed: int = 0
    unreachable: str = ""


@task()
def send_in_background() -> None:
    """The job: send what waits."""
    send_waiting()


def send_waiting() -> Tally:
    """Send every letter that waits, the oldest first. Where the mail server can't be reached they wait on.

    Must be called outside a transaction: what is begun has to be kept at once.
    """
    tally, connection = Tally(), None
    if not settings.MAIL_IS_SET_UP:
        return tally
    waiting = Notice.objects.filter(state=State.WAITING).select_related("to").order_by("pk")
    try:
        for notice in waiting.iterator(chunk_size=100):
            connection = connection or get_connection()
            tally.unreachable = _reach(connection)
            if tally.unreachable:
                break
            if _begin(notice):
                _send(notice, connection, tally)
    finally:
        if connection is not None:
            connection.close()
    if tally.unreachable:
        tally.postponed = Notice.objects.filter(state=State.WAITING).update(reason=tally.unreachable)
    return tally


def _reach(connection: BaseEmailBackend) -> str:
    """Open the connection unless it is open, and say why it can't be."""
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        return f"The mail server could not be reached: {_words_of(error)}. It is tried again at the next run."
    return ""


def _begin(notice: Notice) -> bool:
    """Keep that it is about to leave, and whether nobody else had begun it."""
    notice.state, notice.began_at, notice.address = State.SENDING, clock.now(), notice.to.email
    begun = {"state": notice.state, "began_at": notice.began_at, "address": notice.address, "reason": ""}
    return Notice.objects.filter(pk=notice.pk, state=State.WAITING).update(**begun) == 1


def _send(notice: Notice, connection: BaseEmailBackend, tally: Tally) -> None:
    try:
        connection.send_messages([_message(notice)])
    except SMTPServerDisconnected as error:
        _leave_unsure(notice, error, connection, tally)
    except (SMTPRecipientsRefused, SMTPResponseException) as refusal:
        _refused(notice, refusal, tally)
    except OSError as error:
        _leave_unsure(notice, error, connection, tally)
    except ValueError:
        _finish(notice, State.FAILED, reason=f"No letter can be sent to the address {notice.address}.")
        tally.failed += 1
    else:
        _finish(notice, State.SENT, sent_at=clock.now())
        tally.sent += 1


def _message(notice: Notice) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
    headers = {
        # The same each time it is sent, so that a mail program can tell a second copy.
        "Message-ID": f"<letter-{notice.pk}-{notice.made_at:%Y%m%d%H%M%S}@{domain}>",
        # No reply that somebody is away comes back (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(
        subject=notice.subject, body=text_to_send(notice), to=[notice.address], headers=headers
    )


def _refused(notice: Notice, refusal: SMTPRecipientsRefused | SMTPResponseException, tally: Tally) -> None:
    """The server said no, so it has not left: for good, or to be tried again at the next run."""
    code, words = _answer_of(refusal)
    reason = f"The mail server refused it: {code} {words}."
    if code in TEMPORARY:
        _finish(notice, State.WAITING, reason=reason, began_at=None, address="")
        tally.postponed += 1
    else:
        _finish(notice, State.FAILED, reason=reason)
        tally.failed += 1


def _answer_of(refusal: SMTPRecipientsRefused | SMTPResponseException) -> tuple[int, str]:
    said: bytes | str
    if isinstance(refusal, SMTPRecipientsRefused):
        code, said = next(iter(refusal.recipients.values()))
    else:
        code, said = refusal.smtp_code, refusal.smtp_error
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return code, " ".join(words.split()).rstrip(".")


def _leave_unsure(notice: Notice, error: OSError, connection: BaseEmailBackend, tally: Tally) -> None:
    """The connection broke while it was leaving: it stays begun, and the next letter asks for a new one."""
    _finish(notice, State.SENDING, reason=f"The mail server stopped answering: {_words_of(error)}.")
    connection.close()
    tally.unsure += 1


def _words_of(error: OSError) -> str:
    return str(error.strerror or error).rstrip(".")


def _finish(notice: Notice, state: State, **fields: object) -> None:
    Notice.objects.filter(pk=notice.pk).update(state=state, **fields)
