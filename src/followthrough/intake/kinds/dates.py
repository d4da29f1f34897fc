"""The date cells of a record: start, due and original due, each read with its column and its neighbours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from followthrough.intake.grid import Place
from followthrough.intake.report import Problems, quote
from followthrough.plan.document import Milestone
from followthrough.plan.statuses import is_status_text
from followthrough.plan.when import When, doubt_against_start, is_start_phrase, read_when
from followthrough.plan.when.dates import find_dates
from followthrough.plan.when.months import MONTHS
from followthrough.plan.when.order import with_day_first
from followthrough.plan.when.text import read_milestones
from followthrough.plan.when.words import plain

_MONTH_YEAR_SHARE = 0.3
_FORMER = re.compile(
    r"(?:(?:revised|moved|changed|extended|slipped) from|previously|originally|original(?: date)?:?|was)\s+"
    r"(?P<date>[^();]{4,40})",
    re.IGNORECASE,
)
# The days from which spreadsheets and programs count: what an empty cell is shown as.
_EMPTY_DAYS = {date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1970, 1, 1)}
# A cell that labels the two days that it holds: "Start date: April 2025 Completion: May 2026".
_BOTH = re.compile(
    r"\W*(?:planned |proposed )?(?:start|begin|commence)\w*(?: date)?\s*[:–-]\s*(?P<start>.{3,40}?)"
    r"[\s;,/]*\b(?:planned |target |expected )?(?:complet|end|finish|due)\w*(?: date)?\s*[:–-]\s*"
    r"(?P<due>.{3,60})",
    re.IGNORECASE | re.DOTALL,
)
_FIRM = {"day", "month", "quarter", "season", "year", "range"}


@dataclass(frozen=True)
class DateColumn:
    """How the cells of one date column are written: mostly as month and year, with the month first, or
    otherwise."""

    heading: str
    is_month_year: bool
    is_month_first: bool = False

    @classmethod
    def learn(cls, heading: str, texts: Sequence[str], *, is_month_first: bool = False) -> "DateColumn":
        """A column in which many cells are `Mmm-yy` reads its mangled cells by that form."""
        said = [text for text in texts if text]
        short = sum(1 for text in said if len(text) == 6 and text[3] == "-" and text[:3].lower() in MONTHS)
        return cls(heading, bool(said) and short >= _MONTH_YEAR_SHARE * len(said), is_month_first)

    def read(self, text: str) -> When:
        """The date of one cell of the column."""
        return read_when(text, month_year_column=self.is_month_year, month_first=self.is_month_first)

    def turned(self, text: str) -> str:
        """The text with the day first, for the dates inside it."""
        return with_day_first(text) if self.is_month_first else text


@dataclass
class Dates:
    """The dates of one record. `status_words` is a status that stood in the due cell."""

    start: When | None = None
    due: When | None = None
    original_due: When | None = None
    milestones: tuple[Milestone, ...] = ()
    status_words: str | None = None


@dataclass(frozen=True)
class Cut:
    """A date cell: its text and its column."""

    text: str
    column: DateColumn


def read_dates(
    start: Cut | None,
    due: Cut | None,
    original: Cut | None,
    *,
    ref: str | None,
    place: Place,
    problems: Problems,
) -> Dates:
    """The dates of one record, with a problem for each that can't be read safely."""
    start, due = _parted(start, due)
    dates = Dates(
        start=_read(start, ref, place, problems),
        due=_read(due, ref, place, problems, start=start),
        original_due=_read(original, ref, place, problems),
    )
    if dates.due and due:
        _move_start_phrase(dates, due, ref, place, problems)
        _note_status_words(dates, due, ref, place, problems)
        dates.milestones = tuple(
            Milestone(title=label, due=when)
            for label, when in read_milestones(due.column.turned(due.text))
            if label
        )
    if dates.original_due is None and due:
        dates.original_due = _former_date(due.column.turned(due.text))
    _doubt_order(dates, due, ref, place, problems)
    return dates


def _parted(start: Cut | None, due: Cut | None) -> tuple[Cut | None, Cut | None]:
    """The two dates of an action; where one cell labels both, each from its part of the cell."""
    cells = [cell for cell in (start, due) if cell and cell.text]
    both = _BOTH.fullmatch(cells[0].text) if len(cells) == 1 else None
    if not both:
        return start, due
    column = cells[0].column
    return Cut(both["start"].strip(), column), Cut(both["due"].strip(), column)


def _former_date(text: str) -> When | None:
    """The date that a cell says it was moved from: "March 2025 (revised from October 2024)"."""
    former = _FORMER.search(text)
    said = former["date"] if former else ""
    dates = find_dates(plain(said))
    when = read_when(said[: dates[0].end]) if dates else None
    return when if when and when.kind in _FIRM else None


def _read(
    cell: Cut | None, ref: str | None, place: Place, problems: Problems, start: Cut | None = None
) -> When | None:
    if cell is None or not cell.text:
        return None
    began = start.column.read(start.text) if start and start.text else None
    when = doubt_against_start(cell.column.read(cell.text), began)
    alone = read_when(cell.text, month_first=cell.column.is_month_first)
    column = cell.column.heading
    if when.earliest in _EMPTY_DAYS and when.earliest == when.latest:
        problems.add(
            "date_of_empty_cell", "warning",
            f"{quote(cell.text)} is what programs show where no date was entered. No date was taken from it. "
            "Give a date if there is one.",
            place=place, column=column, ref=ref,
        )  # fmt: skip
        return None
    if when.kind == "month" and alone.kind == "other":
        problems.add(
            "date_mangled", "warning",
            f"{quote(cell.text)} looks like a month that a spreadsheet turned into a day. It was read as "
            f"{when.latest:%B %Y}, as the other cells of the column are written. Check it.",
            place=place, column=column, ref=ref,
        )  # fmt: skip
    elif when.kind == "other" and alone.kind in _FIRM:
        problems.add(
            "date_suspicious", "error",
            f"{quote(cell.text)} would be long before the start {quote(start.text if start else '')}. It was "
            "kept as text, with no date. Find out what was meant.",
            place=place, column=column, ref=ref,
        )  # fmt: skip
    elif when.kind == "other" and not is_status_text(cell.text):
        problems.add(
            "date_unreadable", "warning",
            f"{quote(cell.text)} can't be read as a date. It was kept as text. Give a date if there is one.",
            place=place, column=column, ref=ref,
        )  # fmt: skip
    elif when.kind == "none":
        problems.add(
            "placeholder_text", "note",
            f"{quote(cell.text)} stands where a date should. Give a date, or leave the cell empty.",
            place=place, column=column, ref=ref,
        )  # fmt: skip
    return when


def _move_start_phrase(dates: Dates, due: Cut, ref: str | None, place: Place, problems: Problems) -> None:
    """ "To commence in …" in a due column says when the action starts, not when it ends."""
    if dates.due and is_start_phrase(dates.due.text) and dates.due.kind in _FIRM and dates.start is None:
        dates.start = dates.due
        dates.due = None
        problems.add(
            "start_in_date_cell", "note",
            f"{quote(due.text)} says when this begins, and stands where a due date should. It was read as "
            "the start. Give a due date if there is one.",
            place=place, column=due.column.heading, ref=ref,
        )  # fmt: skip


def _note_status_words(dates: Dates, due: Cut, ref: str | None, place: Place, problems: Problems) -> None:
    if dates.due and (
        dates.due.kind == "complete" or (dates.due.kind == "other" and is_status_text(due.text))
    ):
        dates.status_words = due.text
        problems.add(
            "status_in_date_cell", "note",
            f"{quote(due.text)} is a status, and stands where a date should. No date is agreed.",
            place=place, column=due.column.heading, ref=ref,
        )  # fmt: skip


def _doubt_order(dates: Dates, due: Cut | None, ref: str | None, place: Place, problems: Problems) -> None:
    start, end = dates.start, dates.due
    if start and end and due and start.earliest and end.latest and end.latest < start.earliest:
        problems.add(
            "due_before_start", "warning",
            f"The due date {quote(end.text)} is before the start {quote(start.text)}. Find out which holds.",
            place=place, column=due.column.heading, ref=ref,
        )  # fmt: skip
