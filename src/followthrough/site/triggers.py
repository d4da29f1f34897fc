"""The triggers with which a table refuses to have its rows changed, for each database that the site runs on.

PostgreSQL refuses UPDATE, DELETE and TRUNCATE; SQLite, which has no TRUNCATE, the other two, and an INSERT
that replaces a row.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.apps.registry import Apps
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.transaction import TransactionManagementError

Statements = tuple[list[str], list[str]]  # those that make, those that drop


class Triggers(NamedTuple):
    """The statements that make triggers, and those that drop them, by the vendor of the database."""

    create: dict[str, list[str]]
    drop: dict[str, list[str]]

    def put_on(self, apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        """Raises KeyError on a database without triggers of ours: it could not keep the rows."""
        for statement in self.create[editor.connection.vendor]:
            editor.execute(statement)

    def take_off(self, apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        """Undoes `put_on`."""
        for statement in self.drop[editor.connection.vendor]:
            editor.execute(statement)


def no_change(table: str, refusal: str, *, may_go: str = "", may_change: str = "") -> Triggers:
    """No row is changed unless `may_change`, nor deleted unless `may_go`.

    Both are conditions on the row OLD; empty: none ever is. `may_change` needs a `may_go`.
    """
    sqlite = _on_sqlite(table, refusal, may_go, may_change)
    postgresql = _on_postgresql(table, refusal, may_go, may_change)
    return _triggers(sqlite=sqlite, postgresql=postgresql)


def no_replacing(table: str, refusal: str) -> Triggers:
    """No row takes another's place: for "INSERT OR REPLACE" SQLite deletes a row without asking on DELETE."""
    taken = f"(SELECT id FROM {table})"  # noqa: S608  # the tables stand in our own modules
    sqlite = _all_on_sqlite(
        {f"{table}_no_replace": f"BEFORE INSERT ON {table} WHEN NEW.id IN {taken}"}, refusal
    )
    return _triggers(sqlite=sqlite, postgresql=([], []))


def together(*triggers: Triggers) -> Triggers:
    """All of them as one."""
    sqlite, postgresql = (
        (
            [statement for each in triggers for statement in each.create[vendor]],
            [statement for each in triggers for statement in each.drop[vendor]],
        )
        for vendor in ("sqlite", "postgresql")
    )
    return _triggers(sqlite=sqlite, postgresql=postgresql)


@contextmanager
def taken_off(triggers: Triggers) -> Iterator[None]:
    """Inside a transaction, the tables without these triggers; whatever goes wrong, they are never lost.

    On PostgreSQL the owner of the tables alone may do it, and all others wait until the transaction ends.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("Triggers are taken off inside a transaction alone.")
    with connection.cursor() as cursor:
        for statement in triggers.drop[connection.vendor]:
            cursor.execute(statement)
        yield
        for statement in triggers.create[connection.vendor]:
            cursor.execute(statement)


def _triggers(**of_vendor: Statements) -> Triggers:
    return Triggers(
        {vendor: create for vendor, (create, _) in of_vendor.items()},
        {vendor: drop for vendor, (_, drop) in of_vendor.items()},
    )


def _on_sqlite(table: str, refusal: str, may_go: str, may_change: str) -> Statements:
    unless_goes, unless_changes = (f" WHEN NOT ({may})" if may else "" for may in (may_go, may_change))
    names = {
        f"{table}_no_update": f"BEFORE UPDATE ON {table}{unless_changes}",
        f"{table}_no_delete": f"BEFORE DELETE ON {table}{unless_goes}",
    }
    return _all_on_sqlite(names, refusal)


def _all_on_sqlite(when: dict[str, str], refusal: str) -> Statements:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    create = [f"CREATE TRIGGER {name} {moment} {refuse}" for name, moment in when.items()]
    return create, [f"DROP TRIGGER {name}" for name in when]


def _on_postgresql(table: str, refusal: str, may_go: str, may_change: str) -> Statements:
    """The names are those that databases have which were made before, so that going back finds them."""
    refuse = f"RAISE EXCEPTION '{refusal}';"
    if not may_go:
        whole = {f"{table}_append_only": f"UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT"}
        return _all_on_postgresql(table, whole, f"{table}_refuse", refuse)
    by_row = {
        f"{table}_rows": f"UPDATE OR DELETE ON {table} FOR EACH ROW",
        f"{table}_all": f"TRUNCATE ON {table} FOR EACH STATEMENT",
    }
    body = f"IF TG_OP = 'DELETE' THEN IF {may_go} THEN RETURN OLD; END IF; END IF; "
    if may_change:
        body += f"IF TG_OP = 'UPDATE' THEN IF {may_change} THEN RETURN NEW; END IF; END IF; "
    body += refuse
    return _all_on_postgresql(table, by_row, f"{table}_keep", body)


def _all_on_postgresql(table: str, when: dict[str, str], function: str, body: str) -> Statements:
    create = [
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
        *(
            f"CREATE TRIGGER {name} BEFORE {moment} EXECUTE FUNCTION {function}()"
            for name, moment in when.items()
        ),
    ]
    return create, [*(f"DROP TRIGGER {name} ON {table}" for name in when), f"DROP FUNCTION {function}()"]
