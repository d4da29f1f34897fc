"""The fitted weights: one data file that `make fit` writes, read once, when a file is first read."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp, log
from pathlib import Path

_FILE = Path(__file__).with_name("weights.txt")

# What was seen of a thing, each with how much of it there is; most are there or not, 1 or left out.
Features = Mapping[str, float]


@dataclass(frozen=True)
class Model:
    """What a thing can be, and how much each feature speaks for each of that.

    `lines` are those of the file, in order: a feature, and the number of a label and a weight in turns. Of
    some thousand features a plan shows a few hundred, and those alone are looked up and taken apart.
    """

    labels: tuple[str, ...]
    lines: Sequence[str]
    _used: dict[str, list[tuple[int, float]]] = field(default_factory=dict)

    def chances(self, features: Features) -> dict[str, float]:
        """How likely each label is, all together 1."""
        totals = [0.0] * len(self.labels)
        for name, amount in features.items():
            for at, weight in self._weights(name):
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
        found = self._used.get(feature)
        if found is None:
            found = self._used[feature] = self._read(f"{feature}\t")
        return found

    def _read(self, opening: str) -> list[tuple[int, float]]:
        at = bisect_left(self.lines, opening)
        if at == len(self.lines) or not self.lines[at].startswith(opening):
            return []
        parts = self.lines[at][len(opening) :].split(" ")
        return list(zip(map(int, parts[::2]), map(float, parts[1::2]), strict=True))

    def chance(self, features: Features) -> float:
        """How likely "yes" is, for a model that answers yes or no."""
        return self.chances(features)["yes"]


def log_of(chance: float) -> float:
    """A chance as something that can be added up; never without bound."""
    return log(max(chance, 1e-6))


# The models by name, each as its part of the file tells it: its labels, then a line a feature.
Fitted = Mapping[str, str]


def model(name: str) -> Model:
    """The fitted model of a name: "columns", "beside", "headers", "plans"."""
    if name not in _read_before:
        _read_before[name] = model_of((_others or shipped())[name])
    return _read_before[name]


def use(fitted: Fitted | None) -> None:
    """Take these weights, None for those that are shipped: for who fits and measures."""
    _others.clear()
    _others.update(fitted or {})
    _read_before.clear()


_others: dict[str, str] = {}
_read_before: dict[str, Model] = {}


@cache
def shipped() -> Fitted:
    """The models of the file that is shipped; each is taken apart when it is first asked."""
    parts = _FILE.read_text("utf-8").rstrip().split("\n\n")
    return dict(part.split("\n", 1) for part in parts)


def written(fitted: Fitted) -> str:
    """The file of these models."""
    return "\n\n".join(f"{name}\n{fitted[name]}" for name in sorted(fitted)) + "\n"


def model_of(part: str) -> Model:
    """A model as its part of the file tells it."""
    labels, *lines = part.split("\n")
    return Model(tuple(labels.split("\t")), lines)
