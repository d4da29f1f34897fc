"""Adds the seals of the history, which are append-only as its events are."""

from typing import ClassVar

from django.db import migrations, models

from followthrough.site.history.triggers import SEALING


class Migration(migrations.Migration):
    dependencies: ClassVar = [("history", "0003_no_replacing")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False, auto_created=True, verbose_name="ID")),
                ("organisation_id", models.BigIntegerField()),
                ("number", models.PositiveBigIntegerField()),
                ("event_id", models.BigIntegerField(unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={"ordering": ["organisation_id", "number"]},
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(fields=["organisation_id", "number"], name="one_seal_a_number"),
        ),
        migrations.RunPython(SEALING.put_on, SEALING.take_off),
    ]
