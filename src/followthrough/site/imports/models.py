"""A file that somebody had read: what it held, what was read in it, and what was decided about it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from followthrough.intake.looking import TableSeen
from followthrough.plan.document import PlanDocument
from followthrough.site.imports.next_version.matching import Answers
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Plan

DECIDED = ["taken_in", "left", "undone"]


class Import(models.Model):
    """One file, kept whole beside what was read in it, until somebody takes the plan in or leaves it.

    The file's bytes stay in the database, so that they are there if and only if the row is; those of a file
    that nothing could be read in go. `document` is the last reading: while the file waits to be read again
    it is the one before; `read_at` is when it was made, and `tables` what it saw of each table, also where
    none of them was the plan. `fields` says what a person made of columns: the field by the heading, "note"
    for a note; `choices` what they said of "tables", "cells" and "dates". `progress` and `heard_at` are the
    last that was heard of its reading; `attempts` is how often it began.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be read"
        READING = "reading", "Being read"
        FAILED = "failed", "Could not be read"
        READ = "read", "Waiting to be checked"
        TAKEN_IN = "taken_in", "Added"
        LEFT = "left", "Cancelled"
        UNDONE = "undone", "Undone"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="imports")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="imports")
    at = models.DateTimeField()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100, default="", blank=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    document = models.JSONField(null=True)
    read_at = models.DateTimeField(null=True)
    tables = models.JSONField(default=list)
    fields = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    progress = models.TextField(default="", blank=True)
    heard_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(default="", blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="decided_imports")
    decided_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="undone_imports")
    undone_at = models.DateTimeField(null=True)
    # The plan that this is the next version of, and the plan in which it stands once it is taken in.
    into = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, related_name="next_versions")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="imports")

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
                condition=Q(state__in=DECIDED, decided_at__isnull=False)
                | (~Q(state__in=DECIDED) & Q(decided_at=None)),
                name="import_decided_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "reading", "failed"]) | Q(document__isnull=False),
                name="import_has_a_document_once_read",
            ),
            models.CheckConstraint(
                condition=(Q(state="failed") & ~Q(failure="")) | (~Q(state="failed") & Q(failure="")),
                name="import_says_why_it_failed",
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
            models.CheckConstraint(
                condition=Q(into=None) | Q(plan=None) | Q(plan=F("into")),
                name="import_is_taken_into_its_own_plan",
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(into=None), name="import_makes_a_plan_of_its_own"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("import", args=[self.pk])

    @property
    def plan_document(self) -> PlanDocument:
        """What was read in the file, of one that was read."""
        return PlanDocument.model_validate(self.document)

    @property
    def tables_seen(self) -> list[TableSeen]:
        """The tables of the file, in order."""
        return [TableSeen.model_validate(table) for table in self.tables]

    @property
    def corrections(self) -> dict[str, Any]:
        """What people said of its columns, tables and cells, as reading takes it."""
        return {"columns": self.fields, "tables": [], "cells": [], **self.choices}

    @property
    def state_in_words(self) -> str:
        """The state, and of a file of `imports_of` in which no plan was found that somebody can say where it
        is."""
        waits = getattr(self, "waits_for_a_table", False)
        return "Waiting: which table is the plan?" if waits else self.get_state_display()

    @property
    def has_document(self) -> bool:
        """Whether a plan was read in it. `imports_of` tells it without reading the document."""
        known: bool | None = self.__dict__.get("was_read")
        return self.document is not None if known is None else known

    @property
    def can_be_read_again(self) -> bool:
        """Whether its columns, tables and cells can be chosen."""
        is_open = self.state in (self.State.READ, self.State.FAILED)
        return is_open and (bool(self.tables) or self.has_document)

    @property
    def is_pending(self) -> bool:
        """Whether it waits to be read, or is being read."""
        return self.state in (self.State.WAITING, self.State.READING)

    @property
    def can_be_undone(self) -> bool:
        """Whether the plan stands as this left it, so that nothing built on it is lost with it."""
        return self.plan is not None and self.plan.changed_at == self.decided_at


class ColumnCorrection(models.Model):
    """What somebody said that a column of a plan's files is, kept for the plan's next version.

    `heading` is as printed, with its group ("Progress: October"); `field` is as in Column.field of the plan
    document, "note" for a column that is kept as a note.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="column_corrections")
    heading = models.CharField(max_length=500)
    field = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="column_corrections")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "heading"], name="column_correction_once_a_heading"),
        ]

    def __str__(self) -> str:
        return self.heading


class PlanChoices(models.Model):
    """What somebody said of the tables and cells of a plan's files, kept for its next version.

    `tables` and `cells` are as the corrections of a reading have them: tables known by their headings, cells
    by the ref of their row and what the file said there; `dates` is what stands first in its dates, "day" or
    "month", empty where nobody said it.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="reading_choices")
    tables = models.JSONField(default=list)
    cells = models.JSONField(default=list)
    dates = models.CharField(max_length=5, default="", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.plan)


class LabelledTable(models.Model):
    """How a table of a plan was read where a person had to choose: an example without its texts.

    `table` has the field of each column, and of each row what it became and the shapes and kinds of its
    cells; the words of the headings only where the site's setting says so.
    """

    read = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="labelled_tables")
    at = models.DateTimeField()
    table = models.JSONField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.read)


class NextVersionTakenIn(models.Model):
    """A file that was taken in as the next version of a plan, kept so that just that can be undone and shown.

    `before` is the plan document as it was, `actions` the keys of its actions in order, `changed_at_before`
    when it had changed last; `same` and `fates` are the answers that were given, `added` the keys of the rows
    that it added, by the name of their model, `periods` those that became past rounds.
    """

    taken_in = models.OneToOneField(Import, on_delete=models.CASCADE, related_name="next_version")
    before = models.JSONField()
    actions = models.JSONField(default=list)
    changed_at_before = models.DateTimeField()
    same = models.JSONField(default=dict)
    fates = models.JSONField(default=dict)
    added = models.JSONField(default=dict)
    periods = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"Next version from {self.taken_in}"

    @property
    def plan_before(self) -> PlanDocument:
        """The plan as it was."""
        return PlanDocument.model_validate(self.before)

    @property
    def answers(self) -> Answers:
        """What somebody answered. JSON has texts for keys."""
        return Answers(_by_place(self.same), _by_place(self.fates))


def _by_place(answers: dict[str, Any]) -> dict[int, Any]:
    return {int(place): answer for place, answer in answers.items()}
