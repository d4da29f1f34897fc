"""Figures as the rows of tables, in the order of the plan's key."""

from collections.abc import Sequence
from dataclasses import dataclass

from followthrough.outputs.pictures.picture import State
from followthrough.rules.figures import NO_RETURN, NO_STATUS, Figures


@dataclass(frozen=True)
class CountRow:
    """How many actions are in a state now and were in the round before, None: there is none."""

    state: str
    label: str
    now: int
    before: int | None

    @property
    def status(self) -> str | None:
        """The neutral status that colours it, None where the state is no status."""
        return None if self.state in (NO_RETURN, NO_STATUS) else self.state

    @property
    def difference(self) -> str:
        """With its sign: "+3", "−2", "same"; empty where there is nothing to compare with."""
        if self.before is None:
            return ""
        change = self.now - self.before
        return f"+{change}" if change > 0 else f"−{-change}" if change else "same"


def counts_against_before(figures: Figures, states: Sequence[State]) -> list[CountRow]:
    """A row for each state that any action is in now or was in before."""
    used = figures.counts.keys() | figures.counts_before.keys()
    has_before = figures.previous_period is not None
    return [
        CountRow(
            state.key,
            state.label,
            figures.counts.get(state.key, 0),
            figures.counts_before.get(state.key, 0) if has_before else None,
        )
        for state in states
        if state.key in used
    ]


@dataclass(frozen=True)
class MovedRow:
    """An action that moved, from what to what."""

    number: int
    name: str
    before: State
    after: State


def rows_of_moved(figures: Figures, states: Sequence[State]) -> list[MovedRow]:
    """The actions that are in another state than in the round before, in the order of the plan."""
    by_key = {state.key: state for state in states}
    return [
        MovedRow(
            number=each.number,
            name=f"{each.ref or ''} {each.title}".strip(),
            before=by_key[each.before],
            after=by_key[each.after],
        )
        for each in figures.moved
    ]
