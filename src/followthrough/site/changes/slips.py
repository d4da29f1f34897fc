"""How often and how far the end dates of a plan moved, each move with its reason, and whose they are.

Read from the history, so that moves are counted however they were made: by a decision, by a rule, by hand.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from followthrough.plan.when import read_when
from followthrough.rules.slippage import is_dated, months_between
from followthrough.site import clock
from followthrough.site.history.models import Event
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.moved_dates import DUE_LABEL, NO_MONTH

# From so many extensions on the leadership team looks at an action.
FOR_LEADERSHIP = 3
TWICE = 2
BY = {"owner": "owner", "director": "director", "theme": "theme"}
NOBODY = "Nobody is named"


@dataclass(frozen=True)
class Move:
    """One move of an end date: from and to in words, by how many months, when, by whom and why."""

    old: str
    new: str
    months: float
    on: date
    by: str
    reason: str


@dataclass
class Slipped:
    """An action whose end date moved, with its moves in order."""

    action: Action
    moves: list[Move] = field(default_factory=list)

    @property
    def extensions(self) -> int:
        """How often it became later."""
        return sum(move.months >= NO_MONTH for move in self.moves)

    @property
    def months(self) -> float:
        """How much later it is than at first, all moves together."""
        return sum(move.months for move in self.moves)

    @property
    def is_for_leadership(self) -> bool:
        return self.extensions >= FOR_LEADERSHIP


def slipped_in(plan: Plan, *, at_least: int = 1) -> list[Slipped]:
    """The actions of a plan that were extended so many times or more, most often and furthest first.

    A constant number of queries.
    """
    found: dict[int, Slipped] = {}
    actions = plan.actions.filter(archived_at=None).select_related("theme")
    known = {action.pk: action for action in actions.prefetch_related("ownerships")}
    for key, move in _moves(plan):
        if action := known.get(key):
            action.plan = plan
            found.setdefault(key, Slipped(action)).moves.append(move)
    often = [each for each in found.values() if each.extensions >= at_least]
    return sorted(often, key=lambda each: (-each.extensions, -each.months, each.action.position))


def grouped(slipped: Collection[Slipped], by: str) -> list[tuple[str, list[Slipped]]]:
    """The same by owner, by director or by theme, those with most extensions first."""
    groups: defaultdict[str, list[Slipped]] = defaultdict(list)
    for each in slipped:
        for name in _names(each.action, by):
            groups[name].append(each)
    return sorted(groups.items(), key=lambda group: (-sum(each.extensions for each in group[1]), group[0]))


def _names(action: Action, by: str) -> list[str]:
    if by == "theme":
        return [str(action.theme)] if action.theme else ["No theme"]
    parts = ("update_owner", "accountable") if by == "owner" else ("accountable",)
    owners = action.ownerships.all()
    for part in parts:
        if names := [owner.name for owner in owners if owner.part == part]:
            return names if by == "owner" else names[:1]
    return [NOBODY]


def _moves(plan: Plan) -> Iterator[tuple[int, Move]]:
    """The key of an action and each move of its end date, in the order in which they were made."""
    events = Event.objects.filter(plan_id=plan.pk, type__in=["action.changed", "actions.changed"])
    for event in events.order_by("at", "pk"):
        for change in event.details.get("changes", ()):
            if change["field"] == DUE_LABEL and (move := _move(event, change)):
                yield int(event.subject_id), move


def _move(event: Event, change: dict[str, Any]) -> Move | None:
    """None where either side is no date: what was first given a date has not slipped."""
    old, new = read_when(change["old"]), read_when(change["new"])
    if not (is_dated(old) and is_dated(new)) or old.latest is None or new.latest is None:
        return None
    return Move(
        old=change["old"],
        new=change["new"],
        months=months_between(old.latest, new.latest),
        on=clock.day_of(event.at),
        by=event.by_name,
        reason=event.details.get("reason", ""),
    )
