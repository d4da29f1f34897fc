"""The three steps of an import: read a file, take it in or leave it, and undo."""

from datetime import datetime
from typing import Any

from django.db import transaction

from followthrough.intake.read import read_bytes
from followthrough.site.history.operations import record
from followthrough.site.imports.models import Import
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply, remove_plan


class AlreadyDecidedError(Exception):
    """Somebody has taken the file in or left it already; the message says which."""


class BuiltOnError(Exception):
    """The plan has changed since it was taken in, so undoing would lose what came after."""


def read_file(*, content: bytes, name: str, organisation: Organisation, by: User, at: datetime) -> Import:
    """Read a file and keep it with what was read. Raises UnreadableFileError and then keeps nothing."""
    document = read_bytes(content, name)
    source = document.source
    assert source  # reading always says of what file
    with transaction.atomic():
        new = Import.objects.create(
            organisation=organisation,
            by=by,
            at=at,
            name=name,
            media_type=source.media_type,
            size=source.size,
            sha256=source.sha256,
            content=content,
            document=_storable(document.model_dump(mode="json", exclude_defaults=True)),
        )
        record(type="import.read", by=by, organisation=organisation, subject=new, at=at)
    return new


def _storable(part: Any) -> Any:
    """A part of a document without the character of number nought, which PostgreSQL can't keep in a text."""
    if isinstance(part, str):
        return part.replace("\x00", "")
    if isinstance(part, list):
        return [_storable(item) for item in part]
    if isinstance(part, dict):
        return {_storable(key): _storable(value) for key, value in part.items()}
    return part


@transaction.atomic
def take_in(read: Import, *, title: str, by: User, at: datetime) -> Plan:
    """Make a plan called `title` of what was read. Asked twice it counts once: the same plan is returned.

    Raises AlreadyDecidedError where the file was left, or taken in and undone.
    """
    locked = _locked(read)
    if locked.plan is not None:
        return locked.plan
    _refuse_unless_only_read(locked)
    document = locked.plan_document.model_copy(update={"title": title})
    locked.plan = apply(document, organisation=locked.organisation, by=by, at=at)
    _decide(locked, Import.State.TAKEN_IN, by=by, at=at)
    return locked.plan


@transaction.atomic
def leave(read: Import, *, by: User, at: datetime) -> None:
    """Decide not to take the file in. Asked twice it counts once; raises AlreadyDecidedError otherwise."""
    locked = _locked(read)
    if locked.state == Import.State.LEFT:
        return
    _refuse_unless_only_read(locked)
    _decide(locked, Import.State.LEFT, by=by, at=at)
    record(type="import.left", by=by, organisation=locked.organisation, subject=locked, at=at)


@transaction.atomic
def undo(taken_in: Import, *, by: User, at: datetime) -> None:
    """Take the whole plan out again. Asked twice it counts once.

    Raises BuiltOnError where the plan has changed since, AlreadyDecidedError where there is nothing to undo.
    """
    locked = _locked(taken_in)
    if locked.state == Import.State.UNDONE:
        return
    if locked.plan is None:
        raise AlreadyDecidedError(_state_in_words(locked))
    if not locked.can_be_undone:
        raise BuiltOnError(f"The plan “{locked.plan}” has changed since it was taken in, so it stays.")
    plan, locked.plan = locked.plan, None
    locked.state, locked.undone_by, locked.undone_at = Import.State.UNDONE, by, at
    locked.save()
    remove_plan(plan, by=by, at=at)


def _locked(known: Import) -> Import:
    """The import as it is now, held until the transaction ends, without the bytes of its file."""
    return Import.objects.select_for_update().defer("content").get(pk=known.pk)


def _decide(locked: Import, state: Import.State, *, by: User, at: datetime) -> None:
    locked.state, locked.decided_by, locked.decided_at = state, by, at
    locked.save()


def _refuse_unless_only_read(locked: Import) -> None:
    if locked.state != Import.State.READ:
        raise AlreadyDecidedError(_state_in_words(locked))


def _state_in_words(locked: Import) -> str:
    return {
        Import.State.READ: "This file has not been taken in.",
        Import.State.TAKEN_IN: "This file has been taken in already.",
        Import.State.LEFT: "This file was left, so nothing was taken in. Import it again to take it in.",
        Import.State.UNDONE: "This import was undone. Import the file again to take it in.",
    }[Import.State(locked.state)]
