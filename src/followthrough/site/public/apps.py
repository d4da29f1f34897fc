from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "followthrough.site.public"
    verbose_name = "Public pages"
