"""The pages of owners and directors: what they hold, what is asked of them, the same rows for everybody."""

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
from followthrough.outputs.report.stand import LATE, NOT_BEGUN, Stand, latest_of
from followthrough.outputs.report.words import (
    is_are,
    listed,
    many,
    number,
    opening,
    short_when,
    was_were,
)
from followthrough.plan.document import Status
from followthrough.plan.statuses import FINISHED
from followthrough.rules.calendars import months_after


def packs(context: Context) -> list[Section]:
    """A page a director, or that of the one owner or director whose pack it is."""
    if context.who:
        return _page(context, 1, context.who, is_alone=True)
    named = dict.fromkeys(each.director for each in context.position.stands if each.director)
    sections = [page for at, name in enumerate(named, 1) for page in _page(context, at, name)]
    nobodys = [each for each in context.position.stands if not each.director and not each.owner]
    if nobodys:
        table = Table(
            "nobody",
            "actions that name nobody",
            ("Action and owner", "Dates", "Status"),
            [[action_cell(each), stacked_dates(each), context.status_cell(each.status)] for each in nobodys],
        )
        sections.append(Section("nobody", "Nobody named", [table], starts_page=True))
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


def what_is_held(context: Context, name: str, *, is_yours: bool) -> list[Line]:
    """Two sentences: what somebody holds and how it stands, and what is asked of them."""
    found, position = owned_by(context, name), context.position
    if not found:
        return [Line(f"{name} owns and directs no action of this plan.")]
    done = sum(each.is_done for each in found)
    under_way = [each for each in found if each.is_under_way]
    waiting = sum(each.status in NOT_BEGUN for each in found)
    parts = [
        f"{number(done)} {is_are(done)} done",
        f"{number(len(under_way))} {is_are(len(under_way))} under way",
    ]
    parts += [f"{number(waiting)} {is_are(waiting)} not due to start"] if waiting else []
    holder = "You hold" if is_yours else f"{name} holds"
    lead = f"{holder} {number(len(found))} of the {many(len(position.stands), 'action')}: {listed(parts)}."
    late = [each for each in under_way if each.is_late]
    words = f"{opening(len(late))} of the {number(len(under_way))} {is_are(len(late))} late"
    far = sum((each.months_late or 0) > position.bands.significant_over for each in late)
    words += (
        f", {number(far)} of them by more than {position.bands.significant_over:g} months." if far else "."
    )
    if context.has_before:
        before = sum(each.before in LATE for each in found)
        words += f" In {context.since} {number(before)} {was_were(before)} late."
    asked_of = "Asked of you:" if is_yours else "Asked of this post:"
    return [Line(words if under_way else "", lead=lead), Line(_asked(context, found), lead=asked_of)]


def _asked(context: Context, found: Sequence[Stand]) -> str:
    """What the next round needs of whoever holds these actions."""
    silent = [each for each in found if each.no_return]
    undated = [
        each for each in found if (each.is_late or each.is_past) and not each.expected and not each.no_return
    ]
    proofs = {each.ref for each in context.facts.evidence or ()}
    bare = [each for each in found if each.status == Status.COMPLETE and each.ref not in proofs]
    parts = [
        f"{what} {_few(those)}"
        for what, those in (
            ("a return for", silent),
            ("a date on which you expect to finish", undated),
            ("evidence for", bare if context.facts.evidence is not None else []),
        )
        if those
    ]
    return f"{'; '.join(parts)}." if parts else "nothing this round."


def _few(stands: Sequence[Stand]) -> str:
    """A few by name; of many how many they are, since the table below has all of them."""
    return refs(stands) if len(stands) <= 4 else f"{len(stands):,} actions (in the table below)"


def _page(context: Context, at: int, name: str, *, is_alone: bool = False) -> list[Section]:
    found = owned_by(context, name)
    late = [each for each in context.position.late if each in found]
    rows = [
        [
            action_cell(each),
            date_cell(each.action.due),
            date_cell(each.expected, "No new date"),
            number_cell(each.months_late, "No date"),
            _next_step(context, each),
            Cell(_decided(context, each)),
        ]
        for each in late
    ]
    blocks: list[Block] = [] if is_alone else [*what_is_held(context, name, is_yours=False)]
    blocks += [
        Table(
            f"late-{at}",
            "late, worst first",
            ("Action and owner", "Date now", "Expected", "Months late", "Next step", "Response or decision"),
            rows,
            empty="None of them is late.",
        ),
        _seven_rows(context, at, found),
        Line(_decision(context, found), lead="Decision wanted:"),
    ]
    heading = "Late, due and waiting" if is_alone else name
    return [Section(f"pack-{at}", heading, blocks, is_plain=is_alone, starts_page=not is_alone)]


def _next_step(context: Context, stand: Stand) -> Cell:
    step = context.answer(stand.ref).next_step
    if step or not stand.no_return:
        return Cell(step or excerpt(stand.text) or "Nothing was said.")
    return Cell("", lead="No return this time.")


def _decided(context: Context, stand: Stand) -> str:
    """The leadership's response, or what became of the last request for this action."""
    response = context.answer(stand.ref).response
    requests = [each for each in context.facts.changes or () if each.ref == stand.ref]
    if response or not requests:
        return response or "None"
    last = requests[-1]
    wanted = f"{last.kind}: {last.new}" if last.new else last.kind
    if last.result == "Waiting":
        return f"{wanted}, waits for a decision."
    return f"{wanted}, {last.result.lower()}." + (f" {last.note}" if last.note else "")


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
        "before the next round",
        ("What", "Actions"),
        [[Cell(what), Cell(said)] for what, said in rows],
    )


def _decision(context: Context, found: list[Stand]) -> str:
    waiting = [each for each in to_decide(context) if each.ref in {one.ref for one in found}]
    if not waiting:
        return "none this round."
    return "; ".join(f"{each.ref} {each.old} to {each.new}".strip() for each in waiting) + "."
