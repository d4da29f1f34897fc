"""On PostgreSQL the role that serves can add to the history and not alter it."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from followthrough.site.history.database_role import tables_that_could_be_altered
from followthrough.site.history.models import Event
from followthrough.site.history.operations import record
from followthrough.site.people.operations import create_organisation

ROLE = "followthrough_serves"
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")


def run(statement: str, *arguments: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)


@pytest.fixture
def serving(riverbank, alice):
    """The connection as it is when the site serves with a role of its own."""
    create_organisation(name="Weir Council", by=alice, at=timezone.now())
    run(f"CREATE ROLE {ROLE}")
    call_command("let_role_serve", ROLE)
    run(f"SET LOCAL ROLE {ROLE}")
    yield
    run("RESET ROLE")


@on_postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history_event SET by_name = 'Nobody'",
        "DELETE FROM history_event",
        "TRUNCATE history_event",
        "ALTER TABLE history_event DISABLE TRIGGER ALL",
        "DROP TRIGGER history_event_append_only ON history_event",
        "UPDATE history_seal SET digest = ''",
        "DELETE FROM history_seal",
        "SET session_replication_role = replica",
    ],
)
def test_the_role_that_serves_is_refused(serving, statement):
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
        run(statement)


@on_postgresql
def test_the_role_that_serves_records_what_happens_now_and_nothing_earlier(serving, riverbank, alice):
    event = {"type": "organisation.created", "by": alice, "organisation": riverbank, "subject": riverbank}
    record(**event, at=timezone.now())
    with pytest.raises(DatabaseError, match="recorded when it happens"), transaction.atomic():
        record(**event, at=timezone.now() - timedelta(hours=2))
    assert Event.objects.filter(subject_label="Riverbank Council").count() == 1


@on_postgresql
def test_a_role_that_could_alter_the_history_is_said(serving):
    assert tables_that_could_be_altered() == []
    run("RESET ROLE")
    assert tables_that_could_be_altered() == ["history_event", "history_seal"]


@on_postgresql
@pytest.mark.django_db
def test_a_role_that_is_not_there_is_said_and_nothing_is_given():
    with pytest.raises(CommandError, match='Nothing was changed: role "nobody_at_all" does not exist'):
        call_command("let_role_serve", "nobody_at_all")
