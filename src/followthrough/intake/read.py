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
from collections.abc import Sequence
from pathlib import Path

from followthrough.intake.actions import read_actions
from followthrough.intake.columns import ColumnReading, has_title_by_heading, read_columns
from followthrough.intake.formats import JSON, media_type_of, read_items
from followthrough.intake.front_matter import day_of, organisation_of, running_texts, title_of
from followthrough.intake.grid import Item, UnreadableFileError
from followthrough.intake.hierarchy import (
    add_kinds,
    add_parents,
    note_doubles,
    note_placeholders,
    with_lettered_parts,
)
from followthrough.intake.keys import read_key_lines, read_risk_matrix, read_scheme
from followthrough.intake.leftovers import keep_leftovers
from followthrough.intake.limits import check_size
from followthrough.intake.links import add_links
from followthrough.intake.records import find_records
from followthrough.intake.report import Problems
from followthrough.intake.shifts import Shift, realign
from followthrough.intake.strips import strips_of
from followthrough.intake.table_reading import TableReading, learn_words
from followthrough.intake.tables import Table, find_tables, is_key
from followthrough.plan.document import Action, Column, PlanDocument, SchemeEntry, Source, Status
from followthrough.plan.periods import last_day_of

# N/A stands in every column, so it tells no column of statuses.
_SAYS_NOTHING = Status.NOT_APPLICABLE
_LARGEST_FILE = 20 * 1024 * 1024


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
    media_type = media_type_of(content, name)
    plan = _plan_document(content) if media_type == JSON else plan_of(read_items(content, name), name)
    plan.source = Source(
        name=name,
        media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
    )
    return plan


def _plan_document(content: bytes) -> PlanDocument:
    from followthrough.intake.readers.document import read_document

    return read_document(content)


def plan_of(items: Sequence[Item], name: str) -> PlanDocument:
    """The plan in what a reader made of a file. Raises UnreadableFileError where no table lists actions."""
    check_size(items)
    found = find_tables(list(items))
    problems = Problems()
    running = running_texts(items)
    plan = PlanDocument(title=title_of(found, running), organisation=organisation_of(found.lines))
    plan_tables = [table for table in found.tables if not _take_key(table, plan)]
    plan.scheme = plan.scheme or read_key_lines(found.lines) or None
    running |= {plan.title or ""}
    labels = frozenset(
        entry.label.lower() for entry in plan.scheme or [] if entry.status is not _SAYS_NOTHING
    )
    readings = [it for table in plan_tables if (it := _read_table(table, running, labels, problems))]
    # Beside a table of actions another without such a heading lists something else: meetings, contacts.
    plain = [reading for reading in readings if has_title_by_heading(reading.columns)]
    readings = plain or readings
    if not readings:
        raise UnreadableFileError(
            f"No table of actions was found in {name}. Followthrough looks for a table with a row "
            "of headings, such as Ref, Action, Owner, Due date and Status. Check that it is the plan itself."
        )
    plan.actions = _actions(readings, plan.scheme, problems)
    plan.layout = _layout(readings)
    plan.as_at = day_of(found.lines) or (last_day_of(plan.periods[-1]) if plan.periods else None)
    plan.problems = problems.found
    keep_leftovers(items, found.lines, plan)
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


def _read_table(
    table: Table, running: frozenset[str], labels: frozenset[str], problems: Problems
) -> TableReading | None:
    """The columns and records of a table, None where it lists no actions."""
    columns = read_columns(table, labels)
    if not any(column.field == "title" for column in columns):
        return None
    _realign(table, columns, problems)
    records = find_records(strips_of(table, running), columns)
    if not records:
        return None
    for column in columns:
        if column.doubt:
            problems.add(
                "low_confidence_column", "warning", f"{column.doubt} It was read as {column.path}. Check it.",
                place=table.place, column=column.heading,
            )  # fmt: skip
    return TableReading(columns, records)


def _realign(table: Table, columns: Sequence[ColumnReading], problems: Problems) -> None:
    """Lay the shifted rows of a table out anew, in their places, and say so."""
    rows = table.rows
    settled, shifts = realign(rows, columns)
    moved: dict[int, Item] = dict(zip(map(id, rows), settled, strict=True))
    for segment in table.segments:
        segment.body = [moved.get(id(item), item) for item in segment.body]
    for shift in shifts:
        _say_shift(shift, problems)


def _say_shift(shift: Shift, problems: Problems) -> None:
    first, last = shift.rows[0].place, shift.rows[-1].place
    heading = shift.lost.heading
    problems.add(
        "column_shift", "error",
        f"From row {first.row} to row {last.row} the cells of the column “{heading}” are missing, and the "
        "cells after it stand one column to the left. They were read below the headings that they fit. "
        "Check one of these rows.",
        place=first, until=last, column=heading,
    )  # fmt: skip


def _actions(
    readings: Sequence[TableReading], scheme: Sequence[SchemeEntry] | None, problems: Problems
) -> list[Action]:
    words = learn_words(readings, scheme)
    read = [action for reading in readings for action in read_actions(reading, words, problems)]
    actions = with_lettered_parts(read)
    add_parents(actions)
    add_kinds(actions)
    note_doubles(actions, problems)
    note_placeholders(actions, problems)
    headings = [column.heading for reading in readings for column in reading.columns_of("ref")]
    add_links(actions, headings[0] if headings else "", problems)
    return actions


def _layout(readings: Sequence[TableReading]) -> list[Column]:
    """The columns of the table with most actions, and then those that only other tables have."""
    layout: dict[str, Column] = {}
    for reading in sorted(readings, key=lambda reading: -len(reading.records)):
        for column in reading.columns:
            layout.setdefault(column.path, column.as_column())
    return list(layout.values())
