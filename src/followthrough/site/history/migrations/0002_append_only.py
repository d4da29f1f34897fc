"""Makes the history append-only."""

from typing import ClassVar

from django.db import migrations

from followthrough.site.history.triggers import CHANGING


class Migration(migrations.Migration):
    dependencies: ClassVar = [("history", "0001_initial")]

    operations: ClassVar = [migrations.RunPython(CHANGING.put_on, CHANGING.take_off)]
