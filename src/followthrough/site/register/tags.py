"""Words that an organisation puts on actions to find them again. Not part of what was agreed."""

from typing import ClassVar

from django.db import models


class Tag(models.Model):
    """A word or a few on one action."""

    LONGEST = 60

    action = models.ForeignKey("Action", on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=LONGEST)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "name"], name="tag_once_an_action"),
        ]
        indexes: ClassVar = [models.Index(fields=["name", "action"], name="actions_by_tag")]

    def __str__(self) -> str:
        return self.name
