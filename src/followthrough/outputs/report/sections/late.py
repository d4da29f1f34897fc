"""Late actions: cause, next step and response; who is held up; what was moved twice or more."""

from followthrough.outputs.pictures.dates import DatedAction, Span, dates
from followthrough.outputs.report.blocks import Block, Cell, Figure, Line, Section, Table
from followthrough.outputs.report.context import (
    Context,
    action_cell,
    excerpt,
    number_cell,
    refs,
    stacked_dates,
)
from followthrough.outputs.report.sections.state import response
from followthrough.outputs.report.stand import LATE, UNDER_WAY, Stand
from followthrough.outputs.report.words import either, is_are, listed, long_when, many, number, opening
from followthrough.plan.document import Status
from followthrough.plan.statuses import FINISHED
from followthrough.plan.when import When
from followthrough.rules.slippage import is_dated

# Rows that a picture has room for on one page.
_MOST_IN_PICTURE = 22
# Letters of what was said before a return that did not come: a narrow column has little room.
_EARLIER = 140


def late_actions(context: Context) -> Section:
    """The late ones by band, the worst first, with both dates; then who waits for them."""
    position = context.position
    blocks: list[Block] = []
    for status in (Status.SIGNIFICANT_SLIPPAGE, Status.MEDIUM_SLIPPAGE):
        blocks += _band(context, status, [each for each in position.late if each.status == status])
    blocks += [held_up(context), *_past_but_on_track(context), *_by_dates_only(context)]
    dated = [each for each in position.late if each.action.due and is_dated(each.action.due)]
    if dated:
        shown = dated[:_MOST_IN_PICTURE]
        more = f" ({len(shown)} of the {len(dated)} that have dates)" if len(dated) > len(shown) else ""
        blocks.append(Figure(f"dates of the late actions{more}", _picture(context, shown)))
    return Section("late", "Late actions: cause, next step, response", blocks)


def _band(context: Context, status: Status, found: list[Stand]) -> list[Block]:
    label = context.position.label(status)
    asked = response(context, status)
    if not found:
        words = f"No action is at {label.lower()}."
        others = len(context.position.late)
        if status == Status.SIGNIFICANT_SLIPPAGE and others:
            medium = context.position.label(Status.MEDIUM_SLIPPAGE).lower()
            verb = "action is" if others == 1 else "actions are"
            words += f" The {number(others)} late {verb} at {medium}."
        return [Line(words)]
    lead = f"{opening(len(found))} {is_are(len(found))} at {label.lower()}."
    words = f"The plan’s key asks of the leadership team: {asked.rstrip('.')}." if asked else ""
    if asked and not any(context.answer(each.ref).response for each in found):
        words += " No response is recorded."
    line = Line(words, lead=lead)
    return [line, table_of_late(context, status, found)]


def table_of_late(context: Context, status: Status, found: list[Stand]) -> Table:
    """Dates stacked, months late against the date now and the first, and what owners say."""
    knows = context.facts.answers is not None and any(
        context.answer(each.ref).cause or context.answer(each.ref).next_step for each in found
    )
    has_response = any(context.answer(each.ref).response for each in found)
    said = ["In the owner’s words"]
    knows = knows or has_response
    if knows:
        said = ["Cause", "Next step", *(["Response"] if has_response else [])]
    has_first = context.position.knows_first_dates
    rows = [
        [
            action_cell(each),
            stacked_dates(each),
            number_cell(each.months_late, "No date"),
            *([number_cell(each.months_late_on_first, "No date")] if has_first else []),
            *(_said(context, each)[: len(said)] if knows else [_own_words(each)]),
        ]
        for each in found
    ]
    return Table(
        f"late_{status.value}",
        f"at {context.position.label(status).lower()}, the latest first",
        ("Action and owner", "Dates", "Months late", *(["On first date"] if has_first else []), *said),
        rows,
    )


def _said(context: Context, stand: Stand) -> list[Cell]:
    answer = context.answer(stand.ref)
    return [
        Cell(answer.cause) if answer.cause else _own_words(stand),
        Cell(answer.next_step or "None given"),
        Cell(answer.response or "None recorded"),
    ]


def _own_words(stand: Stand) -> Cell:
    if stand.no_return:
        return Cell(
            excerpt(f"Before: {stand.text}", _EARLIER) if stand.text else "", lead="No return this time."
        )
    return Cell(excerpt(stand.text) or "Nothing was said.")


def _picture(context: Context, found: list[Stand]):  # type: ignore[no-untyped-def]
    actions = [
        DatedAction(
            ref=each.ref,
            title=each.title,
            group="",
            original=_last(each.first),
            current=_last(each.action.due),
            forecast=_last(each.expected),
            is_late=True,
        )
        for each in found
    ]
    first = found[0]
    finding = f"{first.ref or first.title} is expected the most months after its date."
    if not first.months_late:
        finding = f"The dates of {many(len(found), 'late action')}."
    return dates(actions, today=context.position.day, name="late", finding=finding, called="Figures as at")


def _last(when: When | None) -> Span | None:
    if when is None or not is_dated(when) or when.latest is None:
        return None
    return when.latest, when.latest


def held_up(context: Context) -> Line:
    """Who waits for what is late, a sentence a chain."""
    late = {each.ref: each for each in context.position.late if each.ref}
    waits: dict[str, list[str]] = {}
    for each in context.position.stands:
        for link in each.action.links:
            if link.kind == "depends_on" and link.to in late and each.status not in FINISHED and each.ref:
                waits.setdefault(link.to, []).append(each.ref)
    if not waits:
        return Line("The plan names no action that waits for a late one.", lead="Who is held up.")
    words = " ".join(f"{ref} holds up {listed(dict.fromkeys(names))}." for ref, names in waits.items())
    return Line(words, lead="Who is held up.")


def _past_but_on_track(context: Context) -> list[Line]:
    found = [each for each in context.position.past if each.status in UNDER_WAY - LATE]
    if not found:
        return [Line("No action that is past its date is called on track.")]
    words = "; ".join(
        f"{each.ref or each.title}, due {long_when(each.action.due)}"
        + (f", expected {long_when(each.expected)}" if each.expected else ", no new date")
        for each in found
    )
    return [
        Line(
            f"{words}.",
            lead="Past its date but on track:" if len(found) == 1 else "Past their dates but on track:",
        )
    ]


def _by_dates_only(context: Context) -> list[Line]:
    """What slips by its dates although its status does not say so."""
    from_months = context.position.bands.medium_from
    found = [
        each
        for each in context.position.stands
        if each.is_under_way and not each.is_late and (each.months_late or 0) >= from_months
    ]
    if not found:
        return []
    verb = "is" if len(found) == 1 else "are"
    lead = f"{opening(len(found))} more {verb} late by {either(len(found), 'its', 'their')} dates,"
    return [Line(f"although the status does not say so: {refs(found)}.", lead=lead)]


def who_waits(context: Context) -> Section:
    """Who waits for what is late, alone under its heading."""
    return Section("held", "Who waits for what is late", [held_up(context)])


def moves_of(context: Context, stand: Stand) -> int | None:
    """How often its date was moved; None where nobody can tell."""
    moves = context.facts.moves
    return None if moves is None else moves.get(stand.ref, 0)


def moved_twice(context: Context) -> Section:
    """Whose date was moved twice or more, by director, with those who have none."""
    heading = "Moved twice or more"
    if context.facts.moves is None:
        return Section(
            "moved_twice",
            heading,
            [context.unsaid("How often dates were moved and the decisions")],
        )
    found = sorted(
        context.position.those(lambda each: (moves_of(context, each) or 0) > 1 and each.is_live),
        key=lambda each: (each.director, -(moves_of(context, each) or 0)),
    )
    if not found:
        return Section("moved_twice", heading, [Line("No action has had its date moved twice.")])
    counts: dict[str, int] = {}
    for each in found:
        counts[each.director or "Nobody named"] = counts.get(each.director or "Nobody named", 0) + 1
    directors = dict.fromkeys(each.director for each in context.position.stands if each.director)
    none = [name for name in directors if name not in counts]
    words = f"{listed(f'{name} {number(count)}' for name, count in counts.items())}."
    words += f" None: {listed(none)}." if none else ""
    verb = "has had its date" if len(found) == 1 else "have had their dates"
    rows = [
        [
            action_cell(each),
            Cell(each.director),
            number_cell(moves_of(context, each)),
            stacked_dates(each),
            context.status_cell(each.status),
        ]
        for each in found
    ]
    table = Table(
        "moved_twice",
        "dates moved twice or more, by director",
        ("Action and owner", "Director", "Moves", "Dates", "Status"),
        rows,
    )
    lead = f"{opening(len(found))} {verb} moved twice or more:"
    return Section("moved_twice", heading, [Line(words, lead=lead), table])
