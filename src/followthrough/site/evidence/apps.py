from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "followthrough.site.evidence"
    verbose_name = "Evidence and closure"
