"""Running text in a cell: where it was cut in two, a heading or a list within it, who signed it and when."""

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from followthrough.intake.grid import PARAGRAPH
from followthrough.plan.refs import counts_on

# Of a text that goes on over many rows its end alone is looked at.
_LONGEST_WORD = 50
_STOPS = (".", "!", "?", ":", ";", "…")
_HANGING = re.compile(
    r"(?:[,(/&–—-]|\b(?:of|and|or|for|to|the|a|an|by|with|from|as|that|which|into|between|within|including|"
    r"regarding|whose|than|its|their|our))$",
    re.IGNORECASE,
)
_OPENS_LOWER = re.compile(r"[a-z)\],;.%]")
_BULLET = re.compile(r"[•●▪◦·*–-]\s|(?:\(?[a-z0-9]{1,3}[.)])\s|[ivx]{1,4}\s+(?=[A-Z])")
_MARK = re.compile(r"([•●▪◦·*–-])\s")
_LAST_WORD, _FIRST_WORD = re.compile(r"[A-Za-z]+$"), re.compile(r"^[a-z]+")
_FUNCTION_WORDS = frozenset(
    "a an the of and or for to in on at by with from as is are be it its this that if but not no can may was "
    "were has have all any out up so we he she they you i my me us do".split()
)


@lru_cache(maxsize=16_384)
def is_unfinished(before: str, after: str) -> bool | None:
    """Whether `after` goes on where `before` was cut: True, False, or None where the texts do not say."""
    if not before or not after:
        return None
    if before.endswith("-") and after[0].islower():
        return True
    if _HANGING.search(before[-_LONGEST_WORD:]):
        return True
    if _OPENS_LOWER.match(after) and not _BULLET.match(after):
        return not before.endswith((".", "!", "?"))
    return False if before.endswith(_STOPS) else None


def is_next_item(before: str, after: str) -> bool:
    """Whether `after` is the next item of the list that `before` is or ends with: under the same bullet, or
    with the next number where the list has several."""
    *above, last = map(str.strip, before.splitlines() or [""])
    one, other = _MARK.match(last), _MARK.match(after)
    if one and other:
        return one[1] == other[1]
    return bool(above) and counts_on(last, after)


def join_texts(before: str, after: str) -> str:
    """The two halves of a cell as one text: a word cut in two is made whole, a sentence goes on after a
    blank, and what is a paragraph of its own begins a new line."""
    if not before or not after:
        return before or after
    if _is_word_cut(before, after):
        return (before.removesuffix("-") if before.endswith("-") else before) + after
    if _BULLET.match(after) or (before.endswith((".", "!", "?", ":")) and after[0].isupper()):
        return f"{before}{PARAGRAPH}{after}"
    return f"{before} {after}"


def _is_word_cut(before: str, after: str) -> bool:
    """Whether a word was cut: its two parts make a word that the language has."""
    end = before[-_LONGEST_WORD:].removesuffix("-")
    head, tail = _LAST_WORD.search(end), _FIRST_WORD.match(after)
    if not head or not tail or {head.group().lower(), tail.group()} & _FUNCTION_WORDS:
        return False
    return _is_word(head.group().lower() + tail.group())


@cache
def _is_word(letters: str) -> bool:
    return letters in _words()


@cache
def _words() -> frozenset[str]:
    # Loaded only when a cell was cut between two words: it takes about a tenth of a second.
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(language="en").word_frequency.words())


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


_DAY = r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d{4}|\d{2}))?"
_FIRST = re.compile(
    rf"(?:(?P<by>[A-Z]{{2,3}})\s+{_DAY}|{_DAY.replace('?P<', '?P<x')}\s+(?P<xby>[A-Z]{{2,3}}))\s*[:–-]"
)
_LAST = re.compile(rf"\((?P<by>[A-Z]{{2,3}})\s+{_DAY}\)\s*\.?$")
# Outside brackets a day without a year could be a fraction or a committee's number.
_LAST_WITH_YEAR = re.compile(rf"\b(?P<by>[A-Z]{{2,3}})\s+{_DAY.removesuffix('?')}\s*\.?$")


class Signature(NamedTuple):
    """The writer's initials, and the day where it is certain."""

    by: str | None = None
    on: date | None = None


def read_signature(text: str, period: str | None) -> Signature:
    """The signature that begins or ends an update; a day without a year takes that of the period."""
    if first := _FIRST.match(text):
        parts = {name.removeprefix("x"): value for name, value in first.groupdict().items() if value}
        return Signature(parts.get("by"), _day(parts, period))
    if last := _LAST.search(text) or _LAST_WITH_YEAR.search(text):
        return Signature(last["by"], _day(last.groupdict(), period))
    return Signature()


def _day(parts: dict[str, str], period: str | None) -> date | None:
    year = parts.get("year") or (period or "")[:4]
    if not year:
        return None
    try:
        return date(int(year) if len(year) == 4 else 2000 + int(year), int(parts["month"]), int(parts["day"]))
    except ValueError:
        return None
