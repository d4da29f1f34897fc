"""The figures of a round: how the actions of a plan stand, and what moved since the round before.

Pages, reports, pictures and the command line all count here. What each figure counts is told in
docs/rules/figures.md.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from pydantic import BaseModel

from followthrough.plan.document import Status
from followthrough.plan.statuses import CLAIMED_DONE
from followthrough.plan.when.periods import words_of
from followthrough.rules.calendars import months_after

NO_RETURN = "no_return"
NO_STATUS = "no_status"
MONTHS_AHEAD = 3


class Stands(Protocol):
    """How one action stands in a round; `number` is its lasting name in the plan. Slips are in months."""

    number: int
    ref: str | None
    title: str
    kind: str
    theme: str | None
    status: str | None
    missing_return: bool
    nothing_changed: bool
    is_open: bool
    days_overdue: int | None
    due_latest: date | None
    slip_original: float | None
    slip_current: float | None
    redated: int


class Named(BaseModel):
    """An action by its number, ref and title."""

    number: int
    ref: str | None
    title: str


class InState(Named):
    """An action with the state in which it is counted."""

    state: str


class Moved(Named):
    """An action that changed its state since the round before."""

    before: str
    after: str


class ThemeCounts(BaseModel):
    """How many actions of a theme are in each state; `theme` None: those of no theme."""

    theme: str | None
    counts: dict[str, int]


class Band(BaseModel):
    """The actions between two limits, by number: `count` of them."""

    name: str
    label: str
    count: int
    numbers: list[int]


class Figures(BaseModel):
    """What a round says in numbers. Headings are counted nowhere.

    `counts` are by state: a status, `no_return` where a return of an open action is missing, `no_status`
    where nothing was ever declared. `opening + new - closed == closing`, all of open actions: what came
    among them since the round before (new or reopened) and what left them. Without a round before, all that
    is open is new, and nothing moved. `added` have the state of now, `gone` the one of the round before.
    What hangs on dates is None where nobody can tell what was agreed then: the round came with a file, that
    of `file_day`, which tells later dates.
    """

    day: date
    file_day: date | None = None
    previous_period: str | None = None
    total: int
    counts: dict[str, int]
    counts_before: dict[str, int]
    by_theme: list[ThemeCounts]
    opening: int
    new: int
    closed: int
    closing: int
    moved: list[Moved]
    added: list[InState]
    gone: list[InState]
    reopened: list[Named]
    completed: list[Named]
    due_soon: list[Named] | None
    overdue: list[Band] | None
    slipped_original: list[Band] | None
    slipped_current: list[Band] | None
    redated: list[Band] | None
    missing: list[Named]
    nothing_changed: int


def why_no_dates(figures: Figures, period: str) -> str:
    """Why a round counts nothing that hangs on agreed dates, in a sentence; empty where it does."""
    if figures.overdue is not None:
        return ""
    day = figures.file_day
    file = f"Dates are those of the file of {day:%-d %B %Y}." if day else "The file does not say its own day."
    then = f"It does not say what was agreed in {words_of(period)}"
    return f"{file} {then}, so nothing is counted as late, slipped or due soon."


class _Limit(NamedTuple):
    """A band that holds what is at most `most`, and more than the band before it holds."""

    name: str
    label: str
    most: float


OVERDUE_DAYS = (
    _Limit("30", "Up to 30 days", 30),
    _Limit("90", "31 to 90 days", 90),
    _Limit("180", "91 to 180 days", 180),
    _Limit("365", "181 to 365 days", 365),
    _Limit("more", "More than a year", float("inf")),
)
SLIPPED_MONTHS = (
    _Limit("1", "Up to a month", 1),
    _Limit("2", "More than 1, up to 2 months", 2),
    _Limit("6", "More than 2, up to 6 months", 6),
    _Limit("12", "More than 6, up to 12 months", 12),
    _Limit("more", "More than 12 months", float("inf")),
)
REDATED_TIMES = (
    _Limit("1", "Once", 1),
    _Limit("2", "Twice", 2),
    _Limit("more", "Three times or more", float("inf")),
)


def state_of(standing: Stands) -> str:
    """The state under which an action is counted.

    A missing return hides the status of an open action only: what was claimed complete stays so.
    """
    if standing.missing_return and standing.is_open:
        return NO_RETURN
    return standing.status or NO_STATUS


def figures_of(
    now: Iterable[Stands],
    before: Iterable[Stands] | None,
    *,
    day: date,
    previous_period: str | None = None,
    dates_known: bool = True,
    file_day: date | None = None,
) -> Figures:
    """The figures of a round from its standings and those of the round before, None: there is none.

    `file_day`: they come with a file, which was written on that day.
    """
    standings = _counted(now)
    earlier = {standing.number: standing for standing in _counted(before or ())}
    present = {standing.number for standing in standings}
    was_open = {number for number, standing in earlier.items() if standing.is_open}
    is_open = {standing.number for standing in standings if standing.is_open}
    open_ones = [standing for standing in standings if standing.is_open]
    by_dates: dict[str, Any] = _by_dates(standings, open_ones, day) if dates_known else _NOT_TOLD
    return Figures(
        day=day,
        file_day=file_day,
        previous_period=previous_period,
        total=len(standings),
        counts=Counter(map(state_of, standings)),
        counts_before=Counter(map(state_of, earlier.values())),
        by_theme=_by_theme(standings),
        opening=len(was_open),
        new=len(is_open - was_open),
        closed=len(was_open - is_open),
        closing=len(is_open),
        moved=_moved(standings, earlier),
        added=_in_states(one for one in standings if before is not None and one.number not in earlier),
        gone=_in_states(one for one in earlier.values() if one.number not in present),
        reopened=_named(one for one in open_ones if one.number in earlier.keys() - was_open),
        completed=_named(_completed(standings, earlier if before is not None else None)),
        missing=_named(one for one in standings if one.missing_return),
        nothing_changed=sum(one.nothing_changed for one in standings),
        **by_dates,
    )


_NOT_TOLD = dict.fromkeys(("due_soon", "overdue", "slipped_original", "slipped_current", "redated"))


def _by_dates(standings: Sequence[Stands], open_ones: Sequence[Stands], day: date) -> dict[str, Any]:
    """What hangs on the agreed dates."""
    return {
        "due_soon": _named(one for one in open_ones if _is_due_soon(one, day)),
        "overdue": _bands(OVERDUE_DAYS, open_ones, lambda one: one.days_overdue),
        "slipped_original": _bands(SLIPPED_MONTHS, open_ones, lambda one: one.slip_original),
        "slipped_current": _bands(SLIPPED_MONTHS, open_ones, lambda one: one.slip_current),
        "redated": _bands(REDATED_TIMES, standings, lambda one: one.redated),
    }


def _counted(standings: Iterable[Stands]) -> list[Stands]:
    return [standing for standing in standings if standing.kind != "heading"]


def _by_theme(standings: Sequence[Stands]) -> list[ThemeCounts]:
    themes: dict[str | None, Counter[str]] = {}
    for standing in standings:
        themes.setdefault(standing.theme, Counter())[state_of(standing)] += 1
    return [ThemeCounts(theme=theme, counts=counts) for theme, counts in themes.items()]


def _moved(standings: Sequence[Stands], earlier: dict[int, Stands]) -> list[Moved]:
    return [
        Moved(number=one.number, ref=one.ref, title=one.title, before=before, after=after)
        for one in standings
        if one.number in earlier and (before := state_of(earlier[one.number])) != (after := state_of(one))
    ]


def _completed(standings: Sequence[Stands], earlier: dict[int, Stands] | None) -> list[Stands]:
    """What is claimed done now and was not in the round before; nothing where there is no round before."""
    if earlier is None:
        return []
    done = {number for number, standing in earlier.items() if _is_done(standing)}
    return [one for one in standings if _is_done(one) and one.number not in done]


def _is_done(standing: Stands) -> bool:
    return standing.status is not None and Status(standing.status) in CLAIMED_DONE


def _is_due_soon(standing: Stands, day: date) -> bool:
    due = standing.due_latest
    return due is not None and day <= due <= months_after(day, MONTHS_AHEAD)


def _named(standings: Iterable[Stands]) -> list[Named]:
    return [Named(number=one.number, ref=one.ref, title=one.title) for one in standings]


def _in_states(standings: Iterable[Stands]) -> list[InState]:
    return [
        InState(number=one.number, ref=one.ref, title=one.title, state=state_of(one)) for one in standings
    ]


def _bands(
    limits: Sequence[_Limit], standings: Iterable[Stands], measured: Callable[[Stands], float | None]
) -> list[Band]:
    """The bands, each with the actions of more than nought that lie in it."""
    numbers: dict[str, list[int]] = {limit.name: [] for limit in limits}
    for standing in standings:
        measure = measured(standing)
        if measure is not None and measure > 0:
            numbers[next(limit.name for limit in limits if measure <= limit.most)].append(standing.number)
    return [
        Band(name=limit.name, label=limit.label, count=len(numbers[limit.name]), numbers=numbers[limit.name])
        for limit in limits
    ]
