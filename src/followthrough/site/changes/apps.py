from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "followthrough.site.changes"
    verbose_name = "Change requests"

    def ready(self) -> None:
        # What is edited by hand is kept among the changes.
        from followthrough.site.changes import by_hand as by_hand
