"""Samples as numbers, and the regression that is fitted on them.

Each feature has one number in a run and each sample is two short arrays, so that a table that is fitted on
often, each time beside others, is put into numbers once.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

_NUMBERS: dict[str, int] = {}


class Vector(NamedTuple):
    """What was seen of a thing: the number of each feature, and how much of it there is."""

    numbers: NDArray[np.int32]
    amounts: NDArray[np.float64]

    def with_more(self, others: "Vector") -> "Vector":
        """This with further features."""
        return Vector(*(np.concatenate(both) for both in zip(self, others, strict=True)))


# What was seen of a thing, and what it is.
Sample = tuple[Vector, str]


def vector_of(features: Mapping[str, float]) -> Vector:
    """Named features as numbers."""
    numbers = (_NUMBERS.setdefault(name, len(_NUMBERS)) for name in features)
    return Vector(
        np.fromiter(numbers, np.int32, len(features)),
        np.fromiter(features.values(), np.float64, len(features)),
    )


class Weights(NamedTuple):
    """What was fitted: how much each feature, by its number, speaks for each label, and with no feature."""

    labels: Sequence[str]
    by_feature: NDArray[np.float64]
    by_itself: NDArray[np.float64]

    def chances(self, vectors: Sequence[Vector]) -> list[dict[str, float]]:
        """How likely each label is for each of what was seen."""
        totals = _matrix(vectors, len(self.by_feature)) @ self.by_feature + self.by_itself
        raised = np.exp(totals - totals.max(axis=1, keepdims=True))
        shares = (raised / raised.sum(axis=1, keepdims=True)).tolist()
        return [dict(zip(self.labels, each, strict=True)) for each in shares]

    def named(self) -> dict[str, list[float]]:
        """The weights by the name of the feature, those that are none at all left out."""
        has_any = self.by_feature.any(axis=1).tolist()
        rows = self.by_feature.tolist()
        return {name: rows[at] for name, at in _NUMBERS.items() if at < len(rows) and has_any[at]}


def fitted(
    samples: Sequence[Sample],
    amounts: Sequence[float],
    *,
    least_seen: int,
    freedom: float,
    tolerance: float,
) -> Weights:
    """The weights that tell the labels of samples best, each of which counts its amount; features that too
    few have are left out."""
    seen = np.bincount(np.concatenate([vector.numbers for vector, _ in samples]), minlength=len(_NUMBERS))
    vectors, labels, counts = _different(samples, amounts)
    matrix = _matrix(vectors, len(_NUMBERS))
    kept = _by_name(np.flatnonzero(seen >= least_seen))
    model = LogisticRegression(C=freedom, max_iter=400, tol=tolerance)
    chosen = matrix[:, kept]
    chosen.sort_indices()
    model.fit(chosen, labels, sample_weight=counts)
    rows, by_itself = model.coef_, model.intercept_
    if len(rows) == 1:
        rows, by_itself = (np.concatenate([-each / 2, each / 2]) for each in (rows, by_itself))
    by_feature = np.zeros((len(_NUMBERS), len(rows)))
    by_feature[kept] = rows.T
    return Weights(list(map(str, model.classes_)), by_feature, by_itself)


def _by_name(numbers: NDArray[np.intp]) -> NDArray[np.intp]:
    """Features in an order that is the same whatever was numbered before: sums in another are not."""
    names = list(_NUMBERS)
    return np.array(sorted(numbers.tolist(), key=names.__getitem__), np.intp)


def _different(
    samples: Sequence[Sample], amounts: Sequence[float]
) -> tuple[list[Vector], list[str], list[float]]:
    """The samples, each once, with how much all that are like it count."""
    found: dict[tuple[bytes, bytes, str], int] = {}
    vectors, labels, counts = [], [], []
    for (vector, label), amount in zip(samples, amounts, strict=True):
        key = vector.numbers.tobytes(), vector.amounts.tobytes(), label
        at = found.setdefault(key, len(vectors))
        if at == len(vectors):
            vectors.append(vector)
            labels.append(label)
            counts.append(0.0)
        counts[at] += amount
    return vectors, labels, counts


def _matrix(vectors: Sequence[Vector], width: int) -> csr_matrix:
    starts = [0, *accumulate(len(vector.numbers) for vector in vectors)]
    numbers = np.concatenate([vector.numbers for vector in vectors])
    amounts = np.concatenate([vector.amounts for vector in vectors])
    is_known = numbers < width
    if not is_known.all():
        starts = np.concatenate([[0], np.cumsum(is_known)])[starts].tolist()
        numbers, amounts = numbers[is_known], amounts[is_known]
    return csr_matrix((amounts, numbers, starts), (len(vectors), width))
