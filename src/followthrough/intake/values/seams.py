"""Where a cell was cut in two (by a page's end, by a line's end), and how its halves go together."""

import re
from functools import cache, lru_cache

from followthrough.intake.grid import PARAGRAPH

# Of a text that goes on over many rows its end alone is looked at.
_LONGEST_WORD = 50
_STOPS = (".", "!", "?", ":", ";", "…")
_HANGING = re.compile(
    r"(?:[,(/&–—-]|\b(?:of|and|or|for|to|the|a|an|by|with|from|as|that|which|into|between|within|including|"
    r"regarding|whose|than|its|their|our))$",
    re.IGNORECASE,
)
_OPENS_LOWER = re.compile(r"[a-z)\],;.%]")
_BULLET = re.compile(r"[•●▪◦·*–-]\s|(?:\(?[a-z0-9]{1,3}[.)])\s|[ivx]{1,4}\s+(?=[A-Z])")
_LAST_WORD, _FIRST_WORD = re.compile(r"[A-Za-z]+$"), re.compile(r"^[a-z]+")
_FUNCTION_WORDS = frozenset(
    "a an the of and or for to in on at by with from as is are be it its this that if but not no can may was "
    "were has have all any out up so we he she they you i my me us do".split()
)


@lru_cache(maxsize=16_384)
def is_unfinished(before: str, after: str) -> bool | None:
    """Whether `after` goes on where `before` was cut: True, False, or None where the texts do not say."""
    if not before or not after:
        return None
    if before.endswith("-") and after[0].islower():
        return True
    if _HANGING.search(before[-_LONGEST_WORD:]):
        return True
    if _OPENS_LOWER.match(after) and not _BULLET.match(after):
        return not before.endswith((".", "!", "?"))
    return False if before.endswith(_STOPS) else None


def join_texts(before: str, after: str) -> str:
    """The two halves of a cell as one text: a word cut in two is made whole, a sentence goes on after a
    blank, and what is a paragraph of its own begins a new line."""
    if not before or not after:
        return before or after
    if _is_word_cut(before, after):
        return (before.removesuffix("-") if before.endswith("-") else before) + after
    if _BULLET.match(after) or (before.endswith((".", "!", "?", ":")) and after[0].isupper()):
        return f"{before}{PARAGRAPH}{after}"
    return f"{before} {after}"


def _is_word_cut(before: str, after: str) -> bool:
    """Whether a word was cut: its two parts make a word that the language has."""
    end = before[-_LONGEST_WORD:].removesuffix("-")
    head, tail = _LAST_WORD.search(end), _FIRST_WORD.match(after)
    if not head or not tail or {head.group().lower(), tail.group()} & _FUNCTION_WORDS:
        return False
    return _is_word(head.group().lower() + tail.group())


@cache
def _is_word(letters: str) -> bool:
    return letters in _words()


@cache
def _words() -> frozenset[str]:
    # Loaded only when a cell was cut between two words: it takes about a tenth of a second.
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(language="en").word_frequency.words())
