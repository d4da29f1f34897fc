"""What the checks found in a plan, kept between the pages that show it."""

from django.db import models


class LastCheck(models.Model):
    """What the checks of a `version` found in a plan as it was at its moment `plan_changed_at`, as at `day`.

    One a plan, made by the worker; `findings` are rows of `challenge.Finding`, worst first.
    """

    plan = models.OneToOneField("Plan", on_delete=models.CASCADE, primary_key=True, related_name="last_check")
    plan_changed_at = models.DateTimeField()
    day = models.DateField()
    version = models.CharField(max_length=40)
    findings = models.JSONField()
    checked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.plan} as at {self.day}"
