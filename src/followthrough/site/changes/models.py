"""Changes that are asked for: what was agreed stays as it is until somebody decides."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from followthrough.site.people.models import User
from followthrough.site.register.levels import level_word
from followthrough.site.register.models import Action, Plan

FIELDS = {
    "title": "Wording",
    "ref": "Ref",
    "kind": "Kind of action",
    "due": "Due date",
    "original_due": "Original due date",
    "start": "Start date",
    "milestone": "Milestones",
    "owners": "Owners",
    "theme": "Theme",
    "workstream": "Workstream",
    "parent": "Part of",
    "measure": "Measures of success",
    "answer": "Answers",
    "change_control": "Change control",
    "update": "Earlier update",
    "action": "The whole action",
    "scheme": "Statuses",
    "risk_matrix": "Risk matrix",
    "recommendation": "Recommendation",
}

TEXTS = {"title", "measure", "update", "recommendation"}


class ChangeRequest(models.Model):
    """One thing agreed that somebody asks to change. Nothing in the register changes with it.

    `action` is null where it is about the whole plan. `field` is one of FIELDS; `named` tells which of
    several: a period, the id of a recommendation. `old` and `new` hold the field as the plan
    document has it (a `When`, owners, a text), null for nothing; `old_words` and `new_words` say them.
    `from_file` names the file that asked and `import_id` its import, which has no foreign key because
    imports build on changes.
    """

    class Kind(models.TextChoices):
        DATE = "date", "Date"
        WORDING = "wording", "Wording"
        OWNER = "owner", "Owner"
        MEASURE = "measure", "Measure of success"
        NEW = "new", "New action"
        CLOSE = "close", "Close"
        MERGE = "merge", "Merge"
        CORRECTION = "correction", "Correction of an update"
        OTHER = "other", "Other"

    class State(models.TextChoices):
        ASKED = "asked", "Waiting"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="change_requests")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="change_requests")
    kind = models.CharField(max_length=20, choices=Kind)
    field = models.CharField(max_length=20, choices=list(FIELDS.items()))
    named = models.TextField(default="", blank=True)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    old_words = models.TextField(default="", blank=True)
    new_words = models.TextField(default="", blank=True)
    reason = models.TextField(null=True)
    state = models.CharField(max_length=20, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="changes_asked")
    asked_at = models.DateTimeField()
    from_file = models.TextField(default="", blank=True)
    import_id = models.BigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["plan", "state", "kind"], name="changes_of_a_plan"),
            models.Index(fields=["import_id"], name="changes_of_an_import"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["other"]) | Q(action__isnull=False),
                name="change_of_an_action_names_it",
            ),
        ]

    def __str__(self) -> str:
        subject = self.action or self.plan
        return f"{self.what} of {subject}"

    @property
    def what(self) -> str:
        """What is to change, in the plan's own words for its levels."""
        if self.field == "action":
            return self.get_kind_display()
        if self.field in ("theme", "workstream"):
            return level_word(self.plan, self.field)
        return self.get_field_display()

    @property
    def is_a_text(self) -> bool:
        """Whether both sides are running text, of which the words that differ are worth a mark."""
        return bool(self.old_words and self.new_words) and self.field in TEXTS
