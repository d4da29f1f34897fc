"""What a date cell as a whole says: its dates, its state, how often, on what condition."""

from datetime import timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from followthrough.plan.when.cover import Cell, D, cell_of, precedes
from followthrough.plan.when.recurrence import Interval, find_recurrence
from followthrough.plan.when.spans import Kind, Span, envelope, interval_edtf, range_span
from followthrough.plan.when.words import S, W, pattern

Qualifier = Literal["by", "estimated", "provisional"]

LONGEST_CELL = 400
# In a longer cell, or after more words, "ongoing" or "monthly" is part of a story and not what the cell says.
MOST_WORDS_OF_A_STATE = 20
MOST_WORDS_BEFORE_STATE = 5

_NOTHING = frozenset("x|xx|xxx|n/a|na|n.a|not applicable|none|nil|null|blank|no date|date|dates".split("|"))
_COMPLETE = (
    r"\W*(?:now |all |already |action |fully )?"
    r"(?:completed?|done|closed|implemented|achieved|delivered|finished|in place|already in place|signed off)"
    rf"(?:\W*$|{S}[-,;:(/.]|{W}(?:in|on|at|since|as at|for)?{S}{D}|(?<=d){W}by{W}{D}|{S}{D})"
)
_ONGOING = (
    r"\b(?:on[\s-]?going|continuous(?:ly)?|continual(?:ly)?|continuing|continues|rolling|bau|"
    rf"business as usual|indefinite(?:ly)?|permanent)\b|{D}{W}(?:onwards?|and beyond)\b"
)
_TBC = (
    r"\bt\.?b\.?[cadn]\b\.?|"
    r"\b(?:to|will|still to|yet to) be (?:confirmed|determined|agreed|advised|decided|set|arranged|announced|"
    r"scheduled|identified|finalised)\b|\bnot yet (?:known|agreed|set|confirmed|determined)\b|"
    r"\bdates? (?:to follow|awaited|unknown|not set)\b|\bawaiting (?:a )?dates?\b|\bunknown\b"
)
_PROVISIONAL = rf"\bprovisional(?:ly)?\b|\btentative(?:ly)?\b|\bdraft date\b|\bproposed\b|{D}\s?[?]"
_ESTIMATE = (
    r"\best(?:imated?|d)?\b\.?|\bapprox(?:imately)?\b\.?|\bcirca\b|\bc\.|~|\baround\b|\babout\b|"
    r"\banticipated\b|\bexpected\b|\blikely\b|\bindicative\b|\bforecast\b"
)
_ESTIMATED = rf"(?:{_ESTIMATE})[\s\w:]{{0,20}}{D}|{D}{S}\W?{S}(?:est(?:imated?)?|approx|indicative)\b"
_BY = (
    r"\b(?:by|no later than|not later than|not after|latest|on or before|deadline(?: of| is)?)"
    rf"{S}:?{S}(?:the{W})?{D}"
)
_BEFORE = rf"(?<!\bnot )(?<!\bor )\b(?:before|prior to|ahead of){W}(?:the{W})?{D}"
_AFTER = rf"(?<!\bnot )(?<!\bor )\b(?:after|following|beyond){W}(?:the{W})?{D}"
_FROM = rf"\b(?:not (?:before|until)|(?:no|not) (?:earlier|sooner) than|on or after){W}(?:the{W})?{D}"
# Days, weeks or months that are counted from a date, or back from it: a day that nobody wrote.
_COUNT = (
    r"\b(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|an?)[\s-]"
    r"(?:(?:calendar|working|full) )?(?:day|week|fortnight|month|year)s?"
)
_COUNTED = (
    rf"(?:\bwithin (?:the )?(?:first |next )?{_COUNT} of|"
    rf"{_COUNT} (?:from|after|following|before|prior to|ahead of))"
    rf"{W}(?:the{W})?{D}"
)
_ONLY_UNTIL = rf"\W*(?:(?:up )?to|until|till?) (?:the )?{D}\W*"
_UNTIL = rf"\b(?:to|until|till?|up to|through(?: to)?|by|end(?:s|ing)?|due|latest){S}:?{S}(?:the{W})?$"
_WITHIN = rf"(?:\b(?:in|during|throughout|for|over|within|across)|[(])\s{{0,3}}(?:the{W})?$"
_LASTING = r"throughout|until"

_START = (
    r"\W*(?:work |action |due |is |planned |expected )*"
    r"(?:(?:to commence|to begin|to start|commenc(?:e|es|ing|ement)|begin(?:s|ning)?|"
    r"start(?:s|ing)?(?: date)?|launch(?:es|ing)?|with effect from|w\.?e\.?f\.?|effective(?: from)?)\b"
    rf"|from {D})"
)
_END = rf"\b(?:to|until|till?|by|end(?:s|ing)?) {D}"


class Reading(NamedTuple):
    """What was read; the fields are those of a When. `is_tbc`: the date given is still to be confirmed."""

    kind: Kind
    span: Span | None = None
    condition: str | None = None
    interval: Interval | None = None
    rule: str | None = None
    qualifier: Qualifier | None = None
    is_tbc: bool = False


@lru_cache(maxsize=20_000)
def read_cell(text: str) -> Reading:
    """The reading of a cell whose white space has been folded."""
    if _is_nothing(text):
        return Reading("none")
    if len(text) > LONGEST_CELL:
        return Reading("other")
    cell = cell_of(text)
    if any(date.span is None for date in cell.dates):
        return Reading("other", condition=cell.condition)
    is_short = len(cell.words.split()) <= MOST_WORDS_OF_A_STATE
    readers = (_complete, _recurring, _ongoing, _dated, _undated) if is_short else (_dated,)
    for read in readers:
        if reading := read(cell):
            return reading
    return Reading("other", condition=cell.condition)


def _is_nothing(text: str) -> bool:
    return not any(map(str.isalnum, text)) or text.lower().strip(" .-–—_*?/()[]:") in _NOTHING


def _complete(cell: Cell) -> Reading | None:
    if not pattern(_COMPLETE).match(cell.words):
        return None
    return Reading("complete", _window(cell), cell.condition)


def _recurring(cell: Cell) -> Reading | None:
    recurrence = find_recurrence(cell.words)
    if recurrence is None or _is_late(cell, recurrence.start):
        return None
    span = _bounds(cell, recurrence.start)
    return Reading("recurring", span, cell.condition, recurrence.interval, recurrence.rule, _qualifier(cell))


def _ongoing(cell: Cell) -> Reading | None:
    state = pattern(_ONGOING).search(cell.words)
    if state is None or _is_late(cell, state.start()):
        return None
    return Reading("ongoing", _bounds(cell, state.start()), cell.condition, qualifier=_qualifier(cell))


def _dated(cell: Cell) -> Reading | None:
    span = _window(cell)
    if span is None or pattern(_COUNTED).search(cell.words):
        return None
    if pattern(_BEFORE).search(cell.words) and span.first and not _is_before_end(cell):
        span = range_span(None, span.first - timedelta(days=1))
    elif pattern(_AFTER).search(cell.words) and span.last:
        span = range_span(span.last + timedelta(days=1), None)
    elif pattern(_FROM).search(cell.words) and len(cell.dates) == 1:
        span = range_span(span.first, None)
    elif pattern(_ONLY_UNTIL).fullmatch(cell.words):
        span = range_span(None, span.last)
    is_tbc = bool(pattern(_TBC).search(cell.words))
    return Reading(span.kind, span, cell.condition, qualifier=_qualifier(cell), is_tbc=is_tbc)


def _undated(cell: Cell) -> Reading | None:
    is_all_condition = cell.condition and not any(map(str.isalnum, cell.words))
    if is_all_condition and pattern(_LASTING).match(cell.condition or ""):
        return Reading("ongoing", condition=cell.condition)
    state = pattern(_TBC).search(cell.words)
    if is_all_condition or (state and not _is_late(cell, state.start())):
        return Reading("tbc", condition=cell.condition)
    return None


def _is_late(cell: Cell, state_start: int) -> bool:
    """Whether so much is said before a state that it is not what the cell is about."""
    return len(cell.words[:state_start].split()) > MOST_WORDS_BEFORE_STATE


def _is_before_end(cell: Cell) -> bool:
    """Whether "before" stands with an end, as in "before the end of March 2025", which is by that end."""
    return any(pattern(r"(?:the )?(?:year )?end\b").match(cell.text, date.start) for date in cell.dates)


def _window(cell: Cell) -> Span | None:
    """The one date, said once or in two languages, or the range around them all."""
    spans = list(dict.fromkeys(date.span for date in cell.dates if date.span))
    return envelope(spans) if len(spans) > 1 else next(iter(spans), None)


def _bounds(cell: Cell, state_start: int) -> Span | None:
    """What a date beside a state bounds: its end after "to", the whole of it after "in", else its start."""
    if len(cell.dates) != 1 or not cell.dates[0].span:
        return _window(cell)
    date, span = cell.dates[0], cell.dates[0].span
    if span.kind == "range" or precedes(_WITHIN, cell.words, date):
        return span
    if date.start > state_start and precedes(_UNTIL, cell.words, date):
        return range_span(None, span.last)
    return range_span(span.first, None)


def _qualifier(cell: Cell) -> Qualifier | None:
    if pattern(_PROVISIONAL).search(cell.words):
        return "provisional"
    if pattern(_ESTIMATED).search(cell.words):
        return "estimated"
    is_by = pattern(_BY).search(cell.words) or (pattern(_BEFORE).search(cell.words) and _is_before_end(cell))
    return "by" if is_by else None


def edtf_of(reading: Reading) -> str | None:
    """The ISO 8601-2 form, with ~ for an estimated date, ? for one that is provisional or TBC."""
    span = reading.span
    if span is None:
        return None
    form = span.edtf or interval_edtf(span.first, span.last)
    mark = "?" if reading.is_tbc else {"estimated": "~", "provisional": "?"}.get(reading.qualifier or "", "")
    return "/".join(side if side == ".." else side + mark for side in form.split("/")) if form else None


@lru_cache(maxsize=4096)
def opens_with_start(text: str) -> bool:
    """Whether a cell opens with words of beginning and names no end."""
    words = cell_of(text).words if len(text) <= LONGEST_CELL else ""
    opening = pattern(_START).match(words)
    return bool(opening and not pattern(_END).search(words, opening.end()))
