"""Takes a backup of an installation, and puts one into an empty installation.

A backup is a folder: the database as one file, the files of evidence and of papers, and a manifest, written
last, with the digest of each file and what the database held. What is in no backup: the key that signs
sessions (people sign in again), and what the site makes anew (static files, what it keeps for speed).
"""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

MANIFEST = "manifest.json"
# The stores whose files are in a backup, each in a folder of its name.
STORES = ("evidence", "editions")
DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
# What a manifest counts: the words for it, and its model.
COUNTED = {
    "organisation": "people.Organisation",
    "account": "people.User",
    "plan": "register.Plan",
    "action": "register.Action",
    "update": "register.Update",
    "event": "history.Event",
}
HEADS = (
    "SELECT organisation_id, digest FROM history_seal s WHERE number = (SELECT MAX(number) "
    "FROM history_seal WHERE organisation_id = s.organisation_id) ORDER BY organisation_id"
)


class BackupError(Exception):
    """The message says what can't be done, and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: `files` maps each to its SHA-256, `heads` an organisation to its last seal.

    `bucket` names the stores that are no folders, and so in no backup.
    """

    followthrough: str
    made_at: str
    database: str
    migrations: list[str]
    counts: dict[str, int]
    heads: dict[str, str]
    files: dict[str, str]
    bucket: str = ""


def back_up(folder: Path, *, at: datetime) -> Manifest:
    """Writes a backup into a folder that is empty or not there yet. Raises BackupError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"{folder} is not empty. Name a folder that is empty, or not there yet.")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = DATABASE[connection.vendor]
        copy = _copy_sqlite if connection.vendor == "sqlite" else _dump_postgresql
        held = copy(folder / name)
        # After the database, so that every file that it names is there; one that came since is no harm.
        for store, stored in store_folders().items():
            if stored.exists():
                shutil.copytree(stored, folder / store)
        manifest = Manifest(
            followthrough=version("followthrough"),
            made_at=at.isoformat(timespec="seconds"),
            database=connection.vendor,
            **held,
            files={str(path.relative_to(folder)): _digest(path) for path in _files_in(folder)},
            bucket=", ".join(store for store in STORES if store not in store_folders()),
        )
        _write_whole(folder / MANIFEST, json.dumps(asdict(manifest), indent=2))
    except OSError as error:
        raise BackupError(f"{folder} can't be written: {error.strerror}. Nothing was backed up.") from error
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup of which every file is as it was written. Raises BackupError."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
    except FileNotFoundError:
        raise BackupError(
            f"{folder} holds no whole backup: its {MANIFEST} is missing. Choose another."
        ) from None
    except (OSError, ValueError, TypeError):
        raise BackupError(f"{folder / MANIFEST} can't be read. Choose another backup.") from None
    for name, digest in manifest.files.items():
        path = folder / name
        if not path.is_file() or _digest(path) != digest:
            raise BackupError(f"{path} is missing or was changed since the backup. Choose another backup.")
    return manifest


def restore(folder: Path) -> Manifest:
    """Puts a backup into an installation without a database, and brings it up to date.

    Raises BackupError where there is a database already, or the backup is not whole, of another kind of
    database or of a later version; then nothing is changed.
    """
    manifest = read_manifest(folder)
    _refuse_unless_it_fits(manifest)
    folders = store_folders()
    in_backup = [store for store in STORES if (folder / store).exists()]
    if any(store not in folders for store in in_backup):
        raise BackupError("This backup holds files of evidence, and a bucket is set for them. Unset it.")
    for store in in_backup:
        shutil.copytree(folder / store, folders[store], dirs_exist_ok=True)
    put = _put_sqlite if connection.vendor == "sqlite" else _put_postgresql
    put(folder / DATABASE[connection.vendor])
    call_command("migrate", verbosity=0)
    return manifest


def store_folders() -> dict[str, Path]:
    """The folder of each store; those that are in a bucket are left out."""
    places = {store: settings.STORAGES[store].get("OPTIONS", {}).get("location", "") for store in STORES}
    return {store: place for store, place in places.items() if isinstance(place, Path)}


def counts_now() -> dict[str, int]:
    """What the database that is open holds, as a manifest counts it."""
    with connection.cursor() as cursor:
        counts: dict[str, int] = _held(cursor)["counts"]
        return counts


def _refuse_unless_it_fits(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise BackupError(
            f"This backup is of {manifest.database}, and this installation uses {connection.vendor}."
        )
    if unknown := set(manifest.migrations) - _known_migrations():
        raise BackupError(
            f"This backup is of Followthrough {manifest.followthrough}, which is later than this one "
            f"({len(unknown)} steps of its database are not known here). Install that version first."
        )
    if _has_tables():
        raise BackupError(
            "This installation has a database already. Restore into an empty one: another folder in "
            "FOLLOWTHROUGH_VAR, or an empty database in DATABASE_URL."
        )
    for store, place in store_folders().items():
        # Those of a restore that was cut short may be there.
        there = {f"{store}/{path.relative_to(place)}" for path in _files_in(place)}
        if there - set(manifest.files):
            raise BackupError(f"{place} holds files already. Restore into an empty installation.")


def _known_migrations() -> set[str]:
    return {".".join(key) for key in MigrationLoader(None).disk_migrations}


def _has_tables() -> bool:
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        return path.exists() and bool(connection.introspection.table_names())
    return bool(connection.introspection.table_names())


def _held(cursor: Any) -> dict[str, Any]:
    """What a database holds, asked through a cursor on it."""
    counts = {}
    for words, model in COUNTED.items():
        cursor.execute(f'SELECT COUNT(*) FROM "{apps.get_model(model)._meta.db_table}"')  # noqa: S608
        counts[words] = cursor.fetchone()[0]
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    migrations = [".".join(row) for row in cursor.fetchall()]
    cursor.execute(HEADS)
    return {"counts": counts, "migrations": migrations, "heads": _as_text(dict(cursor.fetchall()))}


def _as_text(heads: Mapping[int, str]) -> dict[str, str]:
    return {str(organisation): digest for organisation, digest in heads.items()}


def _copy_sqlite(path: Path) -> dict[str, Any]:
    """Copies the database as it is at one moment, whoever writes meanwhile; says what the copy holds."""
    source = sqlite3.connect(f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True, timeout=60)
    with closing(source), closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        path.chmod(0o600)
        return _held(copy.cursor())


def _dump_postgresql(path: Path) -> dict[str, Any]:
    """The same of PostgreSQL: what is counted and what is dumped are one snapshot."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run_postgresql("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}")
        path.chmod(0o600)
        return _held(cursor)


def _put_sqlite(path: Path) -> None:
    to = Path(connection.settings_dict["NAME"])
    connection.close()
    with TemporaryDirectory(dir=to.parent) as beside:
        draft = Path(beside) / to.name
        shutil.copyfile(path, draft)
        draft.chmod(0o600)
        for left in (to, *(to.with_name(f"{to.name}-{end}") for end in ("wal", "shm"))):
            left.unlink(missing_ok=True)  # of a database without a table
        draft.replace(to)


def _put_postgresql(path: Path) -> None:
    connection.close()
    _run_postgresql(
        "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(path)
    )


def _run_postgresql(program: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's own programs on the site's database; no list of processes has the password."""
    database = connection.settings_dict
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    given = {theirs: str(database[ours]) for ours, theirs in names.items() if database[ours]}
    try:
        done = subprocess.run(  # one of two programs, with arguments of ours
            [program, f"--dbname={database['NAME']}", "--no-password", *arguments],
            env=os.environ | given,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise BackupError(
            f"PostgreSQL's program {program} is not on this machine. Install PostgreSQL's client programs."
        ) from None
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason was given"])[0]
        raise BackupError(f"{program} refused: {reason}")


def _files_in(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _write_whole(path: Path, text: str) -> None:
    draft = path.with_suffix(".part")
    with draft.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
