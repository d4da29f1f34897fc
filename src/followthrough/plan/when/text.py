"""Dates inside running text and inside cells that hold more than one.

Dates, states and frequencies are found apart and covered by signs; what belongs together is then one phrase
of signs and joining words, as long as can be, and is read as a cell of its own.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from followthrough.plan.when import When, read_when
from followthrough.plan.when.cell import LONGEST_CELL
from followthrough.plan.when.cover import DATE_FIRST, D, cell_of, covered
from followthrough.plan.when.dates import FoundDate, find_dates
from followthrough.plan.when.recurrence import find_recurrences
from followthrough.plan.when.words import MONTH, S, W, pattern, plain

R_FIRST, R_REST = "\ue002", "\ue003"
R = rf"{R_FIRST}{R_REST}*"
STATE = r"\b(?:on-?\s?going|continuous|continual|continuing|rolling|bau|business\sas\susual)\b"
TBC = r"\b(?:tb[cad]\b|t\.b\.[cad]\b\.?|(?:date\s)?to\sbe\sconfirmed\b)"

_LEAD = (
    r"\b(?:by|before|after|from|until|till?|since|no\slater\sthan|not\slater\sthan|not\sbefore|est(?:imated)?\.?|"
    r"approx(?:imately)?\.?|circa|provisional(?:ly)?|proposed|anticipated|expected|rolling\sto)\b\.?:?"
    rf"{W}(?:the{W})?"
)
_TO = r"(?:-|to|until|till?|through|throughout|from|since|in|during|for|by|starting|beginning|commencing)"
_STATE_OF = r"(?:\s(?:programme|action|activity|basis|work))?"
_TOLD = (
    rf"{S}\((?:revised|moved|changed|extended|previously|originally|original|was|formerly|now)\b"
    rf"[\s\w]{{0,20}}{D}\)"
)
_AND_THEN = rf"{S}(?:[-,(]|\b(?:and|then)\b){S}(?:then\s)?"
_PHRASE = (
    rf"(?P<state>{STATE}{_STATE_OF}(?:(?:,?{W}|{S}-{S})(?:{_TO}{W})?{R})?)(?P<bound>{S}\(?{_TO}{W}(?:the\s)?{D}\)?)?"
    rf"|(?P<often>{R}(?:{W}thereafter)?)(?P<bounded>,?{S}{_TO}{W}(?:the\s)?{D})?"
    rf"|(?P<tbc>{TBC})(?P<dated>{W}{D})?"
    rf"|(?P<date>(?:{_LEAD}){{0,2}}{D}(?:{_TOLD}|{_AND_THEN}(?:{STATE}|{R}){_STATE_OF}(?:{W}thereafter)?\)?"
    rf"|{S}\(?{TBC}\)?|{W}onwards?\b|{W}and\sbeyond\b)?)"
)
# An adjective belongs to its noun: "monthly meetings" says nothing of when an action is due.
_STANDS_ALONE_BEFORE = r"(?:^|[-:;,./|(\n]\s*)$"
_STANDS_ALONE_AFTER = re.compile(r"\s*(?:$|[^\sa-z])")
_ADJECTIVE = r"annual|regular|periodic(?:al)?|continuous|continual|continuing|rolling"
_ENDS_CLAUSE = re.compile(r"\s*(?:$|[^\s\w])")
_YEAR_BEFORE = r"\b(?:by|in|during|from|until|till?|since|throughout|to)\s$|\bt\.?b\.?[cad]\s$"
_NUMBER_OF_PART = (
    r"\b(?:sections?|paras?|paragraphs?|items?|versions?|v|rules?|clauses?|appendix|page|pages|pp)\.?\s$"
)
_ENUMERATOR = r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[).]"
_SHORT_YEAR_SPACED = rf"{MONTH}\s\d\d"
_NUMBERS = r"\d\d-\d\d|\d\d?[-.]\d{4}|\d{8,13}"
_LOWER_WORD = re.compile(r"\s+[a-z]")
_LOOK_BACK = 20
_SEPARATORS = " \t\r\n\xa0-–—:;,./|&•"


class FoundWhen(NamedTuple):
    """A date expression at `start` to `end` of the text it was found in."""

    start: int
    end: int
    when: When


class LabelledWhen(NamedTuple):
    """A date and the words that say of what; empty where nothing does."""

    label: str
    when: When


def find_whens(text: str) -> list[FoundWhen]:
    """The date expressions in running text, left to right, none overlapping, each as long as it reaches.

    A number or a month alone is no date, nor is "monthly" before the noun that it describes.
    """
    flat = plain(text)
    dates = [date for date in find_dates(flat) if _is_meant_as_date(flat, date)]
    words = _with_recurrences_covered(covered(flat, dates))
    phrases = pattern(_PHRASE).finditer(words)
    return [_read(text, *phrase.span()) for phrase in phrases if _counts(text, phrase)]


def read_milestones(text: str) -> list[LabelledWhen]:
    """The dates of a cell that holds more than one, with their labels, in the order written; else none.

    Labels stand before their dates, unless the cell opens with a date and does not end with one.
    """
    return list(_milestones(" ".join(text.split())))


@lru_cache(maxsize=4096)
def _milestones(text: str) -> tuple[LabelledWhen, ...]:
    cell = cell_of(text) if len(text) <= LONGEST_CELL else None
    if cell is None or any(date.span is None for date in cell.dates):
        return ()
    words = covered(plain(text), cell.dates)
    phrases = [
        _read(text, *phrase.span()) for phrase in pattern(_PHRASE).finditer(words) if DATE_FIRST in phrase[0]
    ]
    if len(phrases) < 2:
        return ()
    edges = [0, *(edge for phrase in phrases for edge in phrase[:2]), len(text)]
    between = [_label(text[begin:end]) for begin, end in zip(edges[::2], edges[1::2], strict=True)]
    labels = between[1:] if between[-1] and not between[0] else between[:-1]
    return tuple(LabelledWhen(label, phrase.when) for label, phrase in zip(labels, phrases, strict=True))


def _read(text: str, start: int, end: int) -> FoundWhen:
    return FoundWhen(start, end, read_when(text[start:end]))


def _label(text: str) -> str:
    label = text.strip(_SEPARATORS)
    if label.startswith("(") and label.endswith(")"):
        label = label[1:-1]
    return label if pattern(_ENUMERATOR).fullmatch(label) else label.strip(_SEPARATORS + "()")


def _with_recurrences_covered(words: str) -> str:
    for found in find_recurrences(words):
        cover = R_FIRST + R_REST * (found.end - found.start - 1)
        words = words[: found.start] + cover + words[found.end :]
    return words


def _counts(text: str, phrase: "re.Match[str]") -> bool:
    """Whether a phrase is a date: one that holds a date is, another only where it stands alone."""
    if DATE_FIRST in phrase[0]:
        return True
    said = text[phrase.start() : phrase.end()]
    before = text[max(0, phrase.start() - _LOOK_BACK) : phrase.start()]
    begins = said[0].isupper() or _is_worded(said) or pattern(_STANDS_ALONE_BEFORE).search(before)
    after = _ENDS_CLAUSE if pattern(_ADJECTIVE).fullmatch(said) else _STANDS_ALONE_AFTER
    return bool(begins and after.match(text, phrase.end()))


def _is_worded(said: str) -> bool:
    """Whether a frequency is said in words of its own, such as "each June", and so describes no noun."""
    return " " in said and read_when(said).recurrence is not None


def _is_meant_as_date(flat: str, date: FoundDate) -> bool:
    """Whether a form that would do in a date cell is a date in running text too."""
    written, after = flat[date.start : date.end], flat[date.end :]
    before = flat[max(0, date.start - _LOOK_BACK) : date.start]
    if date.span is None or pattern(_NUMBER_OF_PART).search(before):
        return False
    if date.is_bare:
        return bool(pattern(_YEAR_BEFORE).search(before) or pattern(TBC).match(after.lstrip(" (")))
    if pattern(_SHORT_YEAR_SPACED).fullmatch(written):
        return written[0].isupper() and not _LOWER_WORD.match(after)
    return not pattern(_NUMBERS).fullmatch(written)
