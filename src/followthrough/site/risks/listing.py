"""The lists of a plan's risks page: risks, and risks of actions, narrowed by the address, with a matrix."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from followthrough.plan.risk import RATING_WORDS, Rating
from followthrough.plan.when.days_in_words import day_in_words
from followthrough.site.register.models import Plan
from followthrough.site.risks.matrix import matrix_of
from followthrough.site.risks.queries import (
    ActionRiskRow,
    RiskRow,
    Score,
    counts_in_matrix,
    risks_of,
    risks_of_actions,
)

CSV_HEADINGS = [
    "Risk", "Title", "Cause", "Event", "Effect", "Controls", "Owner", "Inherent score", "Inherent rating",
    "Current score", "Current rating", "Target score", "Target rating", "Direction", "Last scored",
    "Review date", "Actions that reduce it", "State",
]  # fmt: skip
STATES = {"open": "Open", "past_review": "Past review", "closed": "Closed"}


@dataclass(frozen=True)
class Cell:
    """A cell of the matrix: how many stand there, its rating, and the query of its list."""

    impact: int
    likelihood: int
    number: int
    rating: Rating
    query: str
    is_chosen: bool

    @property
    def rating_words(self) -> str:
        return RATING_WORDS[self.rating]


class RiskLists:
    """What the page shows, for the filters of an address: impact and likelihood, rating, state, of what."""

    def __init__(self, plan: Plan, asked: Mapping[str, str], *, day: date) -> None:
        self.plan, self.day = plan, day
        self.matrix = matrix_of(plan.organisation)
        self.of_actions = asked.get("of") == "actions"
        state = asked.get("state", "open")
        self.state = state if state in STATES else "open"
        self.rating = asked.get("rating", "") if asked.get("rating") in RATING_WORDS else ""
        self.cell = _number(asked.get("impact")), _number(asked.get("likelihood"))

    @cached_property
    def risks(self) -> list[RiskRow]:
        return risks_of(self.plan, day=self.day, is_open=None)

    @cached_property
    def action_risks(self) -> list[ActionRiskRow]:
        return risks_of_actions(self.plan)

    @property
    def open_risks(self) -> list[RiskRow]:
        return [row for row in self.risks if row.closed_on is None]

    @property
    def states(self) -> list[tuple[str, str, int]]:
        numbers = {
            "open": len(self.open_risks),
            "past_review": sum(row.is_past_review for row in self.risks),
            "closed": len(self.risks) - len(self.open_risks),
        }
        return [(state, words, numbers[state]) for state, words in STATES.items() if numbers[state]]

    @property
    def ratings(self) -> list[tuple[str, str, int]]:
        """How many open risks, or actions, have each rating now."""
        counts: Counter[str]
        if self.of_actions:
            counts = Counter(row.rating for row in self.action_risks if row.rating)
        else:
            counts = Counter(row.current.rating for row in self.open_risks if row.current)
        return [(rating, words, counts[rating]) for rating, words in self.matrix.ratings if counts[rating]]

    @property
    def shown(self) -> list[RiskRow]:
        """The risks that fit the filters."""
        in_state = {
            "open": self.open_risks,
            "past_review": [row for row in self.risks if row.is_past_review],
            "closed": [row for row in self.risks if row.closed_on],
        }[self.state]
        return [row for row in in_state if self._fits(row.current)]

    @property
    def shown_actions(self) -> list[ActionRiskRow]:
        found = self.action_risks
        if self.cell != (None, None):
            found = [row for row in found if self._is_in_cell(row.score)]
        return [row for row in found if self.rating in ("", row.rating)]

    def _fits(self, score: Score | None) -> bool:
        return self._is_in_cell(score) and self.rating in ("", score.rating if score else None)

    def _is_in_cell(self, score: Score | None) -> bool:
        impact, likelihood = self.cell
        if impact is None and likelihood is None:
            return True
        return score is not None and (score.impact, score.likelihood) == (impact, likelihood)

    @property
    def is_narrowed(self) -> bool:
        return self.cell != (None, None) or bool(self.rating) or self.state != "open"

    @property
    def rows(self) -> list[tuple[int, list[Cell]]]:
        """The matrix: the highest impact first, likelihood from 1 up."""
        counted: Iterable[RiskRow | ActionRiskRow] = self.action_risks if self.of_actions else self.open_risks
        counts = counts_in_matrix(counted)
        scores = self.matrix.scale.scores
        return [
            (impact, [self._cell(impact, likelihood, counts[impact, likelihood]) for likelihood in scores])
            for impact in reversed(scores)
        ]

    def _cell(self, impact: int, likelihood: int, number: int) -> Cell:
        of = "of=actions&" if self.of_actions else ""
        rating = self.matrix.scale.rating_of(impact * likelihood)
        query = f"{of}impact={impact}&likelihood={likelihood}"
        return Cell(impact, likelihood, number, rating, query, self.cell == (impact, likelihood))

    @property
    def unscored(self) -> int:
        """How many stand in no cell: nobody has scored them here."""
        if self.of_actions:
            return sum(row.score is None for row in self.action_risks)
        return sum(row.current is None for row in self.open_risks)

    @property
    def scored(self) -> int:
        return (len(self.action_risks) if self.of_actions else len(self.open_risks)) - self.unscored


def csv_rows(rows: Iterable[RiskRow]) -> Iterator[list[str]]:
    """The cells of each risk under CSV_HEADINGS."""
    for row in rows:
        scores = [cell for score in (row.inherent, row.current, row.target) for cell in _in_cells(score)]
        yield [
            row.ref, row.title, row.cause, row.event, row.effect, row.controls, row.owner, *scores,
            row.direction_words,
            day_in_words(row.assessed_at.date()) if row.assessed_at else "",
            day_in_words(row.review_on) if row.review_on else "",
            ", ".join(name for _, name in row.actions),
            f"Closed: {row.closed_because}" if row.closed_on else "Open",
        ]  # fmt: skip


def _in_cells(score: Score | None) -> list[str]:
    return [str(score.product), score.rating_words] if score else ["", ""]


def _number(words: str | None) -> int | None:
    return int(words) if words and words.isdecimal() and len(words) == 1 else None
