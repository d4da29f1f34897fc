"""Numbers, days and lists as an officer writes them in a sentence of a report."""

from collections.abc import Iterable
from datetime import date

from followthrough.plan.when import When
from followthrough.plan.when.months import SHORT_MONTHS
from followthrough.plan.when.periods import last_day_of

_SMALL = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
FIXED = "\u00a0"


def number(count: int) -> str:
    """A number inside a sentence: figures, but for "none" and "one"."""
    return ("none", "one")[count] if count < 2 else f"{count:,}"


def opening(count: int) -> str:
    """A number that a sentence begins with: in words below ten."""
    return _SMALL[count] if count < len(_SMALL) else f"{count:,}"


def many(count: int, noun: str, plural: str = "") -> str:
    """ "no actions", "one action", "3 actions"."""
    words = number(count) if count else "no"
    return f"{words} {noun if count == 1 else plural or noun + 's'}"


def is_are(count: int) -> str:
    """The verb that goes with a number: none is, one is, 3 are."""
    return "is" if count < 2 else "are"


def was_were(count: int) -> str:
    """The verb that goes with a number, of the past."""
    return "was" if count < 2 else "were"


def either(count: int, one: str, more: str) -> str:
    """The words that go with one, or with more."""
    return one if count == 1 else more


def day_in_words(day: date) -> str:
    """ "4 December 2026"."""
    return f"{day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """ "4 Dec 2026", which stays on one line."""
    return f"{day.day}{FIXED}{SHORT_MONTHS[day.month - 1]}{FIXED}{day.year}"


def short_when(when: When | None, none: str = "No date") -> str:
    """A date for a table: a day short and on one line, else the plan's own words."""
    if when is None or not when.text:
        return none
    return short_day(when.latest) if when.kind == "day" and when.latest else when.text


def long_when(when: When | None, none: str = "no date") -> str:
    """A date for a sentence."""
    if when is None or not when.text:
        return none
    return day_in_words(when.latest) if when.kind == "day" and when.latest else when.text


def since_words(before: str, period: str) -> str:
    """The earlier period as a sentence names it: the month alone where that can only mean one."""
    first, last = last_day_of(before), last_day_of(period)
    months = (last.year - first.year) * 12 + last.month - first.month
    return f"{first:%B}" if months < 12 else f"{first:%B %Y}"


def listed(names: Iterable[str]) -> str:
    """ "A, B and C"."""
    known = [name for name in names if name]
    return known[0] if len(known) == 1 else f"{', '.join(known[:-1])} and {known[-1]}" if known else ""


def named(ref: str | None, title: str) -> str:
    """An action as a table names it."""
    return f"{ref} {title}".strip() if ref else title
