from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "followthrough.site.oversight"
    verbose_name = "Oversight"
