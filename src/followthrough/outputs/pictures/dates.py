"""The dates: a row an action, with the first date agreed, the one agreed now, and the one expected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from followthrough.outputs.pictures.drawing import (
    FAINT,
    INK,
    LEADING,
    PAPER,
    SOFT,
    TEXT,
    Drawing,
    width_of,
    wrapped,
)
from followthrough.outputs.pictures.picture import Picture, in_both_widths
from followthrough.plan.when.months import SHORT_MONTHS

Span = tuple[date, date]

_ROW, _MARK, _GAP, _LEAST_GAP, _BESIDE = 22.0, 5.0, 10.0, 4.0, 500.0
_LABEL_SHARE = 0.42
_LATE, _TODAY = "#942514", "#14508c"
_TICK_ROOM = 64.0
_KEY_ROOM = 135.0
# Months from one tick to the next; the last is longer than all the years that a date can have.
_STEPS = (1, 3, 6, 12, 24, 60, 120, 600, 1_200, 6_000, 12_000, 60_000, 120_000)


@dataclass(frozen=True)
class DatedAction:
    """An action with its three dates, each the first and the last day that it can mean."""

    ref: str
    title: str
    group: str
    original: Span | None
    current: Span | None
    forecast: Span | None
    is_late: bool = False


def dates(
    actions: Sequence[DatedAction], *, today: date, name: str, finding: str, called: str = "Today"
) -> Picture:
    """The actions in the order given, those of one group together; `today` is a line through all, which the
    key gives the name that it is `called`."""

    def draw(drawing: Drawing) -> None:
        _Chart(drawing, actions, today, called).draw()

    wide, narrow = in_both_widths(name, finding, draw)
    rows = [
        (f"{it.ref} {it.title}".strip(), _said(it.original), _said(it.current), _said(it.forecast))
        for it in actions
    ]
    headings = "Action", "First agreed", "Agreed now", "Expected"
    return Picture(finding, headings, tuple(rows), wide, narrow)


def _said(span: Span | None) -> str:
    if span is None:
        return "None"
    first, last = (f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}" for day in span)
    return first if first == last else f"{first} to {last}"


class _Chart:
    """The rows on a scale of days that holds every date and today."""

    def __init__(self, drawing: Drawing, actions: Sequence[DatedAction], today: date, called: str) -> None:
        self.called = called
        self.drawing = drawing
        self.actions = actions
        self.today = today
        spans = [span for it in actions for span in (it.original, it.current, it.forecast) if span]
        days = [today, *(day for span in spans for day in span)]
        self.first, self.last = min(days), max(days)
        self.is_beside = drawing.width >= _BESIDE
        self.left = drawing.width * _LABEL_SHARE if self.is_beside else _MARK * 2
        self.right = drawing.width - _MARK * 2

    def x_of(self, day: date) -> float:
        """Where a day stands."""
        share = (day - self.first).days / ((self.last - self.first).days or 1)
        return self.left + share * (self.right - self.left)

    def draw(self) -> None:
        """Draw the key, then the rows, and behind them the ticks and the line of today."""
        top = self._draw_key() + _GAP
        y = top + LEADING
        for group, rows in groupby(self.actions, key=lambda it: it.group):
            if group:
                lines = wrapped(group, self.drawing.width, 2, bold=True)
                y = self.drawing.lines_of_text(0, y + _GAP, lines, bold=True, on_pattern=True) + 2
            for row in rows:
                y = self._draw_row(row, y)
        self._draw_ticks(top, y)
        self._draw_line_of_today(self.x_of(self.today), top + LEADING, y)

    def _draw_key(self) -> float:
        x, y = 0.0, 0.0
        for label, mark in (
            ("First agreed", self._draw_open),
            ("Agreed now", self._draw_filled),
            ("Expected", self._draw_expected),
            (self.called, self._draw_today),
            ("Late", self._draw_sign_of_late),
        ):
            if x and x + _KEY_ROOM > self.drawing.width:
                x, y = 0.0, y + LEADING
            mark(x + _MARK * 2, x + _MARK * 2, y + LEADING / 2, SOFT)
            self.drawing.text(x + _MARK * 5, y + TEXT, label)
            x += _KEY_ROOM
        return y + LEADING

    def _draw_row(self, row: DatedAction, y: float) -> float:
        """Draw one action; where the next begins is returned."""
        room = self.left - _GAP if self.is_beside else self.drawing.width
        x = _MARK * 3 if row.is_late else 0
        if row.is_late:
            self._draw_sign_of_late(_MARK, _MARK, y + TEXT / 2 + 2, _LATE)
        lines = wrapped(f"{row.ref} {row.title}".strip(), room - x, 2)
        below = self.drawing.lines_of_text(x, y + 1, lines, on_pattern=not self.is_beside)
        height = max(_ROW, below - y + _LEAST_GAP) if self.is_beside else _ROW
        y = y if self.is_beside else below - 1
        middle = y + height / 2
        self.drawing.line(self.left, middle, self.right, middle)
        colour = _LATE if row.is_late else INK
        for span, mark in (
            (row.forecast, self._draw_expected),
            (row.original, self._draw_open),
            (row.current, self._draw_filled),
        ):
            if span:
                mark(self.x_of(span[0]), self.x_of(span[1]), middle, colour)
        return y + height

    def _draw_open(self, first: float, last: float, y: float, colour: str) -> None:
        self._draw_span(first, last, y, colour)
        self.drawing.circle(last, y, _MARK, PAPER, colour)

    def _draw_filled(self, first: float, last: float, y: float, colour: str) -> None:
        self._draw_span(first, last, y, colour)
        self.drawing.circle(last, y, _MARK - 1.5, colour, colour)

    def _draw_expected(self, first: float, last: float, y: float, colour: str) -> None:
        self.drawing.line(first, y, last, y, stroke=colour, stroke_width="5", stroke_opacity="0.45")
        half = _MARK + 1
        steps = f"M{last - half:.1f},{y:.1f} l{half},{-half} l{half},{half} l{-half},{half} Z"
        self.drawing.path(steps, y + half, fill=PAPER, stroke=colour, stroke_width="2")

    def _draw_sign_of_late(self, first: float, _last: float, y: float, _colour: str) -> None:
        steps = f"M{first - _MARK:.1f},{y + _MARK:.1f} h{_MARK * 2} l{-_MARK},{-_MARK * 2} Z"
        self.drawing.path(steps, y + _MARK, fill=_LATE)

    def _draw_today(self, first: float, _last: float, y: float, _colour: str) -> None:
        self._draw_line_of_today(first, y - LEADING / 2, y + LEADING / 2)

    def _draw_line_of_today(self, x: float, top: float, bottom: float) -> None:
        self.drawing.line(
            x, top, x, bottom, stroke=_TODAY, behind=True, stroke_width="1.5", stroke_dasharray="4 3"
        )

    def _draw_span(self, first: float, last: float, y: float, colour: str) -> None:
        self.drawing.line(first, y, last, y, stroke=colour, stroke_width="1.5")

    def _draw_ticks(self, top: float, bottom: float) -> None:
        most = max(int((self.right - self.left) // _TICK_ROOM), 1)
        for day, label in _ticks(self.first, self.last, most):
            x = self.x_of(day)
            self.drawing.line(x, top + LEADING, x, bottom, stroke=FAINT, behind=True, stroke_dasharray="1 3")
            half = width_of(label) / 2
            middle = min(max(x, half), self.drawing.width - half)
            self.drawing.text(middle, top + TEXT - 2, label, anchor="middle", fill=SOFT)


def _ticks(first: date, last: date, most: int) -> Iterator[tuple[date, str]]:
    """First days of months, few enough to be read: every month, every third, or of each year or more."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(size for size in _STEPS if months / size < most)
    for number in range(first.year * 12 + first.month, last.year * 12 + last.month):
        if number % step == 0:
            year, month = divmod(number, 12)
            name = str(year) if step >= 12 else f"{SHORT_MONTHS[month]} {year % 100:02}"
            yield date(year, month + 1, 1), name
