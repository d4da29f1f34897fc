"""Lists of actions that somebody keeps by a name: filters, columns and order as they stand in the address."""

from typing import ClassVar

from django.db import models

from followthrough.site.people.models import User


class SavedView(models.Model):
    """A view of one plan's register. `query` is the address after its question mark.

    Of a person's own; one that is shared is offered to everybody of the organisation.
    """

    LONGEST_NAME = 80

    plan = models.ForeignKey("Plan", on_delete=models.CASCADE, related_name="saved_views")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.TextField()
    is_shared = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "by", "name"], name="view_name_once_a_person_and_plan"),
        ]

    def __str__(self) -> str:
        return self.name
