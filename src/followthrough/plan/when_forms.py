"""The forms in which a date is written with its year, each a pattern and the span it stands for.

A builder gets the match's named parts. It returns the span, IMPOSSIBLE where the words are a date that no
calendar has, or None where they are no date in this form and the next form should be tried.
"""

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from followthrough.plan.when_spans import (
    FINANCIAL_YEAR_FIRST_MONTH,
    Span,
    day_span,
    envelope,
    financial_quarter_span,
    financial_year_span,
    month_span,
    months_span,
    quarter_span,
    range_span,
    season_span,
    year_span,
)
from followthrough.plan.when_words import (
    DAY,
    FINANCIAL_YEAR,
    MONTH,
    ORDINALS,
    SEASON,
    TO,
    YEAR,
    YEAR4,
    S,
    W,
    month_number,
    pattern,
    year_number,
)

Impossible = Literal["impossible"]
Parts = dict[str, str]
Built = Span | Impossible | None
IMPOSSIBLE: Impossible = "impossible"


class Form(NamedTuple):
    """One way of writing a date."""

    name: str
    source: str
    build: Callable[[Parts], Built]

    def match(self, text: str, start: int) -> tuple[int, Span | None] | None:
        """Where this form ends, begun at `start`, and its span (None: impossible); None where it isn't here."""
        found = pattern(self.source).match(text, start)
        built = self.build(found.groupdict()) if found else None
        if found is None or built is None:
            return None
        return found.end(), None if built == IMPOSSIBLE else built


def _day(parts: Parts) -> Built:
    return day_span(year_number(parts["y"]), int(parts["m"]), _day_number(parts["d"])) or IMPOSSIBLE


def _named_day(parts: Parts) -> Built:
    return day_span(year_number(parts["y"]), month_number(parts["m"]), _day_number(parts["d"])) or IMPOSSIBLE


def _days(parts: Parts) -> Built:
    """From one day to another; the first may lack its month and takes the second's."""
    year, month = year_number(parts["y"]), month_number(parts["m"])
    first_month = month_number(parts.get("m1") or parts["m"])
    last = day_span(year, month, _day_number(parts["d"]))
    first = day_span(year - (first_month > month), first_month, _day_number(parts["d1"]))
    return _ordered(first, last) if first and last else IMPOSSIBLE


def _months(parts: Parts) -> Built:
    """Months that share the year written after the last; one that comes later in the year is of the year before."""
    year, first_month, month = year_number(parts["y"]), month_number(parts["m1"]), month_number(parts["m"])
    return envelope([month_span(year - (first_month > month), first_month), month_span(year, month)])


def _month(parts: Parts) -> Built:
    return month_span(year_number(parts["y"]), month_number(parts["m"]))


def _numeric_month(parts: Parts) -> Built:
    month = int(parts["m"])
    return month_span(int(parts["y"]), month) if 1 <= month <= 12 else None


def _month_of_financial_year(parts: Parts) -> Built:
    year, month = _financial_year(parts["f"]), month_number(parts["m"])
    if year is None:
        return None
    return month_span(year + (month < FINANCIAL_YEAR_FIRST_MONTH), month)


def _seasons(parts: Parts) -> Built:
    """Seasons that share the year written after the last."""
    year = year_number(parts["y"])
    first, last = season_span(year, parts["s1"].lower()), season_span(year, parts["s"].lower())
    return _ordered(first, last) or envelope([season_span(year - 1, parts["s1"].lower()), last])


def _season(parts: Parts) -> Built:
    return season_span(year_number(parts["y"]), parts["s"].lower())


def _season_of_financial_year(parts: Parts) -> Built:
    # Winter 2022/23 has no second reading, nor autumn; spring and summer have, by the school year.
    year = _financial_year(parts["f"])
    return None if year is None else season_span(year, parts["s"].lower())


def _quarter(parts: Parts) -> Built:
    """A quarter, or several, of a financial year written 2022/23, or of a calendar year written 2022."""
    first, last = (_quarter_number(parts[key] or parts["q"]) for key in ("q", "q2"))
    if parts.get("fy"):
        return _loose_quarters(year_number(parts["y"]), first, last) if parts["y"] else None
    year = _financial_year(parts["f"]) if parts["f"] else year_number(parts["y"])
    if year is None or first > last:
        return None
    span_of = financial_quarter_span if parts["f"] else quarter_span
    return span_of(year, first) if first == last else envelope([span_of(year, first), span_of(year, last)])


def _loose_quarters(year: int, first: int, last: int) -> Span:
    """The quarter of "FY 2023", which some bodies mean to begin in that year and others to end in it."""
    return envelope([financial_quarter_span(year - 1, first), financial_quarter_span(year, last)])._replace(
        kind="quarter"
    )


def _half(parts: Parts) -> Built:
    number = 1 if (parts["h"] or parts["h_short"]).lower() in ("1", "first", "1st") else 2
    if not parts["f"]:
        return months_span("range", year_number(parts["y"]), 6 * number - 5, 6)
    year = _financial_year(parts["f"])
    if year is None:
        return None
    return envelope([financial_quarter_span(year, 2 * number - 1), financial_quarter_span(year, 2 * number)])


def _financial(parts: Parts) -> Built:
    year = _financial_year(parts["f"])
    return None if year is None else financial_year_span(year)


def _loose_financial(parts: Parts) -> Built:
    year = year_number(parts["y"])
    return envelope([financial_year_span(year - 1), financial_year_span(year)])._replace(kind="year")


def _financial_years(parts: Parts) -> Built:
    first, last = _financial_year(parts["f1"]), _financial_year(parts["f"])
    return None if first is None or last is None else _ordered(financial_year_span(first), financial_year_span(last))


def _years(parts: Parts) -> Built:
    return _ordered(year_span(int(parts["y1"])), year_span(int(parts["y"])))


def _year(parts: Parts) -> Built:
    return year_span(int(parts["y"]))


def _day_number(text: str) -> int:
    return int(text[:2]) if text[1:2].isdigit() else int(text[0])


def _quarter_number(text: str) -> int:
    digits = re.search(r"[1-4]", text)
    return int(digits[0]) if digits else ORDINALS[text.split()[0].lower()]


def _financial_year(text: str) -> int | None:
    """The year in which "2022/23" or "22-23" begins; None where the two don't follow each other."""
    first, last = re.split(r"[-/]", text.replace(" ", "").lstrip("'"), maxsplit=1)
    begins, ends = year_number(first), year_number(last)
    return begins if ends == begins + 1 else None


def _ordered(first: Span, last: Span) -> Span | None:
    """The range from one span to the other, None where it would run backwards."""
    if first.first is None or last.first is None or first.first > last.first:
        return None
    return range_span(first.first, last.last)


_WEEKDAY = rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?{S})?"
_D1, _D = rf"(?P<d1>{DAY})", rf"(?P<d>{DAY})"
_M1, _M = rf"(?P<m1>{MONTH})", rf"(?P<m>{MONTH})"
_Y, _Y4, _F = rf"(?P<y>{YEAR})", rf"(?P<y>{YEAR4})", rf"(?P<f>{FINANCIAL_YEAR})"
_OF = rf"(?:{S}\bof\b{S})?"
_JOIN = r"[\s./,-]{0,3}"
_TIME = r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?"
# A number after such a word numbers the thing, not the day: "Phase 2 March 2025".
_NUMBERED = "".join(
    rf"(?<!\b{word}\s)"
    for word in ("phase", "stage", "step", "part", "item", "action", "tier", "wave", "task", "year", "band", "level",
                 "theme", "priority", "milestone", "objective", "option", "no", "number")
)
_Q = rf"(?P<q>(?:q|qtr|quarter){S}[1-4]|(?:1{S}st|2{S}nd|3{S}rd|4{S}th|first|second|third|fourth){W}(?:quarter|qtr))"
_Q2 = rf"(?:{TO}(?P<q2>(?:q|qtr|quarter)?{S}[1-4])\b(?!\s?(?:{MONTH})))?"
_FY_WORD = r"(?:fy|f/y|financial\s+year|fiscal\s+year)"
_IN = rf"{S}(?:(?:of|in|for)\b{S})?(?:the{W})?[,(-]?{S}(?:year{W})?"
_HALF = rf"(?:(?:the{W})?(?P<h>first|second|1st|2nd){W}half|h(?P<h_short>[12]))\b"

FORMS = (
    Form("iso_day", rf"(?P<y>(?:19|20)\d\d)(?P<by>[-/])(?P<m>\d\d?)(?P=by)(?P<d>\d\d?)(?!\d){_TIME}", _day),
    Form("numeric_day", rf"(?P<d>\d\d?){S}(?P<by>[-./]){S}(?P<m>\d\d?){S}(?P=by){S}{_Y}{_TIME}", _day),
    Form("days", rf"{_NUMBERED}{_WEEKDAY}{_D1}{_OF}(?:{_JOIN}{_M1})?{TO}{_WEEKDAY}{_D}{_OF}{_JOIN}{_M}{_JOIN}{_Y}", _days),
    Form("named_day", rf"{_NUMBERED}{_WEEKDAY}{_D}{_OF}{_JOIN}{_M}{_JOIN}{_Y}", _named_day),
    Form("month_first_day", rf"{_M}{S}{_D}(?:{S},{S}|{W}){_Y4}", _named_day),
    Form("months", rf"{_M1}(?:(?:{TO}|{S},{S})(?:{MONTH}))*?{TO}{_M}{_JOIN}{_Y}(?!\s?/\s?\d)", _months),
    Form("month_of_financial_year", rf"{_M}{_OF}{_JOIN}{_F}", _month_of_financial_year),
    Form("month", rf"{_M}{_OF}{_JOIN}{_Y}(?!/\d)", _month),
    Form("seasons", rf"(?P<s1>{SEASON}){TO}(?P<s>{SEASON}){_OF}{_JOIN}{_Y}(?!\s?/\s?\d)", _seasons),
    Form("season_of_financial_year", rf"(?P<s>(?:autumn|winter)\b){_OF}{_JOIN}{_F}", _season_of_financial_year),
    Form("season", rf"(?P<s>{SEASON}){_OF}{_JOIN}{_Y}(?!\s?/\s?\d)", _season),
    Form("quarter_of_financial_year", rf"{_Q}{_Q2}{_IN}(?:{_FY_WORD}{S})?{_F}\)?(?P<fy>)(?P<y>)", _quarter),
    Form("quarter_of_loose_year", rf"{_Q}{_Q2}{_IN}(?P<fy>{_FY_WORD}){S}{_Y}\)?(?P<f>)", _quarter),
    Form("quarter", rf"{_Q}{_Q2}{_IN}{_Y}\)?(?P<f>)(?P<fy>)", _quarter),
    Form("financial_year_quarter", rf"{_F}{S}[-,(:]?{S}{_Q}{_Q2}\)?(?P<fy>)(?P<y>)", _quarter),
    Form("year_quarter", rf"{_Y4}{S}[-,(:]?{S}{_Q}{_Q2}\)?(?P<fy>)(?P<f>)", _quarter),
    Form("half_of_financial_year", rf"{_HALF}{_IN}(?:{_FY_WORD}{S})?{_F}", _half),
    Form("half", rf"{_HALF}{_IN}{_Y}(?P<f>)", _half),
    Form("financial_years", rf"(?P<f1>{FINANCIAL_YEAR}){TO}{_F}", _financial_years),
    Form("financial_year", rf"(?:{_FY_WORD}{S}:?{S})?{_F}(?:{W}{_FY_WORD}\b)?", _financial),
    Form("loose_financial_year", rf"{_FY_WORD}{S}:?{S}{_Y}", _loose_financial),
    Form("loose_year_financial", rf"{_Y4}{W}{_FY_WORD}\b", _loose_financial),
    Form("years", rf"(?P<y1>{YEAR4}){TO}{_Y4}", _years),
    Form("month_number", rf"(?P<m>0?[1-9]|1[0-2])/{_Y4}", _numeric_month),
    Form("iso_month", r"(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d-])", _numeric_month),
    Form("year", rf"{_Y4}(?![-/.,]\d|%)", _year),
)
