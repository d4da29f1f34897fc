from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "followthrough.site.imports"
    verbose_name = "Imports of plans"
