"""How like two actions are: by the words of their titles, their owners and their place in the plan."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from followthrough.plan.document import Action
from followthrough.plan.folding import fold_name, same_words

# A likeness of two titles of this many letters costs the same whatever a slip of the file made of them.
_LETTERS_COMPARED = 400
# Three words that a long title also has don't make it the same title.
_LEAST_SHARE_OF_A_TITLE = 0.4
# Owner and place decide between titles that are about as like, never against a title that is much liker.
_OWNERS, _PLACE, _DUE, _REF = 4.0, 3.0, 2.0, 5.0


@dataclass(frozen=True, slots=True)
class Features:
    """What an action is known by, each in one spelling."""

    ref: str
    title: str
    words: str
    owners: tuple[str, ...]
    place: tuple[str, str, str]
    due: str

    @classmethod
    def of(cls, action: Action) -> "Features":
        """The features of an action."""
        return cls(
            ref=(action.ref or "").casefold(),
            title=same_words(action.title).casefold(),
            words=" ".join(action.title.casefold().split())[:_LETTERS_COMPARED],
            owners=tuple(sorted({fold_name(owner.name) for owner in action.owners})),
            place=(same_words(action.theme), same_words(action.workstream), action.parent or ""),
            due=same_words(action.due.text) if action.due else "",
        )


def title_likeness(old: Features, new: Features) -> float:
    """How like two titles are, 0 to 100; a title that only grew or shrank by words is nearly the same."""
    if old.title == new.title:
        return 100.0
    whole = max(fuzz.ratio(old.words, new.words), fuzz.token_sort_ratio(old.words, new.words))
    shorter, longer = sorted((len(old.words), len(new.words)))
    if shorter < _LEAST_SHARE_OF_A_TITLE * longer:
        return whole
    return max(whole, 0.9 * fuzz.token_set_ratio(old.words, new.words))


def likeness(old: Features, new: Features, titles: float) -> float:
    """How like two actions are: as like as their titles, and a little more for all else that they share."""
    return (
        titles
        + _OWNERS * (old.owners == new.owners)
        + _PLACE * (old.place == new.place)
        + _DUE * (old.due == new.due)
        + _REF * (bool(old.ref) and old.ref == new.ref)
    )
