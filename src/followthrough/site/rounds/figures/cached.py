"""Figures of what isn't published, cached until something in their plan changes."""

from collections.abc import Callable
from datetime import date

from django.core.cache import cache

from followthrough.rules.figures import Figures
from followthrough.site.register.models import Plan
from followthrough.site.rounds.figures.queries import figures_today, live_figures
from followthrough.site.rounds.models import Round, Standing
from followthrough.site.version import FINGERPRINT

CACHED_SECONDS = 600
Counted = tuple[list[Standing], Figures]


def cached_figures(round_: Round, *, day: date) -> Figures:
    """What `live_figures` counts on the day, counted once for each state of the plan."""
    return cached_round(round_, day=day)[1]


def cached_round(round_: Round, *, day: date) -> Counted:
    """The standings of a round with their figures, counted likewise."""
    return _cached(f"round-{round_.pk}", round_.plan, day, lambda: live_figures(round_, day=day))


def cached_today(plan: Plan, *, day: date) -> Counted:
    """How a plan stands on a day, counted likewise."""
    return _cached(f"plan-{plan.pk}", plan, day, lambda: figures_today(plan, day=day))


def _cached(what: str, plan: Plan, day: date, count: Callable[[], Counted]) -> Counted:
    # Every operation but a draft moves changed_at, and a draft is in no figure.
    key = f"figures-{what}-{FINGERPRINT}-{plan.changed_at.timestamp()}-{day}"
    found: Counted | None = cache.get(key)
    if found is None:
        found = count()
        cache.set(key, found, CACHED_SECONDS)
    return found
