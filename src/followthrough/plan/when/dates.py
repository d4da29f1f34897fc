"""The dates inside a text: forms found left to right, then widened by the words beside them.

"end of March 2025" is a part of a month, "w/c 3 March 2025" a week, "April 2024 to March 2025" one range.
"""

from typing import NamedTuple

from followthrough.plan.when.forms import ANY_FORM, FORMS, NUMBERED_THINGS
from followthrough.plan.when.spans import Part, Span, envelope, part_of, range_span, week_span
from followthrough.plan.when.words import MONTH, SEASON, S, W, pattern

# Every date says its year, in two digits or in four; after "Q1" they may stand without a gap. A program
# writes a day as one number too.
_YEAR_IN_DIGITS = (
    r"(?<!\d)(?:19|20)?\d\d(?!\d)|(?:q|qtr|quarter)\s{0,3}[1-4]\d"
    r"|(?<!\d)(?:20\d{6}|1[4-9]\d{11})(?!\d)"
)
_CANDIDATE = (
    r"(?<![\w£$€])(?:(?<!\d[./])(?=\d)|(?=mon|tue|wed|thu|fri|sat|sun)"
    rf"|(?={MONTH}|{SEASON}|q|first|second|third|fourth|the\s|h[12]|f/?y|academic|school|municipal|civic|financial|fiscal|week|wk|[kc]?w\s?\d|'\d))"
    rf"(?={ANY_FORM})"
)
_PARTS: dict[str, Part] = {
    "early": "early",
    "beginning": "early",
    "start": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "end": "end",
    "close": "end",
}
_PART = r"(?:early|mid(?:dle)?|late|end|(?:beginning|start|close)(?=\s+of))"
_PART_BEFORE = (
    rf"\b(?:(?:financial{W})?year{S}-?{S})?(?P<from>{_PART})(?:{S}(?:/|-|to|or){S}(?P<to>{_PART}))?"
    rf"[\s-]{{0,3}}(?:(?:of|in){W})?(?:the{W})?(?:calendar{W})?(?:year{W})?(?:of{W})?$"
)
_WEEK_BEFORE = (
    rf"\b(?:w/?c|w/?b|wk/?c|(?P<ends>w/?e)|week{S}-?{S}(?:commencing|beginning|starting|of|(?P<ending>ending)))"
    r"\.?:?\s{0,3}$"
)
_BETWEEN_RANGE = rf"{S}(?:-|to|until|till?|through(?:{W}to)?|up{W}to|/|or){S}(?:the{W})?"
_RANGE_BEFORE = rf"\b(?:from|between){W}(?:the{W})?$"
# A number beside a year tells which part of it is meant; where no form knows that part, the year is too much.
_PART_NUMBER = r"[a-z]{0,3}\d{1,3}(?:st|nd|rd|th)?"
_NUMBER_BEFORE = (
    rf"(?:^|(?<=[\s(,;:/-]))(?:(?P<word>[a-z]+)\.?{S})?{_PART_NUMBER}"
    rf"(?:{S}[,/-]{S}|{W}(?:(?:of|in){W})?|\.?{W}[^\s\d]{{3,12}}{W})$"
)
_NUMBER_AFTER = rf"{S}[-/.]?{S}{_PART_NUMBER}(?![\w%])"
# A word right before a year that is none of these tells which part of it is meant, or what it is the year of:
# of 14 such cells in the labelled tables, as "été 2026" and "Mai 2026", none means the whole year.
_MAY_STAND_BEFORE = (
    "by|in|within|during|from|until|till|since|throughout|to|and|or|of|for|the|before|after|due|target|deadline|"
    "calendar|year|completed?|completion|achieved|delivered|date|est|estimated|tbc|now|budget|revised|original|"
    "ongoing|on-going|rolling|continuous|annual(?:ly)?"
)
_OTHER_WORD_BEFORE = rf"(?:^|[\s(/-])(?!(?:{_MAY_STAND_BEFORE})\b)[^\s\d(/-]{{3,}}{W}$"
_LOOK_BACK = 40


class FoundDate(NamedTuple):
    """A date at `start` to `end` of a text. `span` None: written as a date that can't be read.

    `is_bare` where nothing but four digits says that this is a year.
    """

    start: int
    end: int
    span: Span | None
    is_bare: bool = False


def find_dates(text: str) -> list[FoundDate]:
    """The dates of a text that has been through `plain`, left to right, none overlapping another."""
    if not pattern(_YEAR_IN_DIGITS).search(text):
        return []
    found: list[FoundDate] = []
    for date in _forms_in(text):
        begin = found[-1].end if found else 0
        found.append(_widened(text, begin, date))
    return _joined(text, found)


def _forms_in(text: str) -> list[FoundDate]:
    found: list[FoundDate] = []
    candidate = pattern(_CANDIDATE).search(text)
    while candidate:
        date = _form_at(text, candidate.start())
        if date:
            found.append(date)
        candidate = pattern(_CANDIDATE).search(text, date.end if date else candidate.start() + 1)
    return found


def _form_at(text: str, start: int) -> FoundDate | None:
    for form in FORMS:
        matched = form.match(text, start)
        if matched:
            return FoundDate(start, *matched, is_bare=form.name == "year")
    return None


def _widened(text: str, begin: int, date: FoundDate) -> FoundDate:
    """The date with the words before it that name a part of it, or the week around it."""
    before = text[max(begin, date.start - _LOOK_BACK) : date.start]
    if date.is_bare and _is_of_a_part(text, before, date.end):
        return date._replace(span=None)
    if date.span is None or not before:
        return date
    for source, widen in ((_PART_BEFORE, _part), (_WEEK_BEFORE, _week)):
        words = pattern(source).search(before)
        span = widen(date.span, words.groupdict()) if words else None
        if words and span:
            return FoundDate(date.start - len(before) + words.start(), date.end, span)
    is_of_another = date.is_bare and pattern(_OTHER_WORD_BEFORE).search(before)
    return date._replace(span=None) if is_of_another else date


def _is_of_a_part(text: str, before: str, end: int) -> bool:
    """Whether a number that belongs to no form stands beside a year, as in "T3 2026" or "2026 40"."""
    number = pattern(_NUMBER_BEFORE).search(before)
    names_a_thing = number and (number["word"] or "").lower() in NUMBERED_THINGS
    return bool((number and not names_a_thing) or pattern(_NUMBER_AFTER).match(text, end))


def _part(span: Span, words: dict[str, str | None]) -> Span | None:
    named = [_PARTS[word.lower()] for word in (words["from"], words["to"]) if word]
    parts = [part for part in (part_of(span, name) for name in named) if part]
    return envelope(parts) if len(parts) == 2 else next(iter(parts), None)


def _week(span: Span, words: dict[str, str | None]) -> Span | None:
    if span.kind != "day" or span.first is None:
        return None
    return week_span(span.first, ends=bool(words["ends"] or words["ending"]))


def _joined(text: str, found: list[FoundDate]) -> list[FoundDate]:
    """Dates with nothing but "to", a dash or the like between them are one range; one that is said in two
    languages is one date."""
    joined: list[FoundDate] = []
    for date in found:
        before = joined.pop() if joined else None
        if before:
            both = _range(text, before, date)
            joined.extend([both] if both else [before, date])
        else:
            joined.append(date)
    return joined


def _range(text: str, first: FoundDate, last: FoundDate) -> FoundDate | None:
    between = text[first.end : last.start]
    opening = pattern(_RANGE_BEFORE).search(text[max(0, first.start - _LOOK_BACK) : first.start])
    joining = pattern(_BETWEEN_RANGE).fullmatch(between) or (opening and between.strip().lower() == "and")
    if not joining or first.span is None or last.span is None:
        return None
    if not (first.span.first and last.span.first and last.span.last and first.span.first <= last.span.first):
        return None
    begin = first.start - (len(opening[0]) if opening else 0)
    is_same = first.span == last.span and text[first.start : first.end] != text[last.start : last.end]
    both = first.span if is_same else range_span(first.span.first, last.span.last)
    return FoundDate(begin, last.end, both)
