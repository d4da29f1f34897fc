"""Recurring forms: "quarterly", "every six months", "each June", "first Monday of each month".

Reads text in which dates with a year have been covered, and gives the interval, with an RFC 5545 RRULE where
the words fix a frequency.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from followthrough.plan.when.months import month_number
from followthrough.plan.when.words import (
    COUNTS,
    DAY,
    MONTH,
    ORDINALS,
    SEASON,
    WEEKDAYS,
    S,
    W,
    day_number,
    either,
    pattern,
)

Interval = Literal[
    "weekly",
    "fortnightly",
    "monthly",
    "quarterly",
    "six_monthly",
    "annual",
    "per_committee_cycle",
    "periodic",
]
Words = dict[str, str]
LEAP_YEAR = 2024


class Recurrence(NamedTuple):
    """How often; `rule` is an RRULE, None where the words fix no frequency. Said at `start` to `end`."""

    interval: Interval
    rule: str | None
    start: int = 0
    end: int = 0


_WEEKLY = Recurrence("weekly", "FREQ=WEEKLY")
_FORTNIGHTLY = Recurrence("fortnightly", "FREQ=WEEKLY;INTERVAL=2")
_MONTHLY = Recurrence("monthly", "FREQ=MONTHLY")
_QUARTERLY = Recurrence("quarterly", "FREQ=MONTHLY;INTERVAL=3")
_SIX_MONTHLY = Recurrence("six_monthly", "FREQ=MONTHLY;INTERVAL=6")
_ANNUAL = Recurrence("annual", "FREQ=YEARLY")
_DAILY = Recurrence("periodic", "FREQ=DAILY")
_CYCLE = Recurrence("per_committee_cycle", None)
_PERIODIC = Recurrence("periodic", None)

_NAMED = {
    ("WEEKLY", 1): _WEEKLY,
    ("WEEKLY", 2): _FORTNIGHTLY,
    ("MONTHLY", 1): _MONTHLY,
    ("MONTHLY", 3): _QUARTERLY,
    ("MONTHLY", 6): _SIX_MONTHLY,
    ("MONTHLY", 12): _ANNUAL,
    ("YEARLY", 1): _ANNUAL,
    ("DAILY", 1): _DAILY,
}
_A_PERIOD = {
    "week": _WEEKLY,
    "fortnight": _FORTNIGHTLY,
    "month": _MONTHLY,
    "quarter": _QUARTERLY,
    "year": _ANNUAL,
    "annum": _ANNUAL,
    "day": _DAILY,
}
_FREQUENCY = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_TIMES_A_YEAR = {1: _ANNUAL, 2: _SIX_MONTHLY, 4: _QUARTERLY, 12: _MONTHLY}


def _every(count: int, unit: str) -> Recurrence | None:
    if not 1 <= count <= 99:
        return None
    frequency = _FREQUENCY[unit]
    return _NAMED.get((frequency, count)) or Recurrence("periodic", f"FREQ={frequency};INTERVAL={count}")


def _count(word: str) -> int:
    return int(word) if word.isdigit() else COUNTS[word.lower()]


def _every_so_many(words: Words) -> Recurrence | None:
    return _every(_count(words["n"]), words["unit"].lower())


def _other_period(words: Words) -> Recurrence | None:
    return _every(2, words["unit"].lower())


def _so_many_monthly(words: Words) -> Recurrence | None:
    unit = words["unit"].lower()
    return _every(_count(words["n"]), {"weekly": "week", "monthly": "month", "yearly": "year"}[unit])


def _times_a_period(words: Words) -> Recurrence | None:
    times = {"once": 1, "twice": 2, "thrice": 3}.get(words["times"].lower()) or _count(words["n"])
    if times == 1:
        return _A_PERIOD[words["unit"].lower()]
    if words["unit"].lower() in ("year", "annum"):
        return _TIMES_A_YEAR.get(times, _PERIODIC)
    return _PERIODIC


def _a_period(words: Words) -> Recurrence | None:
    return _A_PERIOD[words["unit"].lower()]


def _months_each_year(words: Words) -> Recurrence | None:
    """The months that are named; evenly spread ones have an interval of their own."""
    months = sorted({month_number(word) for word in pattern(MONTH).findall(words["months"])})
    rule = f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))}"
    if not words.get("d"):
        return Recurrence(_spread(months), rule)
    day, shortest = day_number(words["d"]), min(map(_length, months))
    return Recurrence(_spread(months), f"{rule};BYMONTHDAY={day}") if 1 <= day <= shortest else None


def _length(month: int) -> int:
    return monthrange(LEAP_YEAR, month)[1]


def _spread(months: list[int]) -> Interval:
    gap = 12 // len(months)
    even = all(later - earlier == gap for earlier, later in pairwise(months))
    named = _TIMES_A_YEAR.get(len(months)) if even else None
    return named.interval if named else "periodic"


def _weekday_of_month(words: Words) -> Recurrence | None:
    number = words["nth"].lower()
    position = int(number[0]) if number[0].isdigit() else ORDINALS[number]
    return Recurrence("monthly", f"FREQ=MONTHLY;BYDAY={position}{_weekday(words['weekday'])}")


def _day_of_month(words: Words) -> Recurrence | None:
    day = day_number(words["d"]) if words["d"][0].isdigit() else -1
    return Recurrence("monthly", f"FREQ=MONTHLY;BYMONTHDAY={day}") if day in (-1, *range(1, 32)) else None


def _weekday(word: str) -> str:
    return WEEKDAYS[word.lower()]


def _by_weekday(words: Words) -> Recurrence | None:
    return Recurrence("weekly", f"FREQ=WEEKLY;BYDAY={_weekday(words['weekday'])}")


def _fixed(recurrence: Recurrence) -> Callable[[Words], Recurrence | None]:
    return lambda _words: recurrence


_N = rf"(?P<n>\d\d?|{either(COUNTS)})"
_EACH = r"(?:each|every)"
_YEARLY = rf"(?:(?:of{W})?(?:each|every|per|a){W}(?:year|annum)|annually|yearly|p\.?a\.?)(?![a-z])"
_MONTH_LIST = rf"{MONTH}(?:(?:{S}[,/&;-]{S}|{W}and{W}|{S},{S}and{W}|{W}){MONTH}){{0,11}}"
_WEEKDAY = rf"(?P<weekday>{either(WEEKDAYS)})"
_BODY = r"(?:committee|cabinet|board|council|panel)"
_MEETING = rf"(?:(?:scrutiny|{_BODY})\s+)?(?:meeting|cycle|{_BODY})"
# "Annual" beside these is part of a name, not a frequency.
_NOT_A_NAME = r"(?!\s+(?:council|general\s+meeting|governance\s+statement|accounts|leave|budget))"

_FORMS: tuple[tuple[str, Callable[[Words], Recurrence | None]], ...] = (
    (rf"\b(?:(?P<d>{DAY}){S}(?:of{W})?)?(?P<months>{_MONTH_LIST}),?{S}{_YEARLY}", _months_each_year),
    (
        rf"\b{_EACH}{W}(?:year{W}in{W})?(?:(?P<d>{DAY}){S}(?:of{W})?)?(?P<months>{_MONTH_LIST})",
        _months_each_year,
    ),
    (
        rf"\b(?:annual(?:ly)?|yearly|quarterly|(?:bi|semi)-?annual(?:ly)?|(?:six|6)[\s-]monthly|half-?\s?yearly|twice{W}(?:a|per){W}year)"
        rf"(?:{W}(?:reports?|review|updates?))?{S}[,:(-]?{S}(?:(?:in|by|on|each|every|around){W})?(?:the{W})?"
        rf"(?:(?P<d>{DAY}){S}(?:of{W})?)?(?P<months>{_MONTH_LIST})",
        _months_each_year,
    ),
    (
        rf"\b(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th){W}{_WEEKDAY}{W}(?:of|in){W}"
        rf"(?:each|every|the|a){W}month",
        _weekday_of_month,
    ),
    (rf"\b(?P<d>{DAY}|last{W}day|end){W}of{W}(?:each|every){W}month", _day_of_month),
    (rf"\b{_EACH}{W}{_N}{W}(?P<unit>day|week|month|year)s?\b", _every_so_many),
    (rf"\b{_EACH}{W}(?:other|second|alternate){W}(?P<unit>day|week|month|year)\b", _other_period),
    (rf"\b{_N}[\s-]{{0,2}}(?P<unit>weekly|monthly|yearly)\b", _so_many_monthly),
    (
        rf"\b(?:half|bi|semi)[\s-]?(?:yearly|annual(?:ly)?)\b|\b{_EACH}{W}half[\s-]?year\b",
        _fixed(_SIX_MONTHLY),
    ),
    (r"\bbi[\s-]?(?:monthly|weekly|ennial(?:ly)?)\b", _fixed(_PERIODIC)),
    (
        rf"\b(?P<times>once|twice|thrice|{_N}{S}(?:times|x)){W}(?:a|an|per|each|every|in{W}(?:a|each)){W}"
        r"(?P<unit>week|fortnight|month|quarter|year|annum)\b",
        _times_a_period,
    ),
    (rf"\b(?P<times>once|twice){W}(?P<unit>year)ly\b", _times_a_period),
    (rf"\b{_EACH}{W}{_WEEKDAY}\b", _by_weekday),
    (
        rf"\b{_EACH}\b(?:{W}[\w&'-]+){{0,6}}?{W}{_MEETING}\b|\bper{W}(?:{_BODY}{W})?(?:meeting|cycle)\b",
        _fixed(_CYCLE),
    ),
    (
        rf"\b(?:each|every|per){W}(?:financial{W})?(?P<unit>week|fortnight|month|quarter|year|annum|day)\b",
        _a_period,
    ),
    (rf"\b(?:{_EACH}|per){W}(?:working|week|school){S}-?{S}day\b", _fixed(_DAILY)),
    (
        rf"\b(?:{_EACH}|per){W}(?:{SEASON}|(?:academic|school|calendar|municipal|budget){W}year\b)",
        _fixed(_ANNUAL),
    ),
    (rf"\b(?:{_EACH}|per){W}(?:school{W})?(?:half[\s-]?)?term\b", _fixed(_PERIODIC)),
    (r"\bweekly\b", _fixed(_WEEKLY)),
    (r"\bfortnightly\b", _fixed(_FORTNIGHTLY)),
    (r"\bmonthly\b", _fixed(_MONTHLY)),
    (r"\bquarterly\b|\bqtrly\b", _fixed(_QUARTERLY)),
    (rf"\bannual(?:ly)?\b{_NOT_A_NAME}|\byearly\b", _fixed(_ANNUAL)),
    (r"\bdaily\b", _fixed(_DAILY)),
    (
        rf"\b(?:established|regular|routine|existing|normal|scheduled|standard|usual){W}(?:report(?:ing|s)|updates?){W}to\b",
        _fixed(_CYCLE),
    ),
    (r"\bperiodic(?:al(?:ly)?)?\b|\bregular(?:ly)?\b|\bat\s+intervals\b|\btermly\b", _fixed(_PERIODIC)),
)
_HINT = (
    r"(?:week|fortnight|month|quarter|qtr|year|annual|dai|periodical|regular|term|ennial)ly\b|\b(?:each|every|per|annual|"
    r"periodic(?:al)?|regular|biennial|at\s+intervals|p\.?a\b)|\breport(?:ing|s)\s+to\b|\bupdates\s+to\b|"
    r"\b(?:once|twice|thrice|times|x)\s+(?:a|an|in)\b|\bof\s+(?:the|a)\s+month\b"
)


def find_recurrence(text: str) -> Recurrence | None:
    """The surest recurring form of a text through `plain`, with where it stands."""
    return next(_recurrences(text), None)


def find_recurrences(text: str) -> list[Recurrence]:
    """All recurring forms of a text through `plain`, left to right, none overlapping another."""
    found: list[Recurrence] = []
    for recurrence in sorted(_recurrences(text), key=lambda each: (each.start, -each.end)):
        if not found or recurrence.start >= found[-1].end:
            found.append(recurrence)
    return found


def _recurrences(text: str) -> Iterator[Recurrence]:
    if not pattern(_HINT).search(text):
        return
    for source, build in _FORMS:
        for found in pattern(source).finditer(text):
            recurrence = build(found.groupdict())
            if recurrence:
                # The stop may be the sentence's and not the month's.
                end = found.start() + len(found[0].rstrip("."))
                yield recurrence._replace(start=found.start(), end=end)
