"""What the search of the register stands on: indexes of words that the database itself keeps right.

SQLite has a full-text index beside each table, kept by triggers, without a second copy of the texts.
PostgreSQL has an index over an expression, which needs no trigger.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Between words, for either database: so a ref is found by its parts, and no text is taken for an address.
PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~–—‘’“”…•"
# A longer text could pass the longest list of words that PostgreSQL holds, and could then not be kept at all.
LONGEST = 250_000


class Indexed(NamedTuple):
    """A table with the columns of text, and of JSON, whose words are searched."""

    table: str
    texts: Sequence[str]
    json: Sequence[str] = ()

    @property
    def index_name(self) -> str:
        return f"{self.table}_words"


ACTIONS = Indexed(
    "register_action",
    ["ref", "printed_ref", "title"],
    ["notes", "measures", "measured", "answers", "milestones"],
)
UPDATES = Indexed("register_update", ["text", "reason"])
OWNERSHIPS = Indexed("register_ownership", ["name", "role"])
INDEXED = (ACTIONS, UPDATES, OWNERSHIPS)


def create_search(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Makes the indexes and fills them. Raises KeyError on a database for which there are none."""
    _run(editor.connection, _CREATE[editor.connection.vendor])


def drop_search(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Undoes `create_search`."""
    _run(editor.connection, _DROP[editor.connection.vendor])


def mend_search(connection: BaseDatabaseWrapper) -> bool:
    """Make the indexes anew where a migration has lost some of the triggers; whether it did.

    Django changes a table of SQLite by making another in its place, and the triggers go with the old one.
    """
    if connection.vendor != "sqlite":
        return False
    wanted = {f"{each.index_name}_{verb}" for each in INDEXED for verb in _VERBS}
    tables = {each.index_name for each in INDEXED}
    there = _names(connection, "trigger")
    if not tables <= _names(connection, "table") or wanted <= there:
        return False
    make_search_anew(connection)
    return True


def make_search_anew(connection: BaseDatabaseWrapper) -> None:
    """Make the indexes again, so that no word is left in them of what was taken out of a text.

    SQLite's only marks such words as gone; PostgreSQL's keep none.
    """
    if connection.vendor == "sqlite":
        _run(connection, [*_DROP["sqlite"], *_CREATE["sqlite"]])


def words_on_postgresql(indexed: Indexed) -> str:
    """The expression that PostgreSQL has an index over."""
    texts = " || ' ' || ".join(f"coalesce({column}, '')" for column in indexed.texts)
    return f"register_words({texts}, {' || '.join(indexed.json) or _NO_JSON})"


def _names(connection: BaseDatabaseWrapper, kind: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = %s", [kind])
        return {name for (name,) in cursor.fetchall()}


def _run(connection: BaseDatabaseWrapper, statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


_VERBS = ("INSERT", "DELETE", "UPDATE")
_NO_JSON = "'[]'::jsonb"
_PG_PUNCTUATION = PUNCTUATION.replace("'", "''")


def _words_on_sqlite(indexed: Indexed, row: str) -> str:
    texts = [f"coalesce({row}.{column}, '')" for column in indexed.texts]
    strings = "coalesce((SELECT group_concat(atom, ' ') FROM json_tree({}) WHERE type = 'text'), '')"
    return " || ' ' || ".join([*texts, *(strings.format(f"{row}.{column}") for column in indexed.json)])


def _create_on_sqlite(indexed: Indexed) -> list[str]:
    old, new = _words_on_sqlite(indexed, "OLD"), _words_on_sqlite(indexed, "NEW")
    index, table = indexed.index_name, indexed.table
    add = f"INSERT INTO {index}(rowid, words) VALUES (NEW.id, {new});"  # noqa: S608  # the tables stand in INDEXED
    remove = f"INSERT INTO {index}({index}, rowid, words) VALUES ('delete', OLD.id, {old});"  # noqa: S608  # as above
    columns = ["id", *indexed.texts, *indexed.json]
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5(words, content='', tokenize='porter unicode61')",
        f"INSERT INTO {index}(rowid, words) SELECT id, {_words_on_sqlite(indexed, table)} FROM {table}",  # noqa: S608
        f"CREATE TRIGGER {index}_INSERT AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {index}_DELETE AFTER DELETE ON {table} BEGIN {remove} END",
        f"CREATE TRIGGER {index}_UPDATE AFTER UPDATE ON {table} WHEN {changed} BEGIN {remove} {add} END",
    ]


def _drop_on_sqlite(indexed: Indexed) -> list[str]:
    triggers = [f"DROP TRIGGER IF EXISTS {indexed.index_name}_{verb}" for verb in _VERBS]
    return [*triggers, f"DROP TABLE IF EXISTS {indexed.index_name}"]


def _create_on_postgresql(indexed: Indexed) -> list[str]:
    return [
        f"CREATE INDEX {indexed.index_name} ON {indexed.table} USING gin (({words_on_postgresql(indexed)}))"
    ]


_WORDS_FUNCTION = f"""
CREATE FUNCTION register_words(words text, lists jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $function$
SELECT to_tsvector('pg_catalog.english', translate(
    left(words || ' ' || coalesce((SELECT string_agg(part #>> '{{}}', ' ')
        FROM jsonb_path_query(lists, 'strict $.**') AS part WHERE jsonb_typeof(part) = 'string'), ''),
        {LONGEST}),
    '{_PG_PUNCTUATION}', '{" " * len(PUNCTUATION)}'))
$function$"""  # noqa: S608  # all of it stands here

_CREATE: dict[str, list[str]] = {
    "sqlite": [statement for each in INDEXED for statement in _create_on_sqlite(each)],
    "postgresql": [
        _WORDS_FUNCTION,
        *(statement for each in INDEXED for statement in _create_on_postgresql(each)),
    ],
}
_DROP: dict[str, list[str]] = {
    "sqlite": [statement for each in INDEXED for statement in _drop_on_sqlite(each)],
    "postgresql": [
        *(f"DROP INDEX {each.index_name}" for each in INDEXED),
        "DROP FUNCTION register_words(text, jsonb)",
    ],
}


def mend_search_after_migrating(*, using: str, **_told: Any) -> None:
    """What Django calls after every run of migrations."""
    from django.db import connections

    mend_search(connections[using])
