"""Whether the site's database can be used, for commands that use it without the site."""

from pathlib import Path

from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor


class UnusableDatabaseError(Exception):
    """The message says why the database can't be used and what to do."""


def refuse_unless_usable() -> None:
    """Raises UnusableDatabaseError where there is no database, or one of another version. Makes nothing."""
    if not is_there():
        raise UnusableDatabaseError(
            f"There is no database at {_name()} yet. Serve the site once, or make one: "
            "followthrough manage migrate."
        )
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        reason = (str(error).splitlines() or ["no reason was given"])[0]
        raise UnusableDatabaseError(f"The database can't be reached: {reason}.") from error
    except DatabaseError as error:
        raise UnusableDatabaseError(
            f"The database is damaged ({error}). Restore a backup: followthrough restore FOLDER."
        ) from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise UnusableDatabaseError(
            "The database is of an earlier version of Followthrough. Bring it up to date: "
            "followthrough manage migrate."
        )


def is_there() -> bool:
    """Whether there is a database; SQLite would make an empty file of one that isn't."""
    return connection.vendor != "sqlite" or _is_in_memory() or Path(_name()).exists()


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _is_in_memory() -> bool:
    return bool(connection.is_in_memory_db())  # type: ignore[attr-defined]  # SQLite's own
