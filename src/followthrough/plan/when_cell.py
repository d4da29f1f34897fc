"""What a date cell as a whole says: its dates, its state, how often, on what condition."""

from datetime import timedelta
from typing import Literal, NamedTuple

from followthrough.plan.when_dates import FoundDate, find_dates
from followthrough.plan.when_recurrence import Interval, find_recurrence
from followthrough.plan.when_spans import Kind, Span, envelope, interval_edtf, range_span
from followthrough.plan.when_words import S, W, pattern, plain

Qualifier = Literal["by", "estimated", "provisional"]

# Dates are covered by these two, one sign for each sign of the date, so that places stay what they are.
DATE_FIRST, DATE_REST = "\ue000", "\ue001"
D = rf"{DATE_FIRST}{DATE_REST}*"
LONGEST_CELL = 400


class Reading(NamedTuple):
    """What was read; the fields are those of a When. `is_tbc` where a date is given and still to be confirmed."""

    kind: Kind
    span: Span | None = None
    condition: str | None = None
    interval: Interval | None = None
    rule: str | None = None
    qualifier: Qualifier | None = None
    is_tbc: bool = False


class Cell(NamedTuple):
    """A cell half read: its dates that count, and the words with these dates covered."""

    words: str
    dates: list[FoundDate]
    condition: str | None


_NOTHING = {
    "x", "xx", "xxx", "n/a", "na", "n.a", "not applicable", "none", "nil", "null", "blank", "no date", "date", "dates",
}
_COMPLETE = (
    r"\W*(?:now |all |already |action |fully )?"
    r"(?:completed?|done|closed|implemented|achieved|delivered|finished|in place|already in place|signed off)"
    rf"(?:\W*$|{S}[-,;:(/.]|{W}(?:in|on|at|since|as at|for)?{S}{D}|(?<=d){W}by{W}{D}|{S}{D})"
)
_ONGOING = (
    r"\b(?:on[\s-]?going|continuous(?:ly)?|continual(?:ly)?|continuing|continues|rolling|bau|business as usual|"
    rf"indefinite(?:ly)?|permanent)\b|{D}{W}(?:onwards?|and beyond)\b"
)
_TBC = (
    r"\bt\.?b\.?[cadn]\b\.?|\b(?:to|will|still to|yet to) be (?:confirmed|determined|agreed|advised|decided|set|arranged|"
    r"announced|scheduled|identified|finalised)\b|\bnot yet (?:known|agreed|set|confirmed|determined)\b|"
    r"\bdates? (?:to follow|awaited|unknown|not set)\b|\bawaiting (?:a )?dates?\b|\bunknown\b"
)
_PROVISIONAL = r"\bprovisional(?:ly)?\b|\btentative(?:ly)?\b|\bdraft date\b|\bproposed\b"
_ESTIMATED = (
    r"(?:\best(?:imated?|d)?\b\.?|\bapprox(?:imately)?\b\.?|\bcirca\b|\bc\.|~|\baround\b|\babout\b|\banticipated\b|"
    rf"\bexpected\b|\blikely\b|\bindicative\b|\bforecast\b)[\s\w:]{{0,20}}{D}|{D}{S}\W?{S}(?:est(?:imated?)?|approx|indicative)\b"
)
_BY = rf"\b(?:by|no later than|not later than|latest|on or before|deadline(?: of| is)?|before(?= the end)){S}:?{S}(?:the{W})?{D}"
_BEFORE = rf"\b(?:before|prior to|ahead of){W}(?:the{W})?{D}"
_AFTER = rf"\b(?:after|following|not before|no earlier than|beyond){W}(?:the{W})?{D}"
_UNTIL = rf"\b(?:to|until|till?|up to|through(?: to)?|by|end(?:s|ing)?|due|latest){S}:?{S}(?:the{W})?$"
_WITHIN = rf"(?:\b(?:in|during|throughout|for|over|within|across)|[(])\s{{0,3}}(?:the{W})?$"

_CONDITION = (
    r"\b(?P<kept>once|throughout|until|when|upon|as soon as|on completion of|on receipt of|within)\b{W}"
    r"|\b(?:aligned (?:to|with)|based on|following(?: on from)?|linked (?:to|with)|pending|awaiting|subject to|"
    r"dependent (?:on|upon)|depend(?:s|ing) (?:on|upon)|contingent (?:on|upon)|conditional (?:on|upon)|in line with|after)\b{W}"
).replace("{W}", W)
_CONDITION_ENDS = r"\s*(?:[,;)]|\s-\s|\.(?=\s|$)|$)"
# Waiting for the date to be known says nothing of what it waits for.
_CIRCULAR = r"(?:the )?(?:date|timescale|timetable|timeframe)s?\b"

_START = (
    r"\W*(?:work |action |due |is |planned |expected )*(?:to (?:commence|begin|start)|commenc(?:e|es|ing|ement)|begin(?:s|ning)?|"
    rf"start(?:s|ing)?(?: date)?|launch(?:es|ing)?|with effect from|w\.?e\.?f\.?|effective(?: from)?)\b|\W*from {D}"
)

_OLD_BEFORE = (
    r"\b(?:was|were|previously|original(?:ly)?|formerly|initial(?:ly)?|baseline|instead of|"
    r"(?:revised|moved|changed|extended|amended|re-?dated|updated|slipped|deferred|delayed|re-?profiled) from)"
    r"(?: (?:date|target|due|deadline|completion|set|planned|agreed|for|by))*\s?[:-]?\s?$"
)
_NEW_BEFORE = (
    r"\b(?:revised|now|new|moved|changed|extended|amended|re-?dated|updated|slipped|deferred|delayed|re-?profiled|current)"
    r"(?: (?:date|target|due|deadline|completion|to|until|by))*\s?[:-]?\s?$"
)
_OLD_AFTER = r"\s?\((?:original|previous|old|baseline|initial)(?: (?:date|target))?\)"
_NEW_AFTER = r"\s?\((?:revised|new|current|amended|extended)(?: (?:date|target))?\)"


class Clause(NamedTuple):
    """Where a condition stands: `start` to `end` with its marker, its own words from `said`."""

    start: int
    said: int
    end: int


def read_cell(text: str) -> Reading:
    """The reading of a cell whose white space has been folded."""
    if _is_nothing(text):
        return Reading("none")
    if len(text) > LONGEST_CELL:
        return Reading("other")
    cell = cell_of(text)
    if any(date.span is None for date in cell.dates):
        return Reading("other", condition=cell.condition)
    readings = (read(cell) for read in (_complete, _recurring, _ongoing, _dated, _undated))
    return next((reading for reading in readings if reading), Reading("other", condition=cell.condition))


def cell_of(text: str) -> Cell:
    """The cell with its condition cut off and its dates covered."""
    flat = plain(text).replace(DATE_FIRST, " ").replace(DATE_REST, " ")
    dates = find_dates(flat)
    words, condition = covered(flat, dates), None
    clause = _condition_in(words)
    if clause:
        condition = text[clause.said : clause.end].strip(" .,;:")
        dates = [date for date in dates if not clause.start <= date.start < clause.end]
        words = words[: clause.start] + " " * (clause.end - clause.start) + words[clause.end :]
    return Cell(words, _in_force(words, dates), condition or None)


def covered(text: str, dates: list[FoundDate]) -> str:
    """The text with each date covered, as long as before."""
    for date in dates:
        cover = DATE_FIRST + DATE_REST * (date.end - date.start - 1)
        text = text[: date.start] + cover + text[date.end :]
    return text


def _is_nothing(text: str) -> bool:
    return not any(map(str.isalnum, text)) or text.lower().strip(" .-–—_*?/()[]:") in _NOTHING


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
    kept = new or [date for date in dates if not _is_called(words, date, _OLD_BEFORE, _OLD_AFTER)]
    return kept or dates


def _is_called(words: str, date: FoundDate, before: str, after: str) -> bool:
    return bool(_precedes(before, words, date) or pattern(after).match(words, date.end))


def _precedes(source: str, words: str, date: FoundDate) -> bool:
    return bool(pattern(source).search(words[max(0, date.start - 40) : date.start]))


def _complete(cell: Cell) -> Reading | None:
    if not pattern(_COMPLETE).match(cell.words):
        return None
    return Reading("complete", _window(cell), cell.condition)


def _recurring(cell: Cell) -> Reading | None:
    recurrence = find_recurrence(cell.words)
    if recurrence is None:
        return None
    span = _bounds(cell, recurrence.start)
    return Reading("recurring", span, cell.condition, recurrence.interval, recurrence.rule, _qualifier(cell))


def _ongoing(cell: Cell) -> Reading | None:
    state = pattern(_ONGOING).search(cell.words)
    if state is None:
        return None
    return Reading("ongoing", _bounds(cell, state.start()), cell.condition, qualifier=_qualifier(cell))


def _dated(cell: Cell) -> Reading | None:
    span = _window(cell)
    if span is None:
        return None
    if pattern(_BEFORE).search(cell.words) and span.first:
        span = range_span(None, span.first - timedelta(days=1))
    elif pattern(_AFTER).search(cell.words) and span.last:
        span = range_span(span.last + timedelta(days=1), None)
    elif pattern(rf"\W*(?:(?:up )?to|until|till?) {D}\W*").fullmatch(cell.words):
        span = range_span(None, span.last)
    is_tbc = bool(pattern(_TBC).search(cell.words))
    return Reading(span.kind, span, cell.condition, qualifier=_qualifier(cell), is_tbc=is_tbc)


def _undated(cell: Cell) -> Reading | None:
    starts_with_condition = cell.condition and not any(map(str.isalnum, cell.words))
    if pattern(_TBC).search(cell.words) or starts_with_condition:
        return Reading("tbc", condition=cell.condition)
    return None


def _window(cell: Cell) -> Span | None:
    """The one date, or the range around them all."""
    spans = [date.span for date in cell.dates if date.span]
    return envelope(spans) if len(spans) > 1 else next(iter(spans), None)


def _bounds(cell: Cell, state_start: int) -> Span | None:
    """What the dates beside a state or frequency bound: its end after "to", all of it after "in", else its start."""
    if len(cell.dates) != 1 or not cell.dates[0].span:
        return _window(cell)
    date, span = cell.dates[0], cell.dates[0].span
    if span.kind == "range" or _precedes(_WITHIN, cell.words, date):
        return span
    if date.start > state_start and _precedes(_UNTIL, cell.words, date):
        return range_span(None, span.last)
    return range_span(span.first, None)


def _qualifier(cell: Cell) -> Qualifier | None:
    if pattern(_PROVISIONAL).search(cell.words):
        return "provisional"
    if pattern(_ESTIMATED).search(cell.words):
        return "estimated"
    return "by" if pattern(_BY).search(cell.words) else None


def edtf_of(reading: Reading) -> str | None:
    """The ISO 8601-2 form, with ~ for an estimated date, ? for one that is provisional or TBC."""
    span = reading.span
    if span is None:
        return None
    form = span.edtf or interval_edtf(span.first, span.last)
    mark = "?" if reading.is_tbc else {"estimated": "~", "provisional": "?"}.get(reading.qualifier or "", "")
    return "/".join(side if side == ".." else side + mark for side in form.split("/")) if form else None


def opens_with_start(text: str) -> bool:
    """Whether a cell opens with words of beginning and names no end."""
    words = cell_of(text).words if len(text) <= LONGEST_CELL else ""
    opening = pattern(_START).match(words)
    return bool(opening and not pattern(rf"\b(?:to|until|till?|by|end(?:s|ing)?) {D}").search(words, opening.end()))
