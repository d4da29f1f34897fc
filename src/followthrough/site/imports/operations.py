"""What is done with a file: have it read, take it in or leave it, and undo."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, Literal

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from followthrough.plan.document import Origin, PlanDocument
from followthrough.plan.when.days_in_words import day_in_words
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.history.operations import record
from followthrough.site.imports.labelling import label_tables
from followthrough.site.imports.models import ColumnCorrection, Import, PlanChoices
from followthrough.site.imports.reading import read_in_background
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.document.next_version import NotAsBeforeError, take_next_version_out
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply, remove_plan
from followthrough.site.rounds.past_rounds import remove_imported_rounds, rounds_from_periods
from followthrough.site.settings import MEGABYTE
from followthrough.site.spreadsheets.queue import TooManyWaitingError, refuse_when_too_many_wait

LONGEST_HEADING = 500
FORGOTTEN_AFTER = timedelta(days=90)
FORGOTTEN = "Nobody decided about this file for 90 days, so it was deleted. Import it again to add it."


class AlreadyDecidedError(Exception):
    """Somebody has taken the file in or left it already; the message says which."""


class BuiltOnError(Exception):
    """The plan has changed since it was added, so undoing would lose what came after."""


@transaction.atomic
def upload_file(
    *, content: bytes, name: str, organisation: Organisation, by: User, at: datetime, into: Plan | None = None
) -> Import:
    """Keep a file and have it read in the background, with the columns as they were last chosen for `into`,
    the plan of which it is the next version. The job is seen by a worker once this transaction ends.

    Raises TooManyWaitingError where as many files wait to be read as may.
    """
    refuse_when_too_many_wait(by, Import.objects.all())
    _refuse_over_quota(organisation, len(content))
    new = Import.objects.create(
        organisation=organisation,
        by=by,
        at=at,
        heard_at=at,
        name=name,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        content=content,
        into=into,
        fields=columns_of_last_time(into),
        choices=choices_of_last_time(into),
    )
    read_in_background.enqueue(new.pk)
    return new


def _refuse_over_quota(organisation: Organisation, size: int) -> None:
    """Raises TooManyWaitingError where the organisation's imported files take as much as they may."""
    stored = Import.objects.filter(organisation=organisation).exclude(content=b"")
    if (stored.aggregate(size=Sum("size"))["size"] or 0) + size > settings.ORGANISATION_LIMIT:
        limit = settings.ORGANISATION_LIMIT // MEGABYTE
        raise TooManyWaitingError(
            f"The imported files of your organisation take the {limit:,} MB that they may. Cancel imports "
            "that nobody needs, or ask your administrator for more room."
        )


@transaction.atomic
def clear_forgotten_files(*, at: datetime) -> None:
    """Ends what nobody decided about for FORGOTTEN_AFTER: its file and what was read in it go, its row stays
    and says so. The files of what was cancelled or undone go after the same time."""
    old = Import.objects.filter(at__lt=at - FORGOTTEN_AFTER)
    for forgotten in old.filter(state__in=[Import.State.READ, Import.State.FAILED]).exclude(content=b""):
        record(
            type="import.forgotten",
            by=None,
            organisation=forgotten.organisation,
            subject=forgotten,
            at=at,
        )
        Import.objects.filter(pk=forgotten.pk).update(
            state=Import.State.FAILED, failure=FORGOTTEN, content=b"", document=None, tables=[]
        )
    decided = old.filter(state__in=[Import.State.LEFT, Import.State.UNDONE])
    decided.exclude(content=b"").update(content=b"")


def columns_of_last_time(plan: Plan | None) -> dict[str, str]:
    """The fields that were chosen for columns of the plan's files, by their headings."""
    return {known.heading: known.field for known in plan.column_corrections.all()} if plan else {}


def choices_of_last_time(plan: Plan | None) -> dict[str, Any]:
    """What was said of tables, cells and dates of the plan's files."""
    known = PlanChoices.objects.filter(plan=plan).first() if plan else None
    if known is None:
        return {}
    return {"tables": known.tables, "cells": known.cells} | ({"dates": known.dates} if known.dates else {})


@transaction.atomic
def read_again(
    read: Import,
    *,
    fields: Mapping[str, str],
    choices: Mapping[str, Any] | None = None,
    by: User,
    at: datetime,
) -> None:
    """Have a file read again in the background, with its columns as `fields` says by their headings, and its
    tables and cells as `choices` says; None leaves these as they are.

    Raises AlreadyDecidedError where the file is taken in or left, is being read, or was never read.
    """
    locked = locked_import(read)
    if not locked.can_be_read_again:
        raise AlreadyDecidedError(_state_in_words(locked))
    locked.state, locked.failure, locked.heard_at = Import.State.WAITING, "", at
    locked.fields = dict(fields)
    locked.choices = locked.choices if choices is None else dict(choices)
    locked.save()
    record(type="import.read_again", by=by, organisation=locked.organisation, subject=locked, at=at)
    read_in_background.enqueue(locked.pk)


@dataclass(frozen=True)
class SaidDay:
    """What somebody said of the day that a plan speaks for: the day, or None that they don't know it."""

    day: date | None


@transaction.atomic
def take_in(
    read: Import,
    *,
    title: str,
    by: User,
    at: datetime,
    body: str | None = None,
    day: SaidDay | None = None,
) -> Plan:
    """Make a plan called `title` of what was read, of the `body` (empty where nobody knows it), that speaks
    for `day`; None is as the file says it. Asked twice it counts once: the same plan is returned.

    Raises AlreadyDecidedError where the file was left, or taken in and undone.
    """
    locked = locked_import(read)
    if locked.plan is not None:
        return locked.plan
    refuse_unless_only_read(locked)
    document = locked.plan_document.model_copy(update={"title": title})
    if day is not None and day.day != document.as_at:
        words = day_in_words(day.day) if day.day else ""
        document = _with_said(document, "as_at", day.day, words)
    if body is not None and body != (document.organisation or ""):
        document = _with_said(document, "organisation", body or None, body)
    locked.plan = apply(document, organisation=locked.organisation, by=by, at=at)
    rounds_from_periods(locked.plan, by=by, at=at)
    keep_corrections(locked, plan=locked.plan, by=by, at=at)
    decide(locked, Import.State.TAKEN_IN, by=by, at=at)
    return locked.plan


def _with_said(
    document: PlanDocument, field: Literal["organisation", "as_at"], value: str | date | None, words: str
) -> PlanDocument:
    """The document with what a person said of itself, and that they said it."""
    origins = [origin for origin in document.origins if origin.field != field]
    if value is not None:
        origins.append(Origin(field=field, text=words, reason="A person said so at the import."))
    return document.model_copy(update={field: value, "origins": origins})


@transaction.atomic
def leave(read: Import, *, by: User, at: datetime) -> None:
    """Decide not to take the file in. Asked twice it counts once; raises AlreadyDecidedError otherwise.

    A file in which no plan was found goes, and so does what was seen of its tables.
    """
    locked = locked_import(read)
    if locked.state == Import.State.LEFT:
        return
    if locked.state == Import.State.FAILED and locked.document is None and locked.tables:
        locked.content, locked.tables, locked.choices = b"", [], {}
        locked.save()
    else:
        refuse_unless_only_read(locked)
        decide(locked, Import.State.LEFT, by=by, at=at)
    record(type="import.left", by=by, organisation=locked.organisation, subject=locked, at=at)


@transaction.atomic
def undo(taken_in: Import, *, by: User, at: datetime) -> None:
    """Take the plan out again, or what a next version added to one. Asked twice it counts once.

    Raises BuiltOnError where the plan has changed since, AlreadyDecidedError where there is nothing to undo.
    """
    locked = locked_import(taken_in)
    if locked.state == Import.State.UNDONE:
        return
    if locked.plan is None:
        raise AlreadyDecidedError(_state_in_words(locked))
    if not locked.can_be_undone:
        raise BuiltOnError(f"The plan “{locked.plan}” has changed since it was added, so it stays.")
    plan, locked.plan = locked.plan, None
    locked.labelled_tables.all().delete()
    locked.state, locked.undone_by, locked.undone_at = Import.State.UNDONE, by, at
    locked.save()
    if locked.into is None:
        remove_plan(plan, by=by, at=at)
        return
    try:
        _undo_next_version(locked, by=by, at=at)
    except NotAsBeforeError:
        raise BuiltOnError(f"Something was built on what came into the plan “{plan}”, so it stays.") from None


def _undo_next_version(locked: Import, *, by: User, at: datetime) -> None:
    """Take out of the plan what a next version added to it, its requests for change too."""
    taken = locked.next_version
    assert locked.into
    plan = Plan.objects.select_for_update().get(pk=locked.into.pk)
    remove_imported_rounds(plan, periods=taken.periods)
    ChangeRequest.objects.filter(plan=plan, import_id=locked.pk).delete()
    take_next_version_out(
        plan, taken.added, before=taken.plan_before, changed_at=taken.changed_at_before, by=by, at=at
    )
    taken.delete()


def keep_corrections(read: Import, *, plan: Plan, by: User, at: datetime) -> None:
    """Keep for the plan what somebody said that the columns of its file are, for its next version."""
    stored = [
        ColumnCorrection(plan=plan, heading=heading, field=field, by=by, at=at)
        for heading, field in read.fields.items()
        if len(heading) <= LONGEST_HEADING
    ]
    ColumnCorrection.objects.bulk_create(
        stored,
        update_conflicts=True,
        unique_fields=["plan", "heading"],
        update_fields=["field", "by", "at"],
    )
    _keep_choices(read, plan=plan, by=by, at=at)
    label_tables(read, at=at)


def _keep_choices(read: Import, *, plan: Plan, by: User, at: datetime) -> None:
    """Tables by their headings and cells by the refs of their rows: rows stand elsewhere in another file."""
    tables = [
        {name: value for name, value in table.items() if name != "last"}
        for table in read.choices.get("tables", [])
        if table.get("headings")
    ]
    cells = [cell | {"at": None} for cell in read.choices.get("cells", []) if cell.get("ref")]
    dates = read.choices.get("dates", "")
    if tables or cells or dates:
        chosen = {"tables": tables, "cells": cells, "dates": dates, "by": by, "at": at}
        PlanChoices.objects.update_or_create(plan=plan, defaults=chosen)


def locked_import(known: Import) -> Import:
    """The import as it is now, held until the transaction ends, without the bytes of its file."""
    return Import.objects.select_for_update().defer("content").get(pk=known.pk)


def decide(locked: Import, state: Import.State, *, by: User, at: datetime) -> None:
    """Note on a locked import what was decided about it."""
    locked.state, locked.decided_by, locked.decided_at = state, by, at
    locked.save()


def refuse_unless_only_read(locked: Import) -> None:
    """Raises AlreadyDecidedError unless the import waits to be taken in or left."""
    if locked.state != Import.State.READ:
        raise AlreadyDecidedError(_state_in_words(locked))


def _state_in_words(locked: Import) -> str:
    return {
        Import.State.WAITING: "This file has not been read yet.",
        Import.State.READING: "This file is being read.",
        Import.State.FAILED: "This file could not be read.",
        Import.State.READ: "This file has not been added.",
        Import.State.TAKEN_IN: "This file was added already.",
        Import.State.LEFT: "This import was cancelled. Import the file again to add it.",
        Import.State.UNDONE: "This import was undone. Import the file again to add it.",
    }[Import.State(locked.state)]
