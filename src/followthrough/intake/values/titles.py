"""Title cells that hold more than a title: a heading run together with its text, a lettered list."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from followthrough.intake.grid import PARAGRAPH
from followthrough.plan.refs import split_numbered

_OPENERS = (
    "The|An|A|This|These|That|Those|Following|In|It|We|Our|As|Since|There|All|At|On|By|For|Work|Progress|During|After|"
    "Before|Having|No|Initial|Further|Good|Some|Since|With|When|While|Currently|Discussions|Meetings|Officers|Members|"
    "Reports|Updates|From|To date"
)
_RUN_ON = re.compile(rf"(?<=[^\s.,:;–—&(-])\s+(?=(?:{_OPENERS})\s+\S+\s+\S+)")
_CONNECTOR = re.compile(r"\b(?:of|and|or|for|to|in|on|at|by|with|from|&)$", re.IGNORECASE)
_LETTERED = re.compile(r"(?:^|(?<=\s))\(?(?P<letter>[a-z])\)\s+")
_LONGEST_HEADING = 120
_SHORTEST_TEXT = 40


_BARE_NUMBER = re.compile(r"(\d{1,3}[a-z]?)\s+(?=[A-Z])")
_MOSTLY, _NEARLY_ALL = 0.5, 0.8

Numbering = Callable[[str], "tuple[str, str] | None"]


class LetteredPart(NamedTuple):
    """One part of a lettered list: its letter and its text."""

    letter: str
    text: str


def numbering_of(titles: Sequence[str]) -> Numbering | None:
    """How the titles of a table carry their refs: a function that splits one, None where they carry none.

    A number without a mark ("12 Report on …") is a ref only where nearly every title begins with one and they
    rise.
    """
    if not titles:
        return None
    if sum(split_numbered(title) is not None for title in titles) >= _MOSTLY * len(titles):
        return split_numbered
    bare = [split for title in titles if (split := split_bare_number(title))]
    numbers = [int(re.sub(r"\D", "", ref)) for ref, _ in bare]
    rises = sum(a <= b for a, b in pairwise(numbers)) >= _NEARLY_ALL * max(len(numbers) - 1, 1)
    return split_bare_number if len(bare) >= _NEARLY_ALL * len(titles) and rises else None


def split_bare_number(text: str) -> tuple[str, str] | None:
    """A number that a title begins with, and the rest; None where there is none."""
    found = _BARE_NUMBER.match(text)
    return (found[1], text[found.end() :]) if found else None


def split_heading(text: str) -> tuple[str, str]:
    """A heading and the text that runs on after it; the text is empty where there is none."""
    first, _, rest = text.partition(PARAGRAPH)
    if rest and len(first) <= _LONGEST_HEADING:
        return first, rest
    for boundary in _RUN_ON.finditer(text):
        heading, body = text[: boundary.start()], text[boundary.end() :]
        if len(heading) > _LONGEST_HEADING:
            break
        if not _CONNECTOR.search(heading) and len(body) >= _SHORTEST_TEXT:
            return heading, body
    return text, ""


def lettered_parts(text: str) -> list[LetteredPart]:
    """The parts of a list `a) … b) …` whose letters follow each other; empty where there is none."""
    marks = list(_LETTERED.finditer(text))
    letters = "".join(mark["letter"] for mark in marks)
    if len(letters) < 2 or not "abcdefghijklmnopqrstuvwxyz".startswith(letters):
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [
        LetteredPart(mark["letter"], text[mark.end() : end].strip())
        for mark, end in zip(marks, ends, strict=True)
    ]
