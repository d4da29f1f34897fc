"""Keeps what the checks found in each plan, so that its pages need not look for it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0004_search_and_saved_views'),
    ]

    operations = [
        migrations.CreateModel(
            name='LastCheck',
            fields=[
                ('plan', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='last_check', serialize=False, to='register.plan')),
                ('plan_changed_at', models.DateTimeField()),
                ('day', models.DateField()),
                ('version', models.CharField(max_length=40)),
                ('findings', models.JSONField()),
                ('checked_at', models.DateTimeField()),
            ],
        ),
    ]
