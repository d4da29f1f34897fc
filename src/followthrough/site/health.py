"""Whether the site works now, and whether it is set up as it should be: a line a thing, with what to do."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.cache import cache
from django.db import connection
from django.db.utils import DatabaseError
from django_tasks_db.models import DBTaskResult

from followthrough.site.access.second_step import organisations_without_second_step
from followthrough.site.database import UnusableDatabaseError, refuse_unless_usable
from followthrough.site.history.database_role import tables_that_could_be_altered
from followthrough.site.imports.demonstration.people import ACCOUNTS
from followthrough.site.imports.demonstration.setting_up import PASSWORD
from followthrough.site.people.models import User
from followthrough.site.people.roles import Role

WORKER_SEEN = "worker-seen"
# The worker leaves its mark each minute, unless it reads a file, which takes minutes at most.
WORKER_SILENT = timedelta(minutes=10)
WAITS_TOO_LONG = timedelta(minutes=15)
LEAST_FREE = 500 * 1024 * 1024
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Check(NamedTuple):
    """One thing looked at: its name, whether it is well, and in words how it is or what to do."""

    name: str
    ok: bool
    words: str
    number: int = 0


def health(*, at: datetime) -> list[Check]:
    """Whether the site works at a moment. What can't be asked without the database is left out."""
    database = _database()
    if not database.ok:
        return [database, _disk()]
    return [database, _worker(at), jobs_waiting(at), _disk()]


def installation() -> list[Check]:
    """Whether the installation is set up to serve others."""
    checks: list[Callable[[], Check]] = [
        _database, _history, _folder, _key, _debug, _hosts, _https, _mail, _address, _second_step,
        _demonstration, _disk,
    ]  # fmt: skip
    return [check() for check in checks]


def mark_worker(at: datetime) -> None:
    """Leaves the mark by which `health` knows that the worker is there."""
    cache.set(WORKER_SEEN, at, timeout=None)


def demonstration_accounts() -> list[str]:
    """The addresses of accounts that can be signed in to with the published password."""
    known = User.objects.filter(email__in=[account.email for account in ACCOUNTS], is_active=True)
    return [user.email for user in known.order_by("email") if check_password(PASSWORD, user.password)]


def make_private() -> None:
    """Lets nobody else on the machine read the folder of the site, or its database in it."""
    for path in _private_paths():
        path.chmod(path.stat().st_mode & ~OTHERS)


def _private_paths() -> Iterator[Path]:
    """The folder and what is in it of SQLite's, as far as they are there."""
    names = ["", *(f"followthrough.sqlite3{end}" for end in ("", "-wal", "-shm"))]
    return (path for name in names if (path := Path(settings.VAR) / name).exists())


def _database() -> Check:
    try:
        refuse_unless_usable()
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM people_organisation")
    except UnusableDatabaseError as unusable:
        return Check("database", False, str(unusable))
    except DatabaseError as error:
        return Check("database", False, f"It is damaged: {error}. Restore a backup: followthrough restore.")
    return Check("database", True, f"{connection.vendor}, up to date")


def _history() -> Check:
    try:
        open_to_change = tables_that_could_be_altered()
    except DatabaseError:
        return Check("history", True, "can't be looked at")
    if open_to_change:
        return Check(
            "history",
            False,
            f"The database role of the site could alter {' and '.join(open_to_change)}. Serve with one that "
            "cannot: followthrough manage let_role_serve ROLE, as the owner of the tables.",
        )
    if connection.vendor == "sqlite":
        return Check("history", True, "whoever may write the database's file could alter it; seals show it")
    return Check("history", True, "the database role of the site can add to it and not alter it")


def _worker(at: datetime) -> Check:
    seen = cache.get(WORKER_SEEN)
    if seen is None or at - seen > WORKER_SILENT:
        last = f"was last seen at {seen:%H:%M on %d %B %Y}" if seen else "was never seen"
        return Check("worker", False, f"What does the jobs {last}. Start the site again.")
    return Check("worker", True, "at work")


def jobs_waiting(at: datetime) -> Check:
    """Whether files and letters are read and sent in time."""
    waiting = DBTaskResult.objects.ready()
    oldest = waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    number = waiting.count()
    if oldest and at - oldest > WAITS_TOO_LONG:
        words = f"{number} waiting, the oldest since {oldest:%H:%M on %d %B %Y}."
        return Check("jobs", False, f"{words} Look at the log of the worker.", number)
    return Check("jobs", True, f"{number} waiting")


def _disk() -> Check:
    free = shutil.disk_usage(settings.VAR).free
    words = f"{free // 1024**2:,} MB free in {settings.VAR}"
    return Check("disk", free >= LEAST_FREE, words if free >= LEAST_FREE else f"{words}. Make room.")


def _folder() -> Check:
    open_to_others = [path for path in _private_paths() if path.stat().st_mode & OTHERS]
    if open_to_others:
        words = f"Others on this machine may open {open_to_others[0]}. Take their rights away: chmod -R go= "
        return Check("folder", False, f"{words}{settings.VAR}")
    return Check("folder", True, f"{settings.VAR} is for this account alone")


def _key() -> Check:
    given = "in the environment" if os.environ.get("FOLLOWTHROUGH_SECRET_KEY") else "made by the site"
    return Check("key", True, f"{len(settings.SECRET_KEY)} characters, {given}")


def _debug() -> Check:
    if settings.DEBUG:
        return Check("debug", False, "Errors show the insides of the site. Take FOLLOWTHROUGH_DEBUG out.")
    return Check("debug", True, "off")


def _hosts() -> Check:
    names = [host for host in settings.ALLOWED_HOSTS if host not in ("localhost", "127.0.0.1", "[::1]")]
    if not names:
        return Check("hosts", False, "The site answers on this machine only. Set FOLLOWTHROUGH_HOSTS.")
    return Check("hosts", True, ", ".join(names))


def _https() -> Check:
    if not settings.SESSION_COOKIE_SECURE:
        return Check("https", False, "Cookies travel unencrypted. Set FOLLOWTHROUGH_HTTPS and the proxies.")
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    return Check("https", True, f"on, {proxies} {'proxy' if proxies == 1 else 'proxies'} before the site")


def _mail() -> Check:
    if not settings.MAIL_IS_SET_UP:
        words = "No letter leaves; each is kept to be copied. Set FOLLOWTHROUGH_MAIL_SERVER."
        return Check("mail", False, words)
    return Check("mail", True, "a server is set")


def _address() -> Check:
    if not settings.SITE_ADDRESS:
        return Check("address", False, "Letters have no link to the site. Set FOLLOWTHROUGH_ADDRESS.")
    return Check("address", True, settings.SITE_ADDRESS)


def _second_step() -> Check:
    """Whether an administrator's password alone lets nobody in."""
    try:
        names = organisations_without_second_step(Role.ADMINISTRATOR)
    except DatabaseError:
        return Check("second-step", True, "no rules can be read")
    if names:
        words = (
            f"Administrators of {names[0]} sign in with a password alone. Ask a second step of their role:"
        )
        return Check("second-step", False, f"{words} People, Second step at sign-in.")
    return Check("second-step", True, "administrators need one")


def _demonstration() -> Check:
    try:
        found = demonstration_accounts()
    except DatabaseError:
        return Check("demonstration", True, "no accounts can be read")
    if found:
        words = f"{len(found)} accounts of the demonstration have the published password, such as {found[0]}."
        return Check("demonstration", False, f"{words} Close them, or use a database without them.")
    return Check("demonstration", True, "no account with the published password")
