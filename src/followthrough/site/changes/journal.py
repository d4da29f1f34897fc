"""What the rows of plans were before each change, kept by the database itself, so that none is missed.

A trigger on each table of the register that a plan document is made of keeps a row as it was before it is
changed or deleted; one on the history keeps, with each event, the last key of each of these tables, by which
rows that were added later are known. `as_at.py` goes back from the present by them.

On SQLite no trigger may name another table of ours that a migration might make anew: renaming a table fails
while a trigger names one that is not there. So each looks keys up in `sqlite_sequence`, by name.
"""

from typing import NamedTuple

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from followthrough.plan.fields import IN_WORDS
from followthrough.site.triggers import Triggers

KEPT, MARKS, HISTORY = "changes_rowbefore", "changes_eventmark", "history_event"


class RowBefore(models.Model):
    """A row as it was before it was changed or deleted: the columns that a plan document needs.

    `seen` is the key of the last event that the history had then. No foreign keys: what was deleted stays.
    """

    table = models.CharField(max_length=40)
    key = models.BigIntegerField()
    plan_id = models.BigIntegerField(null=True)
    action_id = models.BigIntegerField(null=True)
    before = models.JSONField()
    seen = models.BigIntegerField()

    class Meta:
        indexes = (
            models.Index(fields=["plan_id", "seen"], name="rows_before_of_a_plan"),
            models.Index(fields=["action_id", "seen"], name="rows_before_of_an_action"),
        )

    def __str__(self) -> str:
        return f"{self.table} {self.key} before"


class EventMark(models.Model):
    """The last key of each table of Kept when an event of a plan was recorded, by the name of the table."""

    event_id = models.BigIntegerField(primary_key=True)
    last = models.JSONField()

    def __str__(self) -> str:
        return f"Keys at event {self.event_id}"


class Kept(NamedTuple):
    """A table whose rows are kept: its plain columns, those that hold JSON, and what a row belongs to."""

    table: str
    plain: tuple[str, ...]
    json: tuple[str, ...] = ()
    plan: str | None = "plan_id"
    action: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.plain, *self.json)


TABLES = (
    Kept(
        "register_plan",
        ("title", "organisation_text", "as_at"),
        ("source", "scheme", "risk_matrix", "recommendations", "remarks", "problems", "layout", "origins"),
        plan="id",
    ),
    Kept("register_theme", ("title",)),
    Kept("register_workstream", ("title",)),
    Kept(
        "register_action",
        (
            "position", "ref", "printed_ref", "parent_ref", "kind", "theme_id", "workstream_id", "title",
            "archived_at", "is_critical", *IN_WORDS,
        ),
        (
            "start", "due", "original_due", "milestones", "risk", "measures", "answers", "notes",
            "change_control", "where",
        ),
    ),
    Kept("register_ownership", ("action_id", "position", "role", "name"), plan=None, action="action_id"),
    Kept(
        "register_update",
        ("action_id", "position", "period", "status", "status_text", "text", "by_text", "on"),
        ("forecast",),
        plan=None,
        action="action_id",
    ),
    Kept(
        "register_link",
        ("action_id", "position", "to_ref", "kind", "text"),
        plan=None,
        action="action_id",
    ),
)  # fmt: skip


def _differs(journalled: Kept, operator: str) -> str:
    return " OR ".join(f'OLD."{name}" {operator} NEW."{name}"' for name in journalled.columns)


def _belongs(journalled: Kept) -> str:
    return ", ".join(f"OLD.{name}" if name else "NULL" for name in (journalled.plan, journalled.action))


def _insert(journalled: Kept, before: str, seen: str) -> str:
    columns = '"table", "key", plan_id, action_id, before, seen'
    values = f"'{journalled.table}', OLD.id, {_belongs(journalled)}, {before}, {seen}"
    return f"INSERT INTO {KEPT} ({columns}) VALUES ({values})"  # noqa: S608  # names of our own


def _on_sqlite() -> list[str]:
    seen = _sequence(HISTORY)
    statements = []
    for kept in TABLES:
        parts = [f"'{name}', OLD.\"{name}\"" for name in kept.plain]
        parts += [f"'{name}', json(OLD.\"{name}\")" for name in kept.json]
        row = f"json_object({', '.join(parts)})"
        keep = f"BEGIN {_insert(kept, row, seen)}; END"
        name = f"{kept.table}_before"
        statements += [
            f"CREATE TRIGGER IF NOT EXISTS {name}_update AFTER UPDATE ON {kept.table}"
            f" WHEN {_differs(kept, 'IS NOT')} {keep}",
            f"CREATE TRIGGER IF NOT EXISTS {name}_delete AFTER DELETE ON {kept.table} {keep}",
        ]
    last = ", ".join(f"'{kept.table}', {_sequence(kept.table)}" for kept in TABLES)
    mark = f"INSERT INTO {MARKS} (event_id, last) VALUES (NEW.id, json_object({last}))"  # noqa: S608  # as above
    statements.append(
        f"CREATE TRIGGER IF NOT EXISTS {HISTORY}_mark AFTER INSERT ON {HISTORY}"
        f" WHEN NEW.plan_id IS NOT NULL BEGIN {mark}; END"
    )
    return statements


def _sequence(table: str) -> str:
    return f"coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0)"  # noqa: S608  # as above


def _on_postgresql() -> list[str]:
    statements = []
    for kept in TABLES:
        parts = ", ".join(f"'{name}', OLD.\"{name}\"" for name in kept.columns)
        seen = f"coalesce((SELECT max(id) FROM {HISTORY}), 0)"  # noqa: S608  # as above
        body = f"{_insert(kept, f'jsonb_build_object({parts})', seen)}; RETURN NULL;"
        name = f"{kept.table}_before"
        statements += [
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
            f"CREATE TRIGGER {name}_update AFTER UPDATE ON {kept.table} FOR EACH ROW"
            f" WHEN ({_differs(kept, 'IS DISTINCT FROM')}) EXECUTE FUNCTION {name}()",
            f"CREATE TRIGGER {name}_delete AFTER DELETE ON {kept.table} FOR EACH ROW"
            f" EXECUTE FUNCTION {name}()",
        ]
    last = ", ".join(
        f"'{kept.table}', coalesce((SELECT max(id) FROM {kept.table}), 0)"  # noqa: S608  # as above
        for kept in TABLES
    )
    mark = f"INSERT INTO {MARKS} (event_id, last) VALUES (NEW.id, jsonb_build_object({last}))"  # noqa: S608
    return [
        *statements,
        f"CREATE FUNCTION {HISTORY}_mark() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN {mark}; RETURN NULL; END $$",
        f"CREATE TRIGGER {HISTORY}_mark AFTER INSERT ON {HISTORY} FOR EACH ROW"
        f" WHEN (NEW.plan_id IS NOT NULL) EXECUTE FUNCTION {HISTORY}_mark()",
    ]


def _drop(vendor: str) -> list[str]:
    on = " ON {}" if vendor == "postgresql" else ""
    statements = []
    for kept in TABLES:
        for verb in ("update", "delete"):
            where = on.format(kept.table)
            statements.append(f"DROP TRIGGER IF EXISTS {kept.table}_before_{verb}{where}")
        if vendor == "postgresql":
            statements.append(f"DROP FUNCTION IF EXISTS {kept.table}_before()")
    statements.append(f"DROP TRIGGER IF EXISTS {HISTORY}_mark{on.format(HISTORY)}")
    return [*statements, *([f"DROP FUNCTION IF EXISTS {HISTORY}_mark()"] if vendor == "postgresql" else [])]


JOURNAL = Triggers(
    create={"sqlite": _on_sqlite(), "postgresql": _on_postgresql()},
    drop={vendor: _drop(vendor) for vendor in ("sqlite", "postgresql")},
)


def mend_journal(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers anew that a migration has lost: SQLite changes a table by making another."""
    if connection.vendor != "sqlite":
        return
    wanted = {KEPT, MARKS, HISTORY, *(kept.table for kept in TABLES)}
    with connection.cursor() as cursor:
        if wanted <= set(connection.introspection.table_names(cursor)):
            for statement in JOURNAL.create["sqlite"]:
                cursor.execute(statement)


def mend_journal_after_migrating(*, using: str, **_told: object) -> None:
    """What Django calls after every run of migrations."""
    mend_journal(connections[using])
