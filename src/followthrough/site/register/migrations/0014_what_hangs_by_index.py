
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0013_exempt_from_publication'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='action',
            index=models.Index(condition=models.Q(('is_critical', True)), fields=['plan'], name='action_critical'),
        ),
        migrations.AddIndex(
            model_name='link',
            index=models.Index(condition=models.Q(('kind', 'depends_on')), fields=['action'], name='link_of_dependence'),
        ),
    ]
