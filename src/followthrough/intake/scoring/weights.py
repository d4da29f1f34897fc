"""The fitted weights: one data file that `make fit` writes, read once, when a file is first read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import exp, log

# What was seen of a thing, each with how much of it there is; most are there or not, 1 or left out.
Features = Mapping[str, float]


@dataclass(frozen=True)
class Model:
    """What a thing can be, and how much each feature speaks for each of that.

    `written` has for each feature the number of a label and a weight, in turns and parted by blanks, as the
    file has them: of some thousand features a plan shows a few hundred, and those alone are taken apart.
    """

    labels: tuple[str, ...]
    written: Mapping[str, str]
    _used: dict[str, list[tuple[int, float]]] = field(default_factory=dict)

    def chances(self, features: Features) -> dict[str, float]:
        """How likely each label is, all together 1."""
        totals = [0.0] * len(self.labels)
        for name, amount in features.items():
            for at, weight in self._used.get(name) or self._weights(name):
                totals[at] += weight * amount
        highest = max(totals)
        raised = [exp(total - highest) for total in totals]
        whole = sum(raised)
        return {label: each / whole for label, each in zip(self.labels, raised, strict=True)}

    def terms(self, features: Features, label: str, rival: str) -> list[tuple[str, float]]:
        """What each feature adds to a label, less what it adds to its rival; what counts most first."""
        own, other = self.labels.index(label), self.labels.index(rival)
        found = []
        for name, amount in features.items():
            weights = dict(self._weights(name))
            found.append((name, amount * (weights.get(own, 0.0) - weights.get(other, 0.0))))
        return sorted((term for term in found if term[1]), key=lambda term: -abs(term[1]))

    def _weights(self, feature: str) -> list[tuple[int, float]]:
        written = self.written.get(feature)
        if written and feature not in self._used:
            parts = written.split()
            self._used[feature] = list(zip(map(int, parts[::2]), map(float, parts[1::2]), strict=True))
        return self._used.get(feature, [])

    def chance(self, features: Features) -> float:
        """How likely "yes" is, for a model that answers yes or no."""
        return self.chances(features)["yes"]


def log_of(chance: float) -> float:
    """A chance as something that can be added up; never without bound."""
    return log(max(chance, 1e-6))


Fitted = Mapping[str, Mapping[str, object]]


def model(name: str) -> Model:
    """The fitted model of a name: "columns", "beside", "headers", "plans"."""
    return _in_use()[name]


def use(fitted: Fitted | None) -> None:
    """Take these weights, None for those that are shipped: for who fits and measures."""
    _others.clear()
    _others.update(fitted or {})
    _in_use.cache_clear()


_others: dict[str, Mapping[str, object]] = {}


@cache
def _in_use() -> Mapping[str, Model]:
    fitted = _others or json.loads(files(__package__).joinpath("weights.json").read_text("utf-8"))
    return {name: model_of(each) for name, each in fitted.items()}


def model_of(fitted: Mapping[str, object]) -> Model:
    """A model as its file tells it."""
    labels, weights = fitted["labels"], fitted["weights"]
    assert isinstance(labels, list)
    assert isinstance(weights, dict)
    return Model(tuple(labels), weights)
