"""The dates of an action as rows of words, each with a lane of a picture: first agreed, agreed now, expected.

The lanes share an axis of months. A day is a mark, a longer window a bar as wide as its days. Readers hear
the words alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from followthrough.outputs.wording import counted
from followthrough.plan.document import Status
from followthrough.plan.when import When
from followthrough.rules.calendars import months_after
from followthrough.rules.slippage import is_dated, months_between
from followthrough.site.register.moved_dates import NO_MONTH, lies_within
from followthrough.site.register.words import reading_of
from followthrough.site.status_kinds import kind_of

WIDTH, LANE, HEAD, NARROW_LANE = 344, 56, 36, 30
# A window no longer than this is a mark.
_DAYS_OF_A_MARK = 31
# With more months than this only years, and the quarters between, are named.
_MONTHS_NAMED = 15
_LEAST_MONTHS = 6
# Marks no further apart than this, in pixels, need no way between them.
_SAME_PLACE = 10
_INITIALS = "JFMAMJJASOND"


@dataclass(frozen=True)
class TrackDate:
    """A date of the track: what it is, its words, how far it is from the one above, who says so."""

    name: str
    when: When
    mark: str
    slip: str = ""
    beside: str = ""

    @property
    def reading(self) -> str:
        """How its words are read, where that says more."""
        return reading_of(self.when.model_dump(mode="json")) or ""


@dataclass(frozen=True)
class DateTrack:
    """The dates that can be drawn, on one axis with the day it is."""

    dates: Sequence[TrackDate]
    day: date
    implied: Status | None = None

    @property
    def first_month(self) -> date:
        return months_after(min(self._ends).replace(day=1), -1)

    @property
    def months(self) -> int:
        last = max(self._ends)
        span = (last.year - self.first_month.year) * 12 + last.month - self.first_month.month + 2
        return max(span, _LEAST_MONTHS)

    @property
    def _ends(self) -> list[date]:
        drawn = [each.when for each in self.dates]
        return [self.day, *(day for when in drawn for day in (when.earliest, when.latest) if day)]

    def x_of(self, day: date) -> float:
        """Where a day stands on the axis."""
        return months_between(self.first_month, day) * WIDTH / self.months

    @property
    def head(self) -> SafeString:
        """The axis: years, months, today."""
        return _svg(HEAD, SafeString(self._years() + self._month_names() + self._today_word()))

    @property
    def rows(self) -> list[tuple[TrackDate, SafeString]]:
        """Each date with its lane."""
        return [
            (each, _svg(LANE, SafeString(self._grid(0, LANE) + self._mark(number, LANE / 2))))
            for number, each in enumerate(self.dates)
        ]

    @property
    def narrow(self) -> SafeString:
        """All lanes as one small picture."""
        height = HEAD + NARROW_LANE * len(self.dates)
        marks = [self._mark(at, HEAD + NARROW_LANE * (at + 0.5)) for at in range(len(self.dates))]
        axis = self._grid(HEAD, height) + self._years() + self._month_names() + self._today_word()
        return _svg(height, SafeString(axis + "".join(marks)), classes="track__narrow")

    def _grid(self, top: float, bottom: float) -> str:
        step = WIDTH / self.months
        every = 1 if self.months <= _MONTHS_NAMED else 3 if self.months <= 4 * _MONTHS_NAMED else 12
        lines = ((f"{at * step:.1f}", top, bottom) for at in range(0, self.months + 1, every))
        grid = format_html_join("", '<path class="axis-grid" d="M{} {}V{}"/>', lines)
        return grid + format_html(
            '<path class="axis-today" d="M{} {}V{}"/>', f"{self.x_of(self.day):.1f}", top, bottom
        )

    def _month_names(self) -> str:
        if self.months > _MONTHS_NAMED:
            return ""
        step = WIDTH / self.months
        named = (
            (f"{(at + 0.5) * step:.1f}", _INITIALS[(self.first_month.month - 1 + at) % 12])
            for at in range(self.months)
        )
        return format_html_join(
            "", '<text class="axis-text" x="{}" y="32" text-anchor="middle">{}</text>', named
        )

    def _years(self) -> str:
        """Each year where it begins, those too near to the one before or to today's word left out."""
        y, room = (13, 34) if self.months <= _MONTHS_NAMED else (32, 34)
        first, named, free = self.first_month, [], 0.0
        for year in range(first.year, first.year + self.months // 12 + 2):
            x = max(self.x_of(date(year, 1, 1)), 0)
            beside_today = y == 13 and abs(x + room / 2 - self.x_of(self.day)) < room
            if x >= free and x < WIDTH - room and not beside_today:
                named.append((f"{x + 3:.1f}", y, year))
                free = x + room
        return format_html_join("", '<text class="axis-text" x="{}" y="{}">{}</text>', named)

    def _today_word(self) -> SafeString:
        x = min(max(self.x_of(self.day), 17), WIDTH - 17)
        return format_html(
            '<text class="axis-now" x="{}" y="13" text-anchor="middle">Today</text>', f"{x:.1f}"
        )

    def _mark(self, number: int, y: float) -> SafeString:
        each = self.dates[number]
        first, last = each.when.earliest, each.when.latest
        if first is None or last is None:
            return SafeString("")
        x0, x1 = self.x_of(first), self.x_of(last)
        if each.mark == "expected":
            return self._bar(x0, x1, y)
        if (last - first).days > _DAYS_OF_A_MARK:
            drawn = '<rect class="mark-{}" x="{}" y="{}" width="{}" height="12" rx="2"/>'
            return format_html(drawn, each.mark, f"{x0:.1f}", y - 6, f"{max(x1 - x0, 8):.1f}")
        return self._way_from_before(number, (x0 + x1) / 2, y) + format_html(
            '<circle class="mark-{}" cx="{}" cy="{}" r="6.5"/>', each.mark, f"{(x0 + x1) / 2:.1f}", y
        )

    def _bar(self, x0: float, x1: float, y: float) -> SafeString:
        """What the owner expects, filled as the status that it comes to; a day is as wide as can be seen."""
        kind = kind_of(self.implied) or kind_of(Status.ON_TRACK)
        fill = format_html(' fill="url(#{})"', kind.pattern) if kind and kind.pattern else ""
        drawn = '<rect class="part--{}"{} x="{}" y="{}" width="{}" height="14" rx="2"/>'
        return format_html(
            drawn, kind.name if kind else "on", fill, f"{x0:.1f}", y - 7, f"{max(x1 - x0, 10):.1f}"
        )

    def _way_from_before(self, number: int, x: float, y: float) -> SafeString:
        before = self.dates[number - 1].when if number else None
        if before is None or before.earliest is None or before.latest is None:
            return SafeString("")
        from_x = (self.x_of(before.earliest) + self.x_of(before.latest)) / 2
        if abs(x - from_x) < _SAME_PLACE:
            return SafeString("")
        way = '<path class="mark-moved" d="M{} {}H{}" stroke-dasharray="2 3"/>'
        return format_html(way, f"{from_x:.1f}", y, f"{x:.1f}")


def _svg(height: float, drawn: SafeString, classes: str = "") -> SafeString:
    return format_html(
        '<svg{} width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>',
        format_html(' class="{}"', classes) if classes else "", WIDTH, height, WIDTH, height, drawn,
    )  # fmt: skip


def track_of(
    first: When | None,
    now: When | None,
    expected: When | None,
    *,
    times: int,
    implied: Status | None,
    day: date,
) -> DateTrack | None:
    """The track of an action's dates; None where there is none that can be drawn."""
    rows = []
    if first and is_dated(first):
        rows.append(TrackDate("First agreed", first, "first"))
    if now and is_dated(now):
        moved = f"Moved {_times(times)}" if times or (first and slip_in_words(first, now)) else ""
        rows.append(TrackDate("Agreed now", now, "agreed", slip_in_words(first, now), moved))
    if expected and is_dated(expected):
        rows.append(TrackDate("Owner expects", expected, "expected", slip_in_words(now or first, expected)))
    return DateTrack(rows, day, implied) if rows else None


def slip_in_words(before: When | None, after: When) -> str:
    """How much later the last day of one date is than that of another: "4 months later"."""
    if before is None or before.latest is None or after.latest is None or not is_dated(before):
        return ""
    if lies_within(after, before):
        return ""
    months = months_between(before.latest, after.latest)
    words = counted(round(abs(months)), "month") if abs(months) >= NO_MONTH else "less than a month"
    is_vague = after.earliest is not None and (after.latest - after.earliest).days > _DAYS_OF_A_MARK
    up_to = "up to " if is_vague and months > 0 else ""
    return f"{up_to}{words} {'later' if months > 0 else 'earlier'}"


def _times(number: int) -> str:
    return {0: "once", 1: "once", 2: "twice"}.get(number, f"{number} times")
