"""What a heading makes statuses of: R, A and G under "RAG", ticks and yes under "Achieved?", 50 under "%"."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_COLOURS = {"b": "Blue", "g": "Green", "y": "Yellow", "a": "Amber", "r": "Red"}
_OPEN_OR_CLOSED = {"o": "Open", "c": "Closed"}
_NAMES_COLOURS = re.compile(r"\bb?[ -]?rag\b|\br ?/ ?a ?/ ?g\b", re.IGNORECASE)
_NAMES_OPEN_OR_CLOSED = re.compile(r"\bo ?/ ?c\b|\bopen ?(?:/|or) ?closed\b", re.IGNORECASE)
# "Achieved?", "Complete (Y/N)", "Done": yes or a tick says so, no or an empty box that it is not.
_NAMES_STATE = re.compile(
    r"\W*(?:is it |fully |now )?(?P<state>complete[d]?|done|achieved|implemented|delivered|finished|closed"
    r"|on (?:track|target|course)(?: to achieve)?)\b"
    r"(?:\W*(?:\?|tick|yes ?/ ?no|y ?/ ?n|y or n|yes or no|✓|please tick))*\W*",
    re.IGNORECASE,
)
_YES = ("yes", "y", "true", "✓", "✔", "☑", "☒", "√", "x", "✗", "1", "tick", "ticked")
_NO = ("no", "n", "false", "☐", "0", "not yet")
_TICKS = frozenset("✓✔☑√✅")
_CROSSES = ("x", "☒", "✗", "✘", "✖", "❌")
_NAMES_SHARE = re.compile(r"%|\bper ?cent(?:age)?\b", re.IGNORECASE)
_SHARES = {str(share): f"{share}%" for share in range(101)}
_NONE: Mapping[str, str] = {}


@lru_cache(maxsize=1024)
def letters_under(headings: tuple[str | None, ...]) -> Mapping[str, str]:
    """The word that each letter, in lower case, stands for below these headings; empty where it is none."""
    said = " ".join(heading for heading in headings if heading)
    if _NAMES_COLOURS.search(said):
        return _COLOURS
    if _NAMES_OPEN_OR_CLOSED.search(said):
        return _OPEN_OR_CLOSED
    if _NAMES_SHARE.search(said):
        return _SHARES
    state = next(
        (found["state"] for each in headings if each and (found := _NAMES_STATE.fullmatch(each))), None
    )
    return _answers(state) if state else _NONE


def letters_beside(letters: Mapping[str, str], texts: Iterable[str]) -> Mapping[str, str]:
    """What the letters of a column stand for, its cells being known: beside ticks a cross says no."""
    has_ticks = "no" in letters and not _TICKS.isdisjoint(texts)
    return {**letters, **dict.fromkeys(_CROSSES, letters["no"])} if has_ticks else letters


def _answers(state: str) -> Mapping[str, str]:
    """What yes and no mean below a heading that names a state."""
    word = (
        "On track"
        if state.lower().startswith("on ")
        else "Closed"
        if state.lower() == "closed"
        else "Complete"
    )
    return dict.fromkeys(_YES, word) | dict.fromkeys(_NO, f"Not {word.lower()}")
