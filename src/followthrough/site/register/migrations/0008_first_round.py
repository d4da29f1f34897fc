"""Each plan knows when its first round was opened here."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0007_kept_from_members")]

    operations = [
        migrations.AddField("plan", "first_round_at", models.DateTimeField(null=True)),
    ]
