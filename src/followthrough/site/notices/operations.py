"""The writes: a letter is written in the transaction of what it tells of, and sent after it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from followthrough.site.history.operations import record
from followthrough.site.notices.models import Notice, NoticeCover, Pause
from followthrough.site.notices.sending import send_in_background
from followthrough.site.people.models import Organisation, User

NO_SERVER = "No mail server is set up. An administrator can set one; until then, copy the text and send it."


class Cover(NamedTuple):
    """What a letter stands for: `about` what it tells of, `key` this very telling, once for ever."""

    about: str
    key: str


class CannotSendError(Exception):
    """A letter isn't sent again: it has gone, waits to go, or there is no server. The message says which."""


@transaction.atomic
def hold_outbox(organisation: Organisation) -> None:
    """Let nobody else decide what the organisation has yet to write, until the transaction ends."""
    # Not the key: rows that name the organisation may be added meanwhile.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


@transaction.atomic
def write(
    *,
    organisation: Organisation,
    to: User,
    kind: str,
    subject: str,
    text: str,
    covers: Sequence[Cover],
    by: User | None,
    at: datetime,
) -> Notice:
    """A letter, to be sent as soon as the transaction has ended; kept where no mail server is set up.

    `kind` is the writer's own word for letters of a sort. Raises IntegrityError where a key of `covers` was
    told before.
    """
    is_set_up = settings.MAIL_IS_SET_UP
    notice = Notice.objects.create(
        organisation=organisation,
        to=to,
        kind=kind,
        subject=" ".join(subject.split())[:200],
        text=text,
        state=Notice.State.WAITING if is_set_up else Notice.State.HELD,
        reason="" if is_set_up else NO_SERVER,
        made_at=at,
        made_by=by,
    )
    NoticeCover.objects.bulk_create([NoticeCover(notice=notice, **cover._asdict()) for cover in covers])
    return notice


def send_soon(notices: Sequence[Notice]) -> None:
    """Have the letters that wait sent by the next worker."""
    if any(notice.state == Notice.State.WAITING for notice in notices):
        send_in_background.enqueue()


@transaction.atomic
def withdraw_waiting(organisation: Organisation, *, kind: str) -> int:
    """Take back the letters of a sort that never left, and say how many.

    What they stood for may then be told anew, as it is by now.
    """
    waiting = Notice.objects.select_for_update().filter(
        organisation=organisation, kind=kind, state=Notice.State.WAITING
    )
    keys = list(waiting.values_list("pk", flat=True))
    Notice.objects.filter(pk__in=keys).delete()
    return len(keys)


@transaction.atomic
def send_again(notice: Notice, *, by: User, at: datetime) -> None:
    """Let a letter go that was kept, failed, or may have been sent. It may then arrive twice.

    Raises CannotSendError where it was sent or waits to be, and where there is no mail server to send it by.
    """
    if not settings.MAIL_IS_SET_UP:
        raise CannotSendError(NO_SERVER)
    held = (
        Notice.objects.select_for_update(of=("self",)).select_related("organisation", "to").get(pk=notice.pk)
    )
    if not held.may_be_sent_again:
        raise CannotSendError(f"This letter is not sent again. It is {held.get_state_display().lower()}.")
    held.state, held.began_at, held.address, held.reason = Notice.State.WAITING, None, "", ""
    held.save()
    record(
        type="notice.sent_again",
        by=by,
        organisation=held.organisation,
        subject=held,
        details={"to": held.to.name},
        at=at,
    )
    send_soon([held])


@transaction.atomic
def pause(organisation: Organisation, *, about: str, by: User, at: datetime) -> bool:
    """Stop the letters that go out of themselves about something, and say whether that is new."""
    _, is_new = Pause.objects.get_or_create(
        about=about, defaults={"organisation": organisation, "by": by, "at": at}
    )
    return is_new


@transaction.atomic
def lift_pause(*, about: str) -> bool:
    """Let those letters go out again, and say whether they were stopped."""
    deleted, _ = Pause.objects.filter(about=about).delete()
    return deleted > 0
