from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "followthrough.site.editions"
    verbose_name = "Editions of papers"
