"""The reading of a spreadsheet in the background: sending it, the job, and how it ends."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F
from django_tasks import task

from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.limits import check_file, shown_name
from followthrough.intake.sandbox.reading import read_return_sandboxed, read_rows_sandboxed
from followthrough.site import clock
from followthrough.site.access.events import Kind, note
from followthrough.site.people.models import Organisation, User
from followthrough.site.spreadsheets.models import SentSpreadsheet
from followthrough.site.spreadsheets.queue import (
    MOST_ATTEMPTS,
    STOPPED_AFTER,
    refuse_when_too_many_wait,
)
from followthrough.site.texts import longest_text

KEPT_FOR = timedelta(days=1)
FAULT = "{name} met a fault of Followthrough's own, which is in its log. Save it as .xlsx and try that."
STOPPED = "The reading of {name} stopped part way, twice. Take out what is not part of it, and try again."

LONGEST_TEXT = 32_767

State = SentSpreadsheet.State

log = structlog.get_logger(__name__)


@transaction.atomic
def send_spreadsheet_to_be_read(
    *,
    kind: SentSpreadsheet.Kind,
    content: bytes,
    name: str,
    beside: Mapping[str, Any] | None = None,
    organisation: Organisation,
    by: User,
    at: datetime,
) -> SentSpreadsheet:
    """Store a file and have it read in the background; the job is seen by a worker after this transaction.

    Raises UnreadableFileError for one that is empty or too large, TooManyWaitingError.
    """
    name = shown_name(name)
    check_file(content, name)
    refuse_when_too_many_wait(by)
    new = SentSpreadsheet.objects.create(
        organisation=organisation,
        by=by,
        at=at,
        heard_at=at,
        kind=kind,
        name=name,
        content=content,
        beside=dict(beside or {}),
    )
    read_spreadsheet.enqueue(new.pk)
    return new


@task()
def read_spreadsheet(spreadsheet_id: int) -> None:
    """The job: reads a spreadsheet that waits. Of one that does not wait it does nothing."""
    claimed = SentSpreadsheet.objects.filter(pk=spreadsheet_id, state=State.WAITING).update(
        state=State.READING, heard_at=clock.now(), attempts=F("attempts") + 1
    )
    if not claimed:
        return
    waiting = SentSpreadsheet.objects.get(pk=spreadsheet_id)
    try:
        rows = _rows_in(waiting)
    except UnreadableFileError as unreadable:
        note(Kind.FILE_UNREADABLE, user=waiting.by, words=waiting.name)
        _end(waiting, state=State.FAILED, failure=str(unreadable))
    except Exception:
        log.exception("spreadsheet_failed", spreadsheet_id=spreadsheet_id)
        note(Kind.FILE_UNREADABLE, user=waiting.by, words=waiting.name)
        _end(waiting, state=State.FAILED, failure=FAULT.format(name=waiting.name))
    except BaseException:  # the worker is asked to stop: the next one begins again
        SentSpreadsheet.objects.filter(pk=spreadsheet_id, state=State.READING).update(state=State.WAITING)
        read_spreadsheet.enqueue(spreadsheet_id)
        raise
    else:
        _end(waiting, state=State.READ, rows=rows)


def resume_stopped_spreadsheets(*, at: datetime) -> None:
    """Has read again what nobody has been heard reading for STOPPED_AFTER; what stopped twice has failed."""
    pending = SentSpreadsheet.objects.filter(state__in=[State.WAITING, State.READING])
    for stopped in pending.filter(heard_at__lt=at - STOPPED_AFTER).defer("content"):
        with transaction.atomic():
            if stopped.attempts >= MOST_ATTEMPTS:
                _end(stopped, state=State.FAILED, failure=STOPPED.format(name=stopped.name))
            else:
                same = SentSpreadsheet.objects.filter(pk=stopped.pk, heard_at=stopped.heard_at)
                same.update(state=State.WAITING, heard_at=at)
                read_spreadsheet.enqueue(stopped.pk)


def delete_old_spreadsheets(*, at: datetime) -> None:
    """Deletes what was sent a day ago: by then it was looked at, or is sent again."""
    SentSpreadsheet.objects.filter(at__lt=at - KEPT_FOR).exclude(state=State.READING).delete()


def _rows_in(waiting: SentSpreadsheet) -> list[Any]:
    """What the file says, as JSON has it, without the sign of number nought, which PostgreSQL can't store."""
    content = bytes(waiting.content)
    if waiting.kind == SentSpreadsheet.Kind.RETURN:
        rows: list[Any] = [asdict(row) for row in read_return_sandboxed(content, waiting.name)]
    else:
        rows = read_rows_sandboxed(content, waiting.name)
    if longest_text(rows) > LONGEST_TEXT:
        raise UnreadableFileError(
            f"{waiting.name} has a cell of more than {LONGEST_TEXT:,} letters, as many as Excel allows. "
            "Shorten it and try again."
        )
    return list(_without_nought(rows))


def _without_nought(part: Any) -> Any:
    if isinstance(part, str):
        return part.replace("\x00", "")
    if isinstance(part, list):
        return [_without_nought(item) for item in part]
    if isinstance(part, dict):
        return {_without_nought(key): _without_nought(value) for key, value in part.items()}
    return part


def _end(waiting: SentSpreadsheet, **outcome: Any) -> None:
    pending = SentSpreadsheet.objects.filter(pk=waiting.pk, state__in=[State.WAITING, State.READING])
    pending.update(content=b"", **outcome)
