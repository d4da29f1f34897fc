"""The front door of intake: a file becomes a plan document, in seven steps.

1. a reader of the format makes rows of cells and lines, each with its place
2. tables are found, and put together again where pages had parted them
3. what stands beside the actions is read: recommendations, the plan's statuses, its risk matrix
4. columns are recognised by heading and by cells, and shifted rows are laid out anew
5. rows become records: halves are joined, narrative rows go to the action above
6. cells are read: refs, dates, owners, statuses
7. actions are put together: parents, kinds, links; what is left over is kept as remarks
"""

import hashlib
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from followthrough.intake.beside.answered import answering_column, number_in
from followthrough.intake.beside.colours import put_colours_in_words, put_silent_colours_in_words
from followthrough.intake.beside.keys import lines_of_key, read_keys
from followthrough.intake.beside.leftovers import keep_asides, keep_leftovers
from followthrough.intake.corrections import CellChoice, Corrections, DateOrder
from followthrough.intake.formats import JSON, media_type_of, read_items
from followthrough.intake.grid import Aside, Item, Said, UnreadableFileError
from followthrough.intake.identity.days import day_stated
from followthrough.intake.identity.reading import Identity
from followthrough.intake.kinds.key_texts import read_key_lines
from followthrough.intake.kinds.refs import add_links
from followthrough.intake.limits import check_file, check_size, shown_name
from followthrough.intake.looking import KEY, RECOMMENDATIONS, Look, TableSeen
from followthrough.intake.marks import with_crossed_out_titles, withdraw
from followthrough.intake.proposals.layouts import with_a_row_for_each_action
from followthrough.intake.proposals.sideways import join_by_numbers, join_sideways
from followthrough.intake.records.actions import read_actions
from followthrough.intake.records.hierarchy import (
    add_kinds,
    add_parents,
    note_days_in_words,
    note_doubles,
    note_placeholders,
    with_lettered_parts,
)
from followthrough.intake.records.joining import find_records
from followthrough.intake.records.news_by_month import with_news_by_month
from followthrough.intake.records.parallel_lines import with_an_action_a_bullet
from followthrough.intake.records.settling import learn_date_columns, put_cells_right, settle_odd_cells
from followthrough.intake.records.shifts import realign
from followthrough.intake.records.table_reading import TableReading, learn_words
from followthrough.intake.report import Problems, quote, sentence_for_no_table
from followthrough.intake.roles import LIKELY, plans_among, roles_of, say_several_plans
from followthrough.intake.scoring.plans import plan_chance
from followthrough.intake.stretches import stretches_of, tables_chosen
from followthrough.intake.tables.column_reading import ColumnReading
from followthrough.intake.tables.columns import read_columns, weigh_columns
from followthrough.intake.tables.finding import Found, find_tables
from followthrough.intake.tables.months import give_quarters, give_years
from followthrough.intake.tables.sections import strips_of
from followthrough.intake.tables.table import Table
from followthrough.plan.document import Action, Column, PlanDocument, SchemeEntry, Source, Status

# N/A stands in every column, so it tells no column of statuses.
_SAYS_NOTHING = Status.NOT_APPLICABLE


def read_file(path: Path) -> PlanDocument:
    """The plan in a file. Raises UnreadableFileError, with a sentence for a person, where there is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path} can't be opened: {error.strerror}.") from error
    return read_bytes(content, path.name)


def read_bytes(
    content: bytes, name: str, corrections: Corrections | None = None, look: Look | None = None
) -> PlanDocument:
    """The plan in the bytes of a file called `name`.

    `corrections` are what a person decided of it; a plan document in JSON has nothing to correct. `look`
    sees what was read on the way, also where UnreadableFileError is raised as there is no plan.
    """
    name = shown_name(name)
    check_file(content, name)
    media_type = media_type_of(content, name)
    if media_type == JSON:
        # Imported when it is used: most files are no plan documents.
        from followthrough.intake.readers.document import read_document

        plan = read_document(content)
    else:
        plan = plan_of(read_items(content, name), name, corrections, look)
    plan.source = Source(
        name=name,
        media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
    )
    return plan


@dataclass(frozen=True)
class FileReading:
    """A file as its review shows it: the plan, or why there is none; the tables that it may be in; and the
    cells that a person put right, with what stood there."""

    plan: PlanDocument | None
    refusal: str
    tables: list[TableSeen]
    cells: list[CellChoice]


def read_for_review(content: bytes, name: str, corrections: Corrections) -> FileReading:
    """A file read for a person to judge. Raises UnreadableFileError where nothing in it could be the plan."""
    look = Look()
    try:
        plan = read_bytes(content, name, corrections, look)
    except UnreadableFileError as error:
        if not look.tables:
            raise
        return FileReading(None, str(error), look.tables, [])
    return FileReading(plan, "", look.tables, look.cells_put_right)


def plan_of(
    items: Sequence[Item], name: str, corrections: Corrections | None = None, look: Look | None = None
) -> PlanDocument:
    """The plan in what a reader made of a file. Raises UnreadableFileError where no table lists actions."""
    check_size(items)
    corrections = corrections or Corrections()
    asides = [item for item in items if isinstance(item, Aside)]
    laid = with_a_row_for_each_action([item for item in items if not isinstance(item, Aside)])
    notices = [item for item in laid if isinstance(item, Said)]
    items = [item for item in laid if not isinstance(item, Said)]
    key, body = read_keys(items)
    found = find_tables(body)
    problems = Problems()
    _say_of_the_file(notices, found, problems)
    chosen: Set[int] = frozenset()
    stretches = stretches_of(items, found) if look or corrections.tables else []
    if corrections.tables:
        found.tables, chosen = tables_chosen(stretches, corrections.tables)
    else:
        found.tables = join_by_numbers(found.tables, problems)
    plan = PlanDocument()
    identity = Identity(items, found, name)
    identity.name(plan, problems)
    roles = roles_of(found, chosen, plan, problems)
    plan.scheme = plan.scheme or key or read_key_lines(found.lines) or None
    tables = join_sideways(roles.plans)
    if day := day_stated(found.lines):
        give_years(tables, day, problems)
    give_quarters(tables, found.lines, problems)
    titles = {origin.text for origin in plan.origins if origin.field == "title"} | {plan.title or ""}
    running = identity.running | titles | lines_of_key(found.lines, plan.scheme or [])
    read = [(table, _read_table(table, running, plan, corrections, chosen)) for table in tables]
    readings = plans_among([reading for _, reading in read if reading], problems)
    if not chosen:
        say_several_plans(readings, problems)
    problems.found += [problem for reading in readings for problem in reading.problems.found]
    if look:
        look.items, look.stretches, look.identity = items, stretches, identity
        look.take(roles.recommendations, RECOMMENDATIONS)
        look.take(roles.keys, KEY)
        for table, reading in read:
            look.weigh(table, reading, is_plan=any(reading is each for each in readings))
    if not readings:
        raise UnreadableFileError(sentence_for_no_table(name, items, notices))
    plan.actions = _actions(readings, plan.scheme, problems, corrections.dates)
    withdraw(plan.actions, notices)
    with_crossed_out_titles(plan.actions, asides, problems)
    plan.layout = _layout(readings)
    if plan.organisation is None:
        # A paper's front sheet and figures stand above the plan too, with the words between them.
        Identity(items, replace(found, tables=[reading.table for reading in readings])).name_body(plan)
    identity.date(plan, problems)
    plan.problems = problems.found
    keep_asides(asides, plan)
    keep_leftovers(items, found.lines, plan, roles.understood)
    return plan


def _say_of_the_file(notices: Sequence[Said], found: Found, problems: Problems) -> None:
    """Say what the reader said of the file, and which of its tables were taken for no part of the plan."""
    for notice in notices:
        problems.add(notice.code, notice.severity, notice.text, place=notice.place)
    for table in found.apart:
        problems.add(
            "table_without_headings", "warning",
            f"The table below {quote(table.heading.text)} has no headings. It was kept as remarks. If "
            "it lists actions, give it headings in the file.",
            place=table.rows[0].place, until=table.rows[-1].place,
        )  # fmt: skip


def _read_table(
    table: Table,
    running: frozenset[str],
    plan: PlanDocument,
    corrections: Corrections,
    chosen: Set[int],
) -> TableReading | None:
    """The columns and records of a table, None where it lists no actions; `chosen` are the numbers of those
    that a person said are the plan, of which the key and what it answers are read by now."""
    problems, scheme = Problems(), plan.scheme
    labels = frozenset(entry.label.lower() for entry in scheme or [] if entry.status is not _SAYS_NOTHING)
    put_silent_colours_in_words(table, scheme, problems)
    weighed = weigh_columns(table, labels)
    answered = frozenset(filter(None, (number_in(each.id) for each in plan.recommendations)))
    if (at := answering_column(table, answered)) is not None:
        weighed = weighed.surely(at, "answers")
    above = [line.text for line in table.segments[0].before]
    chance = 1.0 if table.number in chosen else plan_chance(weighed.seen, weighed.chances, above)
    columns = read_columns(weighed, corrections, has_title=chance >= LIKELY)
    if not any(column.field == "title" for column in columns):
        return None
    realign(table, columns, problems)
    put_colours_in_words(table, columns, scheme, problems)
    records, doubts, row_kinds = find_records(strips_of(table, running), columns)
    if not records:
        return None
    _say_doubts(table, columns, problems)
    cells = put_cells_right(records, columns, corrections.cells)
    records = with_an_action_a_bullet(records, columns, problems)
    if any(column.is_chosen and column.field == "title" for column in columns):
        chance = 1.0
    return TableReading(
        table, columns, records, labels, chance, cells_put_right=cells, doubts=doubts, row_kinds=row_kinds,
        problems=problems,
    )  # fmt: skip


def _say_doubts(table: Table, columns: Sequence[ColumnReading], problems: Problems) -> None:
    """Say of which columns the witnesses differ, and which could as well be something else."""
    for column in columns:
        if column.doubt:
            problems.add(
                "low_confidence_column", "warning", f"{column.doubt} It was read as {column.path}. Check it.",
                place=table.place, column=column.as_column().numbered_heading,
            )  # fmt: skip
        elif column.other:
            problems.add(
                "close_column", "note",
                f"The column “{column.heading}” was read as {column.path}. "
                f"It could as well be {column.other}.",
                place=table.place, column=column.as_column().numbered_heading,
            )  # fmt: skip


def _actions(
    readings: Sequence[TableReading],
    scheme: Sequence[SchemeEntry] | None,
    problems: Problems,
    dates: DateOrder | None,
) -> list[Action]:
    settle_odd_cells(readings, problems)
    learn_date_columns(readings, problems, dates)
    words = learn_words(readings, scheme)
    read = [action for reading in readings for action in read_actions(reading, words, problems)]
    actions = with_lettered_parts(with_news_by_month(read, problems))
    add_parents(actions)
    add_kinds(actions)
    note_doubles(actions, problems)
    note_placeholders(actions, problems)
    note_days_in_words(actions, problems)
    headings = [column.heading for reading in readings for column in reading.columns_of("ref")]
    add_links(actions, headings[0] if headings else "", problems)
    return actions


def _layout(readings: Sequence[TableReading]) -> list[Column]:
    """The columns of the table with most actions, and then those that only other tables have."""
    layout: dict[tuple[str, int], Column] = {}
    for reading in sorted(readings, key=lambda reading: -len(reading.records)):
        for column in reading.columns:
            layout.setdefault((column.path, column.nth or 1), column.as_column())
    return list(layout.values())
