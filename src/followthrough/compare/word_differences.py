"""Which words of a text were taken out and which were put in."""

import re
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple, get_args

from followthrough.plan.folding import same_words

Fate = Literal["kept", "removed", "added"]
_FATES: tuple[Fate, ...] = get_args(Fate)

_WORD = re.compile(r"\S+\s*")
# A few small words that both texts happen to have, between others, are no thread to follow.
_FEWEST_WORDS_KEPT = 2
# Texts that share less than this were written anew: shown whole, one after the other.
_LEAST_SHARED = 0.25
# Beyond this many words, what a word by word search costs is more than what it tells.
_MOST_WORDS = 3000


class Stretch(NamedTuple):
    """Words that run together, with the blanks after them, and what became of them."""

    fate: Fate
    text: str


def word_differences(old: str, new: str) -> list[Stretch]:
    """The two texts as one: kept, removed and added stretches in the order of reading.

    The kept and the added ones together are the new text; a word in another spelling (quotes) is kept.
    """
    was, now = _WORD.findall(old), _WORD.findall(new)
    if len(was) + len(now) > _MOST_WORDS:
        return _joined([("removed", was), ("added", now)])
    matcher = SequenceMatcher(None, _spelled(was), _spelled(now))
    if matcher.ratio() < _LEAST_SHARED:
        return _joined([("removed", was), ("added", now)])
    parts: list[tuple[Fate, list[str]]] = []
    for tag, first_old, last_old, first_new, last_new in matcher.get_opcodes():
        is_thread = last_new - first_new >= _FEWEST_WORDS_KEPT or last_new == len(now) or first_new == 0
        if tag == "equal" and is_thread:
            parts.append(("kept", now[first_new:last_new]))
        else:
            parts += [("removed", was[first_old:last_old]), ("added", now[first_new:last_new])]
    return _joined(parts)


def _spelled(words: list[str]) -> list[str]:
    return [same_words(word) or word.strip() for word in words]


def _joined(parts: list[tuple[Fate, list[str]]]) -> list[Stretch]:
    """Between two kept stretches, one removed and one added one."""
    stretches: list[Stretch] = []
    for _, group in groupby(parts, key=lambda part: part[0] == "kept"):
        run = list(group)
        stretches += [Stretch(fate, _text(run, fate)) for fate in _FATES if _text(run, fate)]
    return stretches


def _text(parts: list[tuple[Fate, list[str]]], fate: Fate) -> str:
    return "".join(word for each, words in parts if each == fate for word in words)
