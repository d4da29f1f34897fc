"""Bars of counts: a row a group, each cut by status with its number in it, by pattern as well as colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from followthrough.outputs.layout.status_colours import text_colour_on
from followthrough.outputs.page.markup import Html, element
from followthrough.outputs.pictures.drawing import INK, LEADING, TEXT, Drawing, width_of, wrapped
from followthrough.outputs.pictures.picture import Picture, State, in_both_widths

_BAR, _GAP, _SIGN, _BESIDE = 24.0, 10.0, 18.0, 500.0
_LABEL_SHARE, _TOTAL_ROOM = 0.3, 44.0
# How the fills of the states are told apart without colour, the worst state first.
_PATTERNS = (
    "cross", "diagonal", "dots", "", "level", "", "rising", "upright", "grid", "rings", "dashes", "wide dots",
    "steps",
)  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """A row: how many it has in each state, by the state's key."""

    label: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def bars(rows: Sequence[Bar], states: Sequence[State], *, name: str, finding: str, unit: str) -> Picture:
    """The rows one below the other, all on one scale; `unit` heads the column of what they are."""

    def draw(drawing: Drawing) -> None:
        _Bars(drawing, rows, states).draw()

    wide, narrow = in_both_widths(name, finding, draw)
    table = tuple(
        (row.label, *(str(row.counts.get(state.key, 0)) for state in states), str(row.total)) for row in rows
    )
    return Picture(finding, (unit, *(state.label for state in states), "All"), table, wide, narrow)


class _Bars:
    """A key of the states, then the rows."""

    def __init__(self, drawing: Drawing, rows: Sequence[Bar], states: Sequence[State]) -> None:
        self.drawing = drawing
        self.rows = rows
        self.states = states
        places = [at if state.pattern is None else state.pattern for at, state in enumerate(states)]
        self.patterns = [_PATTERNS[place % len(_PATTERNS)] for place in places]
        self.is_beside = drawing.width >= _BESIDE
        self.left = drawing.width * _LABEL_SHARE if self.is_beside else 0.0
        most = max((row.total for row in rows), default=0)
        self.scale = (drawing.width - self.left - _TOTAL_ROOM) / (most or 1)

    def draw(self) -> None:
        """Draw the patterns' definitions, the key and the rows."""
        for at, state in enumerate(self.states):
            if pattern := _pattern(self._name(at), state.colour, self.patterns[at]):
                self.drawing.add(pattern, 0)
        y = self._draw_key() + _GAP
        for row in self.rows:
            y = self._draw_row(row, y)

    def _name(self, at: int) -> str:
        return f"{self.drawing.name}-state-{at}"

    def _part(self, at: int, x: float, y: float, width: float, height: float) -> None:
        """A part of a bar: its colour, and over it the pattern that tells it without colour."""
        self.drawing.rect(x, y, width, height, f"#{self.states[at].colour}", stroke=INK)
        if self.patterns[at]:
            self.drawing.rect(x, y, width, height, f"url(#{self._name(at)})")

    def _draw_key(self) -> float:
        columns = 3 if self.is_beside else 1
        room = self.drawing.width / columns
        for at, state in enumerate(self.states):
            x, y = (at % columns) * room, (at // columns) * (LEADING + 4)
            self._part(at, x + 1, y + 1, _SIGN, LEADING - 4)
            self.drawing.text(x + _SIGN + 8, y + TEXT - 1, state.label)
        lines = -(-len(self.states) // columns)
        return lines * (LEADING + 4)

    def _draw_row(self, row: Bar, y: float) -> float:
        lines = wrapped(row.label, (self.left or self.drawing.width) - _GAP, 2)
        bottom = self.drawing.lines_of_text(0, y + (3 if len(lines) == 1 else -6), lines)
        top = y if self.is_beside else bottom + 2
        x = self.left + 1
        for at, state in enumerate(self.states):
            if count := row.counts.get(state.key, 0):
                width = count * self.scale
                self._part(at, x, top, width, _BAR)
                self._draw_count(str(count), x + width / 2, top, width, at)
                x += width
        self.drawing.text(x + 8, top + TEXT + 3, str(row.total), bold=True)
        return top + _BAR + _GAP

    def _draw_count(self, words: str, x: float, y: float, width: float, at: int) -> None:
        """The number in its part of the bar, on a plain patch; left out where it has no room."""
        letters = width_of(words)
        if letters + 2 > width:
            return
        plain = not self.patterns[at]
        if not plain:
            self.drawing.rect(x - letters / 2 - 1, y + 4, letters + 2, _BAR - 8, "#ffffff")
        ink = f"#{text_colour_on(self.states[at].colour)}" if plain else INK
        self.drawing.text(x, y + TEXT + 3, words, anchor="middle", fill=ink, bold=True)


def _pattern(name: str, colour: str, kind: str) -> Html | None:
    """A tile of lines or dots in an ink that shows on the state's colour, None for a plain state."""
    ink = f"#{text_colour_on(colour)}"
    steps = {
        "cross": "M0,0 l8,8 M8,0 l-8,8",
        "diagonal": "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4",
        "level": "M0,4 h8",
        "rising": "M-2,6 l4,4 M0,0 l8,8 M6,-2 l4,4",
        "upright": "M4,0 v8",
        "grid": "M0,4 h8 M4,0 v8",
        "rings": "M1.5,4 a2.5,2.5 0 1 0 5,0 a2.5,2.5 0 1 0 -5,0",
        "dashes": "M1,4 h4",
        "steps": "M0,4 h4 v4 M4,0 v4 h4",
    }
    if not kind:
        return None
    mark = (
        element("circle", cx=4, cy=4, r=1 if kind == "dots" else 2, fill=ink)
        if kind not in steps
        else element("path", d=steps[kind], fill="none", stroke=ink, stroke_width="1", stroke_opacity="0.7")
    )
    return element("pattern", mark, id=name, width=8, height=8, patternUnits="userSpaceOnUse")
