"""A plan at a glance: what its headline says, and the round whose figures it shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from followthrough.outputs.pictures.picture import Picture
from followthrough.outputs.wording import counted
from followthrough.plan.document import Status
from followthrough.plan.periods import words_of
from followthrough.rules.figures import NO_STATUS, Figures
from followthrough.site.register.levels import level_word
from followthrough.site.register.models import Plan
from followthrough.site.register.queries import counts_by_theme
from followthrough.site.register.timeline import ActionDates
from followthrough.site.rounds.figures.pictures import picture_of_states
from followthrough.site.rounds.figures.shown import FiguresShown
from followthrough.site.rounds.models import Publication


@dataclass(frozen=True)
class Sentence:
    """A number with the words about it: `counted` leads to `address`, "" where there is nothing to list."""

    counted: str
    rest: str
    address: str = ""


def last_published(plan: Plan) -> FiguresShown | None:
    """The figures that the plan published last; None where no round was published.

    Those of a round in hand are half made and belong on its own pages.
    """
    published = Publication.objects.filter(round__plan=plan).select_related("round")
    last = published.order_by("-round__period", "-edition").first()
    if last is None:
        return None
    last.round.plan = plan
    return FiguresShown(last.round, last, last.day)


def headline_of(shown: FiguresShown) -> list[Sentence]:
    """What the figures of a round come to, the gravest first."""
    figures, address = shown.figures, shown.list_address
    later = _since(figures, address) if figures.previous_period else []
    if figures.slipped_original is None:
        return [Sentence(shown.without_dates, ""), *later, *_missing(figures, address)]
    slipped = sum(band.count for band in figures.slipped_original[1:])
    said = [
        Sentence(
            f"{slipped or 'None'} of {counted(figures.closing, 'open action')}",
            f"{'has' if slipped == 1 else 'have'} slipped by more than a month.",
            f"{address}?of=slipped_original-over_1" if slipped else "",
        )
    ]
    return said + later + _missing(figures, address)


def _since(figures: Figures, address: str) -> list[Sentence]:
    """What was completed since the round before, and what is closed."""
    since = words_of(figures.previous_period or "")
    completed = len(figures.completed)
    closed = figures.counts.get(Status.CLOSED, 0)
    return [
        Sentence(
            str(completed or "None"),
            f"{_was(completed)} completed since {since}.",
            f"{address}?of=completed" if completed else "",
        ),
        Sentence(
            str(closed or "Nothing"),
            f"{'is' if closed < 2 else 'are'} closed.",
            f"{address}?of=state-{Status.CLOSED.value}" if closed else "",
        ),
    ]


def _missing(figures: Figures, address: str) -> list[Sentence]:
    missing = len(figures.missing)
    if not missing:
        return []
    rest = "was missing." if missing == 1 else "were missing."
    return [Sentence(counted(missing, "return"), rest, f"{address}?of=missing")]


def headline_without_round(plan: Plan, found: Sequence[ActionDates]) -> list[Sentence]:
    """What the dates alone come to, for a plan of which no round was published."""
    late = sum(each.is_late for each in found)
    of = counted(len(found), "open action")
    rest = f"with a date {'is' if late == 1 else 'are'} late, or expected to be."
    address = f"{reverse('timeline', args=[plan.slug])}?late=on"
    return [Sentence(f"{late or 'None'} of {of}", rest, address if late else "")] if found else []


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def picture_of_today(plan: Plan) -> Picture:
    """Status by theme as last declared, for a plan of which no round was published."""
    by_theme: dict[str | None, dict[str, int]] = {}
    for count in counts_by_theme(plan):
        by_theme.setdefault(count["theme__title"], {})[count["status"] or NO_STATUS] = count["number"]
    return picture_of_states(
        list(by_theme.items()), plan.scheme, theme=level_word(plan, "theme"), name="status"
    )
