"""What the taking in of a next version added, kept so that just that can be undone and shown."""

from typing import Any

from django.db import models

from followthrough.plan.document import PlanDocument
from followthrough.site.imports.next_version.matching import Answers


class NextVersionTakenIn(models.Model):
    """A file that was taken in as the next version of a plan.

    `before` is the plan document as it was, `actions` the keys of its actions in order, `changed_at_before`
    when it had changed last; `same` and `fates` are the answers that were given, `added` the keys of the rows
    that it added, by the name of their model, `periods` those that became past rounds.
    """

    taken_in = models.OneToOneField("imports.Import", on_delete=models.CASCADE, related_name="next_version")
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
