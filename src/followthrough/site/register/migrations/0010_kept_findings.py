"""Findings are kept a row each, beside their actions; those of the last checks are found anew."""

import django.db.models.deletion
from django.db import migrations, models


def forget_last_checks(apps, schema_editor):
    apps.get_model("register", "LastCheck").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("register", "0009_other_spellings_of_posts")]

    operations = [
        migrations.RunPython(forget_last_checks, migrations.RunPython.noop),
        migrations.RemoveField("lastcheck", "findings"),
        migrations.CreateModel(
            name="KeptFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("severity", models.CharField(max_length=10)),
                ("weight", models.PositiveSmallIntegerField()),
                ("place", models.PositiveSmallIntegerField()),
                ("finding", models.JSONField()),
                (
                    "action",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_findings",
                        to="register.action",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_findings",
                        to="register.plan",
                    ),
                ),
            ],
            options={"ordering": ["weight", "place", "action__position", "pk"]},
        ),
        migrations.AddIndex(
            "keptfinding", models.Index(fields=["plan", "weight", "place"], name="finding_in_order")
        ),
    ]
