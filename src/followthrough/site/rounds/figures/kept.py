"""The figures of a round that isn't published, kept until something in its plan changes."""

from datetime import date

from django.core.cache import cache

from followthrough.rules.figures import Figures
from followthrough.site.rounds.figures.queries import live_figures
from followthrough.site.rounds.models import Round, Standing
from followthrough.site.version import FINGERPRINT

KEPT_SECONDS = 600


def kept_figures(round_: Round, *, day: date) -> Figures:
    """What `live_figures` counts on the day, counted once for each state of the plan."""
    found: Figures | None = cache.get(_key("figures", round_, day))
    return found or _count(round_, day)[1]


def kept_standings(round_: Round, *, day: date) -> list[Standing]:
    """The standings behind `kept_figures`."""
    found: list[Standing] | None = cache.get(_key("standings", round_, day))
    return _count(round_, day)[0] if found is None else found


def _count(round_: Round, day: date) -> tuple[list[Standing], Figures]:
    standings, figures = live_figures(round_, day=day)
    cache.set(_key("standings", round_, day), standings, KEPT_SECONDS)
    cache.set(_key("figures", round_, day), figures, KEPT_SECONDS)
    return standings, figures


def _key(what: str, round_: Round, day: date) -> str:
    # Every operation but a draft moves changed_at, and a draft is in no figure.
    return f"{what}-{FINGERPRINT}-{round_.pk}-{round_.plan.changed_at.timestamp()}-{day}"
