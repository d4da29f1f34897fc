"""The whole plan as an appendix, its closure, the open questions, and the pages of one owner or director."""

from collections.abc import Sequence

from followthrough.outputs.report.blocks import Block, Cell, Line, Section, Table
from followthrough.outputs.report.context import (
    Context,
    action_cell,
    date_cell,
    excerpt,
    number_cell,
    refs,
    stacked_dates,
)
from followthrough.outputs.report.sections.asked import to_decide
from followthrough.outputs.report.sections.late import moves_of
from followthrough.outputs.report.stand import Stand, latest_of
from followthrough.outputs.report.words import either, is_are, many, number, opening, short_when
from followthrough.plan.document import Status
from followthrough.plan.statuses import CLAIMED_DONE, FINISHED
from followthrough.rules.calendars import months_after

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
        _ended(context, "closed", "Closed on evidence", closed, "No action was closed."),
        _ended(
            context,
            "complete",
            "Complete, evidence not yet accepted",
            claimed,
            "No action waits for its evidence to be accepted.",
        ),
        _ended(context, "ended", "Ended otherwise", ended, "No action was merged, replaced or withdrawn."),
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


def _ended(context: Context, key: str, heading: str, found: list[Stand], empty: str) -> Section:
    rows = [
        [
            action_cell(each),
            stacked_dates(each),
            context.status_cell(each.status),
            Cell(excerpt(each.text) or "Nothing was said."),
        ]
        for each in found
    ]
    table = Table(
        key, heading.lower(), ("Action and owner", "Dates", "Status", "Last word"), rows, empty=empty
    )
    lead = f"{opening(len(found))} {either(len(found), 'action', 'actions')}." if found else ""
    return Section(key, heading, [*([Line("", lead=lead)] if found else []), table])


def questions(context: Context) -> Section:
    """The questions that the checks ask of the plan and that nobody answered."""
    heading, found = "Questions that are open", context.findings
    if found is None:
        return Section("questions", heading, [Line("Nobody looked for open questions on this plan.")])
    rows = [
        [
            Cell(each.title, lead=each.ref or ""),
            Cell(each.message),
            Cell(each.settles),
        ]
        for each in found
        if each.severity != "note"
    ]
    notes = len(found) - len(rows)
    words = f"{opening(len(rows))} {is_are(len(rows))} listed, the gravest first."
    if notes:
        words += f" {opening(notes)} {either(notes, 'note is', 'notes are')} left out."
    table = Table(
        "questions",
        "questions on the plan",
        ("Action", "Question", "To clear this"),
        rows,
        empty="No question on the plan is open.",
    )
    return Section("questions", heading, [Line(words), table])


def packs(context: Context) -> list[Section]:
    """A section a director, or the one owner or director whose pack it is."""
    named = dict.fromkeys(each.director for each in context.position.stands if each.director)
    wanted = [context.who] if context.who else list(named)
    sections = [_pack(context, at, name) for at, name in enumerate(wanted, 1)]
    nobodys = [each for each in context.position.stands if not each.director and not each.owner]
    if nobodys and not context.who:
        table = Table(
            "nobody",
            "actions that name nobody",
            ("Action and owner", "Dates", "Status"),
            [[action_cell(each), stacked_dates(each), context.status_cell(each.status)] for each in nobodys],
        )
        sections.append(Section("nobody", "Nobody named", [table]))
    return sections


def owned_by(context: Context, name: str) -> list[Stand]:
    """What somebody owns or directs."""
    folded = name.casefold()
    return [
        each
        for each in context.position.stands
        if folded in {part.strip().casefold() for part in f"{each.director},{each.owner}".split(",")}
        or each.director.casefold() == folded
    ]


def _pack(context: Context, at: int, name: str) -> Section:
    found = owned_by(context, name)
    if not found:
        return Section(f"pack-{at}", name, [Line(f"{name} owns and directs no action of this plan.")])
    done, late = (
        sum(each.is_done for each in found),
        [each for each in context.position.late if each in found],
    )
    under_way = sum(each.is_under_way for each in found)
    words = (
        f"{number(done)} {is_are(done)} done, {number(under_way)} under way, "
        f"{number(len(late))} of them late."
    )
    lead = f"{name}: {many(len(found), 'action')} of the {len(context.position.stands):,}."
    rows = [
        [
            action_cell(each),
            stacked_dates(each),
            number_cell(each.months_late),
            context.status_cell(each.status),
            Cell(excerpt(each.text) or "Nothing was said."),
        ]
        for each in late
    ]
    blocks: list[Block] = [
        Line(f"{words[0].upper()}{words[1:]}", lead=lead),
        Table(
            f"late-{at}",
            "late, worst first",
            ("Action and owner", "Dates", "Months late", "Status", "In the owner’s words"),
            rows,
            empty="None of them is late.",
        ),
        _seven_rows(context, at, found),
        Line(_decision(context, found), lead="Decision wanted:"),
    ]
    return Section(f"pack-{at}", name, blocks)


def _seven_rows(context: Context, at: int, found: list[Stand]) -> Table:
    """The same rows for everybody; none is left out."""
    end = months_after(context.position.day, 3)
    due = [
        each
        for each in found
        if each.status not in FINISHED and context.position.day <= latest_of(each.action.due) <= end
    ]
    own = {each.ref for each in found if each.ref}
    waiting = [
        f"{each.ref} waits for {link.to}"
        for each in context.position.stands
        for link in each.action.links
        if link.kind == "depends_on"
        and link.to in own
        and each.ref
        and each.ref not in own
        and each.status not in FINISHED
    ]
    moved = [
        f"{each.ref} ({moves_of(context, each)} moves)"
        for each in found
        if (moves_of(context, each) or 0) > 1
    ]
    no_change = [each.ref for each in found if context.answer(each.ref).nothing_changed]
    rows = (
        (
            f"Due by {end.day} {end:%B %Y}",
            "\n".join(f"{each.ref} {each.title}, {short_when(each.action.due)}".strip() for each in due)
            or "None",
        ),
        ("Past their date", refs([each for each in found if each.is_past]) or "None"),
        (
            "Moved twice or more",
            ", ".join(moved) or ("None" if context.facts.moves is not None else "Not known from a file"),
        ),
        ("Complete, not closed", refs([each for each in found if each.status == Status.COMPLETE]) or "None"),
        ("Others wait for you", "; ".join(dict.fromkeys(waiting)) or "None"),
        (
            "No return",
            refs([each for each in found if each.no_return]) or "None. Every return that was due came.",
        ),
        (
            "Answered “no change”",
            ", ".join(no_change)
            or ("None" if context.facts.answers is not None else "Not known from a file"),
        ),
    )
    return Table(
        f"before-next-{at}",
        "before the next round closes",
        ("What", "Actions"),
        [[Cell(what), Cell(said)] for what, said in rows],
    )


def _decision(context: Context, found: list[Stand]) -> str:
    waiting = [each for each in to_decide(context) if each.ref in {one.ref for one in found}]
    if not waiting:
        return "none this round."
    return "; ".join(f"{each.ref} {each.old} to {each.new}".strip() for each in waiting) + "."
