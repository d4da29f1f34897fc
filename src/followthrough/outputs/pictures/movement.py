"""What moved: two columns of states, last round and this one, with bands between them by count."""

from collections.abc import Sequence
from dataclasses import dataclass

from followthrough.outputs.pictures.drawing import FAINT, LEADING, SOFT, Drawing, wrapped
from followthrough.outputs.pictures.fills import draw_box, fill_of
from followthrough.outputs.pictures.picture import Picture, State, in_both_widths

_NODE, _GAP, _LEAST = 14.0, 10.0, 3.0
# How high all actions together are drawn, in pixels.
_ALL = 260.0
_LABEL_SHARE = 0.34


@dataclass(frozen=True)
class Flow:
    """How many actions went from one state to another, by the states' keys; the same key: they stayed."""

    before: str
    after: str
    count: int


@dataclass
class _Node:
    """A state in one of the columns: its top and height, its label, and where the next band begins."""

    state: State
    height: float
    top: float
    words: list[str]
    free: float


def movement(
    flows: Sequence[Flow], states: Sequence[State], *, was: str, now: str, name: str, finding: str
) -> Picture:
    """The flows between `was` and `now`, the names of the two rounds.

    What came and what went need states of their own among `states`, such as "Not in the plan".
    """

    def draw(drawing: Drawing) -> None:
        _draw(drawing, flows, states, (was, now))

    wide, narrow = in_both_widths(name, finding, draw)
    labels = {state.key: state.label for state in states}
    moved = [flow for flow in flows if flow.before != flow.after]
    rows = tuple((labels[flow.before], labels[flow.after], str(flow.count)) for flow in moved)
    return Picture(finding, (was, now, "Actions"), rows, wide, narrow)


def _draw(drawing: Drawing, flows: Sequence[Flow], states: Sequence[State], rounds: tuple[str, str]) -> None:
    label = drawing.width * _LABEL_SHARE
    left, right = label, drawing.width - label - _NODE
    top = _GAP + max(
        drawing.lines_of_text(left + _NODE, 0, wrapped(rounds[0], label, bold=True), anchor="end", bold=True),
        drawing.lines_of_text(right, 0, wrapped(rounds[1], label, bold=True), bold=True),
    )
    unit = _ALL / (sum(flow.count for flow in flows) or 1)
    before = _nodes(states, [(flow.before, flow.count) for flow in flows], unit, label - _GAP, top)
    after = _nodes(states, [(flow.after, flow.count) for flow in flows], unit, label - _GAP, top)
    for flow in _in_order(flows, states):
        _draw_band(drawing, before[flow.before], left + _NODE, after[flow.after], right, flow.count * unit)
    for node in [*before.values(), *after.values()]:
        is_left = before.get(node.state.key) is node
        x = left if is_left else right
        draw_box(drawing, x, node.top, _NODE, node.height, fill_of(drawing, states, node.state.key))
        at, anchor = (left - _GAP, "end") if is_left else (right + _NODE + _GAP, "start")
        drawing.lines_of_text(at, node.top - 2, node.words, anchor=anchor)


def _nodes(
    states: Sequence[State], counts: Sequence[tuple[str, int]], unit: float, width: float, top: float
) -> dict[str, _Node]:
    """The states of a column that have actions, one below the other with room for their labels."""
    nodes: dict[str, _Node] = {}
    for state in states:
        count = sum(number for key, number in counts if key == state.key)
        if count:
            words = wrapped(f"{count} {state.label}", width, most=4)
            node = nodes[state.key] = _Node(state, max(count * unit, _LEAST), top, words, free=top)
            top += max(node.height, len(words) * LEADING) + _GAP
    return nodes


def _in_order(flows: Sequence[Flow], states: Sequence[State]) -> list[Flow]:
    """The flows so that bands leave and arrive in the order of the states, and cross as little as may be."""
    place = {state.key: number for number, state in enumerate(states)}
    return sorted(flows, key=lambda flow: (place[flow.before], place[flow.after]))


def _draw_band(drawing: Drawing, source: _Node, x0: float, target: _Node, x1: float, height: float) -> None:
    """A band from one state to another, below the bands that are there already."""
    y0, y1 = source.free, target.free
    source.free += height
    target.free += height
    across, down, half = x1 - x0, y1 - y0, (x1 - x0) / 2
    steps = (
        f"M{x0:.1f},{y0:.1f} c{half:.1f},0 {half:.1f},{down:.1f} {across:.1f},{down:.1f} v{height:.1f} "
        f"c{-half:.1f},0 {-half:.1f},{-down:.1f} {-across:.1f},{-down:.1f} Z"
    )
    if source.state == target.state:
        look = {"fill": FAINT, "fill_opacity": "0.35"}
    else:
        look = {
            "fill": f"#{source.state.colour}",
            "fill_opacity": "0.8",
            "stroke": SOFT,
            "stroke_width": "0.5",
        }
    drawing.path(steps, max(y0, y1) + height, **look)
