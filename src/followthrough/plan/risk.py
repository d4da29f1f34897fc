"""Risk: impact by likelihood on an organisation's matrix, usually four by four, and its rating."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

Rating = Literal["low", "medium", "high", "very_high"]

SIZES = range(3, 7)

_RATING = re.compile(
    r"(?:risk(?: rating| score| level)?\s*[:–—-]?\s*)?(?:\d+\s*[(:–—-]\s*)?(?P<very>very|extremely)?\s*"
    r"(?P<word>low|minor|medium|moderate|high|major|severe|critical|extreme)\b",
    re.I,
)
RATING_WORDS: dict[Rating, str] = {
    "low": "Low",
    "medium": "Medium",
    "high": "High",
    "very_high": "Very high",
}
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
    """The lowest product of impact and likelihood at which each rating begins; both run from 1 to `size`.

    It belongs to the organisation; `very_high` None: the scale has no such rating. Raises ValueError where
    the thresholds do not rise.
    """

    medium: int = 6
    high: int = 10
    very_high: int | None = None
    size: int = 4

    def __post_init__(self) -> None:
        most = self.size**2
        top = most + 1 if self.very_high is None else self.very_high
        if self.size not in SIZES:
            msg = "A risk matrix has 3 to 6 scores for impact and for likelihood."
            raise ValueError(msg)
        if not 1 < self.medium < self.high < top <= most + 1:
            msg = f"The thresholds of a risk scale must rise from low to high, between 2 and {most}."
            raise ValueError(msg)

    @property
    def scores(self) -> range:
        """The scores of impact and of likelihood, the lowest first."""
        return range(1, self.size + 1)

    def rating_of(self, product: int) -> Rating:
        """The rating of a product of impact and likelihood."""
        if self.very_high is not None and product >= self.very_high:
            return "very_high"
        return "high" if product >= self.high else "medium" if product >= self.medium else "low"


DEFAULT_SCALE = RiskScale()


class RatedRisk(NamedTuple):
    """A risk that has been scored: `criterion` sets the impact, which `product` multiplies by likelihood."""

    impact: int
    criterion: str
    likelihood: int
    product: int
    rating: Rating


def rate(impact: Mapping[str, int], likelihood: int, scale: RiskScale = DEFAULT_SCALE) -> RatedRisk:
    """The rating of a risk: its impact is the highest of the criteria, each scored on the scale.

    Raises ValueError where no criterion is scored or a score is not on the scale.
    """
    if not impact:
        msg = f"Score at least one kind of impact from 1 to {scale.size}."
        raise ValueError(msg)
    for name, score in [*impact.items(), ("Likelihood", likelihood)]:
        if score not in scale.scores:
            msg = f"{name} is {score}: a score is a whole number from 1 to {scale.size}."
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
