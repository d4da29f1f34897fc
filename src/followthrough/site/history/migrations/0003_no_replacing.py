"""Keeps an event from being put in the place of another."""

from typing import ClassVar

from django.db import migrations

from followthrough.site.history.triggers import REPLACING


class Migration(migrations.Migration):
    dependencies: ClassVar = [("history", "0002_append_only")]

    operations: ClassVar = [migrations.RunPython(REPLACING.put_on, REPLACING.take_off)]
