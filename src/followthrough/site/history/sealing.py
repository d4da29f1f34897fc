"""Seals events: a chain of digests an organisation, in which nothing can be changed unnoticed.

A seal is written just after the transaction of its event, in one of its own. An event whose process was
killed between the two is sealed by the worker.
"""

import json
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_hex
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from followthrough.site import clock
from followthrough.site.history.models import Event, Seal

BEFORE_THE_FIRST = "0" * 64
SEALED_AT_A_TIME = 1000
# Two who seal at once want the same number; the one that comes second looks again.
TRIES = 5


def seal_from(event: Event) -> None:
    """Seals an event that is committed, with those of its organisation recorded since."""
    later = Event.objects.filter(organisation_id=event.organisation_id, pk__gte=event.pk)
    while _seal_some(event.organisation_id, unsealed(later)) == SEALED_AT_A_TIME:
        pass


def seal_what_was_left() -> None:
    """Seals what was recorded and not sealed: its process was killed, or it is older than seals are."""
    for (organisation_id,) in Event.objects.order_by().values_list("organisation_id").distinct():
        events = Event.objects.filter(organisation_id=organisation_id)
        while _seal_some(organisation_id, unsealed(events)) == SEALED_AT_A_TIME:
            pass


def unsealed(events: QuerySet[Event]) -> QuerySet[Event]:
    """Those that have no seal yet, in the order in which they were recorded."""
    return events.filter(~Exists(Seal.objects.filter(event_id=OuterRef("pk")))).order_by("pk")


def digest_of(event: Event, seal: Seal, before: str) -> str:
    """What a seal must say of its event, after a digest before."""
    place = [before, seal.organisation_id, seal.number, _moment(seal.at)]
    if seal.words is None:
        return _digest([*place, *_facts(event, *_words(event))])
    return _digest(["words apart", *place, *_facts(event, seal.words, None, None)])


def words_digest(event: Event, salt: str) -> str:
    """What a seal must say of the words of its event that may name somebody."""
    return _digest([salt, *_words(event)])


def erased_digest(event: Event, seal: Seal) -> str:
    """What an erasure must say of an event as it left it, and of its seal."""
    return _digest([seal.digest, seal.number, _moment(seal.at), *_facts(event, *_words(event))])


def _facts(event: Event, by_name: str, label: str | None, details: Any) -> list[Any]:
    """What an event is, in the order of the first digests, with its words or what stands for them."""
    return [
        event.pk,
        _moment(event.at),
        event.organisation_id,
        event.organisation_slug,
        event.by_id,
        by_name,
        event.type,
        event.subject_type,
        event.subject_id,
        label,
        event.plan_id,
        details,
    ]


def _words(event: Event) -> tuple[str, str, Any]:
    return event.by_name, event.subject_label, event.details


def _digest(parts: list[Any]) -> str:
    return sha256(json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def head_of(organisation_id: int) -> Seal | None:
    """The last seal of an organisation's chain; its digest stands for all that was recorded until then."""
    return Seal.objects.filter(organisation_id=organisation_id).order_by("-number").first()


def _seal_some(organisation_id: int, events: QuerySet[Event]) -> int:
    """Seals so many at a time and says how many."""
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return _add_seals(organisation_id, list(events[:SEALED_AT_A_TIME]))
        except IntegrityError:
            continue
    return 0


def _add_seals(organisation_id: int, events: list[Event]) -> int:
    if not events:
        return 0
    head, at = head_of(organisation_id), clock.now()
    number, before = (head.number, head.digest) if head else (0, BEFORE_THE_FIRST)
    seals = []
    for number, event in enumerate(events, start=number + 1):  # noqa: B020  # goes on from the head
        seal = Seal(organisation_id=organisation_id, number=number, event_id=event.pk, at=at)
        seal.salt = token_hex(16)
        seal.words = words_digest(event, seal.salt)
        before = seal.digest = digest_of(event, seal, before)
        seals.append(seal)
    Seal.objects.bulk_create(seals)
    return len(seals)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
