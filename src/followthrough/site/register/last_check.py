"""What the checks found in a plan, kept between the pages that show it."""

from django.db import models


class LastCheck(models.Model):
    """What the checks found in a plan as it was at its moment `plan_changed_at`, as at `day`.

    One a plan, made by the worker. `plan_changed_at` is None where the plan changed while it was read, from
    `checked_at` on; `program` is the fingerprint of the program; `findings` are rows of `challenge.Finding`,
    worst first.
    """

    plan = models.OneToOneField("Plan", on_delete=models.CASCADE, primary_key=True, related_name="last_check")
    plan_changed_at = models.DateTimeField(null=True)
    day = models.DateField()
    program = models.CharField(max_length=64)
    findings = models.JSONField()
    checked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.plan} as at {self.day}"
