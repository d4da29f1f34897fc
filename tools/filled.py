"""Texts of our own for an example that a site gave out without its texts: of the same shapes and kinds.

`followthrough examples` says of each cell which words begin with a capital, where digits stand and what kinds
of cell it can be; what weights are fitted on needs a text in which the same is seen.
"""

import re
from collections.abc import Collection, Iterator
from random import Random
from typing import Any

from followthrough.intake.kinds.cells import kinds_of

_SAID = {
    "status": ("On track", "Complete", "Not started", "Delayed", "In progress"),
    "yes_no": ("Yes", "No"),
    "rating": ("High", "Medium", "Low"),
    "owner": ("Head of Parks", "Director of Finance", "Operations Manager", "HR", "Audit Committee"),
    "person": ("Dana Whitlock", "Robin Ashby", "Kim Farrow", "Lee Marchant"),
    "date": ("March 2027", "31 March 2027", "Spring 2027", "Ongoing", "TBC", "Jun-27"),
    "ref": ("A1", "2b", "C 4", "R-12"),
}
_MONTHS = ("January", "March", "June", "September", "November")
_WORDS = (
    "a the of to for with by all agree draft publish replace train visit repair depot ledger rota survey "
    "guidance budget ward estate register clinic appeal fleet library archive"
).split()
_PIECE = re.compile(r"[Xx]|9+")
_TRIES = 8


def filled_example(told: dict[str, Any]) -> dict[str, Any]:
    """The example with a text for each cell; a given example always gets the same."""
    random = Random(told["id"])
    rows = [
        row | {"cells": [_filled(*cell, random) for cell in zip(row["cells"], row["kinds"], strict=True)]}
        for row in told["rows"]
    ]
    return told | {"rows": rows}


def _filled(shape: str, kinds: Collection[str], random: Random) -> str:
    """The first text that is of the same kinds, else one of the same shape."""
    tried = list(_texts(shape, kinds, random)) if shape else [""]
    return next((text for text in tried if kinds_of(text) == set(kinds)), tried[-1])


def _texts(shape: str, kinds: Collection[str], random: Random) -> Iterator[str]:
    for _ in range(_TRIES):
        yield _PIECE.sub(lambda piece: _piece(piece.group(), "date" in kinds, random), shape)
    for kind in kinds:
        yield from random.sample(_SAID.get(kind, ()), len(_SAID.get(kind, ())))
    yield _PIECE.sub(lambda piece: _piece(piece.group(), False, random), shape)


def _piece(piece: str, is_of_date: bool, random: Random) -> str:
    """A word or a number for one of a shape; those of a date make one, whichever order they stand in."""
    if piece in ("x", "X"):
        word = random.choice(_MONTHS if is_of_date else _WORDS)
        return word.capitalize() if piece == "X" else word
    if is_of_date and len(piece) == len("2027"):
        return str(random.randint(2024, 2028))
    if is_of_date:
        return str(random.randint(1, 9)).zfill(len(piece))
    return "".join(random.choice("123456789") for _ in piece)
