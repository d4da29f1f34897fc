from django.apps import AppConfig


class RecordNotesConfig(AppConfig):
    name = "followthrough.site.record_notes"
    verbose_name = "Notes on the record"
