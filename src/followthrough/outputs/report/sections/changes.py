"""Changes that were requested, decided, refused and are waiting: a section that no report can leave out."""

from collections.abc import Sequence

from followthrough.outputs.report.blocks import Block, Cell, Line, Section, Table
from followthrough.outputs.report.context import Context, date_cell, name_cell, number_cell, refs
from followthrough.outputs.report.register_facts import ChangeAsked
from followthrough.outputs.report.words import either, listed, many, number, opening, short_day, was_were
from followthrough.plan.when import read_when

_DATE = "Date"
NAMES_OF_RESULTS = (
    ("Approved", "approved"), ("Recorded", "recorded"), ("Refused", "refused"), ("Withdrawn", "taken back"),
    ("Waiting", "waiting"),
)  # fmt: skip
KINDS = (_DATE, "Wording", "Owner", "Measure of success", "New action", "Merge", "Split", "Hold", "Withdraw")


def changes(context: Context) -> Section:
    """What was requested and what became of it; without a register, what two versions of the plan show."""
    found = context.facts.changes
    if found is None:
        return Section(
            "changes",
            "Changes",
            [
                context.unsaid("The requests for changes and the decisions"),
                *_by_dates(context),
            ],
        )
    heading = "Changes requested and decided"
    if not found:
        hidden = [Line(_no_waiting(context))] if context.facts.hides_waiting else []
        return Section("changes", heading, [Line(in_one_sentence(context, found)), *hidden])
    return Section(
        "changes", heading, [Line(in_one_sentence(context, found)), *tables_of_changes(context, found)]
    )


def in_one_sentence(context: Context, found: Sequence[ChangeAsked]) -> str:
    """How many changes were requested, for how many actions, and what became of them."""
    if not found:
        return f"No change was requested since {context.since}, and none was made."
    actions = len({each.ref for each in found})
    parts = [
        f"{number(count)} {was_were(count)} {words}"
        for result, words in NAMES_OF_RESULTS[:-1]
        if (count := _results(found, result))
    ]
    waiting = _results(found, "Waiting")
    if waiting:
        parts.append(f"{number(waiting)} {either(waiting, 'waits', 'wait')} for a decision")
    changes_were = "change was" if len(found) == 1 else "changes were"
    by_hand = " or recorded" if _results(found, "Recorded") else ""
    lead = f"{opening(len(found))} {changes_were} requested{by_hand} since {context.since}"
    refused = "" if _results(found, "Refused") else " None was refused."
    return f"{lead}, for {many(actions, 'action')}: {listed(parts)}.{refused}"


def _results(found: Sequence[ChangeAsked], result: str) -> int:
    return sum(each.result == result for each in found)


def tables_of_changes(context: Context, found: Sequence[ChangeAsked]) -> list[Block]:
    """Dates that were decided; what waits; all other kinds. What was refused stays in the list."""
    waiting = [each for each in found if each.result == "Waiting"]
    dates = [each for each in found if each.kind == _DATE and each.result != "Waiting"]
    others = [each for each in found if each.kind != _DATE and each.result != "Waiting"]
    return [
        _dates(context, dates),
        *_longest(dates),
        _waiting(context, waiting),
        _others(context, others),
        Line(_not_requested(found)),
    ]


def _dates(context: Context, found: list[ChangeAsked]) -> Table:
    rows = [
        [
            _action(context, each),
            _side(each.old),
            _side(each.new),
            number_cell(each.months, "None"),
            Cell(each.reason or "None given"),
            decision(each),
        ]
        for each in found
    ]
    return Table(
        "dates_decided",
        "dates requested and decided",
        ("Action", "Old date", "Date requested", "Months", "Reason", "Decision"),
        rows,
        empty=f"No date was decided on since {context.since}.",
    )


def _longest(found: list[ChangeAsked]) -> list[Line]:
    approved = [each for each in found if each.result == "Approved" and each.months]
    if not approved:
        return []
    most = max(approved, key=lambda each: each.months or 0)
    return [Line(f"The longest move approved is {many(most.months or 0, 'month')} ({most.ref}).")]


def _waiting(context: Context, found: list[ChangeAsked]) -> Table:
    has_view, has_forum = any(each.view for each in found), any(_whose(each) for each in found)
    rows = [
        [
            Cell(f"{context.title(each.ref)}\n{each.kind}".strip(), lead=each.ref),
            _side(each.old),
            _side(each.new),
            number_cell(each.months, "None"),
            Cell(" ".join(filter(None, (each.reason, _nth(each)))) or "None given"),
            *([Cell(each.view or "None given")] if has_view else []),
            *([Cell(_whose(each) or "Not known")] if has_forum else []),
        ]
        for each in found
    ]
    more = [*(["View given"] if has_view else []), *(["Goes to"] if has_forum else [])]
    return Table(
        "changes_waiting",
        "changes that wait for a decision",
        ("Action and kind", "Now", "Requested", "Months", "Reason", *more),
        rows,
        empty=_no_waiting(context),
    )


def _no_waiting(context: Context) -> str:
    if context.facts.hides_waiting:
        return "Changes that nobody has decided are not part of this edition."
    return "No change waits for a decision."


def _side(words: str) -> Cell:
    """The old or the new of a change; a day is written short."""
    when = read_when(words)
    return date_cell(when) if when.kind == "day" else Cell(words)


def _nth(change: ChangeAsked) -> str:
    names = {2: "Second", 3: "Third", 4: "Fourth", 5: "Fifth"}
    return f"{names[change.request]} request." if change.request in names else ""


def _others(context: Context, found: list[ChangeAsked]) -> Table:
    rows = [
        [
            Cell(each.kind),
            _action(context, each),
            Cell(f"{each.old} to {each.new}" if each.old and each.new else each.new or each.old),
            Cell(each.reason or "None given"),
            decision(each),
        ]
        for each in found
    ]
    return Table(
        "other_changes",
        "other changes decided",
        ("Kind", "Action", "Change", "Reason", "Decision"),
        rows,
        empty="No change of another kind was decided on.",
    )


def _not_requested(found: Sequence[ChangeAsked]) -> str:
    there = {each.kind for each in found}
    missing = [kind.lower() for kind in KINDS if kind not in there]
    return (
        f"Not requested since then: {listed(missing)}."
        if missing
        else "Changes of every kind were requested."
    )


def decision(change: ChangeAsked) -> Cell:
    """What was decided, by whom and when."""
    result = f"{change.result}: {change.note}" if change.note else change.result
    whose = _whose(change)
    return Cell(f"\n{whose}" if whose else "", lead=result)


def _whose(change: ChangeAsked) -> str:
    return ", ".join(filter(None, (change.forum, short_day(change.on) if change.on else "")))


def _action(context: Context, change: ChangeAsked) -> Cell:
    return name_cell(change.ref, context.title(change.ref))


def _by_dates(context: Context) -> list[Block]:
    """The agreed dates that are others than before, for a report that no register was asked for."""
    position = context.position
    if not context.has_before or not position.knows_dates_before:
        return []
    moved = position.those(
        lambda e: (
            e.was_there
            and e.due_before is not None
            and e.action.due is not None
            and e.due_before.text != e.action.due.text
        )
    )
    rows = [[name_cell(e.ref, e.title), date_cell(e.due_before), date_cell(e.action.due)] for e in moved]
    table = Table(
        "dates_differ",
        f"agreed dates that are others than in {context.since}",
        ("Action", f"In {context.since}", "Now"),
        rows,
        empty=f"Every agreed date is the one of {context.since}.",
    )
    came = Line(
        f"New in the plan: {refs(position.new) or 'none'}. Gone: {refs(list(position.gone)) or 'none'}."
    )
    return [table, came]
