"""A date cell half read: dates covered, the condition set aside, the dates in force picked out."""

from typing import NamedTuple

from followthrough.plan.when.dates import FoundDate, find_dates
from followthrough.plan.when.words import W, pattern, plain

# A date is covered by these two, one sign for each of its own, so that places stay what they are; `plain`
# has removed them from the text.
DATE_FIRST, DATE_REST = "\ue000", "\ue001"
D = rf"{DATE_FIRST}{DATE_REST}*"

# What stands after the first of these is the condition; the others belong to its words.
_CONDITION = (
    rf"\b(?P<kept>once(?! an? | per | each | every | in )|throughout|until|when|upon|as soon as|"
    rf"on completion of|on receipt of)\b{W}"
    r"|\b(?:aligned (?:to|with)|based on|following(?: on from)?|linked (?:to|with)|pending|awaiting|after|"
    r"subject to|dependent (?:on|upon)|depend(?:s|ing) (?:on|upon)|contingent (?:on|upon)|"
    rf"conditional (?:on|upon)|in line with)\b{W}"
)
_CONDITION_ENDS = r"\s*(?:[,;)]|\s-\s|\.(?=\s|$)|$)"
# Waiting for the date to be known says nothing of what it waits for.
_CIRCULAR = r"(?:the )?(?:date|timescale|timetable|timeframe)s?\b"

_MOVED = r"(?:revised|moved|changed|extended|amended|re-?dated|updated|slipped|deferred|delayed|re-?profiled)"
_DATE_WORDS = r"(?: (?:date|target|due|deadline|completion|set|planned|agreed|for|by|to|until))*\s?[:-]?\s?$"
_OLD_BEFORE = (
    r"\b(?:was|were|previously|original(?:ly)?|formerly|initial(?:ly)?|baseline|instead of|"
    rf"{_MOVED} from){_DATE_WORDS}"
)
_NEW_BEFORE = rf"\b(?:now|new|current|{_MOVED}){_DATE_WORDS}"
_OLD_AFTER = r"\s?\((?:original|previous|old|baseline|initial)(?: (?:date|target))?\)"
_NEW_AFTER = r"\s?\((?:revised|new|current|amended|extended)(?: (?:date|target))?\)"
_LOOK_BACK = 40


class Cell(NamedTuple):
    """A cell half read: the dates in force, and the words with dates covered and the condition blanked."""

    text: str
    words: str
    dates: list[FoundDate]
    condition: str | None


class Clause(NamedTuple):
    """Where a condition stands: `start` to `end` with its marker, its own words from `said`."""

    start: int
    said: int
    end: int


def cell_of(text: str) -> Cell:
    """The cell with its condition cut off and its dates covered."""
    flat = plain(text)
    dates = find_dates(flat)
    words, condition = covered(flat, dates), None
    clause = _condition_in(words)
    if clause:
        condition = text[clause.said : clause.end].strip(" .,;:")
        dates = [date for date in dates if not clause.start <= date.start < clause.end]
        words = words[: clause.start] + " " * (clause.end - clause.start) + words[clause.end :]
    return Cell(text, words, _in_force(words, dates), condition or None)


def covered(text: str, dates: list[FoundDate]) -> str:
    """The text with each date covered, as long as before."""
    for date in dates:
        cover = DATE_FIRST + DATE_REST * (date.end - date.start - 1)
        text = text[: date.start] + cover + text[date.end :]
    return text


def precedes(source: str, words: str, date: FoundDate) -> bool:
    """Whether a pattern that ends in $ stands right before a date."""
    return bool(pattern(source).search(words[max(0, date.start - _LOOK_BACK) : date.start]))


def _condition_in(words: str) -> Clause | None:
    for marker in pattern(_CONDITION).finditer(words):
        ending = pattern(_CONDITION_ENDS).search(words, marker.end())
        end = ending.start() if ending else len(words)
        said = words[marker.end() : end]
        # "after March 2025" and "throughout 2024/25" bound the date; they set no condition.
        if pattern(_CIRCULAR).match(said) or pattern(rf"(?:the )?{D}").fullmatch(said):
            continue
        return Clause(marker.start(), marker.start() if marker["kept"] else marker.end(), end)
    return None


def _in_force(words: str, dates: list[FoundDate]) -> list[FoundDate]:
    """The dates without those that the words call former; only those called new, where some are."""
    new = [date for date in dates if _is_called(words, date, _NEW_BEFORE, _NEW_AFTER)]
    current = new or [date for date in dates if not _is_called(words, date, _OLD_BEFORE, _OLD_AFTER)]
    return current or dates


def _is_called(words: str, date: FoundDate, before: str, after: str) -> bool:
    return bool(precedes(before, words, date) or pattern(after).match(words, date.end))
