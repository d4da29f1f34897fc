"""The trigger that keeps the first date of an action: its due date never moves without it.

An original due date that the row says stays; where it says none, the due date that moves must become it.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from followthrough.site.triggers import Triggers

NAME, TABLE = "register_action_first_date", "register_action"
REFUSAL = "the first date of an action is kept"

# A JSON column that says nothing holds NULL, or the null of JSON where many rows were written at once.
_IS_SAID = "coalesce(OLD.{0}, 'null') <> 'null'"
_WAS_A_DATE = "(OLD.due_earliest IS NOT NULL OR OLD.due_latest IS NOT NULL OR OLD.due_kind = 'recurring')"
_LOSES_IT = (
    f"({_IS_SAID.format('original_due')} AND NEW.original_due {{differs}} OLD.original_due)"
    f" OR (NOT ({_IS_SAID.format('original_due')}) AND {_IS_SAID.format('due')} AND {_WAS_A_DATE}"
    " AND NEW.due {differs} OLD.due AND NEW.original_due {differs} OLD.due)"
)
_FUNCTION = f"{NAME}_kept"

FIRST_DATE = Triggers(
    create={
        "sqlite": [
            f"CREATE TRIGGER IF NOT EXISTS {NAME} BEFORE UPDATE ON {TABLE}"
            f" WHEN {_LOSES_IT.format(differs='IS NOT')} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        ],
        "postgresql": [
            f"CREATE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW"
            f" WHEN ({_LOSES_IT.format(differs='IS DISTINCT FROM')}) EXECUTE FUNCTION {_FUNCTION}()",
        ],
    },
    drop={
        "sqlite": [f"DROP TRIGGER IF EXISTS {NAME}"],
        "postgresql": [f"DROP TRIGGER {NAME} ON {TABLE}", f"DROP FUNCTION {_FUNCTION}()"],
    },
)


def mend_first_date(connection: BaseDatabaseWrapper) -> bool:
    """Make the trigger anew where a migration has lost it; whether it did.

    Django changes a table of SQLite by making another in its place, and the trigger goes with the old one.
    """
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name IN (%s, %s)", [NAME, TABLE])
        if {name for (name,) in cursor.fetchall()} != {TABLE}:
            return False
        for statement in FIRST_DATE.create["sqlite"]:
            cursor.execute(statement)
    return True


def mend_first_date_after_migrating(*, using: str, **_told: Any) -> None:
    """What Django calls after every run of migrations."""
    mend_first_date(connections[using])
