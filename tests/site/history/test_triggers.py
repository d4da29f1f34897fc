"""The triggers go on and off with the migration."""

import pytest
from django.db import connection, transaction

from followthrough.site.history.models import Event
from followthrough.site.history.operations import record
from followthrough.site.history.triggers import CHANGING
from tests.site.cast import NOW


@pytest.mark.django_db(transaction=True)
def test_going_back_before_the_migration_lets_the_table_be_emptied(riverbank):
    with transaction.atomic():
        record(type="organisation.created", by=None, organisation=riverbank, subject=riverbank, at=NOW)

    with connection.schema_editor() as editor:
        CHANGING.take_off(None, editor)
    Event.objects.all().delete()
    with connection.schema_editor() as editor:
        CHANGING.put_on(None, editor)

    assert not Event.objects.exists()
