"""Words that were written for a return and could not be saved, when a session, a round or an action ended."""

from typing import ClassVar

from django.db import models

from followthrough.site.people.models import User


class KeptWords(models.Model):
    """What somebody wrote and could not save: shown to nobody else, and gone once they save or throw it away.

    `boxes` holds the text of each box by its name; `version` is the one of the return that they saw.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="kept_words")
    action_return = models.ForeignKey(
        "rounds.ActionReturn", on_delete=models.CASCADE, related_name="kept_words"
    )
    boxes = models.JSONField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "action_return"], name="words_kept_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"Words of {self.user} for {self.action_return}"
