"""The day that a plan speaks for: what the file says of it, or else the latest day that it tells as past."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

from followthrough.intake.grid import Item, Line, Place, Row
from followthrough.intake.identity.spots import AS_AT, Spot
from followthrough.plan.document import Action, Column, PlanDocument
from followthrough.plan.when.dates import FoundDate, find_dates
from followthrough.plan.when.order import order_of, with_day_first
from followthrough.plan.when.periods import last_day_of, words_of
from followthrough.plan.when.spans import Span
from followthrough.plan.when.words import plain

_DAY_LABELS = {
    "date", "date of report", "report date", "date of plan", "plan date", "date updated", "last updated",
    "updated", "update", "version date", "date of update", "as at", "date of issue", "issued", "issue date",
    "published", "date published", "reporting date", "position at", "revised", "date revised",
    "date of version", "sent", "printed", "exported", "run at", "run on", "run date", "extract date",
    "date of export", "export date", "date exported", "exported on", "date of extract", "generated on",
    "stand",
    "peildatum", "reviewed", "last reviewed",
}  # fmt: skip
# "Date of this version", "Date of the report".
_OF_THIS = re.compile(r"\b(?:this|the|document|plan) (?=\w)")
_MEETING_LABELS = {
    "meeting", "meeting date", "date of meeting", "for the meeting of", "committee", "board", "board meeting",
    "committee date", "report to", "meeting of", "presented to", "forum", "submitted to",
}  # fmt: skip
_MEETING = re.compile(
    r"\b(?:board|committee|executive|cabinet|council|panel|commission|meeting|governors|assembly|forum|group)"
    r"|\b(?:presented|submitted|reported|laid) (?:to|before)\b|\bheld on\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:update|position|progress|status|monitor\w*|quarter|version|v\d|issued?|published|dated|draft|report"
    r"|tracker|log|plan|end|register"
    r"|actions?|recommendations?|dashboard|summary|response|period|month|submitted|returned|presented by)\b",
    re.IGNORECASE,
)
# A day of something else that the plan speaks of.
_OF_ELSE = re.compile(
    r"\b(?:audit|inspection|review|visit|inquiry|act|regulations?|incident|election|adopted|approved|agreed"
    r"|minutes|again"
    r"|(?:will|shall) (?:then |next )?(?:be )?(?:review|updat|publish|revis|refresh|report)\w*)\b"
    r"[^,;]{0,30}$"
    r"|\b(?:until|from|to|previously|next(?: [a-z]+){0,2}|due|by|deadline|target)\W*$",
    re.IGNORECASE,
)
# Words of a clause whose day lies ahead, or may.
_AHEAD = re.compile(
    r"\b(?:will|shall|to be|to (?!date)[a-z]+|by|until|till?|before|due|target(?:ed)?|deadline|planned|plan"
    r"|expected?|next|from|scheduled|proposed|aim(?:ing)?|forecast|estimated|anticipated|revised|then|once"
    r"|review(?:ed)? date|ready for|awaiting|booked|arranged|should|may|could|commenc\w+|starts?|begins?"
    r"|upcoming|future|provisional\w*|extended|w/c|week commencing|for the)\b",
    re.IGNORECASE,
)
_PAST_VERB = re.compile(
    r"\b(?:[a-z]{2,}ed|was|were|had|held|met|took|sent|began|given|gave|made|went|came|done|put|built|written"
    r"|wrote|seen|in place|minutes?|discussion)\b",
    re.IGNORECASE,
)
_TELLS_PAST = re.compile(
    r"(?:complet|clos(?:ed|ure)|achiev|deliver|finish|done|actual|evidence|progress|update|comment|outcome"
    r"|position|minute|meeting|taken|response|last|sign|added)",
    re.IGNORECASE,
)
_PLANS_AHEAD = re.compile(r"(?:target|planned|due|expected|next|forecast|revised|significant)", re.IGNORECASE)
_MEETING_COLUMNS = {"meeting date", "date of meeting", "date of committee", "committee date"}
_UPDATE_COLUMNS = {
    "last updated", "date updated", "date of update", "updated on", "last update", "date of last update",
}  # fmt: skip
_DONE = r"(?:complet(?:ed|ion)|clos(?:ed|ure)|achieved|delivered|implemented|actioned)"
_DONE_COLUMN = re.compile(rf"(?:actual )?date (?:of )?(?:actual )?{_DONE}|(?:actual )?{_DONE} (?:date|on)")
_TARGET_LIKE = {"completion", "completion date", "date of completion", "date completion"}
_BETWEEN_WORDS = re.compile(r"_|(?<=[^\W\d])-|-(?=[^\W\d])")
_LONGEST_HEADING = 40
_MANY_WORDS = 18
_LOOK_BACK = 40
_PAST = "It is the latest day that the texts tell as past."
# From so many points on nothing in the rows is asked.
_SURE = 5.5
_REPORTED = ("update", "status")
# From so many points on a day is one that the file names.
_NAMED = 3.0
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MAY_NAME_DAY = re.compile(
    rf"\d[./-]\d|\d(?:\s?(?:st|nd|rd|th))?[\s-](?:of )?(?:{_MONTHS})|(?:{_MONTHS})[a-z]*\.? \d\d?\b",
    re.IGNORECASE,
)
_SHORT = 60
# The letters of "on" or "to" and a blank.
_SHORT_WORD = 3
_PERIOD = re.compile(r"\b(?:reporting period|period|quarter)\W*(?:\w+\W+)?$", re.IGNORECASE)
_CLAUSE = re.compile(r"[;\n]|(?<=[a-z\d)])[.!?](?=\s|$)")
_SENTENCES = re.compile(r"(?<=[a-z\d)][.!?])\s+|\s+[·|•]\s+")
# How long after a day that the file names its texts may still tell of.
_LATE = timedelta(days=31)


class Dated(NamedTuple):
    """A day that a plan may speak for, with its points, why, and where the words stand."""

    day: date
    points: float
    words: str
    reason: str
    place: Place | None = None


def days_of(spots: Sequence[Spot], items: Sequence[Item], plan: PlanDocument, name: str = "") -> list[Dated]:
    """The days that a plan may speak for, the best first. The plan has its actions by now; `name` is what
    its file is called."""
    found = [
        *_from_spots(spots), *_from_headings(plan.layout), *_from_periods(plan.periods), *_from_name(name),
    ]  # fmt: skip
    if not any(dated.points >= _SURE for dated in found):
        found = _with_told(found, items, plan)
    best = sorted(found, key=lambda dated: (-dated.points, -dated.day.toordinal()))
    return sorted(best, key=lambda dated: not _is_within(dated, best[0]))


def day_stated(lines: Sequence[Line]) -> date | None:
    """The latest day of which running text says that it is the file's own, before anything else is read."""
    spans = [_span_first_in(match["day"]) for line in lines for match in AS_AT.finditer(line.text)]
    return max((span.last for span in spans if span and span.kind == "day" and span.last), default=None)


def _is_within(dated: Dated, best: Dated) -> bool:
    """Whether a day that the file names is the more exact one where the best is but the end of its month."""
    is_end = (best.day + timedelta(days=1)).day == 1
    is_same = dated.day.replace(day=1) == best.day.replace(day=1)
    return is_end and is_same and dated.day < best.day and dated.points >= _NAMED


def _with_told(found: list[Dated], items: Sequence[Item], plan: PlanDocument) -> list[Dated]:
    """What a heading or a label names, held against what the rows tell: the latest day of each kind."""
    texts = list(_texts(items))
    is_month_first = order_of(text for text, _ in texts if len(text) <= _SHORT).is_month_first
    columns = list(_from_columns(items, is_month_first))
    past = _latest(
        [*_past_days(plan.actions, is_month_first), *(dated for dated in columns if dated.points < _NAMED)]
    )
    named = _latest([dated for dated in columns if dated.points >= _NAMED])
    found = [*found, *_from_rows(texts, is_month_first), *([named] if named else [])]
    if past is None:
        return found
    late = past.day - _LATE
    return [*(dated._replace(points=dated.points - 3 * (dated.day < late)) for dated in found), past]


def _from_name(name: str) -> Iterator[Dated]:
    """The day or month that a file is named for: "Recovery plan Oct 2025.xlsx"."""
    words = plain(_BETWEEN_WORDS.sub(" ", PurePath(name).stem))
    for found in find_dates(words):
        if found.span and found.span.last and found.span.kind in ("day", "month"):
            yield Dated(found.span.last, 2.5, name, "The file is named for it.")


def _from_spots(spots: Sequence[Spot]) -> Iterator[Dated]:
    for spot in spots:
        near = 1.0 if spot.is_above else 0.5 if spot.is_running else -0.5
        said = AS_AT.search(spot.text)
        is_apart = spot.is_above or spot.is_running or spot.is_below
        if said and is_apart and (day := _day(said["day"])):
            yield Dated(day, 6.0 + near, said[0], "The file says so.", spot.place)
            continue
        if spot.label and _OF_THIS.sub("", spot.label) in _DAY_LABELS and (day := _day(spot.text)):
            yield Dated(day, 5.0 + near, spot.text, f"It stands beside “{spot.label}”.", spot.place)
            continue
        yield from _from_heading(spot, near)


def _from_heading(spot: Spot, near: float) -> Iterator[Dated]:
    """The day of a meeting, or the period that a title, a heading or a running line names."""
    stands_out = spot.is_above or spot.is_running or spot.is_below or spot.label in _MEETING_LABELS
    is_of_else = spot.label is not None and _OF_ELSE.search(spot.label) is not None
    if stands_out and not is_of_else:
        for text in _SENTENCES.split(plain(spot.text)):
            if len(text.split()) <= _MANY_WORDS:
                yield from _from_sentence(text, spot, near)


def _from_sentence(text: str, spot: Spot, near: float) -> Iterator[Dated]:
    for found in find_dates(text):
        day = _end_of(found, text)
        if day is None or _OF_ELSE.search(text[max(0, found.start - _LOOK_BACK) : found.start]):
            continue
        is_day = found.span is not None and found.span.kind == "day"
        if is_day and (spot.label in _MEETING_LABELS or _MEETING.search(text)):
            reason = "It is the day of the meeting that the file is for."
            yield Dated(day, 4.0 + near, spot.text, reason, spot.place)
        elif text[found.start : found.end] == text or _REPORTS.search(text):
            yield Dated(day, 3.0 + near, spot.text, "A heading names it.", spot.place)


def _end_of(found: FoundDate, text: str) -> date | None:
    """The last day of a day, month or quarter; of a year only where the words say its end."""
    span = found.span
    if span is None or span.last is None or span.first is None:
        return None
    if span.kind in ("day", "month", "quarter"):
        return span.last
    if span.kind == "range":
        return span.last if _PERIOD.search(text[: found.start]) else None
    is_end = re.search(r"\bend (?:of )?(?:the )?(?:year )?$", text[: found.start]) is not None
    return span.last if is_end and span.kind == "year" else None


def _from_rows(texts: Sequence[tuple[str, Place]], is_month_first: bool) -> Iterator[Dated]:
    """The latest day beside "last updated" anywhere in the file."""
    said = [
        (day, match[0], place)
        for text, place in texts
        if _may_say_day(text.lower())
        for match in AS_AT.finditer(text)
        if (day := _day(match["day"], month_first=is_month_first))
    ]
    if said:
        day, words, place = max(said, key=lambda found: found[0])
        yield Dated(day, 5.0, words, "It is the latest day beside “updated” in the file.", place)


def _may_say_day(text: str) -> bool:
    """Only such texts are looked at closely, so that a long plan takes no longer to read."""
    return "updated" in text or " at" in text or "as of" in text or "last " in text


def _from_headings(layout: Sequence[Column]) -> Iterator[Dated]:
    """The days that headings of columns name: "Position at the board, 4 June 2025"."""
    for column in layout:
        for found in find_dates(plain(column.heading)) if (column.field or "").startswith(_REPORTED) else ():
            if found.span and found.span.last and found.span.kind == "day":
                yield Dated(found.span.last, 5.5, column.heading, "The heading of a column names it.")


def _from_periods(periods: Sequence[str]) -> Iterator[Dated]:
    if periods:
        words = words_of(periods[-1])
        yield Dated(last_day_of(periods[-1]), 5.5, words, "It ends the last period that a column has.")


def _from_columns(items: Sequence[Item], is_month_first: bool) -> Iterator[Dated]:
    """The days below a heading that says of them that they are past: of meetings, updates and completion."""
    below: dict[int, Dated] = {}
    for item in items:
        if not isinstance(item, Row):
            continue
        headings = {
            at: kind
            for at, cell in enumerate(item.cells)
            if len(cell.text) <= _LONGEST_HEADING
            and not cell.text[:1].isdigit()
            and (kind := _column_of(cell.text))
        }
        below = headings or below
        for at, kind in below.items():
            text = item.text_at(at)
            if text and not headings and (day := _day(text, month_first=is_month_first)):
                yield kind._replace(day=day, words=text, place=item.place)


@lru_cache(maxsize=2_000)
def _column_of(heading: str) -> Dated | None:
    """What the days below a heading are worth."""
    words = " ".join(re.sub(r"-\s*", "", heading).lower().split())
    if words in _MEETING_COLUMNS:
        return Dated(date.min, 4.0, heading, "It is the latest day of a meeting in the file.")
    if words in _UPDATE_COLUMNS:
        return Dated(date.min, 4.5, heading, "It is the latest day on which a row was updated.")
    if _DONE_COLUMN.fullmatch(words) and words not in _TARGET_LIKE:
        return Dated(date.min, 2.0, heading, "It is the latest day on which something was completed.")
    return None


def _latest(days: Sequence[Dated]) -> Dated | None:
    return max(days, key=lambda dated: dated.day, default=None)


def _past_days(actions: Sequence[Action], is_month_first: bool) -> Iterator[Dated]:
    """The days that the texts of the actions tell as past."""
    return (found for action in actions for found in _past_of(action, is_month_first))


def _texts(items: Sequence[Item]) -> Iterator[tuple[str, Place]]:
    for item in items:
        if isinstance(item, Row):
            yield from ((cell.text, item.place) for cell in item.cells if cell.text)
        elif isinstance(item, Line):
            yield item.text, item.place


def _past_of(action: Action, is_month_first: bool) -> Iterator[Dated]:
    place = Place.of(action.where)
    for text in filter(_MAY_NAME_DAY.search, _told_of(action)):
        for clause in _CLAUSE.split(text):
            flat = plain(with_day_first(clause) if is_month_first else clause)
            spans = [found.span for found in find_dates(flat) if found.span and found.span.kind == "day"]
            if spans and _PAST_VERB.search(flat) and not _AHEAD.search(flat):
                yield from (
                    Dated(span.last, 2.0, clause.strip(), _PAST, place) for span in spans if span.last
                )
    for update in action.updates:
        if update.on:
            yield Dated(update.on, 2.0, update.text or "", "It is the latest day that an update has.", place)


def _told_of(action: Action) -> Iterator[str]:
    """The texts of an action that tell what has been, by their field or their heading."""
    yield from (update.text for update in action.updates if update.text)
    for note in action.notes:
        if note.heading and _TELLS_PAST.search(note.heading) and not _PLANS_AHEAD.search(note.heading):
            yield note.text


def _day(words: str, *, month_first: bool = False) -> date | None:
    span = _span_first_in(with_day_first(words) if month_first else words)
    return span.last if span and span.kind in ("day", "month") else None


def _span_first_in(words: str) -> Span | None:
    """The span of the date that a text begins with, but for a word as short as "on"."""
    found = find_dates(plain(words))
    return found[0].span if found and found[0].start <= _SHORT_WORD else None
