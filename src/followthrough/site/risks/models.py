"""Risks: the organisation's matrix, the risks of a plan, and how each and each action was scored."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from followthrough.plan.risk import RATING_WORDS, Rating
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Action, Plan, Post


class RiskMatrix(models.Model):
    """By what an organisation scores its risks; without a row, by the usual matrix (`matrix.py`).

    `criteria` are the kinds of impact, in order, each with its words for the scores from 1 up:
    [{"name": "Financial", "words": ["…", …]}, …]; `likelihood` the words for those of likelihood.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="risk_matrix")
    size = models.PositiveSmallIntegerField(default=4)
    criteria = models.JSONField(default=list)
    likelihood = models.JSONField(default=list)
    medium = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()
    very_high = models.PositiveSmallIntegerField(null=True)
    changed_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"risk matrix of {self.organisation}"


class PlanRisk(models.Model):
    """Something that could keep a plan from working. `number` is its lasting name in the plan.

    `actions` are those that mitigate it; `review_on` the day by which it is looked at again. `version`
    counts the edits. With `exempt_because` it is exempt from publication. A closed one stays, with why.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="risks")
    number = models.PositiveIntegerField()
    title = models.TextField()
    cause = models.TextField(blank=True)
    event = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    controls = models.TextField(blank=True)
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="risks")
    review_on = models.DateField(null=True)
    actions = models.ManyToManyField(Action, related_name="risks", blank=True)
    exempt_because = models.TextField(default="", blank=True)
    version = models.PositiveIntegerField(default=0)
    closed_on = models.DateField(null=True)
    closed_because = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="risk_number_once_a_plan"),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_because="")
                | (Q(closed_on__isnull=False) & ~Q(closed_because="")),
                name="risk_closed_with_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"R{self.number} {self.title}"

    @property
    def is_exempt(self) -> bool:
        """Whether no published paper may name it."""
        return bool(self.exempt_because)


class Assessment(models.Model):
    """One scoring, of a risk of a plan or of an action. Rows are added, never changed; the last one counts.

    Each score has `impact` (by criterion), `likelihood`, the highest impact times likelihood (`product`) and
    the rating that it gave by the matrix of that day. `inherent` is before controls, `current` now, `target`
    where it should come to; an action is scored as it is now alone.
    """

    risk = models.ForeignKey(PlanRisk, on_delete=models.CASCADE, null=True, related_name="assessments")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="risk_assessments")
    inherent = models.JSONField(null=True)
    current = models.JSONField()
    target = models.JSONField(null=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(risk=None, action__isnull=False) | Q(risk__isnull=False, action=None),
                name="assessment_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk or self.action}: {self.current['product']}"

    @property
    def rating_words(self) -> str:
        """The rating by the matrix of that day."""
        rating: Rating = self.current["rating"]
        return RATING_WORDS[rating]
