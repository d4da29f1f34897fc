"""The audit committee's tracker: does the count agree, who is past the date, did evidence hold."""

from collections.abc import Callable, Sequence

from followthrough.outputs.report.blocks import Block, Cell, Line, Section, Table
from followthrough.outputs.report.context import (
    Context,
    action_cell,
    date_cell,
    excerpt,
    name_cell,
    number_cell,
)
from followthrough.outputs.report.sections.asked import is_high
from followthrough.outputs.report.sections.late import moves_of
from followthrough.outputs.report.sections.moved import FIRST_REPORT
from followthrough.outputs.report.stand import ORDER, Stand
from followthrough.outputs.report.words import either, is_are, many, number, opening
from followthrough.plan.document import Status
from followthrough.rules.movement import Way

_AGES: tuple[tuple[str, Callable[[int], bool]], ...] = (
    ("Under 1 month", lambda months: months < 1),
    ("1 or 2 months", lambda months: 1 <= months <= 2),
    ("3 to 5 months", lambda months: 3 <= months <= 5),
    ("6 months and over", lambda months: months >= 6),
)
_FIRST_PRIORITIES = (
    "critical",
    "fundamental",
    "very high",
    "high",
    "important",
    "medium",
    "desirable",
    "low",
)
NO_PRIORITY = "No priority"


def priorities(stands: Sequence[Stand]) -> list[str]:
    """The priorities that there are, the highest first, those that we do not know in the plan's order."""
    there = dict.fromkeys(priority(each) for each in stands)
    order = {name: at for at, name in enumerate(_FIRST_PRIORITIES)}
    known = sorted(
        (each for each in there if each.casefold() in order), key=lambda name: order[name.casefold()]
    )
    rest = [each for each in there if each not in known and each != NO_PRIORITY]
    return [*known, *rest, *([NO_PRIORITY] if NO_PRIORITY in there else [])]


def priority(stand: Stand) -> str:
    """The priority of an action in the plan's word."""
    return " ".join((stand.action.priority or "").split()) or NO_PRIORITY


def reconciled(context: Context) -> Section:
    """Opening + new + reopened − gone − closed = live, by priority."""
    heading, position = "Does the count agree?", context.position
    if not context.has_before:
        return Section("reconciled", heading, [Line(FIRST_REPORT), live_by_status(context)])
    everybody = [*position.stands, *position.gone]
    names = priorities(everybody)
    rows = [
        _reconciled(context, name, [each for each in everybody if priority(each) == name]) for name in names
    ]
    if len(rows) > 1:
        rows.append(_reconciled(context, "All", everybody))
    failed = [row[0].text for row in rows if not _agrees(row)]
    words = "Every row agrees." if not failed else f"The count does not agree for {', '.join(failed)}."
    table = Table(
        "reconciled",
        f"live actions since {context.since}",
        ("Priority", f"Live in {context.since}", "New", "Reopened", "Ended or gone", "Closed", "Live now"),
        rows,
        has_total=len(rows) > 1,
    )
    return Section("reconciled", heading, [Line(words), table, live_by_status(context)])


def _reconciled(context: Context, name: str, stands: list[Stand]) -> list[Cell]:
    here = {id(each) for each in context.position.stands}
    now = [each for each in stands if id(each) in here]
    live = [each for each in now if each.is_live]
    was = [each for each in stands if each.was_live]
    new = [each for each in live if not each.was_there]
    reopened = [each for each in live if each.was_there and not each.was_live]
    closed = [each for each in now if each.was_live and each.status == Status.CLOSED]
    ended = [
        each for each in was if id(each) not in here or (not each.is_live and each.status != Status.CLOSED)
    ]
    counts = (len(was), len(new), len(reopened), len(ended), len(closed), len(live))
    return [Cell(name), *(number_cell(count) for count in counts)]


def _agrees(row: list[Cell]) -> bool:
    was, new, reopened, ended, closed, live = (cell.number or 0 for cell in row[1:])
    return was + new + reopened - ended - closed == live


def live_by_status(context: Context) -> Table:
    """The live actions by priority and status."""
    live = [each for each in context.position.stands if each.is_live]
    statuses = [status for status in ORDER if any(each.status == status for each in live)]
    names = priorities(live)
    rows = [_by_status(name, [each for each in live if priority(each) == name], statuses) for name in names]
    if len(rows) > 1:
        rows.append(_by_status("All", live, statuses))
    return Table(
        "live_by_status",
        "live actions by priority and status",
        ("Priority", *(context.position.label(status) for status in statuses), "Live"),
        rows,
        empty="No action is live.",
        has_total=len(rows) > 1,
    )


def _by_status(name: str, stands: list[Stand], statuses: Sequence[Status | None]) -> list[Cell]:
    counts = [sum(each.status == status for each in stands) for status in statuses]
    return [Cell(name), *(number_cell(count) for count in counts), number_cell(len(stands))]


def past_their_date(context: Context) -> Section:
    """By age and priority, then by name, the oldest first."""
    heading, past = "Past their date, by age and priority", context.position.past
    if not past:
        return Section("past", heading, [Line(f"No live action is past its date at {context.day}.")])
    names = priorities(past)
    rows = [_by_age(name, [each for each in past if priority(each) == name]) for name in names]
    if len(rows) > 1:
        rows.append(_by_age("All", past))
    words = (
        f"{opening(len(past))} {is_are(len(past))} past {either(len(past), 'its', 'their')} date. "
        f"Age is whole months from the date agreed now to {context.day}; "
        "what was moved is counted from its new date."
    )
    has_priorities = names != [NO_PRIORITY]
    ages = Table(
        "past_by_age",
        "past their date, by age and priority",
        ("Priority", *(label for label, _ in _AGES), "All"),
        rows,
        has_total=len(rows) > 1,
    )
    named = Table(
        "past",
        "past their date, oldest first",
        (
            "Action and owner",
            *(["Priority"] if has_priorities else []),
            "Date now",
            "Months past",
            "Past first date",
            "Expected",
            "Status",
        ),
        [
            [
                action_cell(each),
                *([Cell(priority(each))] if has_priorities else []),
                date_cell(each.action.due),
                number_cell(each.months_past),
                number_cell(each.months_past_first),
                date_cell(each.expected, "No new date"),
                context.status_cell(each.status),
            ]
            for each in past
        ],
    )
    return Section("past", heading, [Line(words), ages, named])


def _by_age(name: str, stands: list[Stand]) -> list[Cell]:
    counts = [sum(holds(each.months_past or 0) for each in stands) for _, holds in _AGES]
    return [Cell(name), *(number_cell(count) for count in counts), number_cell(len(stands))]


def extensions(context: Context) -> Section:
    """How often dates were moved, and by how much in all."""
    heading = "Extensions"
    if context.facts.moves is None:
        return Section(
            "extensions",
            heading,
            [context.unsaid("How often dates were moved and the decisions")],
        )
    stands = context.position.stands
    names = ("Never", "Once", "Twice", "3 times or more")
    groups = [[e for e in stands if min(moves_of(context, e) or 0, 3) == at] for at in range(4)]
    rows = [
        [Cell(name), number_cell(len(found)), number_cell(sum(each.months_moved for each in found))]
        for name, found in zip(names, groups, strict=True)
    ]
    rows.append(
        [Cell("All"), number_cell(len(stands)), number_cell(sum(each.months_moved for each in stands))]
    )
    table = Table(
        "extensions",
        "how often dates were moved",
        ("Moved", "Actions", "Months in all"),
        rows,
        has_total=True,
    )
    words = "Months are from the first date to the date agreed now, whole ones."
    return Section("extensions", heading, [Line(words), table])


def complete_not_closed(context: Context) -> Section:
    """What waits for its evidence to be accepted, and the view of who verifies it."""
    heading = "Complete, and not yet closed"
    found = context.position.those(lambda each: each.status == Status.COMPLETE)
    if not found:
        return Section("complete", heading, [Line("No action is complete and waits to be closed.")])
    proofs = context.facts.evidence
    rows = [
        [
            action_cell(each),
            date_cell(each.action.due),
            Cell(_verdict(context, each.ref)),
            Cell(excerpt(each.text) or "Nothing was said."),
        ]
        for each in found
    ]
    waits = either(len(found), "waits", "wait")
    words = f"{opening(len(found))} {waits} for evidence to be accepted by somebody other than the owner."
    if proofs is None:
        words += f" {context.facts.left_unsaid('Evidence and the views of those who verify it')}"
    table = Table(
        "complete",
        "complete, not closed",
        ("Action and owner", "Date now", "Evidence", "In the owner’s words"),
        rows,
    )
    return Section("complete", heading, [Line(words), table])


def _verdict(context: Context, ref: str) -> str:
    if context.facts.evidence is None:
        return "Not known"
    found = [each for each in context.facts.evidence if each.ref == ref]
    if not found:
        return "None given"
    verdicts = [each.verdict for each in found if each.verdict]
    pieces = many(len(found), "piece") + " of evidence"
    return f"{verdicts[-1]} ({pieces})" if verdicts else f"{pieces}, not yet looked at"


def reopened(context: Context) -> Section:
    """What was closed or complete and is open again."""
    found = context.position.in_way(Way.REOPENED)
    if not found:
        return Section("reopened", "Reopened", [Line("No action was reopened.")])
    rows = [
        [
            name_cell(each.ref, each.title),
            context.status_cell(each.before),
            context.status_cell(each.status),
            Cell(excerpt(each.text)),
        ]
        for each in found
    ]
    lead = f"{opening(len(found))} {either(len(found), 'was', 'were')} reopened since {context.since}."
    table = Table("reopened", "reopened", ("Action", context.since, "Now", "Why"), rows)
    return Section("reopened", "Reopened", [Line("", lead=lead), table])


def by_source(context: Context) -> Section:
    """The live actions by what they answer."""
    counts: dict[str, list[Stand]] = {}
    for each in context.position.stands:
        for source in each.action.answers or ["Nothing named"]:
            counts.setdefault(source, []).append(each)
    rows = [
        [
            Cell(source),
            number_cell(len(found)),
            number_cell(sum(e.is_live for e in found)),
            number_cell(sum(e.is_late for e in found)),
            number_cell(sum(e.is_done for e in found)),
        ]
        for source, found in counts.items()
    ]
    table = Table(
        "by_source",
        "actions by what they answer",
        ("Source", "Actions", "Live", "Late", "Done"),
        rows,
        empty="The plan has no actions.",
    )
    words = "An action that answers two sources stands in two rows."
    return Section("by_source", "By source", [Line(words), table])


def audit_asked(context: Context) -> Section:
    """What the committee is asked: to close, to call in, to note."""
    past = context.position.past
    called = [
        e
        for e in past
        if (e.months_past or 0) >= 1
        and e.status == Status.SIGNIFICANT_SLIPPAGE
        and is_high(e.action.priority)
    ]
    ready = context.position.counts[Status.COMPLETE]
    lines: list[Block] = [
        Line(
            f"the {many(len(past), 'action')} past {either(len(past), 'its', 'their')} date and the count"
            f"{context.place('reconciled')}."
            if past
            else f"the position at {context.day}.",
            lead="Note",
        )
    ]
    words = ", ".join(each.ref or each.title for each in called)
    lines.append(
        Line(
            f"the owners of {words}: high priority, a month or more past the date, at significant slippage."
            if called
            else "nobody: no action of high priority is a month past its date at significant slippage.",
            lead="Ask to attend",
        )
    )
    lines.append(
        Line(
            f"{number(ready)} of the actions {is_are(ready)} complete and to be closed on evidence"
            f"{context.place('complete')}.",
            lead="Close:",
        )
    )
    return Section("decisions", "What the committee is asked", lines)
