"""Keeps what was published, and each version of a return, from being changed."""

from typing import ClassVar

from django.db import migrations

from followthrough.site.rounds.triggers import KEEPING


class Migration(migrations.Migration):
    dependencies: ClassVar = [("rounds", "0001_initial")]

    operations: ClassVar = [migrations.RunPython(KEEPING.put_on, KEEPING.take_off)]
