"""When two texts say the same: what another file format or another keyboard does to a text is no change."""

import re
import unicodedata

from followthrough.plan.lookalikes import with_latin_letters

_NO_WORDS = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\uf0b7•●▪◦‣]+")
_ONE_SPELLING = str.maketrans(
    {**dict.fromkeys("‘’‚‛`´", "'"), **dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)


def same_words(text: str | None) -> str:
    """A text in one spelling: texts that are equal in it differ at most in blanks, quotes, dashes, bullets,
    look-alike letters or a last full stop. None and blank are the same.
    """
    spelled = text or ""
    if not spelled.isascii():
        spelled = unicodedata.normalize("NFKC", with_latin_letters(spelled.translate(_ONE_SPELLING)))
    return _NO_WORDS.sub("", spelled.replace("`", "'")).rstrip(".")


def are_same_words(one: str | None, other: str | None) -> bool:
    """Whether two texts say the same."""
    return one == other or same_words(one) == same_words(other)
