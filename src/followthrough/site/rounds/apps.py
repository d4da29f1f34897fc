from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "followthrough.site.rounds"
    verbose_name = "Monthly rounds"
