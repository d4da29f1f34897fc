"""The whole plan as an appendix, its closure, the open questions, and the pages of one owner or director."""

from collections.abc import Sequence

from followthrough.challenge import RULES, Finding
from followthrough.outputs.report.blocks import Cell, Line, Section, Table
from followthrough.outputs.report.context import (
    ACHIEVED,
    Context,
    achieved_cells,
    action_cell,
    date_cell,
    excerpt,
    number_cell,
    stacked_dates,
)
from followthrough.outputs.report.stand import Stand, latest_of
from followthrough.outputs.report.words import either, is_are, many, number, opening
from followthrough.plan.document import Status
from followthrough.plan.statuses import CLAIMED_DONE, FINISHED

_WHOLE = (
    "Ref",
    "Action",
    "Theme",
    "Owner",
    "Priority",
    "First date",
    "Date now",
    "Expected",
    "Months late",
    "On first date",
    "Status",
    "What was said",
)

_MOST_NAMED = 20
_LATE, _LATE_ON_FIRST = _WHOLE.index("Months late"), _WHOLE.index("On first date")


def appendix(context: Context, stands: Sequence[Stand] | None = None) -> Section:
    """Every action, by theme and in the plan's order."""
    shown = context.position.stands if stands is None else stands
    letter = "Appendix A: the whole plan" if stands is None else "Appendix A: the live list"
    words = "Every action in the order of the plan, with the whole of what was said."
    rows = [_row(context, each) for each in shown]
    caption = f"{many(len(shown), 'action')} at {context.day}"
    empty = "The plan has no actions."
    on_paper = _on_paper(context, shown, caption, rows)
    table = Table("actions", caption, _WHOLE, rows, empty=empty, is_small=True, by="Theme", on_paper=on_paper)
    return Section("appendix", f"{letter} at {context.day}", [Line(words), table], is_appendix=True)


def _on_paper(
    context: Context, shown: Sequence[Stand], caption: str, rows: Sequence[Sequence[Cell]]
) -> Table:
    """The same with the owner under the action and the dates one below the other; no column stands empty."""
    kept = [at for at in (_LATE, _LATE_ON_FIRST) if any(row[at].words for row in rows)]
    headings = [
        "Ref",
        "Action and owner",
        "Theme",
        "Dates",
        *(_WHOLE[at] for at in kept),
        "Status",
        "What was said",
    ]
    printed = [
        [
            row[0],
            Cell(f"{each.title}\n{each.owner}".strip()),
            row[2],
            stacked_dates(each),
            *(row[at] for at in kept),
            *row[-2:],
        ]
        for each, row in zip(shown, rows, strict=True)
    ]
    return Table("actions", caption, headings, printed, is_small=True)


def _row(context: Context, each: Stand) -> list[Cell]:
    late = each.months_late if each.is_under_way else None
    first = each.months_late_on_first if each.is_under_way else None
    expected = date_cell(each.expected, "")
    if each.expected and latest_of(each.expected) > latest_of(each.action.due):
        expected = Cell("", lead=expected.text, when=expected.when)
    said = (
        each.text
        if each.said_now
        else f"No return. Before: {each.text}"
        if each.no_return and each.text
        else "No return."
        if each.no_return
        else each.text
    )
    return [
        Cell(each.ref),
        Cell(each.title),
        Cell(each.theme),
        Cell(each.owner),
        Cell(each.action.priority or ""),
        date_cell(each.first, ""),
        date_cell(each.action.due, ""),
        expected,
        number_cell(late, ""),
        number_cell(first, ""),
        context.status_cell(each.status),
        Cell(said),
    ]


def live_list(context: Context) -> Section:
    """The live actions alone."""
    return appendix(context, [each for each in context.position.stands if each.is_live])


def closure(context: Context) -> list[Section]:
    """How the plan ended: what was closed, what is claimed, and what is carried forward."""
    position = context.position
    closed = position.those(lambda each: each.status == Status.CLOSED)
    claimed = position.those(lambda each: each.status == Status.COMPLETE)
    ended = position.those(lambda each: each.status in FINISHED - CLAIMED_DONE)
    open_ones = position.those(lambda each: each.status not in FINISHED)
    sections = [
        _ended(context, "closed", "Closed on evidence", closed, "No action was closed.", says_achieved=True),
        _ended(
            context,
            "complete",
            "Complete, evidence not yet accepted",
            claimed,
            "No action waits for its evidence to be accepted.",
        ),
        _ended(
            context,
            "ended",
            "Ended otherwise",
            ended,
            "No action was merged, replaced or withdrawn.",
            says_achieved=True,
        ),
        _ended(
            context,
            "carried",
            "Carried forward",
            open_ones,
            "Nothing is carried forward: every action is finished.",
        ),
    ]
    total = len(closed) + len(claimed) + len(ended) + len(open_ones)
    words = (
        f"{len(closed):,} closed + {len(claimed):,} complete + {len(ended):,} ended otherwise + "
        f"{len(open_ones):,} carried forward = {total:,} actions."
    )
    return [Section("count", "How the plan ended", [Line(words, lead="The count agrees:")]), *sections]


def _ended(
    context: Context, key: str, heading: str, found: list[Stand], empty: str, *, says_achieved: bool = False
) -> Section:
    says_achieved = says_achieved and context.facts.achieved is not None
    rows = [
        [
            action_cell(each),
            stacked_dates(each),
            context.status_cell(each.status),
            Cell(excerpt(each.text) or "Nothing was said."),
            *(achieved_cells(context, each) if says_achieved else []),
        ]
        for each in found
    ]
    headings = ("Action and owner", "Dates", "Status", "Last word", *([ACHIEVED] if says_achieved else []))
    table = Table(key, heading.lower(), headings, rows, empty=empty)
    lead = f"{opening(len(found))} {either(len(found), 'action', 'actions')}." if found else ""
    return Section(key, heading, [*([Line("", lead=lead)] if found else []), table])


def questions(context: Context) -> Section:
    """The questions that the checks ask of the plan: the grave ones one by one, all of them by kind."""
    heading, found = "Questions that are open", context.findings
    if found is None:
        return Section("questions", heading, [Line("Nobody looked for open questions on this plan.")])
    asked = [each for each in found if each.severity != "note"]
    if not asked:
        return Section("questions", heading, [Line("No question on the plan is open.")])
    grave = [each for each in asked if each.severity == "error"]
    rows = [[Cell(each.title, lead=each.ref or ""), Cell(each.message), Cell(each.settles)] for each in grave]
    words = f"{opening(len(asked))} {is_are(len(asked))} open, {number(len(grave))} of them grave."
    if notes := len(found) - len(asked):
        words += f" {opening(notes)} {either(notes, 'note is', 'notes are')} left out."
    table = Table(
        "questions",
        "grave questions",
        ("Action", "Question", "To clear this"),
        rows,
        empty="None of them is grave.",
    )
    return Section("questions", heading, [Line(words), table, _by_kind(asked)])


def _by_kind(asked: Sequence[Finding]) -> Table:
    """How many there are of each kind, and on which actions, the most first."""
    kinds: dict[str, list[str]] = {}
    for each in asked:
        kinds.setdefault(each.code, []).append(each.ref or each.title)
    titles = {rule.code: rule.title for rule in RULES}
    rows = [
        [Cell(titles.get(code, code)), number_cell(len(names)), Cell(_first_of(names))]
        for code, names in sorted(kinds.items(), key=lambda pair: -len(pair[1]))
    ]
    return Table("questions_by_kind", "all of them, by kind", ("Question", "How many", "Actions"), rows)


def _first_of(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMED])
    return f"{shown} and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else shown
