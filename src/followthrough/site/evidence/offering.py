"""Offering evidence: a link, a minute, a figure, a note, or a file that is checked, stored and then counts.

The row of a file is committed before the file is written, and counts for nothing until the file is there: a
process that is killed in between leaves no evidence without its file, and `orphans` finds what it left.
"""

import hashlib
from datetime import date, datetime
from typing import IO, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models import Sum

from followthrough.site.evidence.file_kinds import kind_of_file
from followthrough.site.evidence.models import Evidence, NeededEvidence, Verdict
from followthrough.site.evidence.scanning import virus_in
from followthrough.site.people.models import User
from followthrough.site.register.editing.edits import locked_plan
from followthrough.site.register.models import Action
from followthrough.site.register.plan_events import record_in
from followthrough.site.settings import MEGABYTE

State = Evidence.State
LONGEST_NAME = 255
_MEASURE_CHANGED = "This measure of success has changed. Choose again what the evidence is for."


class RefusedEvidenceError(Exception):
    """What was offered can't be evidence; the message says why, and nothing was changed."""


class Offer(NamedTuple):
    """What somebody offers, without its file. `measure` empty: for the action as a whole."""

    form: str
    kind: str
    words: str
    measure: str = ""
    link: str = ""
    forum: str = ""
    reference: str = ""
    figure: str = ""
    on: date | None = None
    keep_until: date | None = None
    is_exempt: bool = False
    exempt_because: str = ""


def evidence_store() -> Storage:
    """Where files of evidence are, by the settings: a folder or a bucket."""
    return storages["evidence"]


def offer_evidence(
    action: Action, *, offer: Offer, by: User, at: datetime, file: "File[bytes] | None" = None
) -> Evidence:
    """Add evidence to an action and return it. The same thing sent twice by one person counts once.

    A file that a scanner finds infected is kept in quarantine: the evidence says so, and nobody is given it.
    Raises RefusedEvidenceError, ForbiddenKindError and ScannerUnreachableError; nothing is changed then.
    """
    _refuse_unless_complete(action, offer, file)
    if file is None:
        return _offer_words(action, offer, by=by, at=at)
    _refuse_over_quota(action, file)
    evidence = _evidence_of_file(action, offer, file, by=by, at=at)
    if known := _same_file(evidence):
        return known
    evidence.found = virus_in(file)
    evidence.save(force_insert=True)
    try:
        evidence_store().save(evidence.key, file)
    except Exception as error:  # every library of a store has errors of its own
        evidence.delete()
        raise RefusedEvidenceError(
            "The file could not be stored, so nothing was added. Try again, or tell whoever looks after "
            "this site."
        ) from error
    return confirm_arrival(evidence)


@transaction.atomic
def _offer_words(action: Action, offer: Offer, *, by: User, at: datetime) -> Evidence:
    """Add what has no file. The plan is locked first, so that of two presses at once the second finds the
    first; what a verifier has judged may be offered again."""
    locked_plan(action.plan)
    same = action.evidence.filter(by=by, state=State.OFFERED, period="", **offer._asdict()).last()
    if same and not was_judged(same):
        return same
    evidence = Evidence.objects.create(action=action, by=by, at=at, **offer._asdict())
    note_offered(evidence)
    return evidence


def _same_file(evidence: Evidence) -> Evidence | None:
    """The same file that the same person has offered for the same measure, and that counts."""
    return Evidence.objects.filter(
        action=evidence.action_id,
        by=evidence.by_id,
        measure=evidence.measure,
        sha256=evidence.sha256,
        state__in=[State.OFFERED, State.QUARANTINED],
    ).first()


def _refuse_over_quota(action: Action, file: "File[bytes]") -> None:
    """Raises RefusedEvidenceError where the organisation's files of evidence take as much as they may."""
    stored = Evidence.objects.filter(action__plan__organisation_id=action.plan.organisation_id)
    taken = stored.aggregate(size=Sum("size"))["size"] or 0
    if taken + (file.size or 0) > settings.ORGANISATION_LIMIT:
        limit = settings.ORGANISATION_LIMIT // MEGABYTE
        raise RefusedEvidenceError(
            f"The files of evidence of your organisation take the {limit:,} MB that they may. Give a link "
            "instead, or ask your administrator for more room."
        )


def confirm_arrival(evidence: Evidence) -> Evidence:
    """Let a file that is in the store count, or lie in quarantine, and return what counts: where the same
    person's same file came in meanwhile that one, and this one goes. Asked twice it counts once."""
    with transaction.atomic():
        locked = Evidence.objects.select_for_update().get(pk=evidence.pk)
        locked_plan(evidence.action.plan)
        if locked.state == State.ARRIVING:
            if known := _same_file(locked):
                locked.delete()
                transaction.on_commit(lambda: evidence_store().delete(locked.key))
                return known
            locked.state = State.QUARANTINED if locked.found else State.OFFERED
            locked.save(update_fields=["state"])
            note_offered(locked)
    evidence.state = locked.state
    return evidence


@transaction.atomic
def remove_file(evidence: Evidence, *, reason: str, by: User, at: datetime) -> Evidence:
    """Delete the file of a piece of evidence; what it was, who offered it and why it went stay.

    Asked twice it counts once. Raises RefusedEvidenceError without a reason, or where there is no file.
    """
    locked = Evidence.objects.select_for_update().select_related("action__plan").get(pk=evidence.pk)
    if locked.form != Evidence.Form.FILE:
        raise RefusedEvidenceError("Only a file can be deleted; what was written stays.")
    if not reason.strip():
        raise RefusedEvidenceError("Say why the file is deleted.")
    if locked.state != State.REMOVED:
        locked.state, locked.removed_at, locked.removed_by = State.REMOVED, at, by
        locked.removed_because = reason.strip()
        locked.save()
        _note(locked, "evidence.file_deleted", by=by, at=at, reason=reason.strip())
        transaction.on_commit(lambda: evidence_store().delete(locked.key))
    return locked


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, reason: str, by: User, at: datetime) -> Evidence:
    """Take back what one offered oneself; it stays in sight with the reason, and counts for nothing.

    Asked twice it counts once. Raises RefusedEvidenceError for what somebody else offered, what a verifier
    has judged since, and without a reason.
    """
    locked = Evidence.objects.select_for_update().select_related("action__plan").get(pk=evidence.pk)
    if locked.state == State.WITHDRAWN:
        return locked
    if locked.by_id != by.pk:
        raise RefusedEvidenceError("Only who offered a piece of evidence can withdraw it.")
    if not reason.strip():
        raise RefusedEvidenceError("Say why it is withdrawn.")
    if locked.state != State.OFFERED:
        raise RefusedEvidenceError("This evidence does not count any more, so there is nothing to withdraw.")
    if was_judged(locked):
        raise RefusedEvidenceError(
            "A verifier has judged this evidence, so it stays. Offer what corrects it beside it."
        )
    mark_withdrawn(locked, reason=reason.strip(), by=by, at=at)
    return locked


def mark_withdrawn(evidence: Evidence, *, reason: str, by: User, at: datetime) -> None:
    """Let what was offered count no more, in the transaction of whoever has found that it may be."""
    evidence.state, evidence.removed_at, evidence.removed_by = State.WITHDRAWN, at, by
    evidence.removed_because = reason
    evidence.save()
    _note(evidence, "evidence.withdrawn", by=by, at=at, reason=reason)


@transaction.atomic
def assign_measure(evidence: Evidence, *, measure: str, by: User, at: datetime) -> Evidence:
    """Say of which measure of success a piece is evidence, such as one that a return named.

    Asked twice it counts once. Raises RefusedEvidenceError where it counts no more, was judged for another
    measure, or the measure is none of the action's.
    """
    locked = Evidence.objects.select_for_update().select_related("action__plan").get(pk=evidence.pk)
    if locked.measure == measure:
        return locked
    if locked.state != State.OFFERED:
        raise RefusedEvidenceError("This evidence does not count any more.")
    if was_judged(locked):
        raise RefusedEvidenceError("A verifier has judged this evidence for its measure, so it stays there.")
    if measure not in locked.action.measures:
        raise RefusedEvidenceError(_MEASURE_CHANGED)
    locked.measure = measure
    locked.save(update_fields=["measure"])
    _note(locked, "evidence.assigned", by=by, at=at)
    return locked


def was_judged(evidence: Evidence) -> bool:
    """Whether a verifier has said something of its measure since it was offered."""
    said = Verdict.objects.filter(completion__action=evidence.action_id, measure=evidence.measure)
    return said.filter(at__gte=evidence.at).exists()


@transaction.atomic
def set_keeping(
    evidence: Evidence, *, keep_until: date | None, exempt_because: str, by: User, at: datetime
) -> Evidence:
    """Set until when a piece of evidence is kept, and why it is not to be published (empty: it may be)."""
    locked = Evidence.objects.select_for_update().select_related("action__plan").get(pk=evidence.pk)
    because = exempt_because.strip()
    if (locked.keep_until, locked.exempt_because) == (keep_until, because):
        return locked
    locked.keep_until, locked.exempt_because, locked.is_exempt = keep_until, because, bool(because)
    locked.save(update_fields=["keep_until", "exempt_because", "is_exempt"])
    until = f"keep it until {keep_until:%-d %B %Y}" if keep_until else "no day until which it is kept"
    exempt = f"not to be published ({because})" if because else "it may be published"
    _note(locked, "evidence.keeping_changed", by=by, at=at, words=f"{until}; {exempt}")
    return locked


@transaction.atomic
def say_what_is_needed(action: Action, *, measure: str, words: str, by: User, at: datetime) -> None:
    """Say what will have to show that a measure is met; no words take it back."""
    known = action.needed_evidence.filter(measure=measure).first()
    if (known.words if known else "") == words.strip():
        return
    if words.strip():
        NeededEvidence.objects.update_or_create(
            action=action, measure=measure, defaults={"words": words.strip(), "by": by, "at": at}
        )
    elif known:
        known.delete()
    plan = locked_plan(action.plan)
    plan.changed_at = at
    plan.save(update_fields=["changed_at"])
    was = f", before “{known.words}”" if known else ""
    said = f"“{words.strip()}”{was}" if words.strip() else f"nothing any more{was}"
    record_in(plan, "evidence.needed", by=by, at=at, of=action, words=said, measure=_for_what(measure))


def note_offered(evidence: Evidence) -> None:
    """Leave the event of evidence that counts from now on, or of a file in quarantine."""
    type_ = "evidence.quarantined" if evidence.state == State.QUARANTINED else "evidence.offered"
    _note(evidence, type_, by=evidence.by, at=evidence.at, found=evidence.found)


def _note(evidence: Evidence, type_: str, *, by: User, at: datetime, **details: str) -> None:
    plan = locked_plan(evidence.action.plan)
    plan.changed_at = at
    plan.save(update_fields=["changed_at"])
    measure = _for_what(evidence.measure)
    record_in(
        plan, type_, by=by, at=at, of=evidence.action, evidence=evidence.title, measure=measure, **details
    )


def _for_what(measure: str) -> str:
    flat = " ".join(measure.split())
    return f"“{flat if len(flat) <= 100 else f'{flat[:99]}…'}”" if flat else "the action as a whole"


def _refuse_unless_complete(action: Action, offer: Offer, file: "File[bytes] | None") -> None:
    """Raises RefusedEvidenceError for what a form would have asked for, whoever calls."""
    missing = {
        Evidence.Form.FILE: "Choose the file." if file is None else "",
        Evidence.Form.LINK: "" if offer.link.startswith(("https://", "http://")) else "Enter the link.",
        Evidence.Form.MINUTE: "" if offer.forum and offer.on else "Say which meeting, and its day.",
        Evidence.Form.FIGURE: "" if offer.figure and offer.on else "Enter the figure, and its day.",
    }.get(Evidence.Form(offer.form), "")
    if not missing and not offer.words.strip():
        missing = "Say what it shows."
    if not missing and offer.measure and offer.measure not in action.measures:
        missing = _MEASURE_CHANGED
    if not missing and offer.is_exempt and not offer.exempt_because.strip():
        missing = "Say why it is not to be published."
    if missing:
        raise RefusedEvidenceError(missing)


def _evidence_of_file(
    action: Action, offer: Offer, file: "File[bytes]", *, by: User, at: datetime
) -> Evidence:
    """The unsaved row of a file that may be evidence. Raises as `offer_evidence`."""
    name, size = file.name or "", file.size
    if (
        not name.strip()
        or name in (".", "..")
        or any(each in name for each in "/\\")
        or not name.isprintable()
    ):
        raise RefusedEvidenceError(
            "The file's name is a path or has letters that no name has. Give it a plain name and try again."
        )
    if len(name) > LONGEST_NAME:
        raise RefusedEvidenceError(
            "The file's name has more than 255 letters. Give it a shorter one and try again."
        )
    if size > settings.EVIDENCE_LIMIT:
        raise RefusedEvidenceError(too_large(name))
    if not size:
        raise RefusedEvidenceError(f"“{name}” is empty. Choose the file that holds the evidence.")
    return Evidence(
        action=action,
        by=by,
        at=at,
        state=State.ARRIVING,
        file_name=name,
        key=f"{action.plan_id}/{action.number}/{uuid4().hex}",
        media_type=kind_of_file(file.file or file, name).media_type,
        size=size,
        sha256=sha256_of(file),
        **offer._asdict(),
    )


def too_large(name: str = "The file") -> str:
    """What is said of a file over the limit."""
    limit = settings.EVIDENCE_LIMIT // MEGABYTE
    return f"{f'“{name}”' if name != 'The file' else name} is larger than {limit} MB, so it was not added."


def sha256_of(file: "IO[bytes] | File[bytes]") -> str:
    """The SHA-256 of a file, read piece by piece; it is left at its beginning."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(MEGABYTE):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()
