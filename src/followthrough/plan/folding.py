"""Texts in one spelling, for comparison. Each way says what it lets go of; none is ever shown.

`same_words`     what another file format or keyboard does to a text
`letters_alone`  all but letters and digits, and case
`fold_name`      the ways in which one post is written
`fold_status`    punctuation in and around the words of a status

`one_line` lets go of blanks and look-alike letters alone, and is what a person reads.
"""

import re
import unicodedata
from functools import lru_cache

from followthrough.plan.lookalikes import with_latin_letters

LIKE_A_DASH = "‐‑‒–—―−"
_NO_WORDS = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\uf0b7•●▪◦‣]+")
_ONE_SPELLING = str.maketrans(
    {**dict.fromkeys("‘’‚‛`´", "'"), **dict.fromkeys("“”„‟", '"'), **dict.fromkeys(LIKE_A_DASH, "-")}
)
_NOT_LETTERS = re.compile(r"[\W_]+")
_SHORT_FORMS = {
    "ad": "assistant director",
    "ads": "assistant directors",
    "asst": "assistant",
    "cllr": "councillor",
    "dept": "deputy",
    "exec": "executive",
    "mgr": "manager",
}
_JOINING = frozenset({"and", "of", "for", "the"})
# A mark that sets the status apart from what is said of it; a dash or slash inside a word is a space.
_MARK = re.compile(r"\s[–—-]\s?|[–—-]\s|[:;,.()\[\]\n•|]+")
_SIGN_IN_A_WORD = re.compile(r"[^\w%/| ]|_|(?<!\bn)/")
# What a symbol that stands alone says; a cross is known only by a plan's own key.
_SYMBOLS = {
    ord(symbol): f" {word} "
    for word, symbols in {
        "red": "🔴🟥", "amber": "🟠🟧", "yellow": "🟡🟨", "green": "🟢🟩", "blue": "🔵🟦", "white": "⚪⬜",
        "black": "⚫⬛", "purple": "🟣🟪", "complete": "✓✔☑✅🗸🗹", "cross": "✗✘❌☒✖🗙🗵",
    }.items()
    for symbol in symbols
}  # fmt: skip
STATUS_SIGNS = frozenset(map(chr, _SYMBOLS))


def one_line(text: str) -> str:
    """A text with its blanks folded and look-alike letters of another alphabet in ours."""
    return " ".join(with_latin_letters(text).split())


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


def words_alone(text: str) -> list[str]:
    """The words of a text, letters and digits only, in one case."""
    return _NOT_LETTERS.sub(" ", text.casefold()).split()


def letters_alone(text: str) -> str:
    """Letters and digits only, in one case: texts that differ in nothing else are the same words."""
    return "".join(words_alone(text))


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """One spelling a name for matching: no case, dashes, "&", short forms, "of" or look-alike letters."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", with_latin_letters(name).casefold().replace("’", "'"))
    longer = (_SHORT_FORMS.get(word, word) for word in words)
    return " ".join(word for word in longer if word not in _JOINING)


@lru_cache(maxsize=4096)
def fold_status(text: str) -> str:
    """`text` in lower case, a space for punctuation inside words, "|" for marks that set a status apart.

    A tick, a cross or a coloured circle that stands without words becomes its word.
    """
    if not text.isascii() and not any(map(str.isalnum, text)):
        text = text.translate(_SYMBOLS)
    marked = _MARK.sub(" | ", text.casefold().replace("&", " and "))
    return " ".join(_SIGN_IN_A_WORD.sub(" ", marked).split()).strip(" |")
