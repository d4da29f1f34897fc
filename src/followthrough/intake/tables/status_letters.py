"""The letters that a heading makes statuses of: R, A and G under "RAG", O and C under "O/C"."""

import re
from collections.abc import Mapping
from functools import lru_cache

_COLOURS = {"b": "Blue", "g": "Green", "y": "Yellow", "a": "Amber", "r": "Red"}
_OPEN_OR_CLOSED = {"o": "Open", "c": "Closed"}
_NAMES_COLOURS = re.compile(r"\bb?[ -]?rag\b|\br ?/ ?a ?/ ?g\b", re.IGNORECASE)
_NAMES_OPEN_OR_CLOSED = re.compile(r"\bo ?/ ?c\b|\bopen ?(?:/|or) ?closed\b", re.IGNORECASE)
_NONE: Mapping[str, str] = {}


@lru_cache(maxsize=1024)
def letters_under(headings: tuple[str | None, ...]) -> Mapping[str, str]:
    """The word that each letter, in lower case, stands for below these headings; empty where it is none."""
    said = " ".join(heading for heading in headings if heading)
    if _NAMES_COLOURS.search(said):
        return _COLOURS
    return _OPEN_OR_CLOSED if _NAMES_OPEN_OR_CLOSED.search(said) else _NONE
