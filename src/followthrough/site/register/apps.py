from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class RegisterConfig(AppConfig):
    name = "followthrough.site.register"
    verbose_name = "Register of plans"

    def ready(self) -> None:
        from followthrough.site.register.lists.search_index import mend_search_after_migrating
        from followthrough.site.register.triggers import mend_first_date_after_migrating

        # A migration that changes a table of SQLite loses the table's triggers, whoever wrote it.
        post_migrate.connect(mend_search_after_migrating, sender=self)
        post_migrate.connect(mend_first_date_after_migrating, sender=self)
        # Each app offers what it knows of actions to their filters in a module of this name.
        autodiscover_modules("action_filters")
