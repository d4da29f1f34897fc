"""The calendar of forums: where papers go, when each meets, and by which day it wants them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from followthrough.site.people.models import Organisation


class Forum(models.Model):
    """A committee or board to which papers go.

    `signed_off_by` is who signs a round off before it goes there, `papers` the kinds of report that go there,
    the first of them drafted first; `working_days` how long before a meeting it wants them, where a meeting
    says nothing else.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="forums")
    name = models.CharField(max_length=200)
    signed_off_by = models.CharField(max_length=200, default="", blank=True)
    papers = models.JSONField(default=list)
    working_days = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="forum_once_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("change_forum", args=[self.pk])


class Meeting(models.Model):
    """A day on which a forum meets, and the last day on which it takes papers."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="meetings")
    on = models.DateField()
    papers_due_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["forum", "on"], name="meeting_once_a_day"),
            models.CheckConstraint(condition=Q(papers_due_on__lte=F("on")), name="papers_before_the_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.forum}, {self.on:%-d %B %Y}"


def forum_called(organisation: Organisation, name: str) -> Forum | None:
    """The forum of that name in the calendar, where there is one."""
    return Forum.objects.filter(organisation=organisation, name=name).first() if name else None
