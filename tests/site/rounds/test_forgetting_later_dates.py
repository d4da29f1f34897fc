"""What was stored of imported rounds before they were told from published ones is put right."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from followthrough.rules.figures import Figures
from followthrough.site.rounds.models import Publication, Standing
from followthrough.site.rounds.past_rounds import rounds_from_periods
from followthrough.site.rounds.triggers import KEEPING
from tests.site.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)
migration = import_module("followthrough.site.rounds.migrations.0005_imported_rounds_without_later_dates")


def test_later_dates_go_from_every_imported_round_but_that_of_the_file(library, alice):
    rounds_from_periods(library, by=alice, at=NOW)
    due = {"day": 1}
    with connection.schema_editor() as editor:
        KEEPING.take_off(apps, editor)
        Standing.objects.update(due=due, is_overdue=True, days_overdue=9, slip_original=2.5)
        Publication.objects.update(figures=Publication.objects.last().figures | {"overdue": []})
        KEEPING.put_on(apps, editor)
    with connection.schema_editor() as editor:
        migration.forget_later_dates(apps, editor)

    september, october = Publication.objects.order_by("round__period")
    assert set(september.standings.values_list("is_overdue", "days_overdue", "slip_original")) == {
        (False, None, None)
    }
    assert not september.standings.exclude(due=None).exists()
    assert set(october.standings.values_list("days_overdue", flat=True)) == {9}
    assert [Figures.model_validate(each.figures).overdue for each in (september, october)] == [None, []]
