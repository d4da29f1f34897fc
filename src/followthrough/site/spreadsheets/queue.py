"""How many files may wait to be read at once, so that few people can't hold up all others."""

from datetime import datetime, timedelta

from django.db.models import Model, QuerySet

from followthrough.site.people.models import User
from followthrough.site.spreadsheets.models import SentSpreadsheet

MOST_OF_A_PERSON = 3
MOST_OF_THE_SITE = 50
# Reading is stopped after a minute without a sign of life, so after two nobody is reading.
STOPPED_AFTER = timedelta(minutes=2)
MOST_ATTEMPTS = 2
PENDING = ("waiting", "reading")


class TooManyWaitingError(Exception):
    """As many files wait as may; the message says whose, and what to do."""


def refuse_when_too_many_wait(by: User, *others: QuerySet[Model]) -> None:
    """Raises TooManyWaitingError where this person, or the whole site, has as many files waiting as may.

    `others` are files of other kinds that are read by the same worker, with `by` and `state`. To be called
    in the transaction that adds a file: those of one person are counted one after another.
    """
    User.objects.select_for_update().get(pk=by.pk)
    waiting = [kind.filter(state__in=PENDING) for kind in (SentSpreadsheet.objects.all(), *others)]
    if sum(kind.filter(by=by).count() for kind in waiting) >= MOST_OF_A_PERSON:
        raise TooManyWaitingError(
            f"{MOST_OF_A_PERSON} files of yours are still being read. Wait until one is done, then send this."
        )
    if sum(kind.count() for kind in waiting) >= MOST_OF_THE_SITE:
        raise TooManyWaitingError(
            f"{MOST_OF_THE_SITE} files wait to be read, as many as the site takes at once. "
            "Try again in a few minutes."
        )


def is_silent(heard_at: datetime | None, *, at: datetime) -> bool:
    """Whether nothing was heard of a reading for so long that nobody may be at it."""
    return heard_at is None or heard_at < at - STOPPED_AFTER
