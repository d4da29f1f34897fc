from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "followthrough.site.assurance"
    verbose_name = "Assurance actions"
