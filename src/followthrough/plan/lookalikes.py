"""Letters of another alphabet that look like ours: a pasted Cyrillic С must not part one owner in two."""

import re
from functools import lru_cache

_FOREIGN_TOKEN = re.compile(r"(?<!\w)(?=\w*[^\W\x00-\x7f])\w+")


def with_latin_letters(text: str) -> str:
    """`text` with the tokens spelled in look-alike letters spelled in ours.

    A token changes only where each of its letters is ours or a look-alike; a word that is really Greek or
    Cyrillic has a letter that is neither, and stays.
    """
    if text.isascii():
        return text
    return _FOREIGN_TOKEN.sub(lambda token: _respelled(token[0]), text)


def _respelled(token: str) -> str:
    letters = [_latin_letter(character) for character in token]
    return token if None in letters else "".join(letter or "" for letter in letters)


@lru_cache(maxsize=1024)
def _latin_letter(character: str) -> str | None:
    """Our letter for `character`: itself where it is ours or no letter, None where none looks like it."""
    if character.isascii() or not character.isalpha():
        return character
    # The tables take a twentieth of a second to load; most plans never need them.
    from confusable_homoglyphs import categories, confusables

    if "LATIN" in categories.aliases_categories(character)[0]:
        return character
    found = confusables.is_confusable(character, greedy=True, preferred_aliases=["latin"])
    twins = [twin["c"] for twin in found[0]["homoglyphs"] if twin["c"].isascii()] if found else []
    if not twins:
        return None
    if character.isupper() and twins[0] == "l":
        return "I"
    return str(twins[0])
