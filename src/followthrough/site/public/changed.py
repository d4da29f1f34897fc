"""What changed from one published round to the next, as the figures of an edition name it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from followthrough.site.editions.models import Edition, EditionAction

MOST_NAMED = 10
# The figures that name actions, each with the words for one and for many.
_CHANGES = (
    ("completed", "action was completed", "actions were completed"),
    ("later", "action got worse", "actions got worse"),
    ("better", "action got better", "actions got better"),
    ("reopened", "action was reopened", "actions were reopened"),
    ("started", "action was started", "actions were started"),
    ("new", "action is new", "actions are new"),
    ("gone", "action left the plan", "actions left the plan"),
)


@dataclass(frozen=True)
class Change:
    """One kind of change: its sentence, the actions that are named, and how many are not."""

    sentence: str
    named: list[tuple[str, EditionAction | None]]
    more: int


@dataclass(frozen=True)
class Behind:
    """What the counts do not tell by themselves.

    `rest` are neither done, under way nor to begin; `on_first` are late by the date agreed first, None where
    no such dates are known; `by_move` look better only because a later date was agreed.
    """

    rest: int
    on_first: int | None
    by_move: int


def what_is_behind(figures: Mapping[str, Any]) -> Behind:
    """What stands behind the counts of an edition."""
    counted = sum(figures.get(name, 0) for name in ("done", "under_way", "not_begun"))
    first = figures.get("late_on_first_date")
    by_move = len(figures.get("better_only_by_a_later_date") or [])
    return Behind(figures.get("total", 0) - counted, None if first is None else len(first), by_move)


def changes_in(edition: Edition) -> list[Change]:
    """What changed since the round that the edition compares with; nothing where there is none."""
    if not edition.figures.get("compared_with"):
        return []
    by_name = {each.ref or each.title: each for each in edition.actions.all()}
    changes = []
    for figure, one, many in _CHANGES:
        names = edition.figures.get(figure) or []
        if names:
            sentence = f"{len(names)} {one if len(names) == 1 else many}"
            named = [(name, by_name.get(name)) for name in names[:MOST_NAMED]]
            changes.append(Change(sentence, named, len(names) - len(named)))
    return changes
