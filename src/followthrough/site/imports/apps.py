from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "followthrough.site.imports"
    label = "imports"
    verbose_name = "Imports of plans"
    default_auto_field = "django.db.models.BigAutoField"
