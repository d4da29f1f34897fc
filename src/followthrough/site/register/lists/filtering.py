"""The actions of a plan under the filters of an address."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from followthrough.plan.when import read_when
from followthrough.site.history.models import Event
from followthrough.site.register.conditions import condition
from followthrough.site.register.lists.search import search
from followthrough.site.register.lists.sorting import in_order
from followthrough.site.register.models import Action, Ownership, Plan, Tag, Update

NO_STATUS = "none"
CHOSEN = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")


def actions_under(plan: Plan, filters: Mapping[str, Any], *, day: date) -> QuerySet[Action]:
    """The plan's actions under filters, in the order asked for; archived ones have left it.

    `filters` may have `q` (words), `theme`, `workstream`, `owner` (keys), `kind`, `tag`, `status` (several,
    any of which may be: "none" for none declared), `only` (names of conditions, all of which must hold),
    `due_from`, `due_to`, `since` (dates in words), `numbers` ("1,4,7-9") and `sort` (a name of SORTS, "-"
    before it turns it round); what is empty or missing asks for nothing.
    """
    asked = Q(archived_at=None)
    for name, value in filters.items():
        if value and name in _CONDITIONS:
            asked &= _CONDITIONS[name](value)
    for name in filters.get("only") or []:
        asked &= condition(name, plan, day)
    actions = plan.actions.all()
    if filters.get("only"):
        actions = actions.alias(has_owner=Exists(Ownership.objects.filter(action=OuterRef("pk"))))
    return in_order(actions.filter(asked), filters.get("sort") or "")


def first_day_of(words: str) -> date | None:
    """The first day that a date in words can mean, None where it means none."""
    return read_when(words).earliest


def last_day_of(words: str) -> date | None:
    """The last day that a date in words can mean, None where it means none."""
    return read_when(words).latest


def _with_status(asked: list[str]) -> Q:
    declared = Q(status__in=[status for status in asked if status != NO_STATUS])
    return declared | Q(status=None) if NO_STATUS in asked else declared


def _with_tag(name: str) -> Q:
    return Q(pk__in=Tag.objects.filter(name=name).values("action"))


def _owned_by(post: int) -> Q:
    return Q(pk__in=Ownership.objects.filter(post=post).values("action"))


def _told_since(words: str) -> Q:
    """That something was said of it, or it was edited, on or after a day; a file's update counts by month."""
    day = first_day_of(words)
    if day is None:
        return Q()
    sent = Q(at__date__gte=day) | Q(on__gte=day) | Q(at=None, on=None, period__gte=f"{day:%Y-%m}")
    said = Update.objects.filter(sent, action=OuterRef("pk"))
    done = Event.objects.filter(
        subject_type=Action._meta.label_lower,
        subject_id=Cast(OuterRef("pk"), CharField()),
        at__date__gte=day,
    )
    return Q(Exists(said)) | Q(Exists(done))


def _is_one_of(numbers: str) -> Q:
    single, ranges = [], Q()
    for first, last in set(CHOSEN.findall(numbers)):  # SQLite takes no thousand of the same
        if last:
            ranges |= Q(number__gte=int(first), number__lte=int(last))
        else:
            single.append(int(first))
    return Q(number__in=single) | ranges


_CONDITIONS: dict[str, Any] = {
    "q": search,
    "theme": lambda key: Q(theme=key),
    "workstream": lambda key: Q(workstream=key),
    "kind": lambda kind: Q(kind=kind),
    "owner": lambda key: _owned_by(int(key)),
    "tag": _with_tag,
    "status": _with_status,
    "due_from": lambda words: Q(due_latest__gte=first_day_of(words)),
    "due_to": lambda words: Q(due_latest__lte=last_day_of(words)),
    "since": _told_since,
    "numbers": _is_one_of,
}
