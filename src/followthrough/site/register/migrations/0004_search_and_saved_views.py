"""Lets the register be searched by words, and keeps lists of actions by a name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from followthrough.site.register.lists.search_index import create_search, drop_search


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0003_edited_by_hand'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('query', models.TextField()),
                ('is_shared', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to='register.plan')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'by', 'name'), name='view_name_once_a_person_and_plan')],
            },
        ),
        migrations.RunPython(create_search, drop_search),
    ]
