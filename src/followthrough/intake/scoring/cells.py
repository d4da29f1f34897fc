"""What is seen of one cell alone: how far it is what the columns of each field hold."""

from collections.abc import Mapping
from math import log, log1p

from followthrough.intake.scoring import weights
from followthrough.intake.scoring.columns import heading_features
from followthrough.intake.scoring.words import signs_in
from followthrough.intake.tables.cells import kinds_of
from followthrough.intake.tables.column_headings import Heading


def features_of(text: str) -> dict[str, float]:
    """The features of a cell by its text."""
    features = {"bias": 1.0, f"length={min(int(log1p(len(text)) * 1.5), 9)}": 1.0}
    features |= {f"k={kind}": 1.0 for kind in kinds_of(text)}
    features |= {f"s={sign}": 1.0 for sign in signs_in(text)}
    features["small" if text[:1].islower() else "capital" if text[:1].isupper() else "other"] = 1.0
    return features


def chances_of(text: str) -> dict[str, float]:
    """How likely each field is, for one that all fields have as many cells."""
    return weights.model("cells").chances(features_of(text))


def chances_of_heading(text: str) -> dict[str, float]:
    """What a short text says as a heading of its column, no cell being seen; "text" where it is none."""
    return weights.model("headings").chances(features_of_heading(text))


def features_of_heading(text: str) -> dict[str, float]:
    """The features of a text as a heading by itself."""
    words = {"bias": 1.0, f"length={min(int(log1p(len(text)) * 1.5), 9)}": 1.0}
    return words | heading_features(Heading(text, "", ""))


def gain_under(heading: Mapping[str, float], cell: Mapping[str, float]) -> float:
    """How much likelier a cell is below a heading than anywhere, as a logarithm; each by what it may hold."""
    return log(sum(chance * cell.get(name, 0.0) for name, chance in heading.items()) * len(cell) + 1e-3)
