"""What the database role that the site serves with may do to the history, on PostgreSQL.

The owner of the tables makes and changes them; the site serves with another role, which may read the history
and add to it. SQLite knows no roles: whoever may write its file may alter it, and the seals show it.
"""

from django.db import connection
from psycopg import sql

from followthrough.site.history.triggers import SEALS, TABLE

APPEND_ONLY = (TABLE, SEALS)

_COULD_ALTER = """
    SELECT relname FROM pg_class
    WHERE oid = ANY(%s::regclass[]) AND (
        pg_has_role(current_user, relowner, 'MEMBER')
        OR has_table_privilege(current_user, oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')
    )
"""


def let_role_serve(role: str) -> None:
    """Lets a role do what serving needs: everything with rows, and of the history reading and adding alone.

    To be called as the owner of the tables, after each migration. Raises DatabaseError where there is no
    such role, or where this one may not give it anything.
    """
    names = {"role": sql.Identifier(role), "tables": sql.SQL(", ").join(map(sql.Identifier, APPEND_ONLY))}
    statements = (
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        "REVOKE ALL ON {tables} FROM {role}",
        "GRANT SELECT, INSERT ON {tables} TO {role}",
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(sql.SQL(statement).format(**names))


def tables_that_could_be_altered() -> list[str]:
    """The tables of the history that the role of this connection could alter; none on SQLite."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(_COULD_ALTER, [list(APPEND_ONLY)])
        return sorted(name for (name,) in cursor.fetchall())
