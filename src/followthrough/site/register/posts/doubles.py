"""Which posts are likely the same, differently written. Only an offer: a person decides.

Names are compared in the spelling of `fold_name`, which has taken "AD" for "assistant director" and left "of"
out. Two are likely the same where they have as many words and each word of one is the same as, a beginning
of, or a slip of the pen for its fellow; where one breaks off in the middle of a word of the other; or where
one is the initials of the other. Two different short words are never a slip: north and south, A and B.
"""

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz

from followthrough.plan.folding import fold_name
from followthrough.site.register.models import Post

# A beginning of three letters stands for a word ("fin" for "finance"); fewer stand for too many.
SHORTEST_BEGINNING = 3
# Measured on the 89 posts of five real plans: the rules together offer the three pairs that are one post (cut
# short, broken off, initials) and no other, where a likeness of whole names from 80 on offers four that are
# two posts. Shorter words differ by one letter and mean something else.
LIKE_A_SLIP = 85
SHORTEST_SLIP = 5
INITIALS = range(3, 7)


class Double(NamedTuple):
    """Two posts that are likely one, the fuller name first."""

    fuller: Post
    other: Post


def likely_doubles(posts: Iterable[Post]) -> list[Double]:
    """The pairs that are likely one post, by name."""
    spelled = [(post, fold_name(post.name).split(), _initials(post.name)) for post in posts]
    found = []
    for (one, words, initials), (two, others, initials_too) in combinations(spelled, 2):
        if _same_words(words, others) or [initials] == others or [initials_too] == words:
            fuller, other = sorted((one, two), key=lambda post: -len(post.name))
            found.append(Double(fuller, other))
    return sorted(found, key=lambda pair: pair.fuller.name.casefold())


def _initials(name: str) -> str:
    letters = "".join(word[0] for word in name.split() if word[0].isalpha()).casefold()
    return letters if len(letters) in INITIALS else ""


def _same_words(words: list[str], others: list[str]) -> bool:
    if _breaks_off(words, others) or _breaks_off(others, words):
        return True
    if len(words) != len(others) or not set(words) & set(others):
        return False
    return all(_same_word(*pair) for pair in zip(words, others, strict=True))


def _breaks_off(words: list[str], others: list[str]) -> bool:
    """Whether the first is the second up to the middle of a word, as where a column was too narrow."""
    *before, last = words or [""]
    at = len(before)
    if not before or len(others) <= at or others[:at] != before:
        return False
    return others[at] != last and others[at].startswith(last) and len(last) >= SHORTEST_BEGINNING


def _same_word(one: str, two: str) -> bool:
    if one == two:
        return True
    shorter, longer = sorted((one, two), key=len)
    if longer.startswith(shorter) and len(shorter) >= SHORTEST_BEGINNING:
        return True
    return len(shorter) >= SHORTEST_SLIP and fuzz.ratio(one, two) >= LIKE_A_SLIP
