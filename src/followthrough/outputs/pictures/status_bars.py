"""Status by theme: a bar a theme, its parts in the order of the scheme, the same order everywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from followthrough.outputs.pictures.drawing import LEADING, TEXT, Drawing, width_of, wrapped
from followthrough.outputs.pictures.fills import draw_box, draw_key, fill_of
from followthrough.outputs.pictures.picture import Picture, State, in_both_widths

_BAR, _GAP, _PADDING = 24.0, 12.0, 6.0
# Paper between two parts, and as little of a part as can be seen.
_APART, _LEAST = 3.0, 0.5


@dataclass(frozen=True)
class Bar:
    """A bar with its label and its count for each state, by the state's key."""

    label: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def status_bars(bars: Sequence[Bar], states: Sequence[State], *, of: str, name: str, finding: str) -> Picture:
    """Bars on one scale, the longest as wide as the picture; `of` is what a bar is one of, such as "Theme".

    `states` are those of the whole scheme, so that each keeps its pattern in every picture; states that
    nothing is in are left out of the key and of the table.
    """
    shown = [state for state in states if any(bar.counts.get(state.key) for bar in bars)]

    def draw(drawing: Drawing) -> None:
        fills = {state.key: fill_of(drawing, states, state.key) for state in shown}
        _draw(drawing, bars, shown, fills)

    wide, narrow = in_both_widths(name, finding, draw)
    rows = [
        (bar.label, *(str(bar.counts.get(state.key, 0)) for state in shown), str(bar.total)) for bar in bars
    ]
    headings = (of, *(state.label for state in shown), "All")
    return Picture(finding, headings, tuple(rows), wide, narrow)


def _draw(drawing: Drawing, bars: Sequence[Bar], states: Sequence[State], fills: Mapping[str, str]) -> None:
    y = draw_key(drawing, states, fills) + _GAP
    longest = max((bar.total for bar in bars), default=0) or 1
    for bar in bars:
        total = str(bar.total)
        room = drawing.width - width_of(total, bold=True) - _GAP
        drawing.text(drawing.width, y + TEXT, total, anchor="end", bold=True)
        y = drawing.lines_of_text(0, y, wrapped(bar.label, room)) + 2
        parts = [(bar.counts[key], fill) for key, fill in fills.items() if bar.counts.get(key)]
        y = _draw_bar(drawing, parts, y, (drawing.width - 2) / longest) + _GAP


def _draw_bar(drawing: Drawing, parts: Sequence[tuple[int, str]], y: float, unit: float) -> float:
    """Draw the parts of a bar, each a count and its fill; where it ends is returned.

    A number that is wider than its part stands below it.
    """
    x, free, bottom = 1.0, 0.0, y + _BAR
    for count, fill in parts:
        width, words = count * unit, str(count)
        draw_box(drawing, x, y, max(width - _APART, _LEAST), _BAR, fill)
        middle = x + (width - _APART) / 2
        if width_of(words, bold=True) + _PADDING <= width - _APART:
            drawing.text(middle, y + _BAR / 2 + TEXT / 3, words, anchor="middle", bold=True, on_pattern=True)
        else:
            free = max(free, min(middle, drawing.width - _PADDING) - width_of(words) / 2)
            drawing.text(free, y + _BAR + TEXT, words)
            free += width_of(words) + _PADDING
            bottom = y + _BAR + LEADING
        x += width
    return bottom
