"""Makes what happened to accounts append-only."""

from typing import ClassVar

from django.db import migrations

from followthrough.site.access.triggers import KEEPING_ACCESS


class Migration(migrations.Migration):
    dependencies: ClassVar = [("access", "0001_initial")]

    operations: ClassVar = [migrations.RunPython(KEEPING_ACCESS.put_on, KEEPING_ACCESS.take_off)]
