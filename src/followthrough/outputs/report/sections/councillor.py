"""The plan on one page for a councillor: what is better, late and to be decided, and what to ask."""

from collections.abc import Iterator

from followthrough.outputs.report.blocks import Block, Cell, Figure, Line, Section, Table
from followthrough.outputs.report.context import Context
from followthrough.outputs.report.sections.asked import to_decide
from followthrough.outputs.report.sections.audit import priorities, priority
from followthrough.outputs.report.sections.state import bars_by_theme
from followthrough.outputs.report.stand import LATE, UNDER_WAY, Stand, latest_of
from followthrough.outputs.report.words import (
    day_in_words,
    either,
    is_are,
    listed,
    long_when,
    many,
    number,
    opening,
    was_were,
)
from followthrough.plan.statuses import CLAIMED_DONE, FINISHED
from followthrough.rules.movement import Way

_MOST, _MOST_QUESTIONS, _LONGEST_TITLE = 3, 4, 50


def in_one_sentence(context: Context) -> list[Line]:
    """How the plan stands, and which themes hold what is late."""
    position = context.position
    total, done = len(position.stands), position.number_in(CLAIMED_DONE)
    under_way, late = position.number_in(UNDER_WAY), len(position.late)
    lead = f"{opening(done)} of {many(total, 'action')} {is_are(done)} done."
    lead += f" {opening(late)} of the {number(under_way)} under way {is_are(late)} late." if under_way else ""
    words = []
    if context.has_before:
        before = position.number_in(LATE, before=True)
        words.append(f"In {context.since} {number(before)} {was_were(before)} late.")
    counts = {theme: sum(each.theme == theme for each in position.late) for theme in position.themes if theme}
    if late > 1 and len(counts) > 1:
        most = max(counts, key=lambda theme: counts[theme])
        words.append(f"{most} has {number(counts[most])} of the {late:,}.")
    return [Line(" ".join(words), lead=lead)]


def one_page(context: Context) -> list[Section]:
    """The page: a picture, three columns, what a good figure hides, and questions."""
    stand: list[Block] = [_three_columns(context), _read_this_too(context)]
    if context.position.stands:
        stand.insert(0, Figure("actions by theme and status", bars_by_theme(context)))
    asked: list[Block] = [_questions(context), _meaning(context)]
    return [
        Section("stand", "Where things stand", stand, is_plain=True),
        Section("questions", "Questions this round raises", asked, is_plain=True),
    ]


def _three_columns(context: Context) -> Table:
    better = [
        *(each for each in context.position.in_way(Way.BETTER) if not each.is_better_only_by_move),
        *context.position.completed,
    ]
    columns = (
        [f"{_named(each)}: {_what_got_better(context, each)}" for each in _first(context, better)],
        [f"{_named(each)}{_how_late(each)}" for each in _first(context, context.position.late)],
        [
            f"{_short(context.title(each.ref)) or each.kind} ({each.ref}): "
            + (f"move from {each.old} to {each.new}" if each.old and each.new else each.kind.lower())
            for each in to_decide(context)[:_MOST]
        ],
    )
    empty = ("None got better.", "None is late.", "Nothing is to be decided.")
    if context.facts.changes is None or context.facts.hides_waiting:
        empty = (*empty[:2], "Not part of this page.")
    row = [
        Cell("\n".join(f"• {each}" for each in found) or words)
        for found, words in zip(columns, empty, strict=True)
    ]
    meeting = context.facts.meeting.on
    decided = f"To be decided on {meeting.day} {meeting:%B}" if meeting else "To be decided"
    return Table("changed", "what changed and what did not", ("Better", "Late", decided), [row])


def _first(context: Context, stands: list[Stand]) -> list[Stand]:
    """The first three by priority, then by months."""
    order = {name: at for at, name in enumerate(priorities(context.position.stands))}
    return sorted(stands, key=lambda each: (order[priority(each)], -(each.months_late or 0)))[:_MOST]


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …"


def _named(stand: Stand) -> str:
    return f"{_short(stand.title)} ({stand.ref})" if stand.ref else _short(stand.title)


def _what_got_better(context: Context, stand: Stand) -> str:
    return (
        f"{context.position.label(stand.status).lower()}, was {context.position.label(stand.before).lower()}"
    )


def _how_late(stand: Stand) -> str:
    return f": {many(stand.months_late, 'month')} late" if stand.months_late else ": no date says how late"


def _read_this_too(context: Context) -> Line:
    """What a good figure hides; where it hides nothing, that it does not."""
    position = context.position
    words = []
    better = position.in_way(Way.BETTER)
    by_move = [each for each in better if each.is_better_only_by_move]
    if by_move:
        look = either(len(by_move), "action looks", "actions look")
        words.append(
            f"{opening(len(by_move))} {look} better than in {context.since} only because a later date was "
            "agreed."
        )
    if position.knows_first_dates:
        found = len(position.late_on_first)
        words.append(f"Against the dates first agreed {number(found)} {is_are(found)} late.")
    reopened = position.in_way(Way.REOPENED)
    if reopened:
        names = listed(each.ref or each.title for each in reopened)
        words.append(f"{opening(len(reopened))} {was_were(len(reopened))} opened again: {names}.")
    if position.silent:
        count = len(position.silent)
        words.append(
            f"{opening(count)} {either(count, 'return', 'returns')} did not come: "
            f"{either(count, 'its', 'their')} last status is counted."
        )
    return Line(
        " ".join(words) or "No later date, reopened action or missing return stands behind these figures.",
        lead="Read this too.",
    )


def _questions(context: Context) -> Table:
    rows = [[Cell(question), Cell(why)] for question, why in _asked(context)]
    return Table(
        "questions",
        "questions and why they are asked",
        ("Question", "Why it is asked"),
        rows[:_MOST_QUESTIONS],
        empty="No question follows from the figures of this round.",
    )


def _asked(context: Context) -> Iterator[tuple[str, str]]:
    """Neutral questions, each for a fact: a third request, a refused date, a worse measure, and so on."""
    changes = context.facts.changes or ()
    for each in changes:
        if (each.request or 1) > 2 and not (context.facts.hides_waiting and each.result == "Waiting"):
            yield (
                f"What will the later date for {_short(context.title(each.ref))} ({each.ref}) buy?",
                f"Request number {each.request}",
            )
    for each in changes:
        if each.result == "Refused":
            day = f" on {day_in_words(each.on)}" if each.on else ""
            what = f"{_short(context.title(each.ref))} ({each.ref})"
            yield f"How will {what} be done by {each.old or 'its date'}?", f"A later date was refused{day}"
    for measure in context.facts.measures or ():
        if measure.direction == "worse":
            yield (
                f"Why has this got worse: {measure.title}?",
                f"It was {measure.start}, and is {measure.latest}",
            )
    yield from _of_dates(context)


def _of_dates(context: Context) -> Iterator[tuple[str, str]]:
    position = context.position
    months: dict[str, int] = {}
    for each in position.stands:
        last = latest_of(each.action.due)
        if each.status not in FINISHED and last >= position.day and last.year < 9999:
            months[f"{last:%B %Y}"] = months.get(f"{last:%B %Y}", 0) + 1
    if months and max(months.values()) > 2:
        month = max(months, key=lambda name: months[name])
        yield (
            f"Can the same teams meet {months[month]:,} dates in {month}?",
            "More dates than in any other month",
        )
    past = [each for each in position.past if not each.expected]
    if past:
        longest = past[0]
        yield (
            f"When will {_short(longest.title)} ({longest.ref}) be done?".replace(" ()", ""),
            (f"Past its date of {long_when(longest.action.due)}, and no new date is given"),
        )
    if position.silent:
        yield (
            "Why did no return come, and who answers for these actions?",
            (f"{opening(len(position.silent))} of the returns did not come"),
        )
    untested = [each for each in context.facts.closures or () if each.found.startswith("Not")]
    if untested:
        yield "Does what was closed work in practice?", f"{opening(len(untested))} closed and not yet tested"


def _meaning(context: Context) -> Line:
    bands = context.position.bands
    return Line(
        "means that a month or more lies between the agreed date and the one that is expected: medium is up "
        f"to {bands.significant_over:g} months, significant is more. Done means complete (the officer says "
        "so) or closed (somebody else has accepted the evidence).",
        lead="Late",
    )
