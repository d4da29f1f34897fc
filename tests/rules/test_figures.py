"""The figures of a round agree with a slow count, and their parts with each other."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.plan.document import Status
from followthrough.plan.statuses import OPEN
from followthrough.rules.figures import NO_RETURN, NO_STATUS, figures_of

DAY = date(2022, 11, 30)
statuses = st.none() | st.sampled_from([status.value for status in Status])


@dataclass
class Stand:
    """How one invented action stands."""

    number: int
    status: str | None = Status.ON_TRACK.value
    kind: str = "action"
    theme: str | None = None
    missing_return: bool = False
    nothing_changed: bool = False
    days_overdue: int | None = None
    due_latest: date | None = None
    slip_original: float | None = None
    slip_current: float | None = None
    redated: int = 0
    evidence_tested: bool | None = None
    missed_running: int | None = None
    asked: bool | None = None
    implied: str | None = None
    forecast: dict[str, str] | None = None
    owners: list[dict[str, str]] = field(default_factory=list)
    without_dates: bool | None = None
    ref: str | None = None
    title: str = "An action"

    def __str__(self) -> str:
        return f"{self.ref} {self.title}" if self.ref else self.title

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.days_overdue is not None

    @property
    def is_open(self) -> bool:
        return self.kind != "heading" and (self.status is None or Status(self.status) in OPEN)


@st.composite
def stands(draw: st.DrawFn) -> list[Stand]:
    numbers = draw(st.lists(st.integers(1, 12), unique=True, max_size=10))
    months = st.none() | st.floats(-3, 20)
    return [
        draw(
            st.builds(
                Stand,
                number=st.just(number),
                status=statuses,
                kind=st.sampled_from(["main", "action", "assurance", "heading"]),
                theme=st.sampled_from([None, "Roofs", "Readers"]),
                missing_return=st.booleans(),
                nothing_changed=st.booleans(),
                days_overdue=st.none() | st.integers(1, 800),
                due_latest=st.none() | st.dates(DAY - timedelta(200), DAY + timedelta(200)),
                slip_original=months,
                slip_current=months,
                redated=st.integers(0, 5),
                evidence_tested=st.sampled_from([None, True, False]),
            )
        )
        for number in numbers
    ]


def slow_state(stand: Stand) -> str:
    if stand.is_open and stand.missing_return:
        return NO_RETURN
    return NO_STATUS if stand.status is None else stand.status


@settings(max_examples=150)
@given(stands(), stands())
def test_every_figure_is_what_a_slow_count_gives(now: list[Stand], before: list[Stand]):
    figures = figures_of(now, before, day=DAY)
    now = [stand for stand in now if stand.kind != "heading"]
    before = [stand for stand in before if stand.kind != "heading"]

    counts: dict[str, int] = {}
    for stand in now:
        counts[slow_state(stand)] = counts.get(slow_state(stand), 0) + 1
    moved = set()
    closed = new = 0
    for stand in now:
        was_open = False
        for other in before:
            if other.number == stand.number:
                was_open = other.is_open
                if slow_state(other) != slow_state(stand):
                    moved.add((stand.number, slow_state(other), slow_state(stand)))
        new += stand.is_open and not was_open
    for other in before:
        closed += other.is_open and not any(stand.number == other.number and stand.is_open for stand in now)
    late = [stand.number for stand in now if stand.is_open and (stand.slip_current or 0) > 0]

    assert figures.counts == counts
    assert {(each.number, each.before, each.after) for each in figures.moved} == moved
    assert (figures.new, figures.closed) == (new, closed)
    assert sorted(number for band in figures.slipped_current for number in band.numbers) == sorted(late)


@given(stands(), st.none() | stands())
def test_the_parts_of_the_figures_add_up(now: list[Stand], before: list[Stand] | None):
    figures = figures_of(now, before, day=DAY)
    by_theme: Counter[str] = Counter()
    for theme in figures.by_theme:
        by_theme.update(theme.counts)

    assert figures.opening + figures.new - figures.closed == figures.closing
    assert sum(figures.counts.values()) == figures.total
    assert by_theme == figures.counts
    assert all(band.count == len(band.numbers) for band in figures.overdue + figures.redated)
    assert {each.number for each in figures.reopened} <= {stand.number for stand in now}


@given(stands())
def test_nothing_moves_between_a_round_and_itself(now: list[Stand]):
    figures = figures_of(now, now, day=DAY)

    assert (figures.moved, figures.added, figures.gone, figures.completed) == ([], [], [], [])
    assert (figures.new, figures.closed) == (0, 0)


def test_a_missing_return_is_a_state_of_its_own():
    figures = figures_of([Stand(1, missing_return=True), Stand(2)], [Stand(1), Stand(2)], day=DAY)

    assert figures.counts == {"no_return": 1, "on_track": 1}
    assert [(each.number, each.before, each.after) for each in figures.moved] == [
        (1, "on_track", "no_return")
    ]


def test_what_was_claimed_complete_stays_so_without_a_return():
    figures = figures_of([Stand(1, "complete", missing_return=True)], None, day=DAY)

    assert figures.counts == {"complete": 1}
    assert [each.number for each in figures.missing] == [1]


def test_without_a_round_before_all_that_is_open_is_new_and_nothing_moved():
    figures = figures_of([Stand(1), Stand(2, "complete")], None, day=DAY)

    assert (figures.opening, figures.new, figures.closed, figures.closing) == (0, 1, 0, 1)
    assert (figures.moved, figures.completed, figures.added) == ([], [], [])


def test_what_is_reopened_is_new_among_the_open_and_named():
    figures = figures_of([Stand(1)], [Stand(1, "complete")], day=DAY)

    assert (figures.opening, figures.new, figures.closing) == (0, 1, 1)
    assert [each.number for each in figures.reopened] == [1]


def test_what_is_completed_or_gone_since_is_named():
    figures = figures_of([Stand(1, "complete")], [Stand(1), Stand(2)], day=DAY)

    assert [each.number for each in figures.completed] == [1]
    assert [each.number for each in figures.gone] == [2]
    assert (figures.opening, figures.closed, figures.closing) == (2, 2, 0)


def test_due_in_three_months_is_from_the_day_to_the_same_day_three_months_later():
    days = [DAY - timedelta(1), DAY, date(2023, 2, 28), date(2023, 3, 1)]
    figures = figures_of([Stand(number, due_latest=day) for number, day in enumerate(days)], None, day=DAY)

    assert [each.number for each in figures.due_soon] == [1, 2]


def test_each_band_holds_its_upper_limit():
    days = [1, 30, 31, 90, 91, 180, 181, 365, 366]
    figures = figures_of([Stand(day, days_overdue=day) for day in days], None, day=DAY)

    assert [band.numbers for band in figures.overdue] == [[1, 30], [31, 90], [91, 180], [181, 365], [366]]


def test_what_is_earlier_than_agreed_or_finished_has_not_slipped():
    figures = figures_of(
        [Stand(1, slip_current=-2.0), Stand(2, slip_current=0.0), Stand(3, "complete", slip_current=4.0)],
        None,
        day=DAY,
    )

    assert [band.count for band in figures.slipped_current] == [0, 0, 0, 0, 0]
