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
from followthrough.plan.periods import latest_of
from followthrough.plan.statuses import OPEN
from followthrough.site.people.models import Organisation

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
    """One plan of an organisation. `changed_at` moves with every operation on it or on anything in it."""

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
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="plan_slug_once_an_organisation"),
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


class Post(models.Model):
    """An owner of actions: a post or body, or a person where a plan names one. Not an account.

    `folded` is the one spelling by which differently written names are the same post.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="posts")
    name = models.TextField()
    folded = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "folded"], name="post_once_an_organisation"),
        ]

    def __str__(self) -> str:
        return self.name


class Action(models.Model):
    """One promise. `number` is its lasting name in the plan; `ref` is the plan's own, may change or repeat.

    `start`, `due` and `original_due` hold a `When`; the columns beside them repeat for SQL what lists ask.
    `status` is the one last declared, null where no update declares one.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actions")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    ref = models.TextField(null=True)
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
    answers = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    change_control = models.JSONField(null=True)
    where = models.JSONField(default=dict)
    status = models.CharField(max_length=30, null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="action_number_once_a_plan"),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="action_not_its_own_parent"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["plan", "position"], name="action_in_order"),
            models.Index(fields=["plan", "status", "due_latest"], name="action_by_status_and_due"),
            models.Index(fields=["plan", "due_latest"], name="action_by_due"),
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
    def latest_update(self) -> "Update | None":
        """The update of the last period in which anything was said; without periods, the last one."""
        return latest_of([update for update in self.updates.all() if update.status or update.text])

    @property
    def latest_words(self) -> "Update | None":
        """The update of the last period that has words, which may be older than the latest update."""
        return latest_of([update for update in self.updates.all() if update.text])

    @property
    def earlier_updates(self) -> "list[Update]":
        """The other updates that say something, the latest period first."""
        rest = [
            update for update in self.updates.all() if update.says_something and update != self.latest_update
        ]
        return sorted(rest, key=lambda update: (update.period or "", update.position), reverse=True)

    @property
    def indent(self) -> int:
        """How far a list sets it in: a fourth level stands like the third."""
        return min(self.depth, DEEPEST_INDENT)

    def is_overdue(self, day: date) -> bool:
        """Whether every day that the due date can mean is before `day` while the action is open."""
        return self.is_open and self.due_latest is not None and self.due_latest < day


class Ownership(models.Model):
    """An owner of an action, `role` and `name` as the plan writes them."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="ownerships")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="ownerships")
    position = models.PositiveIntegerField()
    role = models.TextField()
    name = models.TextField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "position"], name="ownership_position_once_an_action"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.role})"


class Update(models.Model):
    """What was said of an action in one period. Rows are added, never changed, in order of `position`."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    position = models.PositiveIntegerField()
    period = models.CharField(max_length=7, null=True)
    status = models.CharField(max_length=30, null=True)
    status_text = models.TextField(null=True)
    text = models.TextField(null=True)
    by_text = models.TextField(null=True)
    on = models.DateField(null=True)
    forecast = models.JSONField(null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "position"], name="update_position_once_an_action"),
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

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.to_ref}"
