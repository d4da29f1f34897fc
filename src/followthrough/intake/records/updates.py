"""The updates of a record: one a period that the columns name, with its status and who signed it."""

import re
from collections.abc import Callable, Mapping, Sequence
from unicodedata import category

from followthrough.intake.grid import PARAGRAPH
from followthrough.intake.kinds.prose import read_signature
from followthrough.intake.records.table_reading import RowReading
from followthrough.intake.report import quote
from followthrough.intake.tables.column_reading import ColumnReading
from followthrough.plan.document import SchemeEntry, Status, Update
from followthrough.plan.statuses import read_status, scheme_entry_for

# Between what is said in two languages.
_TWICE = " / "
# Between an answer and the words that explain it.
_AFTER_ANSWER = re.compile(r"\s*(?:[,;:.(]|\s[–—-])\s*")

Scheme = Sequence[SchemeEntry] | None
# Says that a status is not known: its text, and the heading of its column.
SayUnknown = Callable[[str, str | None], None]


def read_updates(row: RowReading, narrative: str, scheme: Scheme, say_unknown: SayUnknown) -> list[Update]:
    """One update a period, blank ones included: a blank is an answer not given. `told` is the narrative."""
    columns = row.table.columns_of("status", "update")
    shared = _only_period(columns)
    periods = list(dict.fromkeys(column.period or shared for column in columns))
    updates = [
        _update(row, period, [column for column in columns if (column.period or shared) == period], scheme)
        for period in periods
    ]
    _add_done_on(updates, row)
    for update, heading in _unknown(updates, columns):
        say_unknown(update, heading)
    _add_narrative(updates, narrative)
    _add_forecasts(updates, row, shared)
    return updates


def _only_period(columns: Sequence[ColumnReading]) -> str | None:
    """The period of columns that name none, where the others name but one: "RAG" beside "Update (June)"."""
    periods = {column.period for column in columns if column.period}
    is_one_pair = len({column.field for column in columns}) == len(columns)
    return periods.pop() if len(periods) == 1 and is_one_pair else None


def _update(row: RowReading, period: str | None, columns: Sequence[ColumnReading], scheme: Scheme) -> Update:
    status_text, text = (
        PARAGRAPH.join(cell for column in columns if column.field == name and (cell := row.cell(column)))
        or None
        for name in ("status", "update")
    )
    if text and not any(column.field == "status" for column in columns):
        # Of several columns the last says how it stands: milestones come before the outcome.
        leading = (row.table.leading_status(each, row.cell(each)) for each in reversed(columns))
        status_text = next(filter(None, leading), None)
    letters = [row.table.letters[column.index] for column in columns]
    status = _status(status_text, letters, scheme) if status_text else None
    if status_text and not status and any(_TWICE in column.heading for column in columns):
        status = _said_twice(status_text, scheme)
    if status and status_text and not text:
        text = row.table.told_after_status(status_text)
    by, on = read_signature(text, period) if text else (None, None)
    return Update(period=period, status=status, status_text=status_text, text=text, by=by, on=on)


def _status(text: str, letters: Sequence[Mapping[str, str]], scheme: Scheme) -> Status | None:
    """The status of a cell; one of a letter or a tick is what the key says, or else what its heading makes
    of it: "On target (tick)", also where words follow: "Yes, the letter went in May"."""
    word = next(filter(None, (words.get(text.lower()) for words in letters)), None)
    if word and not scheme_entry_for(text, scheme or ()):
        return status_of(word, scheme)
    first = _AFTER_ANSWER.split(text.lower(), maxsplit=1)[0]
    answer = next(filter(None, (words.get(first) for words in letters)), None)
    return status_of(text, scheme) or (status_of(answer, scheme) if answer else None)


def _said_twice(text: str, scheme: Scheme) -> Status | None:
    """The status of a cell that says it in two languages, as its heading does; None where they differ."""
    read = {status_of(part, scheme) for part in text.split(_TWICE)} - {None}
    return read.pop() if len(read) == 1 else None


def status_of(text: str, scheme: Scheme) -> Status | None:
    """The status that a cell says, by its first line that says one."""
    lines = (read_status(line, scheme) for line in text.split(PARAGRAPH))
    return next((status for status in lines if status), None) or read_status(text, scheme)


def _add_done_on(updates: list[Update], row: RowReading) -> None:
    """Where a row says no status, the day on which it was done says that it is, or the name of its part or
    sheet."""
    column, part = row.table.done_on, row.table.part_of_done(row.record)
    day = row.cell(column) if column else ""
    words, text = (column.role, f"{column.role} {day}") if column and day else (part, part)
    if words and not any(update.status_text for update in updates):
        done = Status.CLOSED if "closed" in words.lower() else Status.COMPLETE
        said = {"status": status_of(words, None) or done, "status_text": text}
        updates[-1:] = [updates[-1].model_copy(update=said) if updates else Update(**said)]


def _unknown(updates: Sequence[Update], columns: Sequence[ColumnReading]) -> list[tuple[str, str | None]]:
    """The status texts that no status was read from, each with the heading of a status column."""
    heading = next((column.heading for column in columns if column.field == "status"), None)
    texts = [update.status_text for update in updates if update.status is None and update.status_text]
    return [(text, heading) for text in texts if any(map(_says_something, text))]


def _says_something(sign: str) -> bool:
    """Whether a sign is a letter, a digit or a picture: a dash or a dot alone says nothing."""
    return sign.isalnum() or category(sign) == "So"


def _add_narrative(updates: list[Update], narrative: str) -> None:
    if not narrative:
        return
    silent = next((update for update in reversed(updates) if not update.text), None)
    if silent:
        silent.text = narrative
    else:
        updates.append(Update(text=narrative))


def _add_forecasts(updates: list[Update], row: RowReading, shared: str | None) -> None:
    """Each forecast goes to the update of its period, one that names none to the last that says something."""
    for column in row.table.columns_of("forecast"):
        if text := row.cell(column):
            written = row.table.date_columns[column.index]
            _update_of(updates, column.period or shared).forecast = written.read(text)


def _update_of(updates: list[Update], period: str | None) -> Update:
    """The update that a forecast belongs to, a new one where no other answers for its period."""
    if period and any(update.period for update in updates):
        found = [update for update in updates if update.period == period]
    else:
        found = [update for update in updates if update.status_text or update.text] or updates
    if not found:
        found = [Update(period=period)]
        updates += found
    return found[-1]


def quoted_unknown(text: str) -> str:
    """The sentence about a status that is not known."""
    return f"{quote(text)} is no status that is known here. It was kept as text. Say what it stands for."
