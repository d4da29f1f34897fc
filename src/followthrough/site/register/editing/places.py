"""Where an action stands in its plan: under which other one, in which theme, after which row."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from followthrough.site.register.models import Action, Plan, Theme, Workstream

BATCH = 500
RING = "An action can't be part of itself or of one of its parts."


class RingError(Exception):
    """An action is put under itself or under a part of its own."""


def subtree_of(action: Action, rows: Sequence[Action]) -> list[Action]:
    """The action and all that stands below it, in the order of `rows`, the actions of its plan."""
    below = defaultdict(list)
    for row in rows:
        below[row.parent_id].append(row.pk)
    found, waiting = set(), [action.pk]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += below[key]
    return [row for row in rows if row.pk in found]


def set_parent(action: Action, parent: Action | None) -> None:
    """Put an action with all its parts under another one, or under none. Raises RingError.

    The columns of the action are set and left to be saved; those of its parts are written.
    """
    rows = rows_in_order(action.plan)
    block = subtree_of(action, rows)
    if parent is not None and parent.pk in {row.pk for row in block}:
        raise RingError(RING)
    deeper = (parent.depth + 1 if parent else 0) - action.depth
    action.parent, action.parent_ref = parent, parent.ref if parent else None
    action.depth += deeper
    parts = [row for row in block if row.pk != action.pk]
    for part in parts:
        part.depth += deeper
    Action.objects.bulk_update(parts, ["depth"], batch_size=BATCH)
    if parent is not None:
        after = subtree_of(parent, [row for row in rows if row not in block])[-1]
        _stand_after(action, block, rows, after)


def set_place(action: Action, theme: Theme | None, workstream: Workstream | None) -> None:
    """Put an action with all its parts into a theme and a workstream, likewise, after what is there."""
    set_places([action], theme, workstream)


def set_places(actions: Sequence[Action], theme: Theme | None, workstream: Workstream | None) -> None:
    """The same for several actions of one plan at once. What is part of another stays below it."""
    rows = rows_in_order(actions[0].plan)
    keys = {row.pk for action in actions for row in subtree_of(action, rows)}
    tops = [action for action in actions if action.parent_id is None]
    moving = {row.pk for action in tops for row in subtree_of(action, rows)}
    rest = [row for row in rows if row.pk not in moving]
    there = [place for place, row in enumerate(rest, start=1) if _is_in(row, theme, workstream)]
    Action.objects.filter(pk__in=keys).update(theme=theme, workstream=workstream)
    if there:
        block = [row for row in rows if row.pk in moving]
        write_order([*rest[: there[-1]], *block, *rest[there[-1] :]])
    positions = {row.pk: row.position for row in rows}
    for action in actions:
        action.theme, action.workstream, action.position = theme, workstream, positions[action.pk]


def rows_in_order(plan: Plan) -> list[Action]:
    """The plan's actions with their places alone."""
    places = plan.actions.only("plan", "parent", "theme", "workstream", "position", "depth", "archived_at")
    return list(places.order_by("position", "pk"))


def write_order(rows: Iterable[Action], action: Action | None = None) -> None:
    """Number the rows in this order. `action`, if it is one of them, gets its position and isn't written."""
    moved = []
    for position, row in enumerate(rows, start=1):
        if action is not None and row.pk == action.pk:
            action.position = position
        if row.position != position:
            row.position = position
            moved.append(row)
    Action.objects.bulk_update(moved, ["position"], batch_size=BATCH)


def _stand_after(action: Action, block: list[Action], rows: list[Action], after: Action) -> None:
    rest = [row for row in rows if row not in block]
    place = rest.index(after) + 1
    write_order([*rest[:place], *block, *rest[place:]], action)


def _is_in(row: Action, theme: Theme | None, workstream: Workstream | None) -> bool:
    return (row.theme_id, row.workstream_id) == (
        theme.pk if theme else None,
        workstream.pk if workstream else None,
    )
