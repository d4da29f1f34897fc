from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ChangesConfig(AppConfig):
    name = "followthrough.site.changes"
    verbose_name = "Change requests"

    def ready(self) -> None:
        # What is edited by hand is kept among the changes, and a moved date says who decided it.
        from followthrough.site.changes import by_hand as by_hand
        from followthrough.site.changes import queries as queries
        from followthrough.site.changes.journal import mend_journal_after_migrating

        # A migration that changes a table of SQLite loses the table's triggers, whoever wrote it.
        post_migrate.connect(mend_journal_after_migrating, sender=self)
