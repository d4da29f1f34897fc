"""For how long an organisation stores what is cleared by rule."""

from django.db import models

from followthrough.site.people.models import Organisation


class ClearingRule(models.Model):
    """After how many months letters, imported files and closed accounts are cleared each day; without a row
    nothing is cleared by itself."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="clearing_rule")
    letters = models.PositiveSmallIntegerField()
    files = models.PositiveSmallIntegerField()
    accounts = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"How long {self.organisation} stores letters, files and closed accounts"
