"""What was done, when and by whom. Rows are added and never changed: the database refuses it."""

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """One thing that was done. No foreign keys: history stays when what it tells of has gone."""

    at = models.DateTimeField()
    organisation_id = models.BigIntegerField()
    organisation_slug = models.CharField(max_length=100)
    by_id = models.BigIntegerField(null=True)  # nothing where a command did it
    by_name = models.CharField(max_length=150)
    type = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    subject_label = models.TextField()
    plan_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["organisation_id", "-at"], name="events_of_an_organisation"),
            models.Index(fields=["plan_id", "-at"], name="events_of_a_plan"),
            models.Index(fields=["subject_type", "subject_id", "-at"], name="events_of_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.type}: {self.subject_label}"


class Seal(models.Model):
    """One link of an organisation's chain: an event that was sealed, `number` from 1, and when.

    `digest` is made of what the event is, of `words`, of this row and of the digest before, so that whatever
    is altered, taken out or put between no longer fits. `words` is a digest of what may name somebody, with
    `salt`, without which nobody can try names on it; erasing a person empties the salt. Both are missing
    where an event was sealed before that was so: then its own words are in `digest`.
    No foreign key, so that a missing event is found.
    """

    organisation_id = models.BigIntegerField()
    number = models.PositiveBigIntegerField()
    event_id = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    # Null and nothing else keeps SQLite from making the table anew, without its triggers.
    words = models.CharField(max_length=64, null=True)
    salt = models.CharField(max_length=32, null=True)

    class Meta:
        ordering: ClassVar = ["organisation_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation_id", "number"], name="one_seal_a_number"),
        ]

    def __str__(self) -> str:
        return f"Seal {self.number}"
