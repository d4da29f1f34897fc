"""What hangs on what: each action that others wait for, with those, and the float between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from followthrough.outputs.pictures.drawing import (
    INK,
    LEADING,
    PAPER,
    SOFT,
    TEXT,
    Drawing,
    wrapped,
)
from followthrough.outputs.pictures.picture import Picture, in_both_widths

_BESIDE = 500.0
_GAP, _PAD, _ARROW, _LANE = 14.0, 8.0, 6.0, 64.0
_LATE = "#942514"


@dataclass(frozen=True)
class WaitShown:
    """That one action waits for another: both by name, the float in words, and whether it is at risk."""

    before: str
    after: str
    room: str
    is_at_risk: bool = False


def waits(shown: Sequence[WaitShown], *, name: str, finding: str) -> Picture:
    """A picture of the waits in the order given, those for one action together.

    What is at risk has a thick broken line in another colour, a sign, and its words.
    """

    def draw(drawing: Drawing) -> None:
        y = 0.0
        for before, rows in groupby(shown, key=lambda each: each.before):
            y = _draw_one(drawing, before, list(rows), y) + _GAP

    wide, narrow = in_both_widths(name, finding, draw)
    rows = tuple((each.before, each.after, each.room) for each in shown)
    return Picture(finding, ("Waited for", "Waits", "Float"), rows, wide, narrow)


def _draw_one(drawing: Drawing, before: str, rows: Sequence[WaitShown], top: float) -> float:
    """One action with those that wait for it; where the picture of it ends is returned."""
    is_beside = drawing.width >= _BESIDE
    width = (drawing.width - _LANE) / 2 if is_beside else drawing.width
    bottom = _box(drawing, 0, top, width, before)
    left = width + _LANE if is_beside else _LANE / 2
    trunk = width + _LANE / 2 if is_beside else _LANE / 4
    begins = (top + bottom) / 2 if is_beside else bottom
    y = top if is_beside else bottom + _GAP
    for row in rows:
        end = _box(drawing, left, y, drawing.width - left, row.after, row)
        middle = (y + end) / 2
        colour, stroke = (_LATE, "3") if row.is_at_risk else (INK, "1.5")
        broken = "6 4" if row.is_at_risk else None
        start = width if is_beside else trunk
        steps = f"M{start:.1f},{begins:.1f} H{trunk:.1f} V{middle:.1f} H{left - _ARROW:.1f}"
        drawing.path(steps, middle, fill="none", stroke=colour, stroke_width=stroke, stroke_dasharray=broken)
        head = f"M{left:.1f},{middle:.1f} l{-_ARROW * 1.5},{-_ARROW} v{_ARROW * 2} Z"
        drawing.path(head, middle + _ARROW, fill=colour)
        y = end + _GAP / 2
    return max(bottom, y)


def _box(
    drawing: Drawing, x: float, y: float, width: float, name: str, row: WaitShown | None = None
) -> float:
    lines = wrapped(name, width - 2 * _PAD, 2, bold=row is None)
    room = wrapped(f"Float: {row.room}", width - 2 * _PAD - 16, 2) if row else []
    height = (len(lines) + len(room)) * LEADING + _PAD
    is_at_risk = bool(row and row.is_at_risk)
    edge = _LATE if is_at_risk else SOFT
    drawing.rect(x, y, width, height, PAPER, stroke=edge, stroke_width="2" if is_at_risk else "1", rx="3")
    at = drawing.lines_of_text(x + _PAD, y + _PAD / 2, lines, bold=row is None)
    for line in room:
        text_at = x + _PAD
        if is_at_risk:
            sign = f"M{text_at:.1f},{at + TEXT:.1f} h12 l-6,-11 Z"
            drawing.path(sign, at + TEXT, fill=_LATE)
            text_at += 16
        drawing.text(text_at, at + TEXT, line, fill=_LATE if is_at_risk else SOFT)
    return y + height
