"""What an audit committee is told first and asked: what is live, past its date, moved, and ready to close."""

from followthrough.outputs.report.blocks import Lettered, Line, Section
from followthrough.outputs.report.context import Context, refs
from followthrough.outputs.report.headline import first_dates
from followthrough.outputs.report.register_facts import ChangeAsked
from followthrough.outputs.report.sections.asked import is_high, to_decide
from followthrough.outputs.report.sections.changes import NAMES_OF_RESULTS
from followthrough.outputs.report.sections.late import moves_of
from followthrough.outputs.report.stand import Stand
from followthrough.outputs.report.words import either, is_are, listed, many, number, opening, was_were
from followthrough.plan.document import Status
from followthrough.rules.movement import Way

READY = "Ready"


def tracker_headline(context: Context) -> list[Line]:
    """Live, past the date, moved and against first dates, complete; then what is asked."""
    dates = first_dates(context.position)
    lines = [
        _live(context),
        _past(context),
        _moves(context),
        dates,
        _complete(context),
        _what_is_asked(context),
    ]
    return [line for line in lines if line is not None]


def _live(context: Context) -> Line:
    position = context.position
    live = sum(each.is_live for each in position.stands)
    total = len(position.stands)
    lead = f"{opening(live)} of the {many(total, 'action')} {is_are(live)} live"
    if live == total > 1:
        lead = f"All {total:,} actions are live"
    if not context.has_before:
        return Line("", lead=f"{lead}.")
    more = live - sum(each.was_live for each in [*position.stands, *position.gone])
    than = f"{abs(more):,} {'more' if more > 0 else 'fewer'} than" if more else "the same number as"
    closed, reopened = len(position.closed), len(position.in_way(Way.REOPENED))
    words = (
        f"{opening(closed)} {was_were(closed)} closed and {number(reopened)} {was_were(reopened)} reopened."
    )
    return Line(words, lead=f"{lead}, {than} in {context.since}.")


def _past(context: Context) -> Line:
    past = context.position.past
    if not past:
        return Line("", lead="None of them is past the date agreed now.")
    high = sum(is_high(each.action.priority) for each in past)
    lead = f"{opening(len(past))} {is_are(len(past))} past the date agreed now"
    lead += f", {number(high)} of high priority." if any(each.action.priority for each in past) else "."
    oldest = past[0]
    months = many(oldest.months_past or 0, "month") if oldest.months_past else "less than a month"
    return Line(f"The oldest is {oldest.ref or oldest.title}, {months} past.", lead=lead)


def _moves(context: Context) -> Line | None:
    """How often dates were asked to move, and who moved twice or more."""
    changes = context.facts.changes
    if changes is None:
        return None
    asked = [each for each in changes if each.kind == "Date"]
    results = [
        f"{number(count)} {words}"
        for result, words in NAMES_OF_RESULTS
        if (count := sum(each.result == result for each in asked))
    ]
    lead = f"{opening(len(asked))} {either(len(asked), 'date was', 'dates were')} asked to move"
    lead = lead if asked else "No date was asked to move"
    lead += f" since {context.since}" if context.has_before else ""
    twice = sum(each.is_live and (moves_of(context, each) or 0) > 1 for each in context.position.stands)
    verb = "has had its date" if twice < 2 else "have had their dates"
    often = f"{opening(twice)} of the live actions {verb} moved twice or more."
    return Line(f"{listed(results)}. {often}".lstrip(". "), lead=f"{lead}:" if results else f"{lead}.")


def _complete(context: Context) -> Line:
    complete = context.position.counts[Status.COMPLETE]
    if not complete:
        return Line("", lead="No action is complete and waits to be closed.")
    ready = len(_ready(context))
    if complete == 1:
        return Line("", lead=f"The one complete action is {'' if ready else 'not yet '}ready to close.")
    return Line(
        "", lead=f"{opening(ready)} of the {complete:,} complete actions {is_are(ready)} ready to close."
    )


def _what_is_asked(context: Context) -> Line:
    ready, called, waiting = len(_ready(context)), _called(context), len(_waiting(context))
    parts = [
        *([f"to close {many(ready, 'action')}"] if ready else []),
        *([f"to ask the owners of {refs(called)} to attend"] if called else []),
        *([f"to decide {many(waiting, 'change')}"] if waiting else []),
    ]
    if not parts:
        words = "nothing is to be decided."
        return Line(words, lead=f"{context.forum} is asked to note this paper;")
    return Line(f"{listed(parts)}{context.place('decisions')}.", lead=f"{context.forum} is asked")


def _ready(context: Context) -> list[Stand]:
    """What is complete, each of its measures accepted by who verifies."""
    views = context.facts.views or {}
    return context.position.those(lambda e: e.status == Status.COMPLETE and views.get(e.ref) == READY)


def _waiting(context: Context) -> list[ChangeAsked]:
    """What is to be decided; who is not told what waits is asked nothing of it."""
    return [] if context.facts.hides_waiting else to_decide(context)


def _called(context: Context) -> list[Stand]:
    return [
        each
        for each in context.position.past
        if (each.months_past or 0) >= 1
        and each.status == Status.SIGNIFICANT_SLIPPAGE
        and is_high(each.action.priority)
    ]


def audit_asked(context: Context) -> Section:
    """What the committee is asked: to close, to call in, to decide, to note."""
    ready, called, past = _ready(context), _called(context), len(context.position.past)
    items = []
    if ready:
        items.append(Line(f"{refs(ready)}{context.place('complete')};", lead="close"))
    if called:
        why = "high priority, a month or more past the date, at significant slippage"
        items.append(Line(f"the owners of {refs(called)} to attend: {why};", lead="ask"))
    waiting = len(_waiting(context))
    if waiting:
        wait = f"{either(waiting, 'waits', 'wait')}{context.place('changes')}"
        items.append(Line(f"the {many(waiting, 'change')} that {wait};", lead="decide"))
    if past:
        owing = f"the {many(past, 'action')} past {either(past, 'its', 'their')} date{context.place('past')};"
        items.append(Line(owing, lead="note"))
    items.append(Line(f"that the count agrees{context.place('reconciled')}.", lead="note"))
    blocks: list[Lettered | Line] = [Lettered(f"{context.forum} is asked to:", items)]
    if not called:
        words = "No action of high priority is a month past its date at significant slippage."
        blocks.append(Line(words, lead="Nobody is asked to attend."))
    if not ready:
        words = "No action has had the evidence for each of its measures accepted."
        blocks.append(Line(words, lead="Nothing is ready to close."))
    return Section("decisions", "What the committee is asked", blocks)
