"""Moves an action, a theme or a workstream up or down among its neighbours. What is agreed stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from followthrough.site.people.models import User
from followthrough.site.register.editing.edits import Edit, locked_plan, note_edits
from followthrough.site.register.editing.places import rows_in_order, subtree_of, write_order
from followthrough.site.register.models import Action, Theme, Workstream


@transaction.atomic
def move_action(action: Action, *, up: bool, by: User, at: datetime) -> bool:
    """Move an action with its parts past its neighbour in the same place; whether there was one to pass."""
    locked = locked_plan(action.plan)
    rows = rows_in_order(locked)
    moved = next(row for row in rows if row.pk == action.pk)
    beside = [row for row in rows if _stand_together(row, moved)]
    place = beside.index(moved) + (-1 if up else 1)
    if not 0 <= place < len(beside):
        return False
    block = subtree_of(moved, rows)
    rest = [row for row in rows if row not in block]
    passed = subtree_of(beside[place], rest)
    to = rest.index(passed[0]) if up else rest.index(passed[-1]) + 1
    write_order([*rest[:to], *block, *rest[to:]])
    edits = [Edit("Order", "", "moved up" if up else "moved down")]
    note_edits(locked, edits, type_="action.moved", subject=action, by=by, at=at)
    return True


@transaction.atomic
def move_place(place: Theme | Workstream, *, up: bool, by: User, at: datetime) -> bool:
    """Move a theme, or a workstream within its theme, past its neighbour with all that stands in it."""
    locked = locked_plan(place.plan)
    beside = _neighbours(place)
    index = beside.index(place) + (-1 if up else 1)
    if not 0 <= index < len(beside):
        return False
    other = beside[index]
    first, second = (place, other) if up else (other, place)
    _swap_positions(place, other)
    rows = rows_in_order(locked)
    ours = [row for row in rows if _is_in(row, first)] + [row for row in rows if _is_in(row, second)]
    among = iter(ours)
    write_order([next(among) if row in ours else row for row in rows])
    edits = [Edit("Order", "", "moved up" if up else "moved down")]
    note_edits(locked, edits, type_="place.moved", subject=place, by=by, at=at)
    return True


def _stand_together(row: Action, moved: Action) -> bool:
    if row.archived_at is not None and row.pk != moved.pk:
        return False
    places = (row.parent_id, row.theme_id, row.workstream_id)
    return places == (moved.parent_id, moved.theme_id, moved.workstream_id)


def _neighbours(place: Theme | Workstream) -> list[Theme | Workstream]:
    if isinstance(place, Theme):
        return list(place.plan.themes.order_by("position"))
    return list(place.plan.workstreams.filter(theme=place.theme_id).order_by("position"))


def _swap_positions(one: Theme | Workstream, other: Theme | Workstream) -> None:
    """By way of a free position, since no two may have the same."""
    rows = type(one)._default_manager.filter(plan=one.plan_id)
    free = rows.aggregate(last=Max("position"))["last"] + 1
    for row, position in ((one, free), (other, one.position), (one, other.position)):
        rows.filter(pk=row.pk).update(position=position)


def _is_in(row: Action, place: Theme | Workstream) -> bool:
    return (row.theme_id if isinstance(place, Theme) else row.workstream_id) == place.pk
