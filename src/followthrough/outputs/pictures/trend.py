"""The trend: one small chart a state over the rounds, all on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from followthrough.outputs.pictures.drawing import (
    FAINT,
    INK,
    LEADING,
    SOFT,
    TEXT,
    Drawing,
    cut,
    width_of,
    wrapped,
)
from followthrough.outputs.pictures.picture import Picture, State, in_both_widths

_HEIGHT, _GAP, _DOT = 84.0, 16.0, 3.0
_COLUMN = 220.0


@dataclass(frozen=True)
class Point:
    """One round: its name, and its count for each state by the state's key."""

    label: str
    counts: Mapping[str, int]


def trend(points: Sequence[Point], states: Sequence[State], *, name: str, finding: str) -> Picture:
    """A chart for each state that any round has, the rounds from left to right, oldest first."""
    shown = [state for state in states if any(point.counts.get(state.key) for point in points)]

    def draw(drawing: Drawing) -> None:
        _draw(drawing, points, shown)

    wide, narrow = in_both_widths(name, finding, draw)
    rows = [(point.label, *(str(point.counts.get(state.key, 0)) for state in shown)) for point in points]
    return Picture(finding, ("Round", *(state.label for state in shown)), tuple(rows), wide, narrow)


def _draw(drawing: Drawing, points: Sequence[Point], states: Sequence[State]) -> None:
    columns = max(2, int(drawing.width // _COLUMN))
    width = (drawing.width - _GAP * (columns - 1)) / columns
    highest = max((count for point in points for count in point.counts.values()), default=0) or 1
    titles = [wrapped(state.label, width, bold=True) for state in states]
    head = LEADING * max(map(len, titles), default=1)
    for number, (state, title) in enumerate(zip(states, titles, strict=True)):
        row, column = divmod(number, columns)
        left, top = column * (width + _GAP), row * (head + _HEIGHT + LEADING + _GAP)
        drawing.lines_of_text(left, top + head - LEADING * len(title), title, bold=True)
        counts = [point.counts.get(state.key, 0) for point in points]
        _draw_chart(drawing, (left, top + head, width), state, counts, highest)
        _draw_ends(drawing, (left, top + head, width), points)


def _draw_chart(
    drawing: Drawing, place: tuple[float, float, float], state: State, counts: Sequence[int], highest: int
) -> None:
    left, top, width = place
    first, last = str(counts[0]), str(counts[-1])
    room = width_of(last, bold=True) + _DOT * 3
    floor = top + _HEIGHT
    step = (width - room - _DOT) / max(len(counts) - 1, 1)
    dots = [
        (left + _DOT + step * number, floor - (_HEIGHT - 2 * LEADING) * count / highest)
        for number, count in enumerate(counts)
    ]
    drawing.line(left, floor, left + width, floor)
    steps = "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in dots)
    drawing.path(steps, floor, fill="none", stroke=INK, stroke_width="2")
    x, y = dots[-1]
    drawing.rect(x - _DOT, y - _DOT, _DOT * 2, _DOT * 2, f"#{state.colour}", stroke=INK, stroke_width="1.5")
    drawing.text(x + _DOT * 2, y + TEXT / 3, last, bold=True, on_pattern=True)
    if len(dots) > 1:
        drawing.text(left, dots[0][1] - _DOT * 2, first, on_pattern=True)


def _draw_ends(drawing: Drawing, place: tuple[float, float, float], points: Sequence[Point]) -> None:
    """The names of the first and the last round below a chart."""
    left, top, width = place
    y = top + _HEIGHT + TEXT + _DOT * 2
    drawing.line(left, y - TEXT - _DOT * 2, left, y - TEXT, stroke=FAINT)
    drawing.text(left, y, cut(points[0].label, width / 2), fill=SOFT)
    if len(points) > 1:
        drawing.text(left + width, y, cut(points[-1].label, width / 2), anchor="end", fill=SOFT)
