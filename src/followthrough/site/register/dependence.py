"""What hangs on what in a plan: who waits for whom, the float between them, whom slippage puts at risk.

`hanging_of(plan, day=…)` is looked up once; what changes single actions carries it over to the next moment of
the plan, so that the first look after a return asks no more than the next. Policy: rules/dependence.py.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from followthrough.outputs.pictures import dependence
from followthrough.outputs.pictures.picture import Picture
from followthrough.outputs.wording import counted
from followthrough.plan.document import Status
from followthrough.plan.statuses import DEFAULT_SCHEME
from followthrough.plan.when import When
from followthrough.rules.dependence import (
    AtRisk,
    Float,
    Promise,
    expected_end,
    float_between,
    float_in_words,
    put_at_risk,
    raised_in,
    ring_through,
    risk_of_slipping,
    slips,
)
from followthrough.rules.slippage import is_past
from followthrough.site.register.facts import scheme_of, when_of
from followthrough.site.register.kept import keep, kept, kept_of
from followthrough.site.register.latest_words import latest_forecast
from followthrough.site.register.models import Action, Link, Plan

DEPENDS = "depends_on"
_NAME = "hanging"
_READ_OF_NODES = ("number", "ref", "title", "status", "start", "due", "milestones", "is_critical")


@dataclass(frozen=True)
class Node:
    """An action that waits for another, or is waited for, or is a critical milestone."""

    key: int
    number: int
    ref: str | None
    title: str
    status: str | None
    promise: Promise

    @property
    def name(self) -> str:
        return f"{self.ref} {self.title}" if self.ref else self.title


@dataclass(frozen=True)
class Wait:
    """That `after` waits for `before`, with the float between them (None: no date to count by)."""

    before: Node
    after: Node
    room: Float | None
    at_risk: AtRisk | None

    @property
    def words(self) -> str:
        """The float in words, with what it means where it is none."""
        if self.room is None:
            return "No dates to count by"
        return float_in_words(self.room)


@dataclass(frozen=True)
class _Known:
    """What the register holds of it, whatever the day."""

    nodes: dict[int, Node]
    pairs: list[tuple[int, int]]


@dataclass(frozen=True)
class Hanging:
    """All of a plan's waits, as they stand on a day. `raises`: what raises slippage by the plan's key."""

    day: date
    nodes: dict[int, Node]
    pairs: list[tuple[int, int]]
    raises: frozenset[AtRisk] = field(default_factory=frozenset)

    @cached_property
    def waits(self) -> list[Wait]:
        """Each wait, in the order of what is waited for, then of what waits."""
        found = [self._wait(self.nodes[before], self.nodes[after]) for after, before in self.pairs]
        return sorted(found, key=lambda wait: (wait.before.number, wait.after.number))

    def waits_for(self, key: int) -> list[Wait]:
        """What an action waits for."""
        return [wait for wait in self.waits if wait.after.key == key]

    def waited_for_by(self, key: int) -> list[Wait]:
        """What waits for an action."""
        return [wait for wait in self.waits if wait.before.key == key]

    def at_risk(self, key: int) -> AtRisk | None:
        """What the slippage of an action puts at risk, as far as the plan's key raises slippage for it."""
        node = self.nodes.get(key)
        return self._risk(node, node.promise) if node else None

    def at_risk_with(self, key: int, forecast: When | None) -> AtRisk | None:
        """The same if its owner gave this forecast."""
        node = self.nodes.get(key)
        return self._risk(node, node.promise._replace(forecast=forecast)) if node else None

    def slips(self, key: int) -> bool:
        node = self.nodes.get(key)
        return bool(node and slips(node.promise, self.day))

    def _risk(self, node: Node, promise: Promise) -> AtRisk | None:
        dependants = [self.nodes[after].promise for after, before in self.pairs if before == node.key]
        found = risk_of_slipping(promise, dependants, self.day)
        if found is AtRisk.CRITICAL and found not in self.raises:
            found = AtRisk.DEPENDANT if dependants and not promise.critical else None
        return found if found in self.raises else None

    def _wait(self, before: Node, after: Node) -> Wait:
        room = float_between(before.promise, after.promise, self.day)
        return Wait(before, after, room, put_at_risk(before.promise, after.promise, self.day))

    def end_of(self, node: Node) -> date | None:
        """The last day by which it is expected to end."""
        end = expected_end(node.promise, self.day)
        return end[1] if end else None


def hanging_of(plan: Plan, *, day: date) -> Hanging:
    """What hangs on what in a plan, as it stands on a day. A forecast that has passed counts no more."""
    known = kept(plan, _NAME, lambda: _look_up(plan))
    nodes = {key: _as_at(day, node) for key, node in known.nodes.items()}
    raises = raised_in(scheme_of(plan.scheme) or DEFAULT_SCHEME)
    return Hanging(day, nodes, known.pairs, raises)


def carry_over(plan: Plan, changed: Collection[int], *, was: datetime) -> None:
    """Keep what is known of the plan's moment `was` for its moment now, where nothing that hangs was changed
    between them but what is said of the actions with these keys.
    """
    known: _Known | None = kept_of(plan, _NAME, was)
    if known and (anew := known.nodes.keys() & changed):
        known = _Known(known.nodes | _nodes(anew), known.pairs)
    if known:
        keep(plan, _NAME, known)


def _look_up(plan: Plan) -> _Known:
    """In one query, two where anything hangs."""
    critical = plan.actions.filter(is_critical=True, archived_at=None).order_by()
    found = set(_waiting(plan).union(critical.values_list("pk", "pk")))
    nodes = _nodes({key for pair in found for key in pair})
    return _Known(nodes, sorted(pair for pair in found if pair[0] != pair[1]))


def _nodes(keys: Collection[int]) -> dict[int, Node]:
    actions = Action.objects.filter(pk__in=keys).only(*_READ_OF_NODES).annotate(given=latest_forecast())
    return {action.pk: _node(action) for action in actions}


def edges_of(plan: Plan) -> set[tuple[int, int]]:
    """Each action that waits with the one that it waits for, by their keys. One query."""
    return set(_waiting(plan))


def _waiting(plan: Plan) -> QuerySet[Link, tuple[int, int]]:
    links = Link.objects.filter(action__plan=plan, kind=DEPENDS, to__isnull=False)
    links = links.filter(action__archived_at=None, to__archived_at=None).order_by()
    return links.values_list("action", "to")


def ring_of(action: Action) -> list[Action]:
    """The actions that wait for each other in a ring with this one, it first and last; none: no ring."""
    waits_for: defaultdict[int, set[int]] = defaultdict(set)
    for after, before in edges_of(action.plan):
        waits_for[after].add(before)
    keys = ring_through(waits_for, action.pk)
    known = Action.objects.in_bulk(keys)
    return [known[key] for key in keys]


def _node(action: Action) -> Node:
    critical = [when_of(each["due"]) for each in action.milestones if each.get("critical")]
    promise = Promise(
        start=when_of(action.start),
        due=when_of(action.due),
        forecast=when_of(action.given),  # type: ignore[attr-defined]  # annotated
        status=Status(action.status) if action.status else None,
        critical=bool(action.is_critical),
        milestones=tuple(each for each in critical if each),
    )
    return Node(action.pk, action.number, action.ref, action.title, action.status, promise)


def _as_at(day: date, node: Node) -> Node:
    if not is_past(node.promise.forecast, day):
        return node
    return replace(node, promise=node.promise._replace(forecast=None))


def waits_picture(waits: Sequence[Wait], *, name: str = "waits", finding: str) -> Picture:
    """These waits as a picture with its table, those for one action together."""
    shown = [
        dependence.WaitShown(wait.before.name, wait.after.name, wait.words, wait.at_risk is not None)
        for wait in waits
    ]
    return dependence.waits(shown, name=name, finding=finding)


def waits_in_words(waits: Sequence[Wait]) -> str:
    """What the waits come to, in a sentence."""
    if not waits:
        return "No action waits for another."
    at_risk = sum(wait.at_risk is not None for wait in waits)
    waiting = counted(len({wait.after.key for wait in waits}), "action")
    before = counted(len({wait.before.key for wait in waits}), "other")
    tight = sum(wait.at_risk is None and wait.room is not None and wait.room.most < 0 for wait in waits)
    more = f"; {tight} more {'has' if tight == 1 else 'have'} no room by their dates" if tight else ""
    verb = "waits" if waiting.startswith("1 ") else "wait"
    risk = (
        f"{at_risk} of these links {'is' if at_risk == 1 else 'are'} at risk"
        if at_risk
        else "none is at risk"
    )
    return f"{waiting} {verb} for {before}; {risk}{more}."


def hanging_around(plan: Plan, key: int, *, day: date) -> dict[str, Any]:
    """What an action waits for and what waits for it, drawn, and what its slippage puts at risk."""
    hanging = hanging_of(plan, day=day)
    waits = [*hanging.waits_for(key), *hanging.waited_for_by(key)]
    return {
        "waits": waits,
        "at_risk": hanging.at_risk(key),
        "picture": waits_picture(waits, finding=waits_in_words(waits)) if waits else None,
    }
