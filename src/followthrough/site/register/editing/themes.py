"""Adds, renames and takes away the themes and workstreams of a plan. One event."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from followthrough.site.people.models import User
from followthrough.site.register.editing.edits import Edit, locked_plan, note_edits, refuse_without_reason
from followthrough.site.register.editing.edits_by_hand import note_plan_by_hand
from followthrough.site.register.levels import level_word
from followthrough.site.register.models import Plan, Theme, Workstream


class NotEmptyError(Exception):
    """Something stands in a place that was to be taken away; the message says which."""


@transaction.atomic
def change_places(
    plan: Plan,
    *,
    themes: Mapping[int, str],
    workstreams: Mapping[int, str],
    new_theme: str,
    new_workstreams: Mapping[int | None, str],
    reason: str,
    by: User,
    at: datetime,
) -> None:
    """Give themes and workstreams (by key) these titles; an empty title takes one away that holds nothing.

    `new_workstreams` are by the key of their theme, None for one without. Raises NotEmptyError and
    ReasonWantedError.
    """
    locked = locked_plan(plan)
    below = _retitled(locked.workstreams.all(), workstreams, level_word(locked, "workstream"))
    above = _retitled(locked.themes.all(), themes, level_word(locked, "theme"))
    edits = [*below, *above, *_added(locked, new_theme, new_workstreams)]
    if edits:
        refuse_without_reason(locked, reason)
        note_edits(locked, edits, type_="plan.places_changed", subject=locked, by=by, at=at, reason=reason)
        note_plan_by_hand(locked, "workstream", below, reason=reason, by=by, at=at)
        note_plan_by_hand(locked, "theme", above, reason=reason, by=by, at=at)


def _retitled(
    places: QuerySet[Theme] | QuerySet[Workstream], titles: Mapping[int, str], word: str
) -> list[Edit]:
    edits = []
    for place in places:
        title = titles.get(place.pk, place.title)
        if title == place.title:
            continue
        edits.append(Edit(word, place.title, title))
        if title:
            place.title = title
            place.save(update_fields=["title"])
        else:
            _take_away(place)
    return edits


def _take_away(place: Theme | Workstream) -> None:
    holds_more = isinstance(place, Theme) and place.workstreams.exists()
    if place.actions.exists() or holds_more:
        raise NotEmptyError(f"Something stands in “{place.title}”. Move it first, then take it away.")
    place.delete()


def _added(plan: Plan, new_theme: str, new_workstreams: Mapping[int | None, str]) -> list[Edit]:
    edits = []
    if new_theme:
        Theme.objects.create(plan=plan, title=new_theme, position=_next(plan.themes.all()))
        edits.append(Edit(level_word(plan, "theme"), "", new_theme))
    for theme, title in new_workstreams.items():
        if title:
            position = _next(plan.workstreams.all())
            Workstream.objects.create(plan=plan, theme_id=theme, title=title, position=position)
            edits.append(Edit(level_word(plan, "workstream"), "", title))
    return edits


def _next(places: QuerySet[Theme] | QuerySet[Workstream]) -> int:
    last: int | None = places.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
