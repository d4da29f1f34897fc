"""Fuzzy dates: the words of a date cell, and the earliest and latest day that they can mean."""

from datetime import date
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from followthrough.plan.when.cell import Qualifier, edtf_of, opens_with_start, read_cell
from followthrough.plan.when.months import month_number
from followthrough.plan.when.order import with_day_first
from followthrough.plan.when.recurrence import Interval
from followthrough.plan.when.spans import Kind, Span, month_span
from followthrough.plan.when.words import MONTH, pattern, plain, year_number

MANGLED_MONTH = rf"(?P<y>\d\d)-(?P<m>{MONTH})"
MANGLED_DAY = rf"{MONTH}-(?:0[1-9]|[12]\d|3[01])"
YEARS_BEFORE_START = 2


class When(BaseModel):
    """A date as a plan states it. `text` is as written; `earliest` and `latest` bound the days it can mean.

    `edtf` is its ISO 8601-2 form and `recurrence` an RFC 5545 RRULE, where it has one; `condition` is what
    it hangs on, in the words of the text.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    kind: Kind
    earliest: date | None = None
    latest: date | None = None
    edtf: str | None = None
    recurrence: str | None = None
    condition: str | None = None
    interval: Interval | None = None
    qualifier: Qualifier | None = None

    @property
    def is_a_date(self) -> bool:
        """Whether the words say when, so that they can be promised and slip; TBC and "ongoing" don't."""
        return self.earliest is not None or self.latest is not None or self.kind == "recurring"


def read_when(text: str, *, month_year_column: bool = False, month_first: bool = False) -> When:
    """Read the text of a date cell; never raises, and never gives a day that the words don't bound.

    With `month_year_column`, the cell stands in a column of cells such as "Dec-22", so that "22-Dec" is
    the same month as a spreadsheet mangled it. With `month_first`, 03/04/2027 is 4 March there.
    """
    return _read(" ".join(text.split()), month_year_column, month_first)


def kind_of(text: str) -> Kind:
    """The kind of date that `read_when` reads in a text, for a text that is likely none: no date is made."""
    return read_cell(" ".join(text.split())).kind


def read_due(
    text: str, *, start: When | None, month_year_column: bool = False, month_first: bool = False
) -> When:
    """Read the text of a due cell beside the start that its row states."""
    when = read_when(text, month_year_column=month_year_column, month_first=month_first)
    return doubt_against_start(when, start)


def doubt_against_start(when: When, start: When | None) -> When:
    """The same date, or kind other without dates where "Jul-05" lies years before its start.

    Such a cell is a day that a spreadsheet took for a month and year; which day can't be known.
    """
    if start is None or start.earliest is None or when.latest is None:
        return when
    ends, begins = when.latest, start.earliest
    is_years_before = (ends.year + YEARS_BEFORE_START, ends.month) <= (begins.year, begins.month)
    is_mangled = is_years_before and pattern(MANGLED_DAY).fullmatch(plain(when.text))
    return When(text=when.text, kind="other") if is_mangled else when


def is_start_phrase(text: str) -> bool:
    """Whether the words state when something begins and not when it ends: "To commence in March 2025"."""
    when = read_when(text)
    return when.kind not in ("ongoing", "recurring", "complete") and opens_with_start(when.text)


@lru_cache(maxsize=20_000)
def _read(text: str, month_year_column: bool, month_first: bool) -> When:
    mangled = pattern(MANGLED_MONTH).fullmatch(plain(text)) if month_year_column else None
    if mangled:
        return _when(text, month_span(year_number(mangled["y"]), month_number(mangled["m"])))
    reading = read_cell(with_day_first(text) if month_first else text)
    first, last = (reading.span.first, reading.span.last) if reading.span else (None, None)
    return When(
        text=text,
        kind=reading.kind,
        earliest=first,
        latest=last,
        edtf=edtf_of(reading),
        recurrence=reading.rule,
        condition=reading.condition,
        interval=reading.interval,
        qualifier=reading.qualifier,
    )


def _when(text: str, span: Span) -> When:
    return When(text=text, kind=span.kind, earliest=span.first, latest=span.last, edtf=span.edtf)
