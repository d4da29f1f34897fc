from django.db import migrations

from followthrough.site.history.triggers import DATING


class Migration(migrations.Migration):
    dependencies = [("history", "0004_seals")]

    operations = [migrations.RunPython(DATING.put_on, DATING.take_off)]
