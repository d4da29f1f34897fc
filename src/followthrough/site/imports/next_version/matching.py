"""Which action of a plan is which of its next version, and which of its updates were not said before."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from followthrough.compare import Comparison, Pair, compare
from followthrough.plan.document import Action, PlanDocument, Update
from followthrough.plan.folding import same_words

Fate = Literal["keep", "cancelled", "superseded", "merged"]


class Candidate(NamedTuple):
    """An action of the plan that an action of the next version could be; `place` counts from 0."""

    place: int
    action: Action


@dataclass(frozen=True, slots=True)
class Question:
    """An action of the next version that could be any of some of the plan, or a new one; the likest first."""

    place: int
    action: Action
    could_be: tuple[Candidate, ...]

    @property
    def is_about_words(self) -> bool:
        """Whether its ref is known and its words are others: is it the same promise?"""
        return len(self.could_be) == 1 and self.could_be[0].action.ref == self.action.ref


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody said: of which action each one asked about is the next version (None: of none, it is
    new), by its place in the next version; what becomes of an action that is gone, by its place in the plan.
    """

    same: Mapping[int, int | None] = field(default_factory=dict)
    fates: Mapping[int, Fate] = field(default_factory=dict)


class UnansweredError(Exception):
    """A question has no answer, or one that another question has too."""


class Matched(NamedTuple):
    """An action of the plan and its next version, by their places."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Settled:
    """Every action of the next version is another's next version or new; `gone` are left of the plan."""

    matched: tuple[Matched, ...]
    added: tuple[int, ...]
    fates: Mapping[int, Fate]


class Versions:
    """A plan and its next version side by side."""

    def __init__(self, old: PlanDocument, new: PlanDocument) -> None:
        self.old, self.new = old, new
        self.comparison: Comparison = compare(old, new)
        self._old_places = {id(action): place for place, action in enumerate(old.actions)}
        self._new_places = {id(action): place for place, action in enumerate(new.actions)}

    @property
    def is_older(self) -> bool:
        """Whether the file speaks for an earlier day than the plan."""
        return bool(self.old.as_at and self.new.as_at and self.new.as_at < self.old.as_at)

    @cached_property
    def questions(self) -> list[Question]:
        """What can't be matched for certain, in the order of the next version."""
        asked = [(unsure.new, unsure.could_be) for unsure in self.comparison.unsure]
        asked += [(pair.new, (pair.old,)) for pair in self.comparison.pairs if not is_sure(pair)]
        questions = [
            Question(
                self._new_places[id(action)],
                action,
                tuple(Candidate(self._old_places[id(other)], other) for other in could_be),
            )
            for action, could_be in asked
        ]
        return sorted(questions, key=lambda question: question.place)

    @cached_property
    def matched(self) -> list[Matched]:
        """What is certain, in the order of the next version."""
        return [
            Matched(self._old_places[id(pair.old)], self._new_places[id(pair.new)])
            for pair in self.comparison.pairs
            if is_sure(pair)
        ]

    @cached_property
    def added(self) -> list[int]:
        """The places of what is new for certain."""
        return [self._new_places[id(action)] for action in self.comparison.added]

    @cached_property
    def gone(self) -> list[Candidate]:
        """What the next version has no more. An older version can't say that anything is gone."""
        if self.is_older:
            return []
        return [Candidate(self._old_places[id(action)], action) for action in self.comparison.gone]

    def settle(self, answers: Answers) -> Settled:
        """The versions with every question answered. Raises UnansweredError where one is not."""
        same = [self._answer(question, answers) for question in self.questions]
        chosen = [match.old for match in same if match]
        if len(set(chosen)) < len(chosen):
            raise UnansweredError("Two actions can't both be the next version of one.")
        new = [question.place for question, match in zip(self.questions, same, strict=True) if not match]
        gone = {candidate.place for candidate in self.gone}
        return Settled(
            matched=tuple(sorted([*self.matched, *filter(None, same)], key=lambda match: match.new)),
            added=tuple(sorted([*self.added, *new])),
            fates={place: fate for place, fate in answers.fates.items() if place in gone},
        )

    def _answer(self, question: Question, answers: Answers) -> Matched | None:
        if question.place not in answers.same:
            raise UnansweredError(f"Say which action “{question.action.title}” is.")
        old = answers.same[question.place]
        if old is None:
            return None
        if old not in {candidate.place for candidate in question.could_be}:
            raise UnansweredError(f"“{question.action.title}” can't be that action.")
        return Matched(old, question.place)


def is_sure(pair: Pair) -> bool:
    """Whether more than a ref speaks for a pair."""
    return pair.matched_by != "ref_alone"


@dataclass(frozen=True, slots=True)
class Correction:
    """An update of a period that the plan has, which the next version words otherwise."""

    old: Update
    new: Update


@dataclass(slots=True)
class NewUpdates:
    """What comes in as an update, and what would overwrite one and is therefore asked."""

    added: list[Update] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


def new_updates(old: Iterable[Update], new: Iterable[Update]) -> NewUpdates:
    """What `new` says beyond `old`; what is there already, or says less, is left out.

    An update without a period stands for the day of its file, so other words in it are a new update; in a
    period that was reported on, words where there were none are added, and other words are a correction.
    """
    found, old = NewUpdates(), list(old)
    # Most of what a version says stood word for word in the one before: that needs no closer look.
    verbatim = {_words(update) for update in old}
    news = [update for update in new if _words(update) not in verbatim]
    before = [update for update in old if _says(update)] if news else []
    for update in news:
        spoken = [other for other in before if other.period == update.period]
        known = spoken + [other for other in found.added if other.period == update.period]
        if not _says(update) or any(not _adds(other, update) for other in known):
            continue
        contradicted = [other for other in spoken if _contradicts(other, update)]
        if update.period and contradicted:
            found.corrections.append(Correction(contradicted[-1], update))
        else:
            found.added.append(update)
    return found


def _words(update: Update) -> Hashable:
    return (
        update.period,
        update.status,
        update.status_text,
        update.text,
        update.forecast and update.forecast.text,
    )


def _says(update: Update) -> bool:
    return any(_parts(update))


def _adds(old: Update, new: Update) -> bool:
    """Whether there is anything in `new` that `old` does not say."""
    return any(now and now != was for was, now in zip(_parts(old), _parts(new), strict=True))


def _contradicts(old: Update, new: Update) -> bool:
    return any(was and now and was != now for was, now in zip(_parts(old), _parts(new), strict=True))


def _parts(update: Update) -> tuple[Hashable, ...]:
    """Status, words and forecast, in one spelling."""
    status = update.status or same_words(update.status_text).casefold()
    return status, same_words(update.text), same_words(update.forecast.text) if update.forecast else ""
