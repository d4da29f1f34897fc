"""The sessions of an account: which there are, and how they end."""

from datetime import datetime, timedelta
from typing import NamedTuple

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from followthrough.site.people.models import User

BROWSERS = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
SYSTEMS = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]


class OpenSession(NamedTuple):
    """One session as its owner sees it: with what, from where, since when, and whether it is this one."""

    key: int
    browser: str
    ip: str
    since: datetime
    is_current: bool


def open_sessions(user: User, *, current: str | None, at: datetime) -> list[OpenSession]:
    """The sessions of an account that still let it in, this one first, then the newest."""
    own_sessions = UserSession.objects.filter(
        user=user, created_at__gt=at - timedelta(seconds=settings.LONGEST_SESSION)
    )
    alive = Session.objects.filter(expire_date__gt=at).values("session_key")
    found = [
        OpenSession(
            each.pk, browser_in_words(each.user_agent), each.ip, each.created_at, each.session_key == current
        )
        for each in own_sessions.filter(session_key__in=alive).order_by("-created_at", "-pk")
    ]
    return sorted(found, key=lambda each: not each.is_current)


@transaction.atomic
def end_sessions(user: User, *, but: str | None = None, only: int | None = None) -> int:
    """Ends the sessions of an account, all `but` the one of that key, or `only` one; says how many."""
    ending = UserSession.objects.filter(user=user)
    if but:
        ending = ending.exclude(session_key=but)
    if only is not None:
        ending = ending.filter(pk=only)
    keys = list(ending.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    ending.delete()
    return len(keys)


def browser_in_words(user_agent: str) -> str:
    """What a browser says of itself, in a few words."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "A browser")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return f"{browser} on {system}" if system else browser
