"""What a paper says besides its figures: written once for a plan, and kept for the next time."""

from typing import ClassVar

from django.db import models

from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Plan
from followthrough.site.rounds.models import Round


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


class HouseStyle(models.Model):
    """How an organisation makes its papers; without a row, as `House` does by itself.

    `choices` are the parts of a `House` that are words and yes or no; `logo` is a PNG or JPEG, `template` a
    Word file of theirs, each empty where there is none.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="house_style")
    choices = models.JSONField(default=dict)
    logo = models.BinaryField(default=bytes)
    template = models.BinaryField(default=bytes)
    changed_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"papers of {self.organisation}"


class HeadlineEdit(models.Model):
    """A sentence of the headline of a round's papers in other words, with the `computed` one beside it.

    It counts as long as the computed sentence is still that: other figures need other words.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="headline_edits")
    computed = models.TextField()
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "computed"], name="headline_edit_once_a_sentence"),
        ]

    def __str__(self) -> str:
        return self.words
