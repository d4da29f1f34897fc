"""How long the texts of something are that is stored as JSON."""

from collections.abc import Iterator
from typing import Any


def longest_text(part: Any) -> int:
    """How many letters the longest text has that stands anywhere in it."""
    return max(_lengths(part), default=0)


def letters_in(part: Any) -> int:
    """How many letters all the texts have together that stand anywhere in it."""
    return sum(_lengths(part))


def _lengths(part: Any) -> Iterator[int]:
    if isinstance(part, str):
        yield len(part)
    elif isinstance(part, dict | list):
        for each in part.values() if isinstance(part, dict) else part:
            yield from _lengths(each)
