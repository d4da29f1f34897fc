"""The orders that a list of actions can have. What has nothing to sort by stands last."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Case, F, IntegerField, Min, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT

from followthrough.plan.document import Status
from followthrough.plan.fields import IN_WORDS
from followthrough.site.register.latest_words import latest_forecast, latest_words
from followthrough.site.register.models import KINDS, Action, Ownership, Tag


def _by_place(field: str, values: list[str]) -> Case:
    """The place of a value in a list, for what has an order other than its letters."""
    places = [When(**{field: value}, then=Value(place)) for place, value in enumerate(values)]
    return Case(*places, default=None, output_field=IntegerField())


def _first_owner() -> Subquery:
    owners = Ownership.objects.filter(action=OuterRef("pk")).order_by("position")
    return Subquery(owners.values("name")[:1])


def _first_tag() -> Subquery:
    tags = Tag.objects.filter(action=OuterRef("pk")).order_by().values("action")
    return Subquery(tags.annotate(first=Min("name")).values("first"))


SORTS: dict[str, Callable[[], Any]] = {
    "ref": lambda: F("ref_sort"),
    "title": lambda: F("title"),
    "owner": _first_owner,
    "due": lambda: F("due_latest"),
    "status": lambda: _by_place("status", [status.value for status in Status]),
    "theme": lambda: F("theme__position"),
    "workstream": lambda: F("workstream__position"),
    "kind": lambda: _by_place("kind", [kind for kind, _ in KINDS]),
    "start": lambda: F("start_earliest"),
    "original": lambda: KT("original_due__latest"),
    "forecast": lambda: latest_forecast(KT("forecast__latest")),
    **{name: partial(F, name) for name in IN_WORDS},
    "risk": lambda: KT("risk__rating"),
    "tags": _first_tag,
    "said": lambda: latest_words("period"),
}


def in_order(actions: QuerySet[Action], sort: str) -> QuerySet[Action]:
    """The actions by the name of a sort, "-" before it for the other way round; else in the plan's order."""
    name = sort.removeprefix("-")
    if name not in SORTS:
        return actions.order_by("position")
    key = F("sort_key")
    order = key.desc(nulls_last=True) if sort.startswith("-") else key.asc(nulls_last=True)
    return actions.alias(sort_key=SORTS[name]()).order_by(order, "position")
