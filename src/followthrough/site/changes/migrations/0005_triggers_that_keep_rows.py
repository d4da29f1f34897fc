"""Puts the triggers of the journal on; those of a database that had them for fewer columns are made anew."""

from django.db import migrations

from followthrough.site.changes.journal import JOURNAL


class Migration(migrations.Migration):

    dependencies = [
        ("changes", "0004_rows_before"),
        ("register", "0012_critical_milestones"),
    ]

    operations = [
        migrations.RunPython(JOURNAL.take_off, migrations.RunPython.noop),
        migrations.RunPython(JOURNAL.put_on, JOURNAL.take_off),
    ]
