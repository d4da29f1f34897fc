"""Title cells that hold more than a title: a heading run together with its text, a lettered list."""

import re
from typing import NamedTuple

from followthrough.intake.grid import PARAGRAPH

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


class LetteredPart(NamedTuple):
    """One part of a lettered list: its letter and its text."""

    letter: str
    text: str


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
