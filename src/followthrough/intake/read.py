"""The front door of intake: a file becomes a plan document, in seven steps.

1. a reader of the format makes rows of cells and lines, each with its place
2. tables are found, and put together again where pages had parted them
3. keys are read: the plan's statuses and its risk matrix
4. columns are recognised by heading and by cells, and shifted rows are laid out anew
5. rows become records: halves are joined, narrative rows go to the action above
6. cells are read: refs, dates, owners, statuses
7. actions are put together: parents, kinds, links; what is left over is kept as remarks
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from followthrough.intake.actions import TableReading, learn_words, read_actions
from followthrough.intake.columns import read_columns
from followthrough.intake.formats import media_type_of, read_items
from followthrough.intake.grid import Item, Line, UnreadableFileError
from followthrough.intake.hierarchy import (
    add_kinds,
    add_parents,
    note_doubles,
    note_placeholders,
    with_lettered_parts,
)
from followthrough.intake.keys import read_key_lines, read_risk_matrix, read_scheme
from followthrough.intake.leftovers import keep_leftovers, keep_lines
from followthrough.intake.links import add_links
from followthrough.intake.records import find_records, is_section_line, strips_of
from followthrough.intake.report import Problems
from followthrough.intake.shifts import Shift, realign
from followthrough.intake.tables import Found, Table, find_tables, is_key
from followthrough.plan.document import Action, PlanDocument, Source
from followthrough.plan.periods import last_day_of

_LARGEST_FILE = 20 * 1024 * 1024
_OFTEN = 3


def read_file(path: Path) -> PlanDocument:
    """The plan in a file. Raises UnreadableFileError, with a sentence for a person, where there is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path} can't be opened: {error.strerror}.") from error
    return read_bytes(content, path.name)


def read_bytes(content: bytes, name: str) -> PlanDocument:
    """The plan in the bytes of a file called `name`. Raises UnreadableFileError where there is none."""
    if not content.strip():
        raise UnreadableFileError(f"{name} is empty. Choose the file that holds the plan.")
    if len(content) > _LARGEST_FILE:
        raise UnreadableFileError(
            f"{name} is larger than 20 MB. Save the plan alone, without pictures, and try again."
        )
    plan = plan_of(read_items(content, name), name)
    plan.source = Source(
        name=name,
        media_type=media_type_of(content, name),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
    )
    return plan


def plan_of(items: Sequence[Item], name: str) -> PlanDocument:
    """The plan in what a reader made of a file. Raises UnreadableFileError where no table lists actions."""
    found = find_tables(list(items))
    plan = PlanDocument(title=_title(found))
    problems = Problems()
    plan_tables = [table for table in found.tables if not _take_key(table, plan)]
    if not plan.scheme:
        plan.scheme = read_key_lines(found.lines) or None
    readings, used = _read_tables(plan_tables, found, plan.title, problems)
    if not any(reading.records for reading in readings):
        raise UnreadableFileError(
            f"No table of actions was found in {name}. Followthrough looks for a table with a row of headings, such as "
            "Ref, Action, Owner, Due date and Status. Check that the file is the plan itself."
        )
    words = learn_words(readings, plan.scheme)
    actions = [action for reading in readings for action in read_actions(reading, words, problems)]
    plan.actions = _put_together(actions, readings, problems)
    plan.layout = _layout(readings)
    plan.as_at = _day_of(plan)
    plan.problems = problems.found
    keep_lines((line for line in found.lines if id(line) not in used), plan)
    keep_leftovers(items, plan)
    return plan


def _take_key(table: Table, plan: PlanDocument) -> bool:
    """Whether a table explains the plan's words; if so, what it says is taken into the plan."""
    if not is_key(table):
        return False
    if matrix := read_risk_matrix(table):
        plan.risk_matrix = (plan.risk_matrix or []) + matrix
    elif scheme := read_scheme(table):
        plan.scheme = (plan.scheme or []) + scheme
    return True


def _read_tables(
    tables: Sequence[Table], found: Found, title: str | None, problems: Problems
) -> tuple[list[TableReading], set[int]]:
    counts = Counter(line.text for line in found.lines)
    repeated = frozenset(text for text, count in counts.items() if count >= _OFTEN)
    readings: list[TableReading] = []
    used: set[int] = set()
    for table in tables:
        columns = read_columns(table)
        if not any(column.field == "title" for column in columns):
            continue
        for column in columns:
            if column.doubt:
                problems.add(
                    "low_confidence_column", "warning", f"{column.doubt} It was read as {column.path}. Check it.",
                    place=table.place, column=column.heading,
                )  # fmt: skip
        _realign(table, columns, problems)
        strips, lines = strips_of(table, repeated, title)
        used |= lines
        records, _ = find_records(strips, columns)
        readings.append(TableReading(columns, records))
    return readings, used


def _realign(table: Table, columns: Sequence[object], problems: Problems) -> None:
    """Lay the shifted rows of a table out anew, in their places, and say so."""
    rows = table.rows
    settled, shifts = realign(rows, columns)  # type: ignore[arg-type]
    moved = dict(zip(map(id, rows), settled, strict=True))
    for segment in table.segments:
        segment.body = [moved.get(id(item), item) for item in segment.body]
    for shift in shifts:
        _say_shift(shift, problems)


def _say_shift(shift: Shift, problems: Problems) -> None:
    first, last = shift.rows[0].place, shift.rows[-1].place
    heading = shift.lost.heading
    problems.add(
        "column_shift", "error",
        f"From row {first.row} to row {last.row} the cells of the column “{heading}” are missing, and the cells after it "
        "stand one column to the left. They were read below the headings that they fit. Check one of these rows.",
        place=first, until=last, column=heading,
    )  # fmt: skip


def _put_together(
    actions: list[Action], readings: Sequence[TableReading], problems: Problems
) -> list[Action]:
    complete = with_lettered_parts(actions)
    add_parents(complete)
    add_kinds(complete)
    note_doubles(complete, problems)
    note_placeholders(complete, problems)
    headings = [column.heading for reading in readings for column in reading.columns_of("ref")]
    add_links(complete, headings[0] if headings else "", problems)
    return complete


def _layout(readings: Sequence[TableReading]) -> list:  # type: ignore[type-arg]
    """The columns of the table with most actions, and then those that only other tables have."""
    layout: dict[str, object] = {}
    for reading in sorted(readings, key=lambda reading: -len(reading.records)):
        for column in reading.columns:
            layout.setdefault(
                f"{column.path}|{column.heading}" if column.field == "note" else str(column.path),
                column.as_column(),
            )
    return list(layout.values())


def _title(found: Found) -> str | None:
    """The first heading of the file that is not one of its themes: marked, printed on many pages, or alone."""
    counts = Counter(line.text for line in found.lines)
    first_row = found.tables[0].place.row if found.tables else None
    for line in found.lines:
        is_early = first_row is None or line.place.row is None or line.place.row < first_row
        if (line.level == 1 or counts[line.text] >= _OFTEN or is_early) and is_section_line(line):
            return _plain_case(line.text)
    return None


def _plain_case(text: str) -> str:
    return text


def _day_of(plan: PlanDocument) -> object:
    """The day that the plan speaks for: the end of the last period that it reports on."""
    return last_day_of(plan.periods[-1]) if plan.periods else None


def section_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines that are headings."""
    return [line for line in lines if is_section_line(line)]
