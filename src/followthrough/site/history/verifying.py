"""Goes through the chain of an organisation's history and says what no longer fits."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from followthrough.outputs.wording import counted
from followthrough.site.history.erasing import ERASED
from followthrough.site.history.models import Event, Seal
from followthrough.site.history.sealing import (
    BEFORE_THE_FIRST,
    digest_of,
    erased_digest,
    unsealed,
    words_digest,
)
from followthrough.site.history.sentences import sentence

SEALS_AT_A_TIME = 1000


@dataclass
class Verified:
    """What was found in one history: how many events are sealed, the last digest, a sentence a fault.

    `erased` are events from which a person was erased, `erasures` says when, by whom and why.
    `not_sealed` are events without a seal: those of the last moment, or written past the site. `has_head`
    says whether a digest that was noted before is in the chain, None where none was given.
    """

    organisation: str
    events: int = 0
    sealed: int = 0
    not_sealed: int = 0
    head: str = ""
    has_head: bool | None = None
    erased: int = 0
    erasures: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.faults and self.has_head is not False

    def facts(self) -> dict[str, Any]:
        return asdict(self) | {"is_sound": self.is_sound}


def verify(organisation_id: int, organisation: str, *, head: str = "") -> Verified:
    """Whether each event of an organisation, named by its slug, is as it was
    sealed, none is missing and none changed its place.

    `head`: a digest that was printed or kept before; the chain must have it.
    """
    found = Verified(organisation, has_head=False if head else None)
    seals = Seal.objects.filter(organisation_id=organisation_id).order_by("number").iterator(SEALS_AT_A_TIME)
    erased = _erased_in(organisation_id, found)
    before, expected = BEFORE_THE_FIRST, 1
    for seal, event in _with_events(seals):
        if seal.number != expected:
            found.faults.append(_missing_seals(expected, seal.number))
        elif event is None:
            found.faults.append(f"Seal {seal.number}: its event, number {seal.event_id}, is missing.")
        elif event.pk in erased and _fits_erased(event, seal, before, erased[event.pk]):
            found.erased += 1
        elif not _fits(event, seal, before):
            found.faults.append(
                f"Seal {seal.number}: event {event.pk} ({event.type}, {event.at:%Y-%m-%d %H:%M}, by "
                f"{event.by_name}) or its seal was altered."
            )
        before, expected = seal.digest, seal.number + 1
        found.sealed += 1
        found.has_head = found.has_head or (seal.digest == head if head else None)
    found.head = before if found.sealed else ""
    events = Event.objects.filter(organisation_id=organisation_id)
    found.events, found.not_sealed = events.count(), unsealed(events).count()
    return found


def _fits(event: Event, seal: Seal, before: str) -> bool:
    if digest_of(event, seal, before) != seal.digest:
        return False
    return seal.words is None or words_digest(event, seal.salt or "") == seal.words


def _fits_erased(event: Event, seal: Seal, before: str, digest: str) -> bool:
    """Whether an event is as an erasure left it, and in all but its words still as it was sealed.

    Of one that was sealed with its words inside, the erasure alone can say what it is.
    """
    if erased_digest(event, seal) != digest:
        return False
    return seal.words is None or digest_of(event, seal, before) == seal.digest


def _erased_in(organisation_id: int, found: Verified) -> dict[int, str]:
    """By the key of each event from which a person was erased, what the last erasure says of it."""
    erased: dict[int, str] = {}
    for event in Event.objects.filter(organisation_id=organisation_id, type=ERASED).order_by("pk"):
        erased |= {int(key): digest for key, digest in event.details["erased"].items()}
        found.erasures.append(f"On {event.at:%Y-%m-%d} {sentence(event)}")
    return erased


def _with_events(seals: Iterator[Seal]) -> Iterator[tuple[Seal, Event | None]]:
    while some := list(islice(seals, SEALS_AT_A_TIME)):
        events = Event.objects.in_bulk([seal.event_id for seal in some])
        for seal in some:
            yield seal, events.get(seal.event_id)


def _missing_seals(expected: int, number: int) -> str:
    if number - expected == 1:
        return f"Seal {expected} is missing."
    return f"Seals {expected} to {number - 1} are missing."


def organisations_in_history() -> list[tuple[int, str]]:
    """The keys of the organisations of which anything was recorded, each with its last short name."""
    known = dict(Event.objects.order_by("pk").values_list("organisation_id", "organisation_slug").distinct())
    sealed = Seal.objects.order_by().values_list("organisation_id", flat=True).distinct()
    return sorted((known | {key: f"number {key}" for key in sealed if key not in known}).items())


def in_sentences(found: Verified) -> list[str]:
    """What was found, a line each: whether it is sound, each fault, what is not sealed, the last digest."""
    sound = "Nothing was altered, taken out or put in another's place."
    lines = [f"{found.organisation}: {counted(found.events, 'event')}, {found.sealed} sealed."]
    lines += [f"  {fault}" for fault in found.faults] or [f"  {sound}"]
    lines += [f"  {erasure}" for erasure in found.erasures]
    if found.not_sealed:
        lines.append(
            f"  {counted(found.not_sealed, 'event')} without a seal: recorded a moment ago by a process that "
            "ended, which the site seals when it runs, or written past the site."
        )
    if found.has_head is False:
        lines.append("  The digest that you gave is not in the chain: what it stood for has gone.")
    if found.head:
        lines.append(f"  Last digest: {found.head}")
    return lines
