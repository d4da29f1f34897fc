"""Whether the site's database can be used, for commands that use it without the site."""

from pathlib import Path

from django.db import DatabaseError, InterfaceError, OperationalError, connection
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
    refuse_empty_file()
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        reason = (str(error).splitlines() or ["no reason was given"])[0]
        raise UnusableDatabaseError(f"The database can't be reached: {reason}.") from error
    except DatabaseError as error:
        raise UnusableDatabaseError(damage_in_words(error)) from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise UnusableDatabaseError(
            "The database is of an earlier version of Followthrough. Bring it up to date: "
            "followthrough manage migrate."
        )


# What SQLite says of a file that is not whole, or is no database.
_DAMAGED = ("malformed", "not a database", "disk image", "file is encrypted")


def is_damaged(error: BaseException | None) -> bool:
    """Whether an error says that the database itself is broken."""
    return isinstance(error, DatabaseError) and any(words in str(error) for words in _DAMAGED)


# What SQLite says where another has the file, or it is out of reach.
_BUSY = ("database is locked", "unable to open database file")
# PostgreSQL's classes of errors that pass: no connection, no room for another, being stopped or started.
_PASSING = ("08", "53", "57")


def is_out_of_reach(error: BaseException | None) -> bool:
    """Whether an error says that the database does not answer now and may do so soon.

    PostgreSQL's classes of errors are in its manual, appendix A; a connection that breaks has none.
    """
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    if connection.vendor == "sqlite":
        return any(words in str(error) for words in _BUSY)
    code = getattr(error.__cause__, "sqlstate", None)
    return code is None or code.startswith(_PASSING)


def damage_in_words(error: BaseException) -> str:
    return f"The database is damaged ({error}). Restore a backup: followthrough restore FOLDER."


def refuse_empty_file() -> None:
    """Raises UnusableDatabaseError for a file of nothing: it was cut off, and what was in it is gone."""
    if connection.vendor != "sqlite" or _is_in_memory():
        return
    path = Path(_name())
    if path.exists() and path.stat().st_size == 0:
        raise UnusableDatabaseError(
            f"The database {path} is an empty file. Move it away and restore a backup: followthrough restore "
            "FOLDER. To begin anew, delete it."
        )


def is_there() -> bool:
    """Whether there is a database; SQLite would make an empty file of one that isn't."""
    return connection.vendor != "sqlite" or _is_in_memory() or Path(_name()).exists()


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _is_in_memory() -> bool:
    return bool(connection.is_in_memory_db())  # type: ignore[attr-defined]  # SQLite's own
