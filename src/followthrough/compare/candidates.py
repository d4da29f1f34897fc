"""Which actions are worth comparing: a few that share the ref or the rarer words, so that the work grows with
the plan and not with its square.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from followthrough.compare.likeness import Features

MOST_CANDIDATES = 8
_WORDS_LOOKED_UP = 8
_PLACES_OF_A_WORD = 16


class Candidates:
    """The actions of one version, found by what they share with one of the other."""

    def __init__(self, features: Sequence[Features], places: Iterable[int]) -> None:
        self._places_of: defaultdict[str, list[int]] = defaultdict(list)
        for place in places:
            for key in _keys(features[place]):
                self._places_of[key].append(place)

    def like(self, other: Features, place: int) -> list[int]:
        """The places of those that share most with `other`, which stands at `place` of its own version."""
        shared: Counter[int] = Counter()
        known = sorted((key for key in _keys(other) if key in self._places_of), key=self._commonness)
        for key in known[:_WORDS_LOOKED_UP]:
            shared.update(self._nearest(key, place))
        nearest_first = sorted(shared, key=lambda found: (-shared[found], abs(found - place)))
        return nearest_first[:MOST_CANDIDATES]

    def _commonness(self, key: str) -> tuple[int, str]:
        return len(self._places_of[key]), key

    def _nearest(self, key: str, place: int) -> list[int]:
        """Of the places with a common word, those around the same place: plans keep their order."""
        places = self._places_of[key]
        first = max(0, bisect_left(places, place) - _PLACES_OF_A_WORD // 2)
        return places[first : first + _PLACES_OF_A_WORD]


def _keys(features: Features) -> set[str]:
    """A mark before the ref and the whole title keeps them from being taken for a word."""
    keys = {f"={features.title}", *re.findall(r"\w+", features.words)}
    return keys | {f"#{features.ref}"} if features.ref else keys
