"""The one place of the site that reads the clock, so that a test can set the day."""

from datetime import date, datetime, time

from django.utils import timezone


def now() -> datetime:
    """The moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The day it is in the site's time zone."""
    return timezone.localdate(now())


def first_moment_of(day: date) -> datetime:
    """The moment, aware, at which a day begins in the site's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def day_of(moment: datetime) -> date:
    """The day on which a moment falls in the site's time zone."""
    return timezone.localdate(moment)
