"""How a state is filled: its colour, and a pattern that tells it from its neighbours without colour."""

from collections.abc import Mapping, Sequence

from followthrough.outputs.layout.status_colours import text_colour_on
from followthrough.outputs.page.markup import Html, element
from followthrough.outputs.pictures.drawing import INK, TEXT, Drawing, pattern_id, width_of
from followthrough.outputs.pictures.picture import State

_CELL = 8
STROKE_OPACITY = 0.55
# By the place of a state among all; the first has none. As many as there are statuses, and some more.
STROKES = (
    "",
    "M0,8 L8,0 M-2,2 L2,-2 M6,10 L10,6",
    "M1,2 H3 M5,6 H7",
    "M0,0 L8,8 M-2,6 L2,10 M6,-2 L10,2",
    "M0,4 H8",
    "M4,0 V8",
    "M0,8 L8,0 M0,0 L8,8",
    "M0,4 H8 M4,0 V8",
    "M4,3 V5",
    "M0,6 L4,2 L8,6",
    "M2,0 V8 M6,0 V8",
    "M0,2 H8 M0,6 H8",
    "M2,4 L4,2 L6,4 L4,6 Z",
    "M2,0 L6,4 L2,8",
    "M2,2 H6 V6 H2 Z",
    "M2,4 H6 M4,2 V6",
    "M2,2 L6,6 M6,2 L2,6",
    "M0,4 H5",
    "M4,0 V5",
    "M2,6 L6,2",
    "M0,0 H8 V8",
)
_SWATCH, _GAP = 14.0, 8.0


def fill_of(drawing: Drawing, states: Sequence[State], key: str) -> str:
    """The fill of a state, as an attribute."""
    at = next(number for number, state in enumerate(states) if state.key == key)
    return drawing.define(str(at), _pattern(pattern_id(drawing.name, str(at)), states[at].colour, at))


def _pattern(name: str, colour: str, at: int) -> Html:
    strokes = element(
        "path", d=STROKES[at % len(STROKES)], stroke=f"#{text_colour_on(colour)}",
        stroke_opacity=str(STROKE_OPACITY), fill="none",
    )  # fmt: skip
    return element(
        "pattern", element("rect", width=_CELL, height=_CELL, fill=f"#{colour}"), strokes,
        id=name, width=_CELL, height=_CELL, patternUnits="userSpaceOnUse",
    )  # fmt: skip


def draw_box(drawing: Drawing, x: float, y: float, width: float, height: float, fill: str) -> None:
    """A filled box with a dark rim. What is too dark for the rim to show stands out from paper instead."""
    drawing.rect(x, y, width, height, fill, stroke=INK, stroke_width="1")


def draw_key(drawing: Drawing, states: Sequence[State], fills: Mapping[str, str]) -> float:
    """What each fill stands for, on as many lines as it takes; where it ends is returned."""
    x = y = 0.0
    for state in states:
        width = _SWATCH + _GAP + width_of(state.label)
        if x and x + width > drawing.width:
            x, y = 0.0, y + TEXT + _GAP
        draw_box(drawing, x + 1, y + 1, _SWATCH, _SWATCH, fills[state.key])
        drawing.text(x + _SWATCH + _GAP, y + TEXT - 1, state.label, fill=INK)
        x += width + 2 * _GAP
    return y + TEXT + 2 * _GAP
