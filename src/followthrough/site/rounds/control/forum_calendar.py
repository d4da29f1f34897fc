"""What is written into the calendar of forums. Rounds that were made from it keep their days."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from followthrough.outputs.wording import counted
from followthrough.site.history.operations import record
from followthrough.site.people.models import Organisation, User
from followthrough.site.rounds.forums import Forum, Meeting


class Days(NamedTuple):
    """When a forum meets, and the last day on which it takes papers for that."""

    on: date
    papers_due_on: date


@transaction.atomic
def save_forum(
    forum: Forum, *, meetings: Sequence[Days], organisation: Organisation, by: User, at: datetime
) -> Forum:
    """Add the forum, or change it where it is there, with all its meetings."""
    is_new = forum.pk is None
    forum.organisation = organisation
    forum.save()
    forum.meetings.all().delete()
    Meeting.objects.bulk_create([Meeting(forum=forum, **each._asdict()) for each in meetings])
    type_ = "forum.added" if is_new else "forum.changed"
    _record(forum, type_, by, at, meetings=counted(len(meetings), "meeting"))
    return forum


@transaction.atomic
def remove_forum(forum: Forum, *, by: User, at: datetime) -> None:
    """Take the forum and its meetings out of the calendar; rounds and papers still name it."""
    _record(forum, "forum.removed", by, at)
    forum.delete()


def _record(forum: Forum, type_: str, by: User, at: datetime, **details: str) -> None:
    record(type=type_, by=by, organisation=forum.organisation, subject=forum, at=at, details=details)
