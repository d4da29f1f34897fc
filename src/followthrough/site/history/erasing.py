"""Takes a person's name out of events: the one way in which words of the history change.

Each event keeps its seal. An event of its own, sealed as any other, says of each what it is from then on,
so that an alteration before or afterwards is found as before.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models

from followthrough.outputs.wording import counted
from followthrough.site.history.models import Event, Seal
from followthrough.site.history.operations import record
from followthrough.site.history.sealing import erased_digest

ERASED = "person.erased"
_ERASED_AT_A_TIME = 500  # what one event lists


class Rewritten(NamedTuple):
    """What an event says once a person is erased from it."""

    by_name: str
    subject_label: str
    details: dict[str, Any]


def rewrite_events(
    words: Mapping[int, Rewritten],
    *,
    organisation: models.Model,
    subject: models.Model,
    by: models.Model | None,
    reason: str,
    at: datetime,
) -> None:
    """Gives events of an organisation, by their keys, other words, and records that it was done and why.

    `subject` is whoever is erased, called by what is left of them. Each event must have a seal that fits it,
    and the triggers of the history be off: see `site/triggers.py`.
    """
    keys = sorted(words)
    for first in range(0, len(keys) or 1, _ERASED_AT_A_TIME):
        digests = {}
        for event in Event.objects.filter(pk__in=keys[first : first + _ERASED_AT_A_TIME]):
            seal = Seal.objects.get(event_id=event.pk)
            event.by_name, event.subject_label, event.details = words[event.pk]
            event.save(update_fields=Rewritten._fields)
            if seal.words is not None:
                seal.salt = ""
                seal.save(update_fields=["salt"])
            digests[str(event.pk)] = erased_digest(event, seal)
        record(
            type=ERASED,
            by=by,
            organisation=organisation,
            subject=subject,
            at=at,
            details={"events": counted(len(digests), "event"), "reason": reason, "erased": digests},
        )
