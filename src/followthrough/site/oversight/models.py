"""That a plan's published papers are shown to a body that oversees: given by the plan's office, and ended."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from followthrough.site.people.models import Organisation, User


class Consent(models.Model):
    """From `at` until `ended_at` the accounts of `overseer` with the role see the public editions of a plan.

    The names of the body and of the plan are its own, so that what an overseer sees needs no register.
    """

    plan = models.ForeignKey("register.Plan", on_delete=models.CASCADE, related_name="consents")
    overseer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    body = models.CharField(max_length=200)
    title = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "overseer"],
                condition=Q(ended_at=None),
                name="consent_once_a_plan_and_overseer",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="consent_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.body}"
