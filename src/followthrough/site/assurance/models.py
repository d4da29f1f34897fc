"""When assurance actions fall due, what was recorded of each time, and who reads the calendar where."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Action


class Level(models.TextChoices):
    """How much assurance a time gave that it was done."""

    SUBSTANTIAL = "substantial", "Substantial"
    REASONABLE = "reasonable", "Reasonable"
    LIMITED = "limited", "Limited"
    NONE = "none", "None"


class Schedule(models.Model):
    """How an action recurs from a day on, until the next schedule of it. Rows are added, never changed.

    `rule` is an RFC 5545 rule counted from `counted_from`, `words` how it was entered. Without a rule it has
    ended: `forum` decided so on `from_on`. An action without a schedule goes by the words of its due date.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="schedules")
    rule = models.TextField(blank=True)
    words = models.TextField(blank=True)
    counted_from = models.DateField(null=True)
    from_on = models.DateField()
    reason = models.TextField(blank=True)
    forum = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(rule="", counted_from=None) | (~Q(rule="") & Q(counted_from__isnull=False)),
                name="schedule_rule_with_its_first_day",
            ),
            models.CheckConstraint(condition=~Q(rule="") | ~Q(forum=""), name="schedule_ends_by_a_forum"),
        ]

    def __str__(self) -> str:
        return f"{self.words or 'ended'} from {self.from_on}"


class OccurrenceRecord(models.Model):
    """What somebody recorded of one time that an action fell due. Rows are added, never changed.

    The last one of a day counts. `on` is the day it was done, None where it was missed; `evidence` the words
    that show it, or why it was missed; `link` where to find it.
    """

    class Outcome(models.TextChoices):
        DONE = "done", "It was done"
        MISSED = "missed", "It was missed"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="occurrence_records")
    due_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    on = models.DateField(null=True)
    level = models.CharField(max_length=20, choices=Level, blank=True)
    evidence = models.TextField(blank=True)
    link = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["action", "due_on"], name="record_by_occurrence")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="missed", on=None, level="")
                | (Q(outcome="done", on__isnull=False) & ~Q(level="")),
                name="record_done_with_day_and_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_on}: {self.outcome}"


class LevelWords(models.Model):
    """What an organisation calls a level of assurance, where it has words of its own."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="level_words")
    level = models.CharField(max_length=20, choices=Level)
    words = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "level"], name="level_words_once"),
        ]

    def __str__(self) -> str:
        return self.words


class CalendarFeed(models.Model):
    """An address at which a person's calendar program reads what falls due, until it is withdrawn.

    The address holds `key`, signed: without the site's own key nobody can make one up.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_feeds")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="calendar_feeds")
    key = models.UUIDField(default=uuid4, unique=True)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(withdrawn_at=None),
                name="one_calendar_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"calendar of {self.user}"
