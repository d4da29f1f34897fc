from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "followthrough.site.changes"
    verbose_name = "Change requests"
