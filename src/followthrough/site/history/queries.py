"""What the history can be asked."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Model, Q, QuerySet

from followthrough.site import clock
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import types_of_kind

# Where an event names what it was done to, beside its own subject.
_NAMED = ("subject_label", "details__named", "details__action", "details__words")


class Asked(NamedTuple):
    """What is asked of the history, empty for all of it; `kind` is one of `sentences.kinds`."""

    words: str = ""
    person: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


def events_of_organisation(organisation: Model, asked: Asked | None = None) -> QuerySet[Event]:
    """What was done in the organisation and fits what is asked, the newest first."""
    events = Event.objects.filter(organisation_id=organisation.pk)
    if asked is None:
        return events
    if asked.person:
        events = events.filter(by_name=asked.person)
    if asked.kind:
        events = events.filter(type__in=types_of_kind(asked.kind))
    if asked.since:
        events = events.filter(at__gte=clock.first_moment_of(asked.since))
    if asked.until:
        events = events.filter(at__lt=clock.first_moment_of(asked.until + timedelta(days=1)))
    for word in asked.words.split():
        events = events.filter(_names(word))
    return events


def names_in_history(organisation: Model) -> list[str]:
    """Everybody who did something in the organisation, once, by name."""
    events = Event.objects.filter(organisation_id=organisation.pk).order_by("by_name")
    return list(events.values_list("by_name", flat=True).distinct())


def _names(word: str) -> Q:
    found = Q()
    for place in _NAMED:
        found |= Q(**{f"{place}__icontains": word})
    return found
