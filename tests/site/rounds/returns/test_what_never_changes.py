"""The database itself refuses to change what was published or sent; run on SQLite and on PostgreSQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from followthrough.site.rounds.models import Publication, ReturnVersion, Standing
from followthrough.site.rounds.operations import lock_round, publish_round
from followthrough.site.rounds.past_rounds import rounds_from_periods
from tests.site.cast import NOW
from tests.site.rounds.answers import send

pytestmark = pytest.mark.django_db
KEPT = [Publication, Standing, ReturnVersion]
CHANGES = {Publication: {"edition": 9}, Standing: {"title": "Another"}, ReturnVersion: {"version": 9}}


@pytest.fixture
def published(opened, alice, owen):
    """The November round, published with one answer."""
    send(opened, "L1.1", by=owen)
    lock_round(opened, by=alice, at=NOW)
    return publish_round(opened, by=alice, at=NOW)


@pytest.mark.parametrize("model", KEPT)
def test_no_row_can_be_changed(model, published):
    was = list(model.objects.order_by("pk").values())

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        model.objects.update(**CHANGES[model])
    row = model.objects.first()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        row.save()

    assert list(model.objects.order_by("pk").values()) == was


@pytest.mark.parametrize("model", KEPT)
def test_no_row_can_be_removed(model, published):
    with (
        pytest.raises(DatabaseError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {model._meta.db_table}")

    assert model.objects.exists()


def test_a_plan_with_a_published_round_can_not_be_removed(published, library):
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        library.delete()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no statement that replaces a row")
@pytest.mark.parametrize("model", KEPT)
def test_no_row_can_be_put_in_the_place_of_another(model, published):
    columns = ", ".join(f'"{field.column}"' for field in model._meta.fields)
    replace = f"REPLACE INTO {model._meta.db_table} ({columns}) SELECT {columns} FROM {model._meta.db_table}"

    with (
        pytest.raises(DatabaseError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(replace)


def test_the_tables_can_not_be_emptied(published):
    # SQLite has no TRUNCATE: there it is not even a statement.
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE rounds_standing")

    assert Standing.objects.exists()


def test_what_an_import_published_can_not_be_changed_and_goes_with_its_plan(library, alice):
    rounds_from_periods(library, by=alice, at=NOW)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Standing.objects.update(title="Another")

    library.delete()

    assert not Standing.objects.exists()
    assert not Publication.objects.exists()
