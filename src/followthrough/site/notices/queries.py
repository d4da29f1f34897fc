"""What the letters can be asked."""

from collections.abc import Iterable

from django.db.models import F, QuerySet

from followthrough.site.notices.models import Notice, NoticeCover, Pause
from followthrough.site.people.models import Organisation


def letters_of(organisation: Organisation) -> QuerySet[Notice]:
    """The organisation's letters with whom they are to, the newest first."""
    return organisation.notices.select_related("to", "made_by")


def letters_about(about: str) -> QuerySet[Notice]:
    """The letters that tell of something, with whom they are to, the newest first."""
    sent = NoticeCover.objects.filter(about=about).values("notice")
    return Notice.objects.filter(pk__in=sent).select_related("to", "made_by")


def last_letters(about: str) -> dict[int, Notice]:
    """The newest letter about something to each person who had one, by the person's key."""
    newest_last = letters_about(about).order_by("made_at", "pk")
    return {notice.to_id: notice for notice in newest_last}


def told_keys(abouts: Iterable[str]) -> set[str]:
    """What has been told of these things."""
    return set(NoticeCover.objects.filter(about__in=abouts).values_list("key", flat=True))


def paused_of(organisation: Organisation) -> set[str]:
    """What the organisation sends no letters about of themselves."""
    return set(organisation.pauses.values_list("about", flat=True))


def pause_of(about: str) -> Pause | None:
    """Who stopped the letters about something, and when; None where nobody did."""
    return Pause.objects.select_related("by").filter(about=about).annotate(by_name=F("by__name")).first()
