"""How long the texts of something are that is stored as JSON."""

from typing import Any


def longest_text(part: Any) -> int:
    """How many letters the longest text has that stands anywhere in it."""
    if isinstance(part, str):
        return len(part)
    if isinstance(part, dict):
        part = part.values()
    elif not isinstance(part, list):
        return 0
    return max(map(longest_text, part), default=0)
