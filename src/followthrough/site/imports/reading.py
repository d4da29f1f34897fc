"""The reading of a file in the background: the job, its signs of life, and how it ends.

A file is read in a process of its own with limits (intake.sandbox), by whichever worker takes the job. The
row of the import tells how far it is; what a worker left half done is read again, so that nothing waits for
ever.
"""

from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F
from django_tasks import task

from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.sandbox.reading import ReaderFailedError, ReviewReading, read_for_review_sandboxed
from followthrough.site import clock
from followthrough.site.access.events import Kind, note
from followthrough.site.history.operations import record
from followthrough.site.imports.models import Import
from followthrough.site.spreadsheets.queue import MOST_ATTEMPTS, STOPPED_AFTER
from followthrough.site.texts import letters_in, longest_text

FAULT = (
    "{name} met a fault of Followthrough's own, which is in its log. Save it as .xlsx or .csv and try that."
)
STOPPED = (
    "The reading of {name} stopped part way, twice. Save the plan alone, without pictures, and try again."
)

# Three times what a cell of Excel holds.
LONGEST_TEXT = 100_000
# The page of an action has all that was ever said of it, the register all titles.
LONGEST_ACTION, LONGEST_LIST = 1_000_000, 3_000_000

log = structlog.get_logger(__name__)


@task()
def read_in_background(import_id: int) -> None:
    """The job: reads the file of an import that waits. Of one that does not wait it does nothing."""
    waiting = _begin(import_id, at=clock.now())
    if waiting is None:
        return
    try:
        reading = _read(waiting)
    except UnreadableFileError as unreadable:
        if isinstance(unreadable.__cause__, ReaderFailedError):
            log.error("reader_failed", import_id=import_id, traceback=str(unreadable.__cause__))
        _fail(waiting, str(unreadable))
    except Exception:
        log.exception("reading_failed", import_id=import_id)
        _fail(waiting, FAULT.format(name=waiting.name))
    except BaseException:  # the worker is asked to stop: the next one begins again
        _give_back(waiting, at=clock.now())
        raise
    else:
        _finish(waiting, reading, at=clock.now())


@transaction.atomic
def resume_stopped(*, at: datetime) -> None:
    """Has read again what nobody has been heard reading for STOPPED_AFTER; what stopped twice has failed."""
    silent = Import.objects.filter(state__in=["waiting", "reading"], heard_at__lt=at - STOPPED_AFTER)
    for stopped in silent.select_for_update().defer("content", "document"):
        if stopped.attempts >= MOST_ATTEMPTS:
            _fail(stopped, STOPPED.format(name=stopped.name))
        else:
            Import.objects.filter(pk=stopped.pk).update(state=Import.State.WAITING, heard_at=at)
            read_in_background.enqueue(stopped.pk)


def _begin(import_id: int, *, at: datetime) -> Import | None:
    """The import, claimed; None where another worker was quicker or nothing is to be read."""
    claimed = Import.objects.filter(pk=import_id, state=Import.State.WAITING).update(
        state=Import.State.READING, heard_at=at, attempts=F("attempts") + 1
    )
    return Import.objects.get(pk=import_id) if claimed else None


def _read(waiting: Import) -> ReviewReading:
    """What is read in the file. Choices of last time that make the file unreadable are forgotten."""

    def hear(progress: str) -> None:
        Import.objects.filter(pk=waiting.pk).update(progress=progress, heard_at=clock.now())

    content = bytes(waiting.content)
    is_first = waiting.document is None and not waiting.tables
    is_chosen_before = is_first and bool(waiting.fields or waiting.choices)
    try:
        reading = read_for_review_sandboxed(content, waiting.name, waiting.corrections, on_progress=hear)
    except UnreadableFileError:
        if not is_chosen_before:
            raise
    else:
        if reading.plan is not None or not is_chosen_before:
            return reading
    waiting.fields, waiting.choices = {}, {}
    return read_for_review_sandboxed(content, waiting.name, waiting.corrections, on_progress=hear)


@transaction.atomic
def _finish(waiting: Import, reading: ReviewReading, *, at: datetime) -> None:
    """Keep what was read; where no table is the plan, the tables, for a person to say which is."""
    refusal = reading.refusal if reading.plan is None else too_long_in(reading.plan)
    seen = {"tables": _storable(reading.tables), "fields": waiting.fields, "read_at": at}
    if reading.plan is None or refusal:
        note(Kind.FILE_UNREADABLE, user=waiting.by, words=waiting.name)
        _end(waiting, state=Import.State.FAILED, failure=_storable(refusal), **seen)
        return
    if waiting.document is None:
        record(type="import.read", by=waiting.by, organisation=waiting.organisation, subject=waiting, at=at)
    _end(
        waiting,
        state=Import.State.READ,
        media_type=reading.plan["source"]["media_type"],
        document=_storable(reading.plan),
        choices=_with_cells(waiting.choices, reading.cells),
        **seen,
    )


def too_long_in(plan: dict[str, Any]) -> str:
    """What no page could show of a plan, in a sentence: one text, all texts of an action, all titles; empty
    where each can be shown."""
    actions = plan.get("actions", [])
    for action in actions:
        name = action.get("ref") or str(action.get("title", ""))[:60]
        if longest_text(action) > LONGEST_TEXT:
            return (
                f"The action “{name}” has a text of more than {LONGEST_TEXT:,} letters, which no page can "
                "show. Shorten it, and import the file again."
            )
        if letters_in(action) > LONGEST_ACTION:
            return (
                f"The texts of the action “{name}” have more than {LONGEST_ACTION:,} letters together, which "
                "no page can show. Shorten them, and import the file again."
            )
    if sum(len(str(action.get("title", ""))) for action in actions) > LONGEST_LIST:
        return (
            f"The titles of the actions have more than {LONGEST_LIST:,} letters together, which no list can "
            "show. Shorten them, and import the file again."
        )
    return ""


def _with_cells(choices: dict[str, Any], cells: list[dict[str, Any]]) -> dict[str, Any]:
    """The choices, each cell that was there with what the file says in it and the ref of its row."""
    if not choices.get("cells"):
        return choices
    found = {_cell_key(cell): cell for cell in cells}
    return choices | {"cells": [found.get(_cell_key(cell), cell) for cell in choices["cells"]]}


def _cell_key(cell: dict[str, Any]) -> tuple[str, str]:
    return cell["column"], str(cell.get("at") or cell.get("ref"))


def _fail(waiting: Import, sentence: str) -> None:
    """The file is not kept where nothing could be read in it: there is nothing to look at in it."""
    Import.objects.filter(pk=waiting.pk, document__isnull=True, tables=[]).update(content=b"")
    note(Kind.FILE_UNREADABLE, user=waiting.by, words=waiting.name)
    _end(waiting, state=Import.State.FAILED, failure=_storable(sentence))


def _give_back(waiting: Import, *, at: datetime) -> None:
    _end(waiting, state=Import.State.WAITING, heard_at=at)
    read_in_background.enqueue(waiting.pk)


def _end(waiting: Import, **outcome: Any) -> None:
    being_read = Import.objects.filter(pk=waiting.pk, state=Import.State.READING)
    being_read.update(progress="", attempts=0, **outcome)


def _storable(part: Any) -> Any:
    """A part of a document without the character of number nought, which PostgreSQL can't keep in a text."""
    if isinstance(part, str):
        return part.replace("\x00", "")
    if isinstance(part, list):
        return [_storable(item) for item in part]
    if isinstance(part, dict):
        return {_storable(key): _storable(value) for key, value in part.items()}
    return part
