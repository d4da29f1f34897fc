"""A round as its pages show it: live while it runs, as published afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse

from followthrough.outputs.pictures.picture import State
from followthrough.outputs.pictures.states import states_of
from followthrough.plan.when.periods import words_of
from followthrough.rules.figures import NO_RETURN, NO_STATUS, Figures, why_no_dates
from followthrough.site.register.facts import scheme_of
from followthrough.site.rounds.figures.behind import Lists
from followthrough.site.rounds.figures.cached import cached_round
from followthrough.site.rounds.figures.rows import CountRow, counts_against_before
from followthrough.site.rounds.models import Publication, Round, Standing

# The states that are no status, with their words.
BESIDES = {NO_RETURN: "No return", NO_STATUS: "No status"}


def states_in(scheme: object) -> list[State]:
    """The states of a plan in the order of its key, a missing return and none declared after those."""
    return states_of(scheme_of(scheme), list(BESIDES.items()))


@dataclass(frozen=True)
class FiguresShown:
    """The figures of a round as at `day`; with a publication they are its own, and depend on nothing else."""

    round: Round
    publication: Publication | None
    day: date

    @cached_property
    def figures(self) -> Figures:
        if self.publication:
            return Figures.model_validate(self.publication.figures)
        return self._live[1]

    @cached_property
    def standings(self) -> list[Standing]:
        return list(self.publication.standings.all()) if self.publication else self._live[0]

    @cached_property
    def _live(self) -> tuple[list[Standing], Figures]:
        return cached_round(self.round, day=self.day)

    @cached_property
    def states(self) -> list[State]:
        return states_in(self.publication.scheme if self.publication else self.round.plan.scheme)

    @cached_property
    def labels(self) -> dict[str, str]:
        return {state.key: state.label for state in self.states}

    @property
    def lists(self) -> Lists:
        """What its numbers lead to."""
        return Lists(self.figures, self.standings, self.labels, self.list_address, self.round.period)

    @property
    def state_in_words(self) -> str:
        if self.publication:
            return "Imported" if self.publication.imported else "Published"
        return self.round.state_in_words

    @property
    def title(self) -> str:
        """The plan's title, as published."""
        if self.publication is None:
            return str(self.round.plan)
        return self.publication.title or "Plan without a title"

    @property
    def list_address(self) -> str:
        """Where the actions behind the figures are listed."""
        place = [self.round.plan.slug, self.round.period]
        if self.publication:
            return reverse("edition_actions", args=[*place, self.publication.edition])
        return reverse("round_actions", args=place)

    @property
    def counts(self) -> list[CountRow]:
        return counts_against_before(self.figures, self.states)

    @property
    def overdue(self) -> int | None:
        bands = self.figures.overdue
        return None if bands is None else sum(band.count for band in bands)

    @property
    def without_dates(self) -> str:
        """Why nothing that hangs on agreed dates is counted; empty where it is."""
        return why_no_dates(self.figures, self.round.period)


def said_before(standing: Standing, labels: Mapping[str, str], period: str) -> str:
    """What stands beside the last status of an action without a return, which is no word of this round."""
    if not standing.missing_return:
        return ""
    missing = f"no return in {words_of(period)}"
    if (standing.missed_running or 0) > 1:
        missing += f", {standing.missed_running} rounds running"
    if standing.status is None:
        return f"Nothing was ever said; {missing}"
    when = f" in {words_of(standing.said_in)}" if standing.said_in else ""
    return f"Said {labels.get(standing.status, standing.status)}{when}; {missing}"
