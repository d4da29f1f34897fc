"""Keeps an event from being put in the place of another."""

from typing import ClassVar

from django.db import migrations

from followthrough.site.history.triggers import create_trigger_on_insert, drop_trigger_on_insert


class Migration(migrations.Migration):
    dependencies: ClassVar = [("history", "0002_append_only")]

    operations: ClassVar = [migrations.RunPython(create_trigger_on_insert, drop_trigger_on_insert)]
