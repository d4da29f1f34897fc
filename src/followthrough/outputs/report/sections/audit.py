"""The audit committee's tracker: does the count agree, who is past the date, did evidence hold."""

from collections.abc import Callable, Sequence

from followthrough.outputs.report.blocks import Cell, Line, Section, Table
from followthrough.outputs.report.context import (
    Context,
    action_cell,
    date_cell,
    excerpt,
    name_cell,
    number_cell,
)
from followthrough.outputs.report.sections.late import moves_of
from followthrough.outputs.report.sections.moved import FIRST_REPORT
from followthrough.outputs.report.stand import ORDER, Stand
from followthrough.outputs.report.words import either, is_are, many, opening
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
    words += no_priorities(everybody)
    table = Table(
        "reconciled",
        f"live actions since {context.since}",
        ("Priority", f"Live in {context.since}", "New", "Reopened", "Ended or gone", "Closed", "Live now"),
        rows,
        has_total=len(rows) > 1,
    )
    return Section("reconciled", heading, [Line(words), table, live_by_status(context)])


def no_priorities(stands: Sequence[Stand]) -> str:
    """The sentence in place of rows by priority, where the plan gives none."""
    return " The plan gives no action a priority." if priorities(stands) == [NO_PRIORITY] else ""


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
    earlier = sum(each.months_moved > 0 for each in groups[0])
    if earlier:
        have = either(earlier, "has another date than its", "have another date than their")
        words += f" {opening(earlier)} of those never moved {have} first one: no decision on it is recorded."
    return Section("extensions", heading, [Line(words), table, _moved_by_name(context)])


def _moved_by_name(context: Context) -> Table:
    """Whose date was moved, the most often first, and what became of the requests since."""
    moved = context.position.those(lambda each: each.is_live and bool(moves_of(context, each)))
    moved.sort(key=lambda each: (-(moves_of(context, each) or 0), -each.months_moved))
    rows = [
        [
            action_cell(each),
            number_cell(moves_of(context, each)),
            date_cell(each.first),
            date_cell(each.action.due),
            number_cell(each.months_moved),
            Cell(_requests_since(context, each)),
        ]
        for each in moved
    ]
    since = f"Since {context.since}" if context.has_before else "Requests"
    return Table(
        "moved_by_name",
        "live actions whose date was moved",
        ("Action and owner", "Moves", "First date", "Date now", "Months moved", since),
        rows,
        empty="No live action has had its date moved.",
    )


def _requests_since(context: Context, stand: Stand) -> str:
    found = [each for each in context.facts.changes or () if each.ref == stand.ref and each.kind == "Date"]
    said = [
        ", ".join(filter(None, (each.result, many(each.months, "month") if each.months else "", each.forum)))
        for each in found
    ]
    return "\n".join(said) or "Not requested"


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
    """The view of who verifies it, and how many pieces of evidence there are."""
    if context.facts.evidence is None:
        return "Not known"
    found = [each for each in context.facts.evidence if each.ref == ref]
    view = (context.facts.views or {}).get(ref, "") or next(
        (each.verdict for each in reversed(found) if each.verdict), ""
    )
    pieces = f"{opening(len(found))} {either(len(found), 'piece', 'pieces')} of evidence" if found else ""
    if view:
        return f"{view.rstrip('.')}.\n{pieces}" if pieces else view
    return f"{pieces}, not yet looked at" if pieces else "None given"


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
