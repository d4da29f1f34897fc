"""The forms in which a date is written with its year, the surest first: each a pattern and its builder."""

import re
from collections.abc import Callable
from typing import NamedTuple

from followthrough.plan.when.builders import (
    UNREADABLE,
    Built,
    Parts,
    build_day,
    build_days,
    build_financial,
    build_financial_years,
    build_half,
    build_loose_financial,
    build_moment,
    build_month,
    build_month_of_financial_year,
    build_months,
    build_named_day,
    build_named_year,
    build_numeric_month,
    build_quarter,
    build_quarter_to_month,
    build_season,
    build_season_of_two_years,
    build_seasons,
    build_term,
    build_timestamp,
    build_week,
    build_year,
    build_years,
)
from followthrough.plan.when.spans import Span
from followthrough.plan.when.words import DAY, FINANCIAL_YEAR, MONTH, SEASON, TO, YEAR, YEAR4, S, W, pattern


class Form(NamedTuple):
    """One way of writing a date."""

    name: str
    source: str
    build: Callable[[Parts], Built]

    def match(self, text: str, start: int) -> tuple[int, Span | None] | None:
        """Where this form ends, begun at `start`, and its span, None if unreadable; None if it isn't here."""
        found = pattern(self.source).match(text, start)
        built = self.build(found.groupdict()) if found else None
        if found is None or built is None:
            return None
        return found.end(), None if built == UNREADABLE else built


_WEEKDAY = rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?{S})?"
_D1, _D = rf"(?P<d1>{DAY})", rf"(?P<d>{DAY})"
_M1, _M = rf"(?P<m1>{MONTH})", rf"(?P<m>{MONTH})"
_Y, _Y4, _F = rf"(?P<y>{YEAR})", rf"(?P<y>{YEAR4})", rf"(?P<f>{FINANCIAL_YEAR})"
# "of", as "marzo de 2027" has it too.
_OF = rf"(?:{S}\b(?:of|de|del)\b{S})?"
_JOIN = r"[\s./,-]{0,3}"
_TIME = r"(?:[T ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?:\s?[ap]m\b)?)?"
# A moment told in the time of Greenwich, as programs tell it.
_MOMENT = r"(?:[T ](?P<hour>\d\d):\d\d(?::\d\d(?:\.\d+)?)?(?P<zone>Z|\+00:?00)?)?"
# "KW" and "CW" count the weeks of a calendar year, as lists from abroad and those of engineers do.
_WEEK = rf"(?:week|wk|[kc]?w){S}(?:no\.?{S}|number{S})?(?P<w>\d\d?)(?!\d)"
# A number after such a word numbers the thing, not the day: "Phase 2 March 2025".
NUMBERED_THINGS = (
    "phase stage step part item action task tier wave year band level "
    "theme priority milestone objective option number"
).split()
_NUMBERED = "".join(rf"(?<!\b{word}\s)" for word in NUMBERED_THINGS)
# A year after a feast or a holiday is no year of its own: its days are other ones each year.
_MOVABLE = (
    "easter|easter term|easter break|easter holiday|easter holidays|whitsun|whitsuntide|whit|pentecost|"
    "christmas|christmas break|christmas holiday|christmas holidays|xmas|michaelmas|half term|half-term|"
    "bank holiday"
)
_OF_ITSELF = "".join(rf"(?<!\b{words}\s)" for words in _MOVABLE.split("|"))
_NTH = rf"(?:1{S}st|2{S}nd|3{S}rd|4{S}th|first|second|third|fourth)"
_NTH_ELSEWHERE = rf"[1-4]{S}(?:\.|er|re|e|è?me|ème|º|°|o|ª|a)?{S}(?:quartal|trimestre|kwartaal|chwarter)"
_Q = rf"(?P<q>(?:q|qtr|quarter|chwarter){S}[1-4]|{_NTH}{W}(?:quarter|qtr)|{_NTH_ELSEWHERE})"
_Q2 = rf"(?:{TO}(?P<q2>(?:q|qtr|quarter)?{S}[1-4])\b(?!\s?(?:{MONTH})))?"
_FY_WORD = r"(?:fy|f/y|financial\s+year|fiscal\s+year)"
_YEAR_NAME = r"(?:academic|school|municipal|civic)"
_IN = rf"{S}(?:(?:of|in|for|de|del)\b{S})?(?:the{W})?[,(-]?{S}(?:year{W})?"
_HALF = rf"(?:(?:the{W})?(?P<h>first|second|1st|2nd){W}half|h(?P<h_short>[12]))\b"

FORMS = (
    Form(
        "iso_day",
        rf"(?P<y>(?:19|20)\d\d)(?P<by>[-/.])(?P<m>\d\d?)(?P=by)(?P<d>\d\d?)(?!\d){_MOMENT}",
        build_moment,
    ),
    Form(
        "compact_day",
        r"(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:T\d{4,6}Z?)?(?!\w)",
        build_day,
    ),
    Form("timestamp", r"(?P<ms>1[4-9]\d{11})(?!\w)", build_timestamp),
    Form("iso_week", rf"(?P<y>(?:19|20)\d\d)[\s,-]{{0,3}}{_WEEK}(?:-(?P<d>[1-7])(?!\d))?", build_week),
    Form("week_of_year", rf"{_WEEK}{S}(?:[,/-]{S}|of{W})?{_Y4}(?P<d>)", build_week),
    Form("numeric_day", rf"(?P<d>\d\d?){S}(?P<by>[-./]){S}(?P<m>\d\d?){S}(?P=by){S}{_Y}{_TIME}", build_day),
    Form(
        "days",
        rf"{_NUMBERED}{_WEEKDAY}{_D1}{_OF}(?:{_JOIN}{_M1})?{TO}{_WEEKDAY}{_D}{_OF}{_JOIN}{_M}{_JOIN}{_Y}",
        build_days,
    ),
    Form("named_day", rf"{_NUMBERED}{_WEEKDAY}{_D}{_OF}{_JOIN}{_M}{_OF}{_JOIN}{_Y}", build_named_day),
    Form("month_first_day", rf"{_M}{S}{_D}(?:{S},{S}|{W}){_Y4}", build_named_day),
    Form("quarter_to_month", rf"{_M}{W}(?:quarter|qtr){_IN}{_Y}", build_quarter_to_month),
    Form("months", rf"{_M1}(?:(?:{TO}|{S},{S})(?:{MONTH}))*?{TO}{_M}{_JOIN}{_Y}(?!\s?/\s?\d)", build_months),
    Form("month_of_financial_year", rf"{_M}{_OF}{_JOIN}{_F}", build_month_of_financial_year),
    Form("month", rf"{_M}{_OF}{_JOIN}{_Y}(?!/\d)", build_month),
    Form("seasons", rf"(?P<s1>{SEASON}){TO}(?P<s>{SEASON}){_OF}{_JOIN}{_Y}(?!\s?/\s?\d)", build_seasons),
    Form("term", rf"(?P<s>autumn|spring|summer){W}term{_OF}{_JOIN}{_Y}(?!\s?/\s?\d)", build_term),
    Form("season_of_two_years", rf"(?P<s>{SEASON}){_OF}{_JOIN}{_F}", build_season_of_two_years),
    Form("season", rf"(?P<s>{SEASON}){_OF}{_JOIN}{_Y}(?!\s?/\s?\d)", build_season),
    Form(
        "quarter_of_financial_year", rf"{_Q}{_Q2}{_IN}(?:{_FY_WORD}{S})?{_F}\)?(?P<fy>)(?P<y>)", build_quarter
    ),
    Form("quarter_of_loose_year", rf"{_Q}{_Q2}{_IN}(?P<fy>{_FY_WORD}){S}{_Y}\)?(?P<f>)", build_quarter),
    Form("quarter", rf"{_Q}{_Q2}{_IN}{_Y}\)?(?P<f>)(?P<fy>)", build_quarter),
    Form("financial_year_quarter", rf"{_F}{S}[-,(:]?{S}{_Q}{_Q2}\)?(?P<fy>)(?P<y>)", build_quarter),
    Form("year_quarter", rf"{_Y4}{S}[-,(:]?{S}{_Q}{_Q2}\)?(?P<fy>)(?P<f>)", build_quarter),
    Form("half_of_financial_year", rf"{_HALF}{_IN}(?:{_FY_WORD}{S})?{_F}", build_half),
    Form("half", rf"{_HALF}{_IN}{_Y}(?P<f>)", build_half),
    Form("named_year", rf"(?P<of>{_YEAR_NAME}){W}year:?{S}{_F}(?P<of_after>)", build_named_year),
    Form("year_named", rf"{_F}{W}(?P<of_after>{_YEAR_NAME}){W}year\b(?P<of>)", build_named_year),
    Form("financial_years", rf"(?P<f1>{FINANCIAL_YEAR}){TO}{_F}", build_financial_years),
    Form("financial_year", rf"(?:{_FY_WORD}{S}:?{S})?{_F}(?:{W}{_FY_WORD}\b)?", build_financial),
    Form("loose_financial_year", rf"{_FY_WORD}{S}:?{S}{_Y}", build_loose_financial),
    Form("loose_year_financial", rf"{_Y4}{W}{_FY_WORD}\b", build_loose_financial),
    Form("years", rf"(?P<y1>{YEAR4}){TO}{_Y4}(?!\s?[-/]\d)", build_years),
    Form("month_number", rf"(?P<m>0?[1-9]|1[0-2])[-/.]{_Y4}", build_numeric_month),
    Form("iso_month", r"(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d-])", build_numeric_month),
    # From 2013 on no financial year is written so: 2012/13 was the first whose second half is no month.
    Form("year_month", r"(?P<y>201[3-9]|20[2-9]\d)/(?P<m>0[1-9]|1[0-2])(?![\d/-])", build_numeric_month),
    Form("year", rf"{_OF_ITSELF}{_Y4}(?![-/.,]\d|%)", build_year),
)

# Matches wherever one of the forms does: where none stands, which is nearly everywhere, it is asked once.
ANY_FORM = "|".join(re.sub(r"\(\?P<\w+>", "(?:", form.source.replace("(?P=by)", "[-./]")) for form in FORMS)
