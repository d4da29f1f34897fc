"""Plans that have rounds of their own learn when the first was opened."""

from django.db import migrations
from django.db.models import Min


def tell_plans(apps, schema_editor):
    rounds = apps.get_model("rounds", "Round").objects.filter(imported=False, opened_at__isnull=False)
    plans = apps.get_model("register", "Plan").objects
    for plan, first in rounds.order_by().values_list("plan").annotate(first=Min("opened_at")):
        plans.filter(pk=plan).update(first_round_at=first)


class Migration(migrations.Migration):
    dependencies = [
        ("rounds", "0005_imported_rounds_without_later_dates"),
        ("register", "0008_first_round"),
    ]

    operations = [migrations.RunPython(tell_plans, migrations.RunPython.noop)]
