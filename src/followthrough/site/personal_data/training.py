"""Writes a copy of an installation for training: plans, rounds and history, without the people in them.

The copy is an installation of its own, in SQLite whatever the original is in. The original is only read.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connections, models

from followthrough.site.history.models import Event
from followthrough.site.people.models import User
from followthrough.site.personal_data.naming import Replacing
from followthrough.site.personal_data.somebody import somebody
from followthrough.site.personal_data.texts import text_fields
from followthrough.site.register.lists.search_index import make_search_anew

_COPY, _AT_A_TIME = "copy", 500
# Sign-ins, sessions and what belongs to one browser; seals, since the copy's words are others; jobs.
_LEFT_OUT = {
    "auth", "contenttypes", "sessions", "account", "socialaccount", "mfa", "usersessions",
    "django_tasks_database", "spreadsheets", "access.AccessEvent", "rounds.KeptWords",
    "assurance.CalendarFeed", "history.Seal",
}  # fmt: skip
# Fields in which nothing stands but who somebody is.
_WHO = {"by_text", "signed", "signed_off_by", "from_sheet_of", "accepted_by", "on_behalf_of", "contact"}
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_SOMEBODY, _NO_ADDRESS = "Somebody", "address@training.invalid"


class NotCopiedError(Exception):
    """The message says why no copy was written."""


@dataclass(frozen=True)
class _Without:
    """Takes people out of rows: those with accounts by a number, other names and addresses by a word."""

    replacing: Replacing

    def __call__(self, row: models.Model) -> models.Model:
        for field in row._meta.concrete_fields:
            if isinstance(field, models.BinaryField):
                setattr(row, field.attname, b"")
        for text in text_fields(type(row)):
            replaced = self._text(text, getattr(row, text.attname))
            setattr(row, text.attname, replaced)
        if isinstance(row, User):
            row.name, row.email, row.password = _name(row.pk), _address(row.pk), make_password(None)
        if isinstance(row, Event):
            row.by_name = _name(row.by_id) if row.by_id else row.by_name
            if row.subject_type == "people.user":
                row.subject_label = _name(row.subject_id)
        return row

    def _text(self, field: models.Field[Any, Any], value: Any) -> Any:
        if field.name in _WHO and value:
            return _SOMEBODY
        replaced = _without_addresses(self.replacing(value))
        longest = getattr(field, "max_length", None)
        return replaced[:longest] if longest and isinstance(replaced, str) else replaced


def write_copy(folder: Path, *, names: Iterable[str] = ()) -> dict[str, int]:
    """Writes the copy into a folder that is empty or not there yet, and says how many rows of what it has.

    `names` are of people without an account, to be taken out too. Raises NotCopiedError.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotCopiedError(f"{folder} is not empty. Name a folder that is empty, or not there yet.")
    _make_installation(folder)
    without = _Without(Replacing(dict.fromkeys(names, _SOMEBODY) | _names_of_accounts()))
    counts = {}
    with _copy_open(folder / "followthrough.sqlite3") as copy:
        for model in apps.get_models(include_auto_created=True):
            if not {model._meta.app_label, model._meta.label} & _LEFT_OUT:
                counts[str(model._meta.verbose_name_plural)] = _copy_rows(model, without)
        make_search_anew(copy)
    return counts


def _names_of_accounts() -> dict[str, str]:
    found: dict[str, str] = {}
    for user in User.objects.order_by("-pk"):
        found |= dict.fromkeys(somebody(user).names, _name(user.pk))
    return found


def _copy_rows(model: type[models.Model], without: _Without) -> int:
    total, some = 0, []
    for row in model._base_manager.order_by("pk").iterator(_AT_A_TIME):
        some.append(without(row))
        if len(some) == _AT_A_TIME:
            total += len(model._base_manager.using(_COPY).bulk_create(some))
            some = []
    return total + len(model._base_manager.using(_COPY).bulk_create(some))


def _make_installation(folder: Path) -> None:
    """Makes an empty one by a program of its own, which knows nothing of this database."""
    surroundings = os.environ | {"FOLLOWTHROUGH_VAR": str(folder.resolve()), "DATABASE_URL": ""}
    command = [sys.executable, "-c", "from followthrough.cli import main; main()", "manage", "migrate"]
    done = subprocess.run(  # our own program, with arguments of ours
        [*command, "--verbosity", "0"], env=surroundings, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotCopiedError(f"The copy can't be made: {(done.stderr.strip().splitlines() or ['?'])[-1]}")


@contextmanager
def _copy_open(file: Path) -> Iterator[Any]:
    """The empty installation's database, without its triggers meanwhile and without a trace afterwards."""
    usual = connections["default"].settings_dict
    connections.databases[_COPY] = usual | {
        "ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "OPTIONS": {}, "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "TEST": usual["TEST"] | {"NAME": None},
    }  # fmt: skip
    copy = connections[_COPY]
    copy.connect()
    try:
        with copy.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            yield copy
            for name, statement in triggers:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
                cursor.execute(statement)
            cursor.execute("VACUUM")
    finally:
        copy.close()
        del connections[_COPY]
        del connections.databases[_COPY]
    file.chmod(0o600)


def _without_addresses(value: Any) -> Any:
    if isinstance(value, str):
        return _ADDRESS.sub(_NO_ADDRESS, value)
    if isinstance(value, dict):
        return {_without_addresses(key): _without_addresses(each) for key, each in value.items()}
    return [_without_addresses(each) for each in value] if isinstance(value, list) else value


def _name(key: Any) -> str:
    return f"Person {key}"


def _address(key: Any) -> str:
    return f"person.{key}@training.invalid"
