"""The words and building blocks that the date grammar is made of: months, seasons, years, gaps.

Patterns are for text through `plain`, with the flags ASCII and IGNORECASE. Gaps are bounded, so that no
run of blanks can make the grammar slow.
"""

import re
from functools import cache

from followthrough.plan.folding import LIKE_A_DASH
from followthrough.plan.when.months import MONTH_NAME

FLAGS = re.ASCII | re.IGNORECASE

COUNTS = {
    word: number
    for number, words in enumerate(
        ("one", "two second", "three third", "four fourth", "five", "six", "seven", "eight", "nine", "ten"),
        start=1,
    )
    for word in words.split()
} | {"eleven": 11, "twelve": 12}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "final": -1}
WEEKDAYS = {
    "monday": "MO",
    "tuesday": "TU",
    "wednesday": "WE",
    "thursday": "TH",
    "friday": "FR",
    "saturday": "SA",
    "sunday": "SU",
}

S = r"\s{0,3}"
W = r"\s{1,3}"


def either(words: "dict[str, int] | dict[str, str]") -> str:
    """An alternation of words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


MONTH = rf"(?:{MONTH_NAME})(?![a-z])\.?"
SEASON = r"(?:spring|summer|autumn|fall|winter)(?![a-z])"
DAY = rf"\d\d?(?!\d)(?:{S}(?:st|nd|rd|th)\b)?"
YEAR4 = r"(?:19|20)\d\d(?!\w)"
YEAR = r"(?:(?:19|20)\d\d|'?\d\d)(?![\d%])(?![.:]\d)(?!\w)"
FINANCIAL_YEAR = r"(?:20\d\d(?:-|\s?/\s?)(?:20)?\d\d|'?\d\d(?:-|\s?/\s?)\d\d)(?![\d/-])(?!\w)"
TO = rf"{S}(?:-|/|&|\bto\b|\band\b|\buntil\b|\btill?\b|\bor\b){S}"

_LIKE = dict.fromkeys(map(ord, LIKE_A_DASH), "-") | dict.fromkeys(map(ord, "‘’`´"), "'")
_BLANKS = {
    ord(sign): " " for sign in "\t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
} | dict.fromkeys(range(8192, 8203), " ")
# Signs that cover what has been read; in a text of its own they would be taken for a date.
_COVERS = dict.fromkeys(range(0xE000, 0xE004), " ")
_PLAIN = _LIKE | _BLANKS | _COVERS


def plain(text: str) -> str:
    """The same text, as long as before, with plain dashes, apostrophes and blanks."""
    return text.translate(_PLAIN)


@cache
def pattern(source: str) -> "re.Pattern[str]":
    """The compiled pattern, compiled at its first use so that importing the grammar stays cheap."""
    return re.compile(source, FLAGS)


def day_number(text: str) -> int:
    """The number that a match of DAY begins with."""
    return int(text[:2]) if text[1:2].isdigit() else int(text[0])


def year_number(digits: str) -> int:
    """The year; two digits are of this century."""
    digits = digits.lstrip("'")
    return 2000 + int(digits) if len(digits) == 2 else int(digits)
