"""A round as a page of figures shows it: live while it runs, as published afterwards."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse

from followthrough.outputs.pictures.picture import Picture, State
from followthrough.rules.figures import Figures, why_no_dates
from followthrough.site.register.levels import level_word
from followthrough.site.rounds.figures.kept import kept_figures, kept_standings
from followthrough.site.rounds.figures.pictures import movement_picture, states_in, status_picture
from followthrough.site.rounds.figures.rows import (
    CountRow,
    MovedRow,
    ThemeRow,
    counts_against_before,
    counts_by_theme,
    rows_of_moved,
)
from followthrough.site.rounds.models import Publication, Round, Standing


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
        return kept_figures(self.round, day=self.day)

    @cached_property
    def standings(self) -> list[Standing]:
        if self.publication:
            return list(self.publication.standings.all())
        return kept_standings(self.round, day=self.day)

    @property
    def _scheme(self) -> Any:
        return self.publication.scheme if self.publication else self.round.plan.scheme

    @property
    def _theme(self) -> str:
        return level_word(self.round.plan, "theme")

    @cached_property
    def states(self) -> list[State]:
        return states_in(self._scheme)

    @property
    def labels(self) -> dict[str, str]:
        return {state.key: state.label for state in self.states}

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
    def themes(self) -> list[ThemeRow]:
        return counts_by_theme(self.figures, self.states, theme=self._theme)

    @property
    def moved(self) -> list[MovedRow]:
        return rows_of_moved(self.figures, self.states)

    @property
    def status_picture(self) -> Picture:
        return status_picture(self.figures, self._scheme, theme=self._theme)

    @property
    def movement_picture(self) -> Picture | None:
        return movement_picture(self.figures, self._scheme, now=self.round.period_in_words)

    @property
    def overdue(self) -> int | None:
        bands = self.figures.overdue
        return None if bands is None else sum(band.count for band in bands)

    @property
    def without_dates(self) -> str:
        """Why nothing that hangs on agreed dates is counted; empty where it is."""
        return why_no_dates(self.figures, self.round.period)
