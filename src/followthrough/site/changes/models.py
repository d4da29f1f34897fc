"""Change control: what is asked to change of what was agreed, and what was decided."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from followthrough.plan import fields
from followthrough.site.changes.authority import Cause as Cause
from followthrough.site.changes.authority import ChangeAuthority as ChangeAuthority
from followthrough.site.changes.journal import EventMark as EventMark
from followthrough.site.changes.journal import RowBefore as RowBefore
from followthrough.site.people.models import User
from followthrough.site.register.levels import level_word
from followthrough.site.register.models import Action, Plan

FIELDS: dict[str, str] = {
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
    "place": "Place",
    **{field: fields.FIELDS[field].label for field in fields.IN_WORDS},
    "measure": "Measures of success",
    "answer": "Answers",
    "links": "Links",
    "change_control": "Change control",
    "update": "Earlier update",
    "action": "The whole action",
    "scheme": "Statuses",
    "risk_matrix": "Risk matrix",
    "recommendation": "Recommendation",
    "plan_title": "Title of the plan",
}


def named_fields() -> list[tuple[str, str]]:
    """The fields with what they are called. Asked for when needed: another one changes no table."""
    return list(FIELDS.items())


# In place of a forum, where an edit by hand answered a request.
BY_EDIT = "Edited by hand, as asked"
TEXTS = {"title", "measure", "update", "recommendation"}


class ChangeRequest(models.Model):
    """One thing agreed that somebody asks to change, and what was decided. Numbered by plan: “CR 12”.

    `action` is null where it is about the whole plan, or about an action that is not there yet. `field` is
    one of FIELDS; `named` tells which of several: a period, the id of a recommendation. `old` and `new` hold
    the field as the plan document has it (a `When`, owners, a text), null for nothing, and for "action" what
    `changes/ends.py` and `changes/adding.py` make of it; `old_words` and `new_words` say them. `other` is the
    action that it goes into or repeats. `from_file` names the file that asked and `import_id` its import,
    which has no foreign key because imports build on changes; `from_words` are the words of an update or of
    a question in which it was found.

    `found` is what the program found that the change touches; who asks confirms it. `agreed` is what was
    approved where that is other than what was asked. `applied_at` is when the register took it: while a round
    is locked an approved change waits for that.
    """

    class Kind(models.TextChoices):
        DATE = "date", "Date"
        WORDING = "wording", "Wording"
        OWNER = "owner", "Owner"
        MEASURE = "measure", "Measure of success"
        NEW = "new", "New action"
        CLOSE = "close", "Close"
        MERGE = "merge", "Merge"
        SPLIT = "split", "Split"
        INCORPORATE = "incorporate", "Make part of another"
        DUPLICATE = "duplicate", "Mark as duplicate"
        HOLD = "hold", "Put on hold"
        RESUME = "resume", "Resume"
        WITHDRAW = "withdraw", "Withdraw"
        REOPEN = "reopen", "Re-open"
        ASSURANCE = "assurance", "Make an assurance action"
        CORRECTION = "correction", "Correction of an update"
        OTHER = "other", "Other"

    class State(models.TextChoices):
        ASKED = "asked", "Waiting"
        DEFERRED = "deferred", "Deferred"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"
        RECORDED = "recorded", "Recorded"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Origin(models.TextChoices):
        HAND = "hand", "By hand"
        RETURN = "return", "With a return"
        QUESTION = "question", "From a question of the checks"
        IMPORT = "import", "From a file"
        REQUEST = "request", "From another request"
        EDIT = "edit", "Edited by hand"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="change_requests")
    number = models.PositiveIntegerField()
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="change_requests")
    other = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    field = models.CharField(max_length=20, choices=named_fields)
    named = models.TextField(default="", blank=True)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    old_words = models.TextField(default="", blank=True)
    new_words = models.TextField(default="", blank=True)
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(null=True)
    measure_holds = models.BooleanField(null=True)
    effect = models.TextField(default="", blank=True)
    found = models.JSONField(default=list, blank=True)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.HAND)
    from_words = models.TextField(default="", blank=True)
    from_file = models.TextField(default="", blank=True)
    from_request = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    import_id = models.BigIntegerField(null=True)
    on_behalf_of = models.CharField(max_length=200, default="", blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="changes_asked")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State, default=State.ASKED)
    rule = models.CharField(max_length=40, default="", blank=True)
    agreed = models.JSONField(null=True)
    agreed_words = models.TextField(default="", blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_on = models.DateField(null=True)
    forum = models.CharField(max_length=200, default="", blank=True)
    minute = models.CharField(max_length=200, default="", blank=True)
    decision = models.TextField(default="", blank=True)
    deferred_until = models.DateField(null=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["plan", "state", "kind"], name="changes_of_a_plan"),
            models.Index(fields=["import_id"], name="changes_of_an_import"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="change_number_once_a_plan"),
            models.CheckConstraint(
                condition=Q(kind__in=["other", "new"]) | Q(action__isnull=False),
                name="change_of_an_action_names_it",
            ),
            models.CheckConstraint(
                condition=Q(asked_by=None) | Q(decided_by=None) | ~Q(asked_by=F("decided_by")),
                name="change_decided_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["approved", "refused", "deferred"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    decided_on__isnull=False,
                )
                | Q(
                    state__in=["asked", "recorded", "withdrawn"],
                    decided_by=None,
                    decided_at=None,
                    decided_on=None,
                ),
                name="change_decided_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "recorded"]) | Q(applied_at=None),
                name="change_applied_where_it_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.what} of {self.action or self.plan}"

    def get_absolute_url(self) -> str:
        return reverse("change", args=[self.plan.slug, self.number])

    @property
    def name(self) -> str:
        """What people call it: "CR 12"."""
        return f"CR {self.number}"

    @property
    def what(self) -> str:
        """What is to change, in the plan's own words for its levels."""
        if self.field == "action":
            return self.get_kind_display()
        if self.field in ("theme", "workstream"):
            return level_word(self.plan, self.field)
        return self.get_field_display()

    @property
    def waits(self) -> bool:
        """Whether somebody has still to decide it."""
        return self.state in WAITING

    @property
    def takes_effect_later(self) -> bool:
        """Whether it is approved and the register has not taken it yet."""
        return self.state in (self.State.APPROVED, self.State.RECORDED) and self.applied_at is None

    @property
    def comes_to(self) -> str:
        """The words of what is agreed, else of what is asked."""
        return self.agreed_words or self.new_words

    @property
    def decided_in_words(self) -> str:
        """Where and when it was decided: "Improvement Board, 3 December 2026"; empty where it was not."""
        if self.state == self.State.RECORDED:
            return "Edited by hand" if self.origin == self.Origin.EDIT else "Recorded, no decision needed"
        day = f"{self.decided_on:%-d %B %Y}" if self.decided_on else ""
        return ", ".join(filter(None, [self.forum, day]))

    @property
    def who_decided(self) -> str:
        """The same as a statement: "Decided by Improvement Board, 3 December 2026"; "Edited by hand"."""
        by_forum = self.decided_on is not None and self.forum != BY_EDIT
        return f"Decided by {self.decided_in_words}" if by_forum else self.decided_in_words

    @property
    def is_a_text(self) -> bool:
        """Whether both sides are running text, of which the words that differ are worth a mark."""
        return bool(self.old_words and self.new_words) and self.field in TEXTS


WAITING = (ChangeRequest.State.ASKED, ChangeRequest.State.DEFERRED)
