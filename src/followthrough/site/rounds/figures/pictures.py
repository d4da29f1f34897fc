"""The figures of rounds as pictures: the states of the plan's key, and in words what each picture shows.

`scheme` is a plan's key as the register or a publication holds it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from followthrough.outputs.pictures import movement, status_bars, trend
from followthrough.outputs.pictures.picture import Picture, State
from followthrough.outputs.pictures.states import states_of
from followthrough.outputs.wording import counted
from followthrough.plan.periods import last_day_of, words_of
from followthrough.rules.figures import NO_RETURN, NO_STATUS, Figures
from followthrough.site.register.facts import scheme_of
from followthrough.site.register.levels import in_sentence

ABSENT = "absent"
BESIDES = [(NO_RETURN, "No return"), (NO_STATUS, "No status"), (ABSENT, "Not in the plan")]
_NAMED = 3


def states_in(scheme: Any) -> list[State]:
    """The states of a plan in the order of its key, a missing return and none declared after those."""
    return states_of(scheme_of(scheme), BESIDES)


def status_picture(figures: Figures, scheme: Any, *, theme: str, name: str = "status") -> Picture:
    """How many actions of each theme are in which state; `theme` is the plan's word for one."""
    by_theme = [(each.theme, each.counts) for each in figures.by_theme]
    return picture_of_states(by_theme, scheme, theme=theme, name=name)


def picture_of_states(
    by_theme: Sequence[tuple[str | None, dict[str, int]]], scheme: Any, *, theme: str, name: str
) -> Picture:
    """How many actions of each theme, None for those of no theme, are in which state; `theme` as above."""
    states = states_in(scheme)
    of_none = f"No {in_sentence(theme)}" if len(by_theme) > 1 else "All actions"
    bars = [status_bars.Bar(title or of_none, counts) for title, counts in by_theme]
    return status_bars.status_bars(bars, states, of=theme, name=name, finding=_largest(bars, states))


def _largest(bars: Sequence[status_bars.Bar], states: Sequence[State]) -> str:
    counts = sum((Counter(bar.counts) for bar in bars), Counter[str]())
    labels = {state.key: state.label for state in states}
    said = [f"{labels[key]} {count}" for key, count in counts.most_common(_NAMED)]
    return f"Of {counted(counts.total(), 'action')}: {', '.join(said)}." if said else "There is no action."


def movement_picture(figures: Figures, scheme: Any, *, now: str, name: str = "movement") -> Picture | None:
    """What moved since the round before; None without one. `now` names the round, such as "November 2022"."""
    if figures.previous_period is None:
        return None
    was = words_of(figures.previous_period)
    drawn = [movement.Flow(*states, count) for states, count in flows_of(figures).items()]
    finding = _what_moved(figures, was, now)
    return movement.movement(drawn, states_in(scheme), was=was, now=now, name=name, finding=finding)


def flows_of(figures: Figures) -> Counter[tuple[str, str]]:
    """How many actions went from which state to which; those that stayed go from a state to the same."""
    flows = Counter((each.before, each.after) for each in figures.moved)
    flows.update((ABSENT, each.state) for each in figures.added)
    arrived = Counter(after for (_, after) in flows.elements())
    for key, count in figures.counts.items():
        if stayed := count - arrived[key]:
            flows[key, key] = stayed
    flows.update((each.state, ABSENT) for each in figures.gone)
    return flows


def _what_moved(figures: Figures, was: str, now: str) -> str:
    compared = counted(figures.total - len(figures.added), "action")
    said = f"From {was} to {now}, {len(figures.moved)} of {compared} changed state"
    apart = [(len(figures.added), "added"), (len(figures.gone), "taken out")]
    others = [f"{count} {'was' if count == 1 else 'were'} {what}" for count, what in apart if count]
    return "; ".join([said, " and ".join(others)] if others else [said]) + "."


def trend_picture(
    counts: Mapping[str, Mapping[str, int]], scheme: Any, *, name: str = "trend"
) -> Picture | None:
    """How many actions were in each state, by period, the oldest first; None for fewer than two periods."""
    if len(counts) < 2:
        return None
    states = states_in(scheme)
    points = [trend.Point(f"{last_day_of(period):%b %y}", of_round) for period, of_round in counts.items()]
    return trend.trend(points, states, name=name, finding=_largest_change(counts, states))


def _largest_change(counts: Mapping[str, Mapping[str, int]], states: Sequence[State]) -> str:
    first, *_, last = counts
    before, after = counts[first], counts[last]
    changes = {state.label: (before.get(state.key, 0), after.get(state.key, 0)) for state in states}
    label, (was, now) = max(changes.items(), key=lambda pair: abs(pair[1][1] - pair[1][0]))
    over = f"From {words_of(first)} to {words_of(last)}"
    if was == now:
        return f"{over}, no state has more or fewer actions."
    return f"{over}, {label} changed most: {'up' if now > was else 'down'} from {was} to {now}."
