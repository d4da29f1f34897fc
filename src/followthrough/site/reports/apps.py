from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "followthrough.site.reports"
    verbose_name = "Reports"
