from django.apps import AppConfig


class SpreadsheetsConfig(AppConfig):
    name = "followthrough.site.spreadsheets"
    verbose_name = "Spreadsheets that were sent"
