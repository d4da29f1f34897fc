"""A file that somebody had read: what it held, what was read in it, and what was decided about it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from followthrough.plan.document import PlanDocument
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Plan


class Import(models.Model):
    """One file, kept whole beside what was read in it, until somebody takes the plan in or leaves it.

    The file's bytes stay in the database, so that they are there if and only if the row is.
    """

    class State(models.TextChoices):
        READ = "read", "Waiting to be checked"
        TAKEN_IN = "taken_in", "Taken in"
        LEFT = "left", "Left"
        UNDONE = "undone", "Undone"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="imports")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="imports")
    at = models.DateTimeField()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    document = models.JSONField()
    state = models.CharField(max_length=20, choices=State, default=State.READ)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="decided_imports")
    decided_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="undone_imports")
    undone_at = models.DateTimeField(null=True)
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, null=True, related_name="taken_in_from")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["organisation", "sha256"], name="import_by_content")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="import_decided_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="import_undone_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(state="read", decided_at=None) | (~Q(state="read") & Q(decided_at__isnull=False)),
                name="import_decided_unless_only_read",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False)
                | (~Q(state="undone") & Q(undone_at=None)),
                name="import_undone_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="taken_in", plan__isnull=False) | (~Q(state="taken_in") & Q(plan=None)),
                name="import_has_a_plan_while_taken_in",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("import", args=[self.pk])

    @property
    def plan_document(self) -> PlanDocument:
        """What was read in the file."""
        return PlanDocument.model_validate(self.document)

    @property
    def can_be_undone(self) -> bool:
        """Whether the plan stands as it was taken in, so that nothing built on it is lost with it."""
        return self.plan is not None and self.plan.changed_at == self.plan.created_at
