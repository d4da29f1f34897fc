from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "followthrough.site.risks"
    verbose_name = "Risks"
