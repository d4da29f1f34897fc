"""A spreadsheet that somebody sent, until they have seen what it says."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from followthrough.intake.return_sheet import FilledRow
from followthrough.site.people.models import Organisation, User


class SentSpreadsheet(models.Model):
    """One file and what was read in it: a return that was filled in, or rows of posts and people.

    Its bytes go once it is read, and the row a day later: what it says is looked at on a page and sent from
    there. `beside` is what else the form held, so that nothing typed is lost when the file can't be read.
    """

    class Kind(models.TextChoices):
        RETURN = "return", "A return that was filled in"
        ROWS = "rows", "Rows of cells"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be read"
        READING = "reading", "Being read"
        READ = "read", "Read"
        FAILED = "failed", "Could not be read"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    beside = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    heard_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(default="", blank=True)

    # It is read in one step, and says nothing between.
    progress = ""

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(state="failed") & ~Q(failure="")) | (~Q(state="failed") & Q(failure="")),
                name="spreadsheet_says_why_it_failed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_pending(self) -> bool:
        """Whether it waits to be read, or is being read."""
        return self.state in (self.State.WAITING, self.State.READING)

    @property
    def filled_rows(self) -> list[FilledRow]:
        """The rows of a return."""
        return [FilledRow(**row) for row in self.rows]

    @property
    def cells(self) -> list[list[Any]]:
        """The rows of another spreadsheet, each a list of texts."""
        return list(self.rows)
