"""The matrix by which an organisation scores its risks: its own, or the usual one of four by four."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from followthrough.plan.risk import RATING_WORDS, Rating, RiskScale, rate
from followthrough.site.people.models import Organisation
from followthrough.site.risks.models import RiskMatrix


@dataclass(frozen=True)
class Criterion:
    """A kind of impact, with what each score of it means, from 1 up; empty where nothing is said."""

    name: str
    words: tuple[str, ...]


# The criteria are those of docs/rules/risk.md. The words are plain ones of our own.
_CRITERIA = (
    Criterion(
        "Financial",
        ("Within its budget", "Met from the service", "Needs a decision on reserves", "Threatens the budget"),
    ),
    Criterion(
        "Reputation",
        ("Hardly noticed", "Noticed locally", "Lasting local criticism", "Lasting national criticism"),
    ),
    Criterion(
        "Service delivery",
        (
            "Hardly noticed",
            "A service is worse for days",
            "A service fails for days",
            "Services fail for weeks",
        ),
    ),
)
_LIKELIHOOD = ("Not in the next two years", "Within two years", "Within a year", "Within three months")


@dataclass(frozen=True)
class Matrix:
    """By what risks are scored: the scale, the kinds of impact, and the words for each likelihood."""

    scale: RiskScale = field(default_factory=RiskScale)
    criteria: tuple[Criterion, ...] = _CRITERIA
    likelihood: tuple[str, ...] = _LIKELIHOOD
    is_own: bool = False

    def scored(self, impact: Mapping[str, int], likelihood: int) -> dict[str, Any]:
        """A score as an assessment keeps it. Raises ValueError with a sentence."""
        found = rate(impact, likelihood, self.scale)
        return {
            "impact": dict(impact),
            "likelihood": likelihood,
            "highest": found.impact,
            "criterion": found.criterion,
            "product": found.product,
            "rating": found.rating,
        }

    @property
    def ratings(self) -> list[tuple[Rating, str]]:
        """The ratings that the scale has, the gravest first."""
        has = [each for each in RATING_WORDS if each != "very_high" or self.scale.very_high is not None]
        return [(rating, RATING_WORDS[rating]) for rating in reversed(has)]


def matrix_of(organisation: Organisation) -> Matrix:
    """The organisation's matrix, else the usual one."""
    own = RiskMatrix.objects.filter(organisation=organisation).first()
    if own is None:
        return Matrix()
    return Matrix(
        RiskScale(own.medium, own.high, own.very_high, own.size),
        tuple(Criterion(each["name"], tuple(each["words"])) for each in own.criteria),
        tuple(own.likelihood),
        is_own=True,
    )
