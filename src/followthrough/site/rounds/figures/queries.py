"""The figures of rounds, for pages, reports, pictures and the command line alike."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Subquery

from followthrough.rules.figures import Figures, figures_of
from followthrough.site.register.dependence import hanging_of
from followthrough.site.register.facts import bands_for
from followthrough.site.register.judging import day_drawn
from followthrough.site.register.models import Plan
from followthrough.site.rounds.figures.standings import facts_of, standing_of, standings_of
from followthrough.site.rounds.models import Publication, Round, Standing
from followthrough.site.rounds.queries import is_unanswered, unanswered

CLOSED = (Round.State.LOCKED, Round.State.PUBLISHED)


def publication_of(round_: Round) -> Publication | None:
    """The last edition of a round, None where it was never published."""
    return round_.publications.order_by("-edition").first()


def publication_before(round_: Round) -> Publication | None:
    """The last edition of the latest earlier round of the plan that was published."""
    earlier = Publication.objects.filter(round__plan=round_.plan_id, round__period__lt=round_.period)
    return earlier.select_related("round").order_by("-round__period", "-edition").first()


def standings(round_: Round, *, day: date) -> list[Standing]:
    """How each action stands: as published, or, while the round isn't, as it would be on the day."""
    if round_.state == Round.State.PUBLISHED and (published := publication_of(round_)):
        return list(published.standings.all())
    before = publication_before(round_)
    return live_standings(round_, day=day, before=list(before.standings.all()) if before else [])


def live_standings(
    round_: Round, *, day: date, before: list[Standing], only: Collection[int] | None = None
) -> list[Standing]:
    """How each action, or those of some keys, stands by the register on a day, unsaved; a return that isn't
    in is missing.
    """
    is_missing = ExpressionWrapper(is_unanswered(), BooleanField())
    returns = round_.returns.all() if only is None else round_.returns.filter(action__in=only)
    asked = returns.annotate(is_missing=is_missing).values_list("action", "is_missing")
    return standings_of(
        facts_of(round_.plan, period=round_.period, only=only),
        period=round_.period,
        day=day,
        bands=bands_for(round_.plan),
        asked=dict(asked),
        before={standing.number: standing for standing in before},
        hanging=hanging_of(round_.plan, day=day),
    )


def figures(round_: Round, *, day: date) -> Figures:
    """The figures as published, or, while the round isn't, as they would be published on the day."""
    if round_.state == Round.State.PUBLISHED and (published := publication_of(round_)):
        return Figures.model_validate(published.figures)
    return live_figures(round_, day=day)[1]


def live_figures(round_: Round, *, day: date) -> tuple[list[Standing], Figures]:
    """The standings of the register on a day, and their figures against the round before."""
    publication = publication_before(round_)
    before = list(publication.standings.all()) if publication else None
    now = live_standings(round_, day=day, before=before or [])
    period = publication.round.period if publication else None
    return now, figures_of(now, before, day=day, previous_period=period)


def figures_today(plan: Plan, *, day: date) -> tuple[list[Standing], Figures]:
    """How a plan stands on a day by each action's latest word, and its figures against its last round."""
    publication = last_publication_of(plan)
    before = list(publication.standings.all()) if publication else None
    now = standings_today(plan, day=day, publication=publication, before=before or [])
    since = publication.round.period if publication else None
    return now, figures_of(now, before, day=day, previous_period=since)


def standings_today(
    plan: Plan,
    *,
    day: date,
    publication: Publication | None,
    before: list[Standing],
    only: Collection[int] | None = None,
) -> list[Standing]:
    """How each action, or those of some keys, stands on a day by its latest word, `before` by a publication.

    Whoever owed the round that was closed last a return and has not answered since counts as no return. What
    an open round still waits for counts as it was said before.
    """
    earlier = {standing.number: standing for standing in before}
    begun = plan.rounds.exclude(state=Round.State.PLANNED).order_by("-period").first()
    period = max(begun.period if begun else "", f"{day_drawn(day):%Y-%m}")
    closed = plan.rounds.filter(state__in=CLOSED).order_by("-period").first()
    silent = _silent_in(closed) if closed else set()
    now, bands, hanging = [], bands_for(plan), hanging_of(plan, day=day)
    for one in facts_of(plan, period=period, only=only):
        missing = one.row.number in silent and not one.is_heard_after(closed.period if closed else "")
        standing = standing_of(
            one,
            period=period,
            day=day,
            bands=bands,
            asked=False,
            missing=missing,
            before=earlier,
            hanging=hanging,
        )
        standing.text = standing.text or one.last_words
        if missing and publication and closed and publication.round_id == closed.pk:
            standing.missed_running = earlier[standing.number].missed_running
        now.append(standing)
    return now


def _silent_in(closed: Round) -> set[int]:
    """The numbers of the actions that a closed round asked in vain."""
    if closed.imported:
        silent = Standing.objects.filter(publication__round=closed, missing_return=True)
        return set(silent.values_list("number", flat=True))
    return set(unanswered(closed.returns.all()).values_list("action__number", flat=True))


def last_publication_of(plan: Plan) -> Publication | None:
    """What a plan published last, or what a file tells of its last round."""
    published = Publication.objects.filter(round__plan=plan).select_related("round")
    return published.order_by("-round__period", "-edition").first()


def compared_with(publication: Publication, period: str) -> Publication | None:
    """The edition of an earlier round that a publication was measured against."""
    earlier = Publication.objects.filter(round__plan=publication.round.plan_id, round__period=period)
    return earlier.filter(at__lte=publication.at).order_by("-edition").first()


@dataclass(frozen=True)
class PublishedFigures:
    """The figures that a round of a plan published last."""

    plan: Plan
    round: Round
    edition: int
    figures: Figures


def published_figures(plan: Plan) -> list[PublishedFigures]:
    """The figures of every published round of a plan, the oldest first, in one query."""
    newest = Publication.objects.filter(round=OuterRef("round")).order_by("-edition").values("pk")[:1]
    found = Publication.objects.filter(round__plan=plan, pk=Subquery(newest)).select_related("round__plan")
    return [
        PublishedFigures(each.round.plan, each.round, each.edition, Figures.model_validate(each.figures))
        for each in found.order_by("round__period")
    ]


def published_counts(plan: Plan, *, up_to: Publication | None = None) -> dict[str, dict[str, int]]:
    """By period, the oldest first: how many actions were in each state, as the round published last.

    `up_to` a publication: what had been published by then.
    """
    published = Publication.objects.filter(round__plan=plan).order_by("round__period", "edition")
    if up_to:
        published = published.filter(round__period__lte=up_to.round.period, at__lte=up_to.at)
    return dict(published.values_list("round__period", "figures__counts"))
