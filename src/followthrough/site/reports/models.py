"""What a paper says besides its figures: written once for a plan, and kept for the next time."""

from typing import ClassVar

from django.db import models

from followthrough.site.people.models import User
from followthrough.site.register.models import Plan


class PaperText(models.Model):
    """A fixed section of the papers of a plan, or what a named commentator says of them.

    Rows are added, never changed: of several of one kind and name the last counts. An empty text takes the
    words back. `signed` is who answers for a section.
    """

    class Kind(models.TextChoices):
        SECTION = "section", "Section"
        COMMENT = "comment", "Comment"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="paper_texts")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=100)
    text = models.TextField(default="", blank=True)
    signed = models.CharField(max_length=200, default="", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["plan", "kind", "name"], name="paper_texts_of_a_plan")]

    def __str__(self) -> str:
        return self.name
