"""The database itself refuses to change what happened; run on SQLite and on PostgreSQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from followthrough.site.history.models import Event
from followthrough.site.history.operations import record
from tests.site.cast import NOW


@pytest.fixture
def event(riverbank, alice) -> Event:
    return record(type="organisation.created", by=alice, organisation=riverbank, subject=riverbank, at=NOW)


def delete_by_model(event: Event) -> None:
    event.delete()


def delete_by_query(event: Event) -> None:
    Event.objects.all().delete()


def update_by_model(event: Event) -> None:
    event.by_name = "Nobody"
    event.save()


def update_by_query(event: Event) -> None:
    Event.objects.update(by_name="Nobody")


def update_in_bulk(event: Event) -> None:
    event.by_name = "Nobody"
    Event.objects.bulk_update([event], ["by_name"])


def sql(statement: str):
    def run(event: Event) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    run.__name__ = statement
    return run


TRIES = [
    delete_by_model,
    delete_by_query,
    update_by_model,
    update_by_query,
    update_in_bulk,
    sql("UPDATE history_event SET by_name = 'Nobody'"),
    sql("DELETE FROM history_event"),
]


@pytest.mark.parametrize("attempt", TRIES, ids=lambda attempt: attempt.__name__)
def test_an_event_can_be_neither_changed_nor_removed(attempt, event):
    with pytest.raises(DatabaseError, match="history is append-only"), transaction.atomic():
        attempt(event)

    assert list(Event.objects.values_list("by_name")) == [("Alice",)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no statement that replaces a row")
@pytest.mark.parametrize("verb", ["REPLACE", "INSERT OR REPLACE", "INSERT OR IGNORE"])
def test_an_event_can_not_be_put_in_the_place_of_another(verb, event):
    columns = ", ".join(field.column for field in Event._meta.fields)
    forged = columns.replace("by_name", "'Nobody'")
    attempt = sql(f"{verb} INTO history_event ({columns}) SELECT {forged} FROM history_event")

    with pytest.raises(DatabaseError, match="history is append-only"), transaction.atomic():
        attempt(event)

    assert list(Event.objects.values_list("by_name")) == [("Alice",)]


def test_postgresql_refuses_to_empty_the_table_too(event):
    attempt = sql("TRUNCATE history_event")
    # SQLite has no TRUNCATE: there it is not even a statement.
    with pytest.raises(DatabaseError), transaction.atomic():
        attempt(event)

    assert Event.objects.count() == 1


def test_an_event_stays_when_its_person_has_gone(event, alice):
    alice.delete()

    assert Event.objects.get().by_name == "Alice"
