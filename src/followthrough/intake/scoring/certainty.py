"""How certain it is that a column was taken for what it is, by how often that was right of tables never seen.

The chance of a field is one sign of it. Others are whether the column by itself says the same, whether
another column wants the same field, and how plain the rest of the table is.
"""

from collections.abc import Mapping, Sequence
from math import log

from followthrough.intake.scoring import weights

_LEAST = 1e-4

Chances = Sequence[Mapping[str, float]]


def certainty_of(features: weights.Features) -> float:
    """How likely a column is what it was taken for, from 0 to 1."""
    return weights.model("certainty").chance(features)


def features_of(
    at: int, name: str, became: str, alone: Chances, beside: Chances, said: Mapping[str, float]
) -> dict[str, float]:
    """What is seen of the column `at` that was taken for `name` and, as others stand beside it, `became`
    another field perhaps. `said` are the fields that its heading may mean; the chances are of all columns."""
    own, first = beside[at], alone[at]
    second = max((chance for field, chance in own.items() if field != name), default=0.0)
    rival = max((each[name] for i, each in enumerate(beside) if i != at), default=0.0)
    return {
        "bias": 1.0,
        f"as={became}": 1.0,
        "odds": _odds(own[name]),
        "odds alone": _odds(first[name]),
        "lead": own[name] - second,
        "likeliest": float(second <= own[name]),
        "likeliest alone": float(first[name] >= max(first.values())),
        "changed": float(became != name),
        "rival": rival,
        "heading": said.get(name, 0.0),
        "heading says another": max((s for field, s in said.items() if field != name), default=0.0),
        "table": sum(max(each.values()) for each in beside) / len(beside),
    }


def _odds(chance: float) -> float:
    bounded = min(max(chance, _LEAST), 1 - _LEAST)
    return log(bounded / (1 - bounded))
