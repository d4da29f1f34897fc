from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "followthrough.site.notices"
    verbose_name = "Letters"
