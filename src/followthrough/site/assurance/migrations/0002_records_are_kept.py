"""Keeps what was recorded of assurance actions, and their earlier rhythms, from being changed."""

from typing import ClassVar

from django.db import migrations

from followthrough.site.assurance.triggers import KEEPING


class Migration(migrations.Migration):
    dependencies: ClassVar = [("assurance", "0001_assurance_actions")]

    operations: ClassVar = [migrations.RunPython(KEEPING.put_on, KEEPING.take_off)]
