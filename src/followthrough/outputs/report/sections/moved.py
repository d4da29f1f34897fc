"""What moved since the earlier period: statuses by name, completed and closed, what is new and gone."""

from collections.abc import Mapping

from followthrough.outputs.pictures.bars import Bar, bars
from followthrough.outputs.report.blocks import Block, Cell, Figure, Line, Section, Table
from followthrough.outputs.report.context import (
    ACHIEVED,
    Context,
    achieved_cells,
    action_cell,
    date_cell,
    excerpt,
    name_cell,
    refs,
)
from followthrough.outputs.report.register_facts import Closure
from followthrough.outputs.report.sections.state import states
from followthrough.outputs.report.stand import Stand
from followthrough.outputs.report.words import (
    either,
    long_when,
    many,
    number,
    opening,
    short_day,
    was_were,
)
from followthrough.plan.document import Status
from followthrough.plan.when.periods import words_of
from followthrough.rules.movement import LATENESS, Way

FIRST_REPORT = "This is the first report. There is nothing to compare with."


def what_moved(context: Context) -> Section:
    """Every action that got later, better or was reopened, and why; and that the count agrees."""
    heading = f"What moved since {context.since}" if context.has_before else "What moved"
    if not context.has_before:
        return Section("moved", heading, [Line(FIRST_REPORT)])
    return Section(
        "moved",
        heading,
        [
            _picture(context),
            Line(_how_many(context)),
            table_of_moved(context),
            *_added_and_gone(context),
            reconciliation(context),
        ],
    )


def _picture(context: Context) -> Figure:
    position = context.position
    both = [
        Bar(words_of(position.before_period or ""), _keyed(position.counts_before)),
        Bar(words_of(position.period), _keyed(position.counts)),
    ]
    finding = (
        f"The plan held {both[0].total} actions in {both[0].label} and {both[1].total} in {both[1].label}."
    )
    picture = bars(both, states(context, position.statuses), name="moved", finding=finding, unit="Round")
    return Figure(f"all actions, {both[0].label} and {both[1].label}", picture)


def _keyed(counts: Mapping[Status | None, int]) -> dict[str, int]:
    return {status.value if status else "": count for status, count in counts.items()}


def _how_many(context: Context) -> str:
    position = context.position
    later, better = position.in_way(Way.WORSE), position.in_way(Way.BETTER)
    reopened, started = position.in_way(Way.REOPENED), position.started
    parts = [f"{opening(len(later))} got later"]
    parts.append(f"{number(len(better))} improved")
    parts.append(f"{number(len(reopened))} {was_were(len(reopened))} reopened")
    # Of nothing that moved the sentence in place of the table tells.
    words = f"{parts[0]}, {parts[1]} and {parts[2]}. " if later or better or reopened else ""
    completed = len(position.completed)
    words += f"{opening(completed)} {was_were(completed)} completed{context.place('completed')}."
    if started:
        words += f" {opening(len(started))} started when due: {refs(started)}."
    return words


def table_of_moved(context: Context) -> Table:
    """Later first, the worst first, then improved, then reopened."""
    position = context.position
    moved = [
        *sorted(position.in_way(Way.WORSE), key=_worst_first),
        *sorted(position.in_way(Way.BETTER), key=_worst_first),
        *position.in_way(Way.REOPENED),
    ]
    rows = [
        [
            action_cell(each, with_owner=False),
            context.status_cell(each.before),
            context.status_cell(each.status),
            Cell(why(context, each)),
        ]
        for each in moved
    ]
    now = words_of(position.period).split()[0]
    return Table(
        "moved",
        "actions that got later, improved or were reopened",
        ("Action", context.since, now if now != context.since else words_of(position.period), "Why"),
        rows,
        empty=f"No action got later, improved or was reopened since {context.since}.",
    )


def _worst_first(stand: Stand) -> tuple[int, int, int]:
    lateness, before = LATENESS.get(stand.status or "", 0), LATENESS.get(stand.before or "", 0)
    return -lateness, -before, -(stand.months_late or 0)


def why(context: Context, stand: Stand) -> str:
    """The cause as its owner gave it; of what only a later date improved, that date."""
    if stand.is_better_only_by_move:
        return f"Later date approved: was {long_when(stand.due_before)}, now {long_when(stand.action.due)}."
    cause = context.answer(stand.ref).cause
    return cause or (excerpt(stand.text) if stand.said_now else "") or "No reason was given."


def _added_and_gone(context: Context) -> list[Block]:
    position = context.position
    if not position.knows_who_left:
        words = f"Which actions left the plan since {context.since} is not known from this file."
        came = f"{opening(len(position.new))} {was_were(len(position.new))} new: {refs(position.new)}. "
        return [Line((came if position.new else "") + words)]
    new, gone = position.new, position.gone
    came = (
        f"{many(len(new), 'action')} {was_were(len(new))} added ({refs(new)})"
        if new
        else "no action was added"
    )
    left = f"{number(len(gone))} left it ({refs(list(gone))})" if gone else "none left it"
    return [Line(f"{came[0].upper()}{came[1:]} and {left}.")]


def reconciliation(context: Context) -> Line:
    """That the count agrees: what there was, what came and what went make what there is."""
    position = context.position
    opening_count = sum(position.counts_before.values())
    new, gone = len(position.new), len(position.gone)
    words = (
        f"{opening_count:,} in {context.since} + {new:,} new − {gone:,} gone = "
        f"{len(position.stands):,} at {context.day}."
    )
    return Line(words, lead="The count agrees:")


def balances(context: Context) -> bool:
    """Whether it does."""
    position = context.position
    before = sum(position.counts_before.values())
    return before + len(position.new) - len(position.gone) == len(position.stands) or not context.has_before


def completed_and_closed(context: Context) -> Section:
    """What owners call complete, and what was closed on evidence: two tables, never one."""
    heading = f"Completed and closed since {context.since}" if context.has_before else "Completed and closed"
    if not context.has_before:
        return Section("completed", heading, [Line(FIRST_REPORT)])
    return Section(
        "completed",
        heading,
        [
            Line(_complete_means(context)),
            table_of_completed(context),
            *_closed(context),
            Line(_reopened(context), lead="Reopened:"),
        ],
    )


def _complete_means(context: Context) -> str:
    both = [each for each in context.position.completed if each in context.position.closed]
    words = "Complete is the owner’s word; closed means that somebody else accepted the evidence."
    if both:
        verb = "was completed and closed" if len(both) == 1 else "were completed and closed"
        words += f" {refs(both)} {verb} in this time and {either(len(both), 'is', 'are')} in both tables."
    return words


def table_of_completed(context: Context) -> Table:
    """What was completed, with its dates and its owner's words."""
    rows = [
        [
            action_cell(each),
            date_cell(each.first),
            date_cell(each.action.due),
            Cell(excerpt(each.text) or "Nothing was said."),
        ]
        for each in context.position.completed
    ]
    return Table(
        "completed",
        f"completed since {context.since}",
        ("Action and owner", "First date", "Date now", "In the owner’s words"),
        rows,
        empty=f"None was completed since {context.since}.",
    )


def _closed(context: Context) -> list[Block]:
    closed, known = context.position.closed, context.facts.closures
    closures = {each.ref: each for each in known or ()}
    rows = [
        [
            name_cell(each.ref, each.title),
            *_closure_cells(closures.get(each.ref)),
            *achieved_cells(context, each),
        ]
        for each in closed
    ]
    achieved = [ACHIEVED] if context.facts.achieved is not None else []
    return [
        Table(
            "closed",
            f"closed since {context.since}",
            ("Action", "Closed", "Evidence accepted by", "What the test found", *achieved),
            rows,
            empty=f"None was closed since {context.since}.",
        )
    ]


def _closure_cells(closure: Closure | None) -> list[Cell]:
    if closure is None:
        return [Cell("Day not known"), Cell("Not known"), Cell("Not known")]
    day = Cell(short_day(closure.on)) if closure.on else Cell("Day not known")
    return [day, Cell(closure.by or "Not known"), Cell(closure.found or "Not yet tested.")]


def _reopened(context: Context) -> str:
    found = context.position.in_way(Way.REOPENED)
    if not found:
        return "none."
    return (
        "; ".join(f"{each.ref or each.title}, {each.title}" if each.ref else each.title for each in found)
        + "."
    )
