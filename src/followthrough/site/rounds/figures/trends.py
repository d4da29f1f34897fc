"""Three small trends over the rounds of a plan, once there are three rounds: open, slipping, finished."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from followthrough.plan.document import Status
from followthrough.plan.statuses import FINISHED
from followthrough.plan.when.periods import last_day_of, words_of
from followthrough.rules.movement import LATENESS

LEAST, MOST = 3, 6
_STEP, _BAR, _FOOT, _TALLEST = 30, 24, 64, 44


@dataclass(frozen=True)
class Trend:
    """One number over the rounds, the oldest first; `note` is what became of it."""

    title: str
    note: str
    points: Sequence[tuple[str, int]]

    @property
    def picture(self) -> SafeString:
        """The points as bars with their numbers; what it says stands in the words for who can't see it."""
        width = _STEP * len(self.points)
        most = max(number for _, number in self.points) or 1
        bars = format_html_join(
            "",
            '<rect class="{}" x="{}" y="{}" width="24" height="{}"/>'
            '<text x="{}" y="{}" text-anchor="middle">{}</text>'
            '<text x="{}" y="80" text-anchor="middle">{}</text>',
            (self._bar(at, label, number, most) for at, (label, number) in enumerate(self.points)),
        )
        said = ", ".join(f"{label} {number}" for label, number in self.points)
        return format_html(
            '<svg class="trend" width="{0}" height="84" viewBox="0 0 {0} 84" role="img"'
            ' aria-label="{1}: {2}">{3}</svg>',
            width, self.title, said, bars,
        )  # fmt: skip

    def _bar(self, at: int, label: str, number: int, most: int) -> tuple[object, ...]:
        height = max(round(number / most * _TALLEST), 1)
        x, top = at * _STEP + 2, _FOOT - height
        name = "trend__last" if at == len(self.points) - 1 else "trend__bar"
        middle = x + _BAR // 2
        return name, x, top, height, middle, top - 6, number, middle, label[:3]


def trends_of(
    published: Mapping[str, Mapping[str, int]], now: Mapping[str, int] | None = None
) -> list[Trend]:
    """The trends of the last rounds and, where it is given, of now; none for fewer than three rounds.

    The counts are of actions by state.
    """
    if len(published) < LEAST:
        return []
    counts = {f"{last_day_of(period):%B}": each for period, each in list(published.items())[-MOST:]}
    first = words_of(list(published)[-MOST:][0])
    if now is not None:
        counts = dict(list(counts.items())[1 - MOST :]) | {"Now": now}
        first = next(iter(counts))
    measured = {
        "Open": {label: _total(each) - _finished(each) for label, each in counts.items()},
        "Slipping": {label: sum(each.get(state, 0) for state in LATENESS) for label, each in counts.items()},
        "Finished": {label: _finished(each) for label, each in counts.items()},
    }
    return [
        Trend(title, _note(list(numbers.values()), first), list(numbers.items()))
        for title, numbers in measured.items()
    ]


def _total(counts: Mapping[str, int]) -> int:
    return sum(number for state, number in counts.items() if state != Status.NOT_APPLICABLE)


def _finished(counts: Mapping[str, int]) -> int:
    return sum(counts.get(status.value, 0) for status in FINISHED)


def _note(numbers: Sequence[int], first: str) -> str:
    change = numbers[-1] - numbers[0]
    if not change:
        return f"As many as in {first}"
    return f"{abs(change)} {'more' if change > 0 else 'fewer'} than in {first}"
