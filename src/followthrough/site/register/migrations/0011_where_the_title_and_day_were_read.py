"""A plan keeps where its file tells the title, the body and the day; one read before tells of none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0010_kept_findings")]

    operations = [migrations.AddField("plan", "origins", models.JSONField(default=list))]
