"""Risk of an action: impact by likelihood on a matrix of four by four, and the rating that it gives."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

Rating = Literal["low", "medium", "high", "very_high"]

SCORES = range(1, 5)

_RATING = re.compile(
    r"(?:risk(?: rating| score| level)?\s*[:–—-]?\s*)?(?:\d+\s*[(:–—-]\s*)?(?P<very>very|extremely)?\s*"
    r"(?P<word>low|minor|medium|moderate|high|major|severe|critical|extreme)\b",
    re.I,
)
_RATINGS: dict[str, Rating] = {
    "low": "low",
    "minor": "low",
    "medium": "medium",
    "moderate": "medium",
    "high": "high",
    "major": "high",
    "severe": "very_high",
    "critical": "very_high",
    "extreme": "very_high",
}


@dataclass(frozen=True, slots=True)
class RiskScale:
    """The lowest product of impact and likelihood, 1 to 16, at which each rating begins.

    It belongs to the organisation; None: the scale has no such rating. Raises ValueError where the
    thresholds do not rise.
    """

    medium: int = 6
    high: int = 10
    very_high: int | None = None

    def __post_init__(self) -> None:
        top = 17 if self.very_high is None else self.very_high
        if not 1 < self.medium < self.high < top <= 17:
            msg = "The thresholds of a risk scale must rise from low to high, between 2 and 16."
            raise ValueError(msg)

    def rating_of(self, product: int) -> Rating:
        """The rating of a product of impact and likelihood."""
        if self.very_high is not None and product >= self.very_high:
            return "very_high"
        return "high" if product >= self.high else "medium" if product >= self.medium else "low"


DEFAULT_SCALE = RiskScale()


class RatedRisk(NamedTuple):
    """A risk that has been scored: `criterion` sets the impact, `product` runs from 1 to 16."""

    impact: int
    criterion: str
    likelihood: int
    product: int
    rating: Rating


def rate(impact: Mapping[str, int], likelihood: int, scale: RiskScale = DEFAULT_SCALE) -> RatedRisk:
    """The rating of a risk: its impact is the highest of the criteria, each scored 1 to 4.

    Raises ValueError where no criterion is scored or a score is not 1 to 4.
    """
    if not impact:
        msg = "Score at least one kind of impact from 1 to 4."
        raise ValueError(msg)
    for name, score in [*impact.items(), ("Likelihood", likelihood)]:
        if score not in SCORES:
            msg = f"{name} is {score}: a score is a whole number from 1 to 4."
            raise ValueError(msg)
    criterion = max(impact, key=lambda name: impact[name])
    product = impact[criterion] * likelihood
    return RatedRisk(impact[criterion], criterion, likelihood, product, scale.rating_of(product))


def read_rating(text: str) -> Rating | None:
    """The rating that a cell begins with, as "Low Risk" or "4 (High)"; None where it names none."""
    found = _RATING.match(text.strip())
    if not found:
        return None
    rating = _RATINGS[found["word"].casefold()]
    return "very_high" if found["very"] and rating == "high" else rating
