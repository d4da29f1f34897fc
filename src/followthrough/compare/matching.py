"""Which action of the old version is which of the new one: by ref, then by likeness, and never by a guess."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from followthrough.compare.candidates import MOST_CANDIDATES, Candidates
from followthrough.compare.change import MatchedBy
from followthrough.compare.likeness import Features, likeness, title_likeness
from followthrough.plan.document import Action

# Titles less like than this, under one ref, may be two promises.
_LIKE_ENOUGH_FOR_ONE_REF = 60.0
_LIKE_ENOUGH = 78.0
# Two candidates that lie closer together than this can't be told apart.
_MARGIN = 1.5
_MOST_ROUNDS = 8


class Matching(NamedTuple):
    """Places in the old and the new version. What is in none of them is gone or new."""

    pairs: dict[tuple[int, int], MatchedBy]
    unsure: dict[int, list[int]]


class _Edge(NamedTuple):
    score: float
    old: int
    new: int


def match_actions(old: Sequence[Action], new: Sequence[Action]) -> Matching:
    """Pair the actions of two versions; `unsure` maps a new place to the old ones that it could be."""
    search = _Search([Features.of(action) for action in old], [Features.of(action) for action in new])
    search.pair_equal(lambda each: (each.ref, each.title) if each.ref else None, "ref")
    search.pair_one_ref()
    search.pair_equal(lambda each: (each.title, each.owners, each.place), "likeness")
    search.pair_equal(lambda each: each.title or None, "likeness", alone=True)
    edges = search.pair_like()
    unsure: defaultdict[int, list[int]] = defaultdict(list)
    for edge in edges:
        unsure[edge.new].append(edge.old)
    search.pair_leftovers_of_one_ref(but={edge.old for edge in edges}, but_new=set(unsure))
    return Matching(search.pairs, dict(unsure))


class _Search:
    """The two versions, and what is paired so far."""

    def __init__(self, old: list[Features], new: list[Features]) -> None:
        self.old, self.new = old, new
        self.open_old, self.open_new = dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new)))
        self.pairs: dict[tuple[int, int], MatchedBy] = {}

    def pair_equal(
        self, key_of: Callable[[Features], Hashable], by: MatchedBy, *, alone: bool = False
    ) -> None:
        """Pair, in their order, those of an equal key where both versions have as many of them.

        With `alone`, only where each version has one. A key of None pairs nothing.
        """
        for olds, news in self._groups(key_of):
            if len(olds) == len(news) and (len(olds) == 1 or not alone):
                for pair in zip(olds, news, strict=True):
                    self._pair(*pair, by)

    def pair_one_ref(self) -> None:
        """Pair those alone under their ref whose titles are like, unless the very title stands elsewhere."""
        titles_new = {self.new[place].title for place in self.open_new}
        titles_old = {self.old[place].title for place in self.open_old}
        for old, new in self._alone_under_a_ref():
            has_moved = self.old[old].title in titles_new or self.new[new].title in titles_old
            is_like = title_likeness(self.old[old], self.new[new]) >= _LIKE_ENOUGH_FOR_ONE_REF
            if is_like and not has_moved:
                self._pair(old, new, "ref")

    def pair_like(self) -> list[_Edge]:
        """Pair the likest where no other is about as like. What is left over is returned, likest first."""
        edges = self._edges()
        for _ in range(_MOST_ROUNDS):
            before = len(self.pairs)
            self._pair_clear(edges)
            edges = [edge for edge in edges if edge.old in self.open_old and edge.new in self.open_new]
            if len(self.pairs) == before:
                break
        return edges

    def pair_leftovers_of_one_ref(self, *, but: set[int], but_new: set[int]) -> None:
        """Pair what is alone under its ref though its words are others: the ref is all that speaks for it."""
        for old, new in self._alone_under_a_ref():
            if old not in but and new not in but_new:
                self._pair(old, new, "ref_alone")

    def _edges(self) -> list[_Edge]:
        candidates = Candidates(self.new, self.open_new)
        edges = [
            self._edge(old, new)
            for old in self.open_old
            for new in candidates.like(self.old[old], old)
        ]  # fmt: skip
        return _few_of_each(sorted(filter(None, edges), key=lambda edge: (-edge.score, edge.old, edge.new)))

    def _edge(self, old: int, new: int) -> _Edge | None:
        titles = title_likeness(self.old[old], self.new[new])
        if titles < _LIKE_ENOUGH:
            return None
        return _Edge(likeness(self.old[old], self.new[new], titles), old, new)

    def _pair_clear(self, edges: Sequence[_Edge]) -> None:
        by_old, by_new = defaultdict(list), defaultdict(list)
        for edge in edges:
            by_old[edge.old].append(edge)
            by_new[edge.new].append(edge)
        for edge in edges:
            rivals = [*by_old[edge.old], *by_new[edge.new]]
            if self._is_open(edge) and not any(self._is_as_like(rival, edge) for rival in rivals):
                self._pair(edge.old, edge.new, self._by(edge))

    def _by(self, edge: _Edge) -> MatchedBy:
        ref = self.old[edge.old].ref
        return "ref" if ref and ref == self.new[edge.new].ref else "likeness"

    def _is_as_like(self, rival: _Edge, edge: _Edge) -> bool:
        return rival != edge and self._is_open(rival) and rival.score > edge.score - _MARGIN

    def _is_open(self, edge: _Edge) -> bool:
        return edge.old in self.open_old and edge.new in self.open_new

    def _alone_under_a_ref(self) -> list[tuple[int, int]]:
        groups = self._groups(lambda each: each.ref or None)
        return [(olds[0], news[0]) for olds, news in groups if len(olds) == len(news) == 1]

    def _groups(self, key_of: Callable[[Features], Hashable]) -> list[tuple[list[int], list[int]]]:
        """The open places of both versions that share a key."""
        olds, news = _places_by(key_of, self.old, self.open_old), _places_by(key_of, self.new, self.open_new)
        return [(places, news[key]) for key, places in olds.items() if key in news]

    def _pair(self, old: int, new: int, by: MatchedBy) -> None:
        del self.open_old[old], self.open_new[new]
        self.pairs[old, new] = by


def _few_of_each(edges: Iterable[_Edge]) -> list[_Edge]:
    """The likest for each place of the new version: of a thousand equal actions, some stand for all."""
    count: Counter[int] = Counter()
    few = []
    for edge in edges:
        count[edge.new] += 1
        if count[edge.new] <= MOST_CANDIDATES:
            few.append(edge)
    return few


def _places_by(
    key_of: Callable[[Features], Hashable], features: Sequence[Features], places: Iterable[int]
) -> dict[Hashable, list[int]]:
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place in places:
        if (key := key_of(features[place])) is not None:
            groups[key].append(place)
    return groups
