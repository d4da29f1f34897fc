"""Which way a change of what was agreed goes: recorded and told, or decided by the plan's change authority.

The default and its source are told in docs/rules/change_routes.md. A plan may set its own rules.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from followthrough.plan.when import When
from followthrough.rules.slippage import is_dated


class Route(StrEnum):
    """What becomes of a change that is asked for."""

    RECORD = "record"
    DECIDE = "decide"


class Rule(StrEnum):
    """A rule by which a change needs no decision, each of which a plan may have or not."""

    PART_MOVES_WITHIN = "part_moves_within"
    START_MOVES = "start_moves"
    OWNER_CHANGES = "owner_changes"
    DATE_COMES_FORWARD = "date_comes_forward"


DEFAULT_RULES = frozenset({Rule.PART_MOVES_WITHIN})

SENTENCES: dict[Rule, str] = {
    Rule.PART_MOVES_WITHIN: "A milestone, or an action below another one, that moves while the end date of"
    " the main action and the measure of success hold, is recorded at once and its owners are told.",
    Rule.START_MOVES: "A start date that moves while the end date holds is recorded at once and its"
    " owners are told.",
    Rule.OWNER_CHANGES: "A change of owner is recorded at once and its owners are told.",
    Rule.DATE_COMES_FORWARD: "An earlier end date is recorded at once and its owners are told.",
}
LAST_SENTENCE = (
    "Everything else, such as whatever moves the end date of a main action, a measure of success or the"
    " scope, is decided by {authority}."
)


@dataclass(frozen=True)
class AskedChange:
    """What the rules look at. `field` is what changes ("due", "start", "owners", "milestone" or another).

    `old` and `new` are its dates where it is one; `main_end` is when the main action above ends, None where
    it has no such date, and `is_part` tells whether there is one. `measure_holds`: who asks says that the
    measure of success does.
    """

    field: str
    is_part: bool
    old: When | None = None
    new: When | None = None
    main_end: When | None = None
    own_end: When | None = None
    measure_holds: bool = True


def route_of(asked: AskedChange, rules: Collection[str] = DEFAULT_RULES) -> tuple[Route, Rule | None]:
    """Which way a change goes by the rules of its plan, and the rule that lets it go without a decision."""
    if asked.measure_holds:
        for rule in Rule:
            if rule in rules and _FITS[rule](asked):
                return Route.RECORD, rule
    return Route.DECIDE, None


def sentences(rules: Collection[str], authority: str) -> list[str]:
    """The rules of a plan as sentences, in the order in which they are asked."""
    said = [SENTENCES[rule] for rule in Rule if rule in rules]
    return [*said, LAST_SENTENCE.format(authority=authority)]


def _part_moves_within(asked: AskedChange) -> bool:
    if asked.field == "milestone":
        ends = [asked.own_end, asked.main_end] if asked.is_part else [asked.own_end]
        return any(_ends_by(asked.new, end) for end in ends)
    return asked.field in ("due", "start") and asked.is_part and _ends_by(asked.new, asked.main_end)


def _start_moves(asked: AskedChange) -> bool:
    return asked.field == "start" and _ends_by(asked.new, asked.own_end)


def _owner_changes(asked: AskedChange) -> bool:
    return asked.field == "owners"


def _comes_forward(asked: AskedChange) -> bool:
    return asked.field == "due" and _ends_by(asked.new, asked.old)


_FITS = {
    Rule.PART_MOVES_WITHIN: _part_moves_within,
    Rule.START_MOVES: _start_moves,
    Rule.OWNER_CHANGES: _owner_changes,
    Rule.DATE_COMES_FORWARD: _comes_forward,
}


def _ends_by(new: When | None, end: When | None) -> bool:
    """Whether every day that the new date can mean is no later than the last one of the end."""
    last, until = _last_day(new), _last_day(end)
    return last is not None and until is not None and last <= until


def _last_day(when: When | None) -> date | None:
    return when.latest if when is not None and is_dated(when) else None
