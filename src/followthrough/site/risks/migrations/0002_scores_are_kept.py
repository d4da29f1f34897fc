"""Keeps how risks were scored from being changed."""

from typing import ClassVar

from django.db import migrations

from followthrough.site.risks.triggers import KEEPING


class Migration(migrations.Migration):
    dependencies: ClassVar = [("risks", "0001_risks")]

    operations: ClassVar = [migrations.RunPython(KEEPING.put_on, KEEPING.take_off)]
