"""What a round published: its figures and one row an action, frozen. The database refuses to change them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from followthrough.site.people.models import User
from followthrough.site.register.models import KINDS


class Publication(models.Model):
    """One edition of a round. A round that is reopened and published again has the next edition beside it.

    `day` is the day that overdue and slippage were counted to; `figures` a `Figures` as JSON; `title` and
    `scheme` are the plan's of that day; `signed_off_by` who answers for it. What was `imported` goes again
    when its import is undone.
    """

    round = models.ForeignKey("Round", on_delete=models.CASCADE, related_name="publications")
    edition = models.PositiveSmallIntegerField()
    day = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    signed_off_by = models.TextField(null=True)
    imported = models.BooleanField(default=False)
    title = models.TextField(null=True)
    scheme = models.JSONField(null=True)
    figures = models.JSONField()

    class Meta:
        ordering: ClassVar = ["edition"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "edition"], name="publication_once_an_edition"),
            models.CheckConstraint(
                condition=Q(imported=True) | Q(by__isnull=False), name="publication_by_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, edition {self.edition}"


class Standing(models.Model):
    """How one action stood when its round was published, in the plan's words of that day.

    `status` is the one last declared up to the period, `declared` the one declared for it. `implied` is what
    the dates implied. `said_in` is the period in which the status was declared, `asked` whether a return was
    asked for, `missing_return` that nothing came, for the `missed_running`th round one after the other. Slips
    are months, the least that the dates allow; `redated` how many times the agreed date has moved, and
    `date_decided` who decided the last move, in words.
    `without_dates`: nobody can tell what was agreed then, so there are no dates and no slips. `owners` holds
    `part`, `role` and `name`. It names its action by number, which lasts, and by no key: history must not
    hang on a row. `evidence_tested`, of what is closed: whether a verifier had accepted its evidence. What is
    null in `said_in`, `asked`, `missed_running` and, of what is closed, `evidence_tested` was not noted yet.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="standings")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    ref = models.TextField(null=True)
    title = models.TextField()
    kind = models.CharField(max_length=20, choices=KINDS)
    depth = models.PositiveSmallIntegerField(default=0)
    theme = models.TextField(null=True)
    workstream = models.TextField(null=True)
    owners = models.JSONField(default=list)
    status = models.CharField(max_length=30, null=True)
    declared = models.CharField(max_length=30, null=True)
    implied = models.CharField(max_length=30, null=True)
    reason = models.TextField(null=True)
    said_in = models.CharField(max_length=7, null=True)
    asked = models.BooleanField(null=True)
    missing_return = models.BooleanField(default=False)
    missed_running = models.PositiveSmallIntegerField(null=True)
    nothing_changed = models.BooleanField(default=False)
    text = models.TextField(null=True)
    by_text = models.TextField(null=True)
    on = models.DateField(null=True)
    without_dates = models.BooleanField(null=True)
    start = models.JSONField(null=True)
    original_due = models.JSONField(null=True)
    due = models.JSONField(null=True)
    forecast = models.JSONField(null=True)
    due_latest = models.DateField(null=True)
    forecast_latest = models.DateField(null=True)
    slip_original = models.FloatField(null=True)
    slip_current = models.FloatField(null=True)
    is_open = models.BooleanField()
    is_overdue = models.BooleanField()
    days_overdue = models.PositiveIntegerField(null=True)
    redated = models.PositiveSmallIntegerField(default=0)
    evidence_tested = models.BooleanField(null=True)
    date_decided = models.TextField(null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "number"], name="standing_once_an_action"),
            models.CheckConstraint(
                condition=Q(is_overdue=True, days_overdue__isnull=False)
                | Q(is_overdue=False, days_overdue=None),
                name="standing_overdue_by_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}" if self.ref else self.title
