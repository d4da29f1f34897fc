"""Notes on the record. A row is added and never changed; a mistake is put right by another note."""

from typing import ClassVar

from django.db import models

from followthrough.plan.when.periods import words_of
from followthrough.site.people.models import User
from followthrough.site.register.models import Action, Plan


class RecordNote(models.Model):
    """What somebody wrote beside an action, or without one the plan, in the `role` that they had then.

    With a `period` it is what the leadership team answers to how the action stands in that period.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="record_notes")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="record_notes")
    period = models.CharField(max_length=7, null=True)
    text = models.TextField()
    role = models.CharField(max_length=60)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Note of {self.by} on {self.action or self.plan}"

    @property
    def period_in_words(self) -> str:
        return words_of(self.period) if self.period else ""
