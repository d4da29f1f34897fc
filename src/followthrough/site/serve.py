"""Starts the site, and Django's own commands, for `followthrough serve` and `followthrough manage`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, execute_from_command_line
from django.db import connections
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped,unused-ignore]

from followthrough.site.version import fingerprint_of

WORKERS = 2
THREADS = 4
# A large plan takes seconds to read; a request that takes longer than this has gone wrong.
LONGEST_REQUEST = 120


class SiteServer(BaseApplication):  # type: ignore[misc,unused-ignore]  # gunicorn brings no types
    """gunicorn with options of ours instead of its command line."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from followthrough.site.garbage import look_for_garbage_less_often
        from followthrough.site.wsgi import application

        look_for_garbage_less_often()
        return application


def serve(port: int, host: str, *, demonstration: bool = False) -> None:
    """Brings the database and the static files up to date and serves the site until it is stopped; with the
    demonstration council, where the database has no accounts of its own.

    Exits with status 2 and a sentence where a setting is odd.
    """
    with readable_refusals():
        start_django()
        from followthrough.site.health import demonstration_accounts, make_private

        if demonstration:
            call_command("demonstration")
        else:
            call_command("migrate", verbosity=0)
            _refuse_published_passwords(demonstration_accounts())
        make_private()
        collect_static_files()
    from followthrough.site.worker import start_keeper, stop_keeper

    # What serves and what works is forked from this process: each must open connections of its own.
    connections.close_all()
    served_by, keeper = os.getpid(), start_keeper()
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = {
        "bind": address,
        "workers": WORKERS,
        "threads": THREADS,
        "worker_class": "gthread",
        "timeout": LONGEST_REQUEST,
        "preload_app": True,
        "loglevel": "warning",
        "when_ready": lambda server: click.echo(f"The site is at http://{address}/ (Ctrl+C stops it)."),
    }
    try:
        SiteServer(options).run()
    finally:
        if os.getpid() == served_by:  # the web server's own workers come past here too, when they end
            stop_keeper(keeper)


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
        execute_from_command_line(["followthrough manage", *arguments])


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followthrough.site.settings")
    django.setup()


@contextmanager
def readable_refusals() -> Iterator[None]:
    """Ends with the sentence that a setting's refusal says, without the trace of the program."""
    try:
        yield
    except ImproperlyConfigured as refusal:
        sys.stderr.write(f"{refusal}\n")
        sys.exit(2)
