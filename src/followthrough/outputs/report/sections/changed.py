"""What changed since: statuses, dates, words, owners, what is new and gone; and that all of it adds up."""

from followthrough.compare import compare
from followthrough.compare.change import Comparison
from followthrough.outputs.report.blocks import Block, Cell, Line, Section, Table
from followthrough.outputs.report.context import Context, date_cell, name_cell, number_cell, refs
from followthrough.outputs.report.sections.moved import FIRST_REPORT, balances, table_of_moved
from followthrough.outputs.report.stand import Stand, latest_of
from followthrough.outputs.report.words import either, is_are, many, number, opening, was_were


def how_many_changed(context: Context) -> Line:
    """How many changed and how many did not; with new and gone they add up."""
    position = context.position
    if not context.has_before:
        return Line(FIRST_REPORT)
    there = position.those(lambda each: each.was_there)
    changed = [each for each in there if _has_changed(each)]
    rest = len(there) - len(changed)
    new, gone = len(position.new), len(position.gone)
    words = (
        f"{number(rest)} {either(rest, 'has', 'have')} the same, {number(new)} {is_are(new)} new"
        f" and {number(gone)} {is_are(gone)} gone."
    )
    have = either(len(changed), "action has", "actions have")
    lead = f"{opening(len(changed))} {have} another status or date than in {context.since}:"
    return Line(words, lead=lead)


def _has_changed(stand: Stand) -> bool:
    return stand.before != stand.status or _date_differs(stand)


def _date_differs(stand: Stand) -> bool:
    return (
        stand.due_before is not None
        and (stand.action.due.text if stand.action.due else "") != stand.due_before.text
    )


def statuses(context: Context) -> Section:
    """Later, better and reopened; then started, completed and closed."""
    position = context.position
    if not context.has_before:
        return Section("statuses", "Statuses", [Line(FIRST_REPORT)])
    rows = [
        [Cell(word), Cell("\n".join(f"{each.ref} {each.title}".strip() for each in found))]
        for word, found in (
            ("Started", position.started),
            ("Completed", position.completed),
            ("Closed", position.closed),
        )
        if found
    ]
    table = Table(
        "ended",
        "started, completed and closed",
        ("Change", "Actions"),
        rows,
        empty=f"None was started, completed or closed since {context.since}.",
    )
    return Section("statuses", "Statuses", [table_of_moved(context), table])


def dates_changed(context: Context) -> Section:
    """Old and new dates in two columns, months with their sign."""
    position = context.position
    if not context.has_before:
        return Section("dates", "Dates", [Line(FIRST_REPORT)])
    if not position.knows_dates_before:
        return Section(
            "dates",
            "Dates",
            [Line(f"Which dates were agreed in {context.since} is not known from this file.")],
        )
    found = position.those(_date_differs)
    forward = [each for each in found if latest_of(each.action.due) < latest_of(each.due_before)]
    words = "No date was brought forward." if not forward else f"Brought forward: {refs(forward)}."
    moves = context.facts.moves
    rows = [
        [
            name_cell(each.ref, each.title),
            date_cell(each.due_before),
            date_cell(each.action.due),
            Cell(_signed(each.months_moved_since)),
            number_cell(None if moves is None else moves.get(each.ref, 0)),
        ]
        for each in found
    ]
    table = Table(
        "dates",
        "agreed dates, old and new",
        ("Action", "Old", "New", "Months", "Moves so far"),
        rows,
        empty=f"Every agreed date is the one of {context.since}.",
    )
    return Section("dates", "Dates", [Line(words), table])


def _signed(months: int | None) -> str:
    return "Not known" if months is None else f"{months:+d}" if months else "0"


def words_and_owners(context: Context) -> list[Section]:
    """Titles and owners that are others than before, was and is now in two columns."""
    before = _comparison(context)
    if before is None:
        why = (
            FIRST_REPORT
            if not context.has_before
            else f"What has been reworded since {context.since} is not known from this file."
        )
        return [Section("words", "Words and owners", [Line(why)])]
    sections = []
    for key, heading, field in (("words", "Words", "title"), ("owners", "Owners", "owners")):
        rows = [
            [Cell(pair.new.ref or ""), Cell(change.old or "None"), Cell(change.new or "None")]
            for pair in before.pairs
            for change in pair.changes
            if change.field == field
        ]
        nothing = "No action has been reworded" if key == "words" else "No owner has changed"
        table = Table(
            key,
            f"{heading.lower()}, old and new",
            ("Ref", "Was", "Is now"),
            rows,
            empty=f"{nothing} since {context.since}.",
        )
        sections.append(Section(key, heading, [table]))
    return sections


def _comparison(context: Context) -> Comparison | None:
    """The plan before against the plan now, None where it is not known."""
    position = context.position
    return (
        compare(position.plan_before, position.plan)
        if position.plan_before and position.knows_who_left
        else None
    )


def new_and_gone(context: Context) -> Section:
    """What came and what went."""
    position = context.position
    if not context.has_before:
        return Section("new", "New and gone", [Line(FIRST_REPORT)])
    rows = [
        [
            Cell(word),
            name_cell(each.ref, each.title),
            date_cell(each.action.due),
            context.status_cell(each.status),
        ]
        for word, found in (("New", position.new), ("Gone", position.gone))
        for each in found
    ]
    table = Table(
        "new_gone",
        "new in the plan and gone from it",
        ("Which", "Action", "Date", "Status"),
        rows,
        empty=f"No action was added since {context.since}, and none left the plan.",
    )
    blocks: list[Block] = [table]
    if balances(context):
        blocks.append(
            Line(
                f"{many(len(position.stands), 'action')} {was_were(len(position.stands))} counted, "
                "and the count agrees."
            )
        )
    return Section("new", "New and gone", blocks)
