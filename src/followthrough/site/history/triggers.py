"""The triggers that make the history append-only, for each database that the site runs on.

PostgreSQL refuses UPDATE, DELETE and TRUNCATE; SQLite, which has no TRUNCATE, the other two.
"""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "history is append-only"

CREATE = {
    "sqlite": [
        f"""CREATE TRIGGER history_event_no_{verb.lower()} BEFORE {verb} ON history_event
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        f"""CREATE FUNCTION history_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
        """CREATE TRIGGER history_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history_event
        FOR EACH STATEMENT EXECUTE FUNCTION history_event_refuse()""",
    ],
}

DROP = {
    "sqlite": ["DROP TRIGGER history_event_no_update", "DROP TRIGGER history_event_no_delete"],
    "postgresql": [
        "DROP TRIGGER history_event_append_only ON history_event",
        "DROP FUNCTION history_event_refuse()",
    ],
}


# SQLite deletes the row that "INSERT OR REPLACE" replaces without asking the trigger on DELETE.
CREATE_ON_INSERT = {
    "sqlite": [
        f"""CREATE TRIGGER history_event_no_replace BEFORE INSERT ON history_event
        WHEN NEW.id IN (SELECT id FROM history_event)
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""  # noqa: S608  # all of it stands here
    ],
    "postgresql": [],
}
DROP_ON_INSERT: dict[str, list[str]] = {"sqlite": ["DROP TRIGGER history_event_no_replace"], "postgresql": []}


def create_triggers(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Raises KeyError on a database without triggers of ours: it could not keep the history."""
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)


def drop_triggers(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Undoes `create_triggers`."""
    for statement in DROP[editor.connection.vendor]:
        editor.execute(statement)


def create_trigger_on_insert(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Refuses a row that takes another's place."""
    for statement in CREATE_ON_INSERT[editor.connection.vendor]:
        editor.execute(statement)


def drop_trigger_on_insert(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Undoes `create_trigger_on_insert`."""
    for statement in DROP_ON_INSERT[editor.connection.vendor]:
        editor.execute(statement)
