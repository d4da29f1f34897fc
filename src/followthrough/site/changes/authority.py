"""Who decides the changes of a plan and by which rules, and the causes that an organisation keeps."""

from typing import ClassVar

from django.db import models

from followthrough.rules.change_routes import DEFAULT_RULES, sentences
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Plan

DEFAULT_AUTHORITY = "the plan’s change authority"
DEFAULT_CAUSES = (
    "Depends on something that is late",
    "Not enough people or skills",
    "Not enough money",
    "Longer than estimated",
    "Waits for a decision",
    "Supplier or partner",
    "Priorities changed",
    "The law or guidance changed",
    "Mistake in the plan",
    "Other",
)


def _default_rules() -> list[str]:
    return sorted(DEFAULT_RULES)


class ChangeAuthority(models.Model):
    """Who decides the changes of a plan, by which rules some need no decision, and who records decisions.

    Without `recorders` whoever may edit plans records them.
    """

    class Kind(models.TextChoices):
        BOARD = "board", "A board"
        OFFICER = "officer", "A delegated officer"
        COMMITTEE = "committee", "A committee"

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="change_authority")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.BOARD)
    name = models.CharField(max_length=200, default="", blank=True)
    rules = models.JSONField(default=_default_rules)
    recorders = models.ManyToManyField(User, related_name="+")

    def __str__(self) -> str:
        return self.name or DEFAULT_AUTHORITY

    @property
    def sentences(self) -> list[str]:
        """The rules as sentences."""
        return sentences(self.rules, str(self))


class Cause(models.Model):
    """Why dates move and plans change, in the organisation's own list. One that is `retired` stays on what
    named it and is offered no more.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="change_causes")
    name = models.CharField(max_length=120)
    position = models.PositiveIntegerField()
    retired = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="cause_once_an_organisation"),
        ]

    def __str__(self) -> str:
        return self.name
