"""Finds a person's names and addresses in words, and puts other words in their place."""

import re
from collections.abc import Mapping
from typing import Any


class Replacing:
    """Puts other words in the place of whole names and addresses, however they are spaced and cased."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._instead = {_plain(name): instead for name, instead in words.items() if name.strip()}
        longest_first = sorted(self._instead, key=len, reverse=True)
        found = rf"(?:{'|'.join(map(_spelled, longest_first))})(?!\w)"
        self._pattern = re.compile(found, re.IGNORECASE) if self._instead else None

    def found_in(self, value: Any) -> bool:
        """Whether a text, or a text in JSON, has one of them."""
        return bool(self(value) != value)

    def __call__(self, value: Any) -> Any:
        """The same, of the same type, with other words in their place."""
        if isinstance(value, str):
            return self._in_text(value)
        if isinstance(value, dict):
            return {self(key): self(each) for key, each in value.items()}
        return [self(each) for each in value] if isinstance(value, list) else value

    def _in_text(self, text: str) -> str:
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._instead[_plain(found[0])], text)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _spelled(name: str) -> str:
    """The name as a pattern: whole, and an address not as the end of another."""
    before = r"(?<![\w.+-])" if "@" in name else r"(?<!\w)"
    return before + r"\s+".join(map(re.escape, name.split()))
