"""Keeps the first date of each action, sorts refs as people count, and lets a command agree a plan."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from followthrough.plan.refs import sort_key
from followthrough.site.register.triggers import FIRST_DATE

BATCH = 500


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    actions = apps.get_model("register", "Action")._default_manager.using(editor.connection.alias)
    with_ref = list(actions.exclude(ref=None).only("pk", "ref"))
    for action in with_ref:
        action.ref_sort = sort_key(action.ref)
    actions.bulk_update(with_ref, ["ref_sort"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("register", "0005_last_check")]

    operations: ClassVar = [
        migrations.AddField("action", "ref_sort", models.TextField(null=True)),
        migrations.RemoveConstraint("plan", "plan_approved_at_and_by"),
        migrations.AddConstraint(
            "plan",
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | models.Q(approved_at__isnull=False),
                name="plan_approved_at_and_by",
            ),
        ),
        migrations.RunPython(FIRST_DATE.put_on, FIRST_DATE.take_off),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
