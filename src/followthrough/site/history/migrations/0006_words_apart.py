"""Seals the words of an event apart, so that a person can be erased from them."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("history", "0005_of_now")]

    operations: ClassVar = [
        migrations.AddField("seal", "words", models.CharField(max_length=64, null=True)),
        migrations.AddField("seal", "salt", models.CharField(max_length=32, null=True)),
    ]
