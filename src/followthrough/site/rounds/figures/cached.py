"""Figures of what isn't published, cached from look to look.

What is counted of a whole plan is cached until some dozens of returns have come in. Each look counts anew the
actions whose returns came since, alone, so that the first look after a return takes as long as the next.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple, cast

from django.core.cache import cache
from django.db.models import Max

from followthrough.rules.figures import Figures, figures_of
from followthrough.site.history.models import Event
from followthrough.site.register.dependence import hanging_of
from followthrough.site.register.models import Plan
from followthrough.site.rounds.figures.queries import (
    last_publication_of,
    live_standings,
    publication_before,
    standings_today,
)
from followthrough.site.rounds.models import Publication, Round, Standing
from followthrough.site.version import FINGERPRINT

CACHED_SECONDS = 600
# So many changed actions are counted anew at each look; more, and the whole plan is.
MOST_CHANGED = 25
Counted = tuple[list[Standing], Figures]
# What comes with returns: figures count the action that it is about anew, or nothing.
_CHANGES_ITS_ACTION = (
    *("return.sent", "return.approved", "return.sent_back"),
    *("evidence.offered", "evidence.withdrawn", "completion.wiped"),
)
_CHANGES_NO_FIGURE = ("changes.asked", "changes.withdrawn")


class _Earlier(NamedTuple):
    """What figures count of the round before: the columns of a standing, no model instance."""

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


class _Base(NamedTuple):
    """How a plan stood at its moment `changed_at`, after the event `event`."""

    changed_at: datetime
    event: int
    standings: list[Standing]
    figures: Figures


@dataclass(frozen=True)
class _Counting:
    """One way to count a plan: against which publication, and how its actions stand."""

    plan: Plan
    day: date
    publication: Publication | None
    stand: Callable[..., list[Standing]]

    def standings(self, only: Collection[int] | None = None) -> list[Standing]:
        earlier = self.publication.standings.all() if self.publication else Standing.objects.none()
        if only is not None:
            earlier = earlier.filter(
                number__in=self.plan.actions.filter(pk__in=only).order_by().values("number")
            )
        return self.stand(day=self.day, before=list(earlier), only=only)

    def figures(self, standings: list[Standing]) -> Figures:
        before: Any = _earlier_in(self.publication) if self.publication else None
        period = self.publication.round.period if self.publication else None
        return figures_of(standings, before, day=self.day, previous_period=period)


def _earlier_in(publication: Publication) -> list[_Earlier]:
    """What a publication holds never changes, so it is read once."""

    def read() -> list[_Earlier]:
        rows = publication.standings.values_list(*_Earlier._fields)
        return [_Earlier(*row) for row in rows]

    key = f"earlier-{publication.pk}-{publication.at.timestamp()}"
    return cast(list[_Earlier], cache.get_or_set(key, read, CACHED_SECONDS))


def cached_figures(round_: Round, *, day: date) -> Figures:
    """What `live_figures` counts on the day."""
    return cached_round(round_, day=day)[1]


def cached_round(round_: Round, *, day: date) -> Counted:
    """The standings of a round with their figures, as `live_figures` counts them."""
    publication = publication_before(round_)
    counting = _Counting(round_.plan, day, publication, partial(live_standings, round_))
    return _cached(f"round-{round_.pk}", counting)


def cached_today(plan: Plan, *, day: date) -> Counted:
    """How a plan stands on a day, as `figures_today` counts it."""
    publication = last_publication_of(plan)
    counting = _Counting(plan, day, publication, partial(standings_today, plan, publication=publication))
    return _cached(f"plan-{plan.pk}", counting)


def _cached(what: str, counting: _Counting) -> Counted:
    plan = counting.plan
    against = counting.publication.pk if counting.publication else None
    key = f"figures-{what}-{FINGERPRINT}-{counting.day}-{against}"
    base: _Base | None = cache.get(key)
    if base and base.changed_at == plan.changed_at:
        return base.standings, base.figures
    changed = _changed_since(base, counting) if base else None
    if base and changed is not None:
        anew = {standing.number: standing for standing in counting.standings(changed)}
        standings = [anew.get(standing.number, standing) for standing in base.standings]
        return standings, counting.figures(standings)
    event = Event.objects.filter(plan_id=plan.pk).aggregate(last=Max("pk"))["last"] or 0
    standings = counting.standings()
    figures = counting.figures(standings)
    cache.set(key, _Base(plan.changed_at, event, standings, figures), CACHED_SECONDS)
    return standings, figures


def _changed_since(base: _Base, counting: _Counting) -> set[int] | None:
    """The keys of the actions whose returns came since; None where anything else was done, or too much."""
    plan = counting.plan
    since = Event.objects.filter(plan_id=plan.pk, pk__gt=base.event).order_by("pk")
    events = list(since.values_list("type", "subject_id", "at")[: MOST_CHANGED + 1])
    is_all = len(events) <= MOST_CHANGED and events and events[-1][2] == plan.changed_at
    with_returns = [*_CHANGES_ITS_ACTION, *_CHANGES_NO_FIGURE]
    if not is_all or any(type_ not in with_returns for type_, *_ in events):
        return None
    changed = {int(action) for type_, action, _ in events if type_ in _CHANGES_ITS_ACTION}
    # How late something is, is judged by what waits for it.
    return changed | {
        before for after, before in hanging_of(plan, day=counting.day).pairs if after in changed
    }
