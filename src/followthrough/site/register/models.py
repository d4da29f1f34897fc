"""The register: plans and what they promise, row by row.

Every row is reached through its plan, and every plan through its organisation. The rows hold all that a plan
document says, so that `as_document` gives back what `apply` was given.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from followthrough.plan.document import Status
from followthrough.plan.statuses import OPEN
from followthrough.plan.when.periods import latest_of
from followthrough.rules.movement import LATENESS
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.last_check import KeptFinding as KeptFinding
from followthrough.site.register.last_check import LastCheck as LastCheck
from followthrough.site.register.owners import Ownership as Ownership
from followthrough.site.register.owners import Post as Post
from followthrough.site.register.owners import PostAlias as PostAlias
from followthrough.site.register.owners import PostHolder as PostHolder
from followthrough.site.register.saved_views import SavedView as SavedView
from followthrough.site.register.tags import Tag as Tag

KINDS = [
    ("main", "Main action"),
    ("action", "Action"),
    ("assurance", "Assurance action"),
    ("heading", "Heading"),
]
LINK_KINDS = [
    ("see", "See"),
    ("depends_on", "Depends on"),
    ("duplicate_of", "Duplicate of"),
    ("incorporated_in", "Incorporated in"),
    ("replaced_by", "Replaced by"),
]
DEEPEST_INDENT = 3


class Plan(models.Model):
    """One plan of an organisation. `changed_at` moves with every operation on it or on anything in it.

    From the moment it is agreed on, what it says moves only through change control; without `approved_by`
    that was when a command opened its first round. `approval_wanted`: a director lead approves each return
    of its rounds. `kept_from_members`: until its first round is published, those who read published rounds
    alone don't see that it is there. `level_words`: what it calls a theme, a workstream, an action, where it
    has words of its own. From `first_round_at` on, when its first round was opened here, it is judged by the
    day it is, no longer by the one that its file speaks for.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        APPROVED = "approved", "Approved"
        ARCHIVED = "archived", "Archived"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plans")
    slug = models.SlugField(max_length=80)
    title = models.TextField(null=True)
    organisation_text = models.TextField(null=True)
    as_at = models.DateField(null=True)
    source = models.JSONField(null=True)
    scheme = models.JSONField(null=True)
    risk_matrix = models.JSONField(null=True)
    recommendations = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    layout = models.JSONField(default=list)
    origins = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    kept_from_members = models.BooleanField(default=False)
    approval_wanted = models.BooleanField(default=False)
    level_words = models.JSONField(default=dict)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="approved_plans")
    first_round_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="plan_slug_once_an_organisation"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(approved_at__isnull=False), name="plan_approved_at_and_by"
            ),
            models.CheckConstraint(
                condition=Q(state="archived")
                | Q(state="approved", approved_at__isnull=False)
                | Q(state="draft", approved_at=None),
                name="plan_approved_with_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title or (self.source or {}).get("name") or "Plan without a title"

    def get_absolute_url(self) -> str:
        return reverse("plan", args=[self.slug])


class Theme(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="themes")
    position = models.PositiveIntegerField()
    title = models.TextField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "position"], name="theme_position_once_a_plan"),
        ]

    def __str__(self) -> str:
        return self.title


class Workstream(models.Model):
    """A stretch of a theme, or of a plan that has no themes."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="workstreams")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, null=True, related_name="workstreams")
    position = models.PositiveIntegerField()
    title = models.TextField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "position"], name="workstream_position_once_a_plan"),
        ]

    def __str__(self) -> str:
        return self.title


class Action(models.Model):
    """One promise. `number` is its lasting name in the plan; `ref` is the plan's own, may change or repeat.

    `start`, `due` and `original_due` hold a `When`; the columns beside them repeat for SQL what lists ask.
    The first date that `due` held stays in `original_due`: the database refuses to lose it. `ref_sort` is
    what lists sort refs by (`plan.refs.sort_key`).
    `status` is the one last declared, null where no update declares one. `measured` has for each of
    `measures` its "baseline", "target" and "latest" figure in words, as far as they are known. `version`
    counts the edits. `is_critical`: it is a critical milestone. `exempt_because` says why it is exempt from
    publication, null where it is not. One that is archived has left the plan's lists, figures and rounds;
    nothing is lost.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actions")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    ref = models.TextField(null=True)
    ref_sort = models.TextField(null=True)
    printed_ref = models.TextField(null=True)
    parent_ref = models.TextField(null=True)
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="children")
    depth = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=20, choices=KINDS)
    theme = models.ForeignKey(Theme, on_delete=models.RESTRICT, null=True, related_name="actions")
    workstream = models.ForeignKey(Workstream, on_delete=models.RESTRICT, null=True, related_name="actions")
    title = models.TextField()
    start = models.JSONField(null=True)
    start_earliest = models.DateField(null=True)
    due = models.JSONField(null=True)
    due_earliest = models.DateField(null=True)
    due_latest = models.DateField(null=True)
    due_kind = models.CharField(max_length=20, null=True)
    original_due = models.JSONField(null=True)
    milestones = models.JSONField(default=list)
    priority = models.TextField(null=True)
    risk = models.JSONField(null=True)
    measures = models.JSONField(default=list)
    measured = models.JSONField(default=list)
    answers = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    change_control = models.JSONField(null=True)
    is_critical = models.BooleanField(null=True)
    exempt_because = models.TextField(null=True)
    where = models.JSONField(default=dict)
    status = models.CharField(max_length=30, null=True)
    version = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True)
    archived_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="archived_actions"
    )
    archived_because = models.TextField(default="", blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="action_number_once_a_plan"),
            models.CheckConstraint(
                condition=Q(archived_at=None, archived_by=None)
                | Q(archived_at__isnull=False, archived_by__isnull=False),
                name="action_archived_at_and_by",
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="action_not_its_own_parent"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["plan", "position"], name="action_in_order"),
            models.Index(fields=["plan", "status", "due_latest"], name="action_by_status_and_due"),
            models.Index(fields=["plan", "due_latest"], name="action_by_due"),
            models.Index(fields=["plan"], condition=Q(is_critical=True), name="action_critical"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}" if self.ref else self.title

    def get_absolute_url(self) -> str:
        return reverse("action", args=[self.plan.slug, self.number])

    @property
    def is_open(self) -> bool:
        """Whether it is still promised: not finished, and not a row without a state of its own."""
        return self.kind != "heading" and (self.status is None or Status(self.status) in OPEN)

    @property
    def is_late(self) -> bool:
        """Whether it says itself that it slips."""
        return self.status in LATENESS

    @property
    def is_exempt(self) -> bool:
        """Whether no published paper may name it."""
        return bool(self.exempt_because)

    @property
    def latest_update(self) -> "Update | None":
        """The update of the last period in which anything was said; without periods, the last one."""
        return latest_of([update for update in self.updates.all() if update.status or update.text])

    @property
    def latest_words(self) -> "Update | None":
        """The update of the last period that has words, which may be older than the latest update."""
        return latest_of([update for update in self.updates.all() if update.text])

    @property
    def indent(self) -> int:
        """How far a list sets it in: a fourth level stands like the third."""
        return min(self.depth, DEEPEST_INDENT)

    def is_overdue(self, day: date) -> bool:
        """Whether every day that the due date can mean is before `day` while the action is open."""
        return self.is_open and self.due_latest is not None and self.due_latest < day


class Update(models.Model):
    """What was said of an action in one period. Rows are added, never changed, in order of `position`.

    Of one that was sent here, and not read in a file: who sent it and when, the status that the dates implied
    then, the `reason` to declare another, and whether it says that nothing has changed.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    position = models.PositiveIntegerField()
    period = models.CharField(max_length=7, null=True)
    status = models.CharField(max_length=30, null=True)
    status_text = models.TextField(null=True)
    text = models.TextField(null=True)
    by_text = models.TextField(null=True)
    on = models.DateField(null=True)
    forecast = models.JSONField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="updates")
    at = models.DateTimeField(null=True)
    implied = models.CharField(max_length=30, null=True)
    reason = models.TextField(null=True)
    nothing_changed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "position"], name="update_position_once_an_action"),
            models.CheckConstraint(
                condition=Q(at=None, by=None) | Q(at__isnull=False, by__isnull=False),
                name="update_sent_at_and_by",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["action", "period"], name="update_by_period")]

    def __str__(self) -> str:
        return f"{self.period or 'no period'}: {self.status_text or self.text or ''}"

    @property
    def says_something(self) -> bool:
        return bool(self.status or self.status_text or self.text or self.forecast)


class Link(models.Model):
    """A mention of another action: `to_ref` as read, `to` the action where the plan has it."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="links")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=LINK_KINDS)
    to_ref = models.TextField()
    to = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, related_name="mentions")
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "position"], name="link_position_once_an_action"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["action"], condition=Q(kind="depends_on"), name="link_of_dependence"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.to_ref}"
