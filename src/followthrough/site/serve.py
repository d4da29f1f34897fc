"""Starts the site, and Django's own commands, for `followthrough serve` and `followthrough manage`."""

import os
import resource
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, execute_from_command_line
from django.db import DatabaseError, connections

from followthrough.site.database import (
    UnusableDatabaseError,
    damage_in_words,
    is_damaged,
    refuse_empty_file,
)
from followthrough.site.version import fingerprint_of

PROCESSES = 2
# Named so by prometheus_client, which reads it when the counts are made.
COUNTS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
# How many connections and files a process may have open, where the machine allows it.
MOST_OPEN = 8192


def serve(port: int, host: str, *, demonstration: bool = False) -> None:
    """Brings the database and the static files up to date and serves the site until it is stopped; with the
    demonstration council, where the database has no accounts of its own.

    Exits with status 2 and a sentence where a setting is odd.
    """
    with readable_refusals():
        start_django()
        refuse_empty_file()
        from followthrough.site.health import demonstration_accounts, make_private

        if demonstration:
            refuse_or_warn_of_demonstration(host)
            call_command("demonstration")
        else:
            call_command("migrate", verbosity=0)
            _refuse_published_passwords(demonstration_accounts())
        make_private()
        collect_static_files()
    os.environ[COUNTS_FOLDER] = str(empty_folder_of_counts())
    # Loaded once, before the processes that share it: every page and what they are made of.
    from followthrough.site import urls as urls
    from followthrough.site import wsgi as wsgi
    from followthrough.site.processes import keep_going
    from followthrough.site.web_server import serve_until_stopped
    from followthrough.site.worker import work

    # What serves and what works is forked from this process: each must open connections of its own.
    connections.close_all()
    with readable_refusals():
        listening = listen(host, port)
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    click.echo(f"The site is at http://{address}/ (Ctrl+C stops it).")
    serving = {f"web {number + 1}": partial(serve_until_stopped, listening) for number in range(PROCESSES)}
    keep_going({**serving, "worker": work})


def refuse_or_warn_of_demonstration(host: str) -> None:
    """Its password is published: with the insides shown it is refused, and an open door is said aloud.

    Raises ImproperlyConfigured.
    """
    if settings.DEBUG:
        raise ImproperlyConfigured(
            "The demonstration is not served with FOLLOWTHROUGH_DEBUG. Take that out, or --demonstration."
        )
    if host not in LOOPBACK:
        click.echo(
            f"THE DEMONSTRATION IS SERVED AT {host}: WHOEVER REACHES IT CAN SIGN IN WITH A PUBLISHED "
            "PASSWORD. PUT NOTHING REAL INTO IT.",
            err=True,
        )


def empty_folder_of_counts() -> Path:
    """Where the processes that serve add up their counts, from nought at each start."""
    folder = Path(settings.VAR) / "counts"
    folder.mkdir(exist_ok=True, mode=0o700)
    for left in folder.glob("*.db"):
        left.unlink()
    return folder


def listen(host: str, port: int) -> socket.socket:
    """What connections come to. Raises ImproperlyConfigured with a sentence where it can't be had."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_OPEN if most < 0 else min(MOST_OPEN, most), most))
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=1024)
    except (OSError, OverflowError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).split(" (")[0]
        raise ImproperlyConfigured(
            f"The site can't be served at {host}, port {port}: {reason}. Choose another: --port, --host."
        ) from None
    listening.setblocking(False)
    return listening


def _refuse_published_passwords(accounts: list[str]) -> None:
    if accounts:
        raise ImproperlyConfigured(
            f"This database has {len(accounts)} accounts of the demonstration, with the published password. "
            "Serve it with --demonstration, or use another folder (FOLLOWTHROUGH_VAR) or database."
        )


def collect_static_files() -> None:
    """Copies and compresses the static files for serving, unless they are those that it copied last time."""
    stamp = Path(settings.STATIC_ROOT) / "stamp"
    now = static_fingerprint()
    if not stamp.exists() or stamp.read_text() != now:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(now)


def static_fingerprint() -> str:
    """Changes when a static file does."""
    return fingerprint_of(path for folder in settings.STATICFILES_DIRS for path in Path(folder).rglob("*"))


def manage(arguments: list[str]) -> None:
    """Runs one of Django's commands with the site's settings; exits with status 2 where a setting is odd."""
    with readable_refusals():
        start_django()
        refuse_empty_file()
        execute_from_command_line(["followthrough manage", *arguments])


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followthrough.site.settings")
    django.setup()


@contextmanager
def readable_refusals() -> Iterator[None]:
    """Ends with the sentence that a setting's refusal says, without the trace of the program."""
    try:
        yield
    except (ImproperlyConfigured, UnusableDatabaseError) as refusal:
        sys.stderr.write(f"{refusal}\n")
        sys.exit(2)
    except DatabaseError as error:
        if not is_damaged(error):
            raise
        sys.stderr.write(f"{damage_in_words(error)}\n")
        sys.exit(2)
