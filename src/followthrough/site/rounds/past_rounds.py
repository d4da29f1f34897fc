"""Periods that a plan already tells of become past rounds, with what was declared for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db import transaction

from followthrough.plan.document import Status
from followthrough.plan.when.periods import last_day_of
from followthrough.rules.figures import figures_of
from followthrough.rules.silence import answers_in, owed_by_file
from followthrough.rules.slippage import Bands
from followthrough.site.people.models import User
from followthrough.site.register.facts import bands_for
from followthrough.site.register.models import Plan
from followthrough.site.rounds.figures.standings import ActionFacts, facts_of, standing_of
from followthrough.site.rounds.models import Publication, Round, Standing
from followthrough.site.rounds.operations import BATCH, record_made


@transaction.atomic
def rounds_from_periods(plan: Plan, *, by: User | None, at: datetime) -> list[Round]:
    """Make a published round of each period that the plan's updates name and that has no round yet.

    It stands as of the period's last day. A file tells the dates that were agreed when it was written, so
    only the round of that month has any. For whoever takes in a file: asked again it adds nothing. The plan
    itself doesn't change, so its import can still be undone; that takes these rounds with it.
    """
    facts = facts_of(plan)
    taken = set(plan.rounds.values_list("period", flat=True))
    periods = sorted({update.period for one in facts for update in one.updates if update.period} - taken)
    if not periods:
        return []
    rounds = Round.objects.bulk_create([_past_round(plan, period, at) for period in periods])
    past = _Past(plan, bands_for(plan), facts)
    publications = [past.publish(round_, at) for round_ in rounds]
    Publication.objects.bulk_create(publications)
    Standing.objects.bulk_create(past.all_standings(), batch_size=BATCH)
    record_made(plan, rounds, type_="rounds.imported", by=by, at=at)
    return rounds


@transaction.atomic
def remove_imported_rounds(plan: Plan, *, periods: Iterable[str]) -> None:
    """Take out again the rounds that an import made of these periods: part of undoing it."""
    plan.rounds.filter(imported=True, period__in=list(periods)).delete()


def _past_round(plan: Plan, period: str, at: datetime) -> Round:
    first, last = date.fromisoformat(f"{period}-01"), last_day_of(period)
    return Round(
        plan=plan,
        period=period,
        opens_on=first,
        due_on=last,
        grace_ends_on=last,
        state=Round.State.PUBLISHED,
        imported=True,
        made_at=at,
        opened_at=at,
        locked_at=at,
        published_at=at,
    )


@dataclass
class _Past:
    """The past rounds of a plan as they are made, in order, each measured against the one before."""

    plan: Plan
    bands: Bands
    facts: list[ActionFacts]
    standings: dict[str, list[Standing]] = field(default_factory=dict)

    def publish(self, round_: Round, at: datetime) -> Publication:
        day = last_day_of(round_.period)
        file_day = self.plan.as_at
        dates_known = file_day is not None and f"{file_day:%Y-%m}" == round_.period
        period, before = self._round_before(round_.period)
        earlier = {standing.number: standing for standing in before or []}
        now = [
            _past_standing(
                one,
                period=round_.period,
                day=day,
                bands=self.bands,
                before=earlier,
                dates_known=dates_known,
            )
            for one in self.facts
            if _is_in_plan(one, round_.period)
        ]
        figures = figures_of(
            now, before, day=day, previous_period=period, dates_known=dates_known, file_day=file_day
        )
        publication = Publication(
            round=round_,
            edition=1,
            day=day,
            at=at,
            imported=True,
            title=self.plan.title,
            scheme=self.plan.scheme,
            figures=figures.model_dump(mode="json"),
        )
        for standing in now:
            standing.publication = publication
        self.standings[round_.period] = now
        return publication

    def all_standings(self) -> list[Standing]:
        """Every standing, once its publication has a key."""
        made = [standing for of_period in self.standings.values() for standing in of_period]
        for standing in made:
            standing.publication_id = standing.publication.pk
        return made

    def _round_before(self, period: str) -> tuple[str | None, list[Standing] | None]:
        """The latest published round before a period, just made or there already, and its standings."""
        made = max((earlier for earlier in self.standings if earlier < period), default=None)
        there = self._published.get(max((known for known in self._published if known < period), default=""))
        if there is not None and there.round.period > (made or ""):
            return there.round.period, list(there.standings.all())
        return made, self.standings[made] if made else None

    @cached_property
    def _published(self) -> dict[str, Publication]:
        """The last edition of each round that was published before, by period."""
        known = Publication.objects.filter(round__plan=self.plan).select_related("round").order_by("edition")
        return {publication.round.period: publication for publication in known}


def _is_in_plan(facts: ActionFacts, period: str) -> bool:
    """Whether an action was in the plan by a period: one that a later period calls new was not."""
    first = next((update for update in facts.updates if update.status), None)
    if first is None or first.status != Status.NEW or first.period is None:
        return True
    return first.period <= period


def _past_standing(
    facts: ActionFacts,
    *,
    period: str,
    day: date,
    bands: Bands,
    before: Mapping[int, Standing],
    dates_known: bool,
) -> Standing:
    may_owe = facts.declares_something or facts.row.parent_id is None
    asked = may_owe and owed_by_file(facts.updates, facts.promised, period)
    return standing_of(
        facts,
        period=period,
        day=day,
        bands=bands,
        asked=asked,
        missing=asked and not answers_in(facts.updates, period),
        before=before,
        dates_known=dates_known,
    )
