from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class HistoryConfig(AppConfig):
    name = "followthrough.site.history"
    verbose_name = "History"

    def ready(self) -> None:
        # Each app words its own events in a module of this name.
        autodiscover_modules("event_wording")
