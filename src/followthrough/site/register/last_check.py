"""What the checks found in a plan, kept beside its actions between the pages that show it."""

from typing import ClassVar

from django.db import models


class LastCheck(models.Model):
    """That the findings kept of a plan are those of its moment `plan_changed_at`, as at `day`.

    One a plan. `plan_changed_at` is None where something has changed that the worker has to check;
    `checked_at` is when the whole plan was checked last; `program` is the fingerprint of the program then.
    """

    plan = models.OneToOneField("Plan", on_delete=models.CASCADE, primary_key=True, related_name="last_check")
    plan_changed_at = models.DateTimeField(null=True)
    day = models.DateField()
    program = models.CharField(max_length=64)
    checked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.plan} as at {self.day}"


class KeptFinding(models.Model):
    """One `challenge.Finding` about an action; `action` None: about its plan as a whole.

    `weight` and `place` put findings in order: the worst first, and of those the rules as the catalogue has
    them.
    """

    plan = models.ForeignKey("Plan", on_delete=models.CASCADE, related_name="kept_findings")
    action = models.ForeignKey("Action", on_delete=models.CASCADE, null=True, related_name="kept_findings")
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=10)
    weight = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()
    finding = models.JSONField()

    class Meta:
        ordering: ClassVar = ["weight", "place", "action__position", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["plan", "weight", "place"], name="finding_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.action or self.plan}"
