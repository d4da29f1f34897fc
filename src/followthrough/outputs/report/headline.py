"""The sentences at the head of a report, made from figures by rules: none, one, many, all, no change."""

from followthrough.outputs.report.blocks import Line
from followthrough.outputs.report.position import Position
from followthrough.outputs.report.stand import LATE, NOT_BEGUN, UNDER_WAY, Stand
from followthrough.outputs.report.words import (
    either,
    is_are,
    listed,
    many,
    number,
    opening,
    since_words,
    was_were,
)
from followthrough.plan.document import Status
from followthrough.plan.statuses import CLAIMED_DONE, FINISHED
from followthrough.rules.movement import Way


def headline_of(position: Position, *, accepted: bool, moves: int | None = None) -> list[Line]:
    """The four sentences on the plan. `accepted`: closed means that somebody accepted the evidence.

    `moves` is how many later dates were decided since the earlier period, None: those that its dates show.
    """
    lines = [done(position, accepted=accepted), late(position), since(position)]
    return [line for line in [*lines, first_dates(position, moves)] if line is not None]


def done(position: Position, *, accepted: bool) -> Line:
    """How many are done, and what the others are."""
    total, complete = len(position.stands), position.counts[Status.COMPLETE]
    closed = position.counts[Status.CLOSED]
    finished = complete + closed
    if total == 0:
        return Line("", "The plan has no actions.")
    if closed == total:
        return Line("", f"{_all(total)} closed.")
    rest = _rest(position)
    if finished == 0:
        return Line(rest, f"None of the {many(total, 'action')} is done yet.")
    lead = f"{number(finished).capitalize()} of the {many(total, 'action')} {is_are(finished)} done:"
    if finished == total:
        lead = f"{_all(total)} done:"
    evidence = ", with their evidence accepted," if accepted and closed else ""
    if closed == 0:
        ending = "waits" if complete == 1 else "wait"
        whose = "its" if complete == 1 else "their"
        words = f"none is closed yet; {_all_of(complete)} {ending} for {whose} evidence to be accepted."
    elif complete == 0:
        accepted_as = f" with {'its' if closed == 1 else 'their'} evidence accepted" if accepted else ""
        words = f"{'it is' if closed == 1 else 'all'} closed{accepted_as}."
    else:
        words = f"{number(closed)} closed{evidence} and {number(complete)} complete but not yet closed."
    return Line(f"{words} {rest}".strip(), lead)


def _all(total: int) -> str:
    return "The only action is" if total == 1 else f"All {total:,} actions are"


def _all_of(count: int) -> str:
    return "it" if count == 1 else f"all {count:,}"


def _rest(position: Position) -> str:
    """What is not done: under way, not begun, and the others by their status."""
    counts = position.counts
    under_way, ended = position.number_in(UNDER_WAY), sum(counts[each] for each in FINISHED - CLAIMED_DONE)
    silent, without = counts[Status.NOT_APPLICABLE], counts[None]
    groups = [
        (under_way, f"{is_are(under_way)} under way"),
        *(
            (counts[status], f"{is_are(counts[status])} {position.label(status).lower()}")
            for status in (*sorted(NOT_BEGUN), Status.ON_HOLD)
        ),
        (ended, "ended otherwise"),
        (silent, f"{'needs' if silent == 1 else 'need'} no report"),
        (without, f"{either(without, 'has', 'have')} no status"),
    ]
    there = [(count, words) for count, words in groups if count]
    parts = [f"{number(count) if at else opening(count)} {words}" for at, (count, words) in enumerate(there)]
    return f"{listed(parts)}." if parts else ""


def late(position: Position) -> Line:
    """How many of those under way are late, and how many were."""
    under_way, found = position.number_in(UNDER_WAY), position.late
    if under_way == 0:
        return Line("", "No action is under way.")
    before = _late_before(position)
    if not found:
        lead = f"None of the {number(under_way)} under way is late."
        return Line(before, lead)
    if under_way == 1:
        lead = "The only action under way is late:"
    elif len(found) == under_way:
        lead = f"All {under_way:,} under way are late:"
    else:
        lead = f"{number(len(found)).capitalize()} of the {under_way:,} under way {is_are(len(found))} late:"
    return Line(f"{_how_late(position, found)} {before}".strip(), lead)


def _how_late(position: Position, found: list[Stand]) -> str:
    """By how much, where the dates of every one of them say what its status says; else by their status."""
    grave = [each for each in found if each.status == Status.SIGNIFICANT_SLIPPAGE]
    medium = [each for each in found if each.status == Status.MEDIUM_SLIPPAGE]
    if len(found) == 1 and found[0].months_late:
        return f"{found[0].ref or found[0].title}, by {many(found[0].months_late, 'month')}."
    if len(found) == 1:
        return f"{found[0].ref or found[0].title}, at {position.label(found[0].status).lower()}."
    most, least = position.bands.significant_over, position.bands.medium_from
    fits = all((each.months_late or 0) > most for each in grave) and all(
        least <= (each.months_late or 0) <= most for each in medium
    )
    if not fits or (least, most) != (1, 2):
        parts = [
            f"{number(len(those))} at {position.label(status).lower()}"
            for those, status in ((grave, Status.SIGNIFICANT_SLIPPAGE), (medium, Status.MEDIUM_SLIPPAGE))
            if those
        ]
        return f"{listed(parts)}."
    if not grave:
        return "all by 1 or 2 months."
    if not medium:
        return "all by more than 2 months."
    return f"{number(len(grave))} by more than 2 months and {number(len(medium))} by 1 or 2."


def _late_before(position: Position) -> str:
    if position.before_period is None:
        return ""
    since_when = since_words(position.before_period, position.period)
    was, now = position.number_in(LATE, before=True), len(position.late)
    if was != now:
        return f"In {since_when} {number(was)} {was_were(was)} late."
    if now == 0:
        return f"None was late in {since_when} either."
    others = sum(each.before not in LATE for each in position.late)
    them = f" {opening(others)} of them {is_are(others)} {either(others, 'another', 'others')}."
    return f"The same number as in {since_when}, {number(now)}.{them if others else ''}"


def since(position: Position) -> Line | None:
    """What moved since the earlier period; that nothing did; or that there is nothing to compare with."""
    if position.before_period is None:
        return Line("There is nothing to compare with.", "This is the first report.")
    since_when = since_words(position.before_period, position.period)
    completed, closed = len(position.completed), len(position.closed)
    reopened, later = len(position.in_way(Way.REOPENED)), len(position.in_way(Way.WORSE))
    better = position.in_way(Way.BETTER)
    if not (completed or closed or reopened or later or better):
        return Line("", f"No action changed status since {since_when}.")
    parts = [f"{number(completed)} {was_were(completed)} completed"]
    if closed:
        # "11 were completed, 8 closed": the verb is said again where the number changes.
        verb = "" if completed and is_are(closed) == is_are(completed) else f" {was_were(closed)}"
        parts.append(f"{number(closed)}{verb} closed")
    if reopened:
        parts.append(f"{number(reopened)} {was_were(reopened)} reopened")
    parts.append(f"{number(later)} got later")
    words = f"{listed(parts)}."
    return Line(f"{words} {_better(better)}".strip(), f"Since {since_when}")


def _better(better: list[Stand]) -> str:
    if not better:
        return ""
    count, by_move = len(better), sum(each.is_better_only_by_move for each in better)
    words = f"{opening(count)} show{either(count, 's', '')} a better status"
    why = "because a later date was approved"
    if by_move == count:
        return f"{words}, {'all ' if count > 1 else ''}{why}."
    return f"{words}, {number(by_move)} of them {why}." if by_move else f"{words}."


def first_dates(position: Position, moves: int | None = None) -> Line | None:
    """How many are late against the dates first agreed, and what later dates agreed since hide."""
    under_way = position.number_in(UNDER_WAY)
    if not under_way:
        return None
    lead = "Against their first dates"
    if not position.knows_first_dates:
        return Line("nothing can be counted: no first date other than the one agreed now is known.", lead)
    found, now = len(position.late_on_first), len(position.late)
    words = f"{number(found)} of the {number(under_way)} {is_are(found)} late."
    if under_way == 1:
        words = f"the only action under way is {'late' if found else 'not late'}."
    moved = len(position.moved_later) if moves is None else moves
    if position.before_period is None or not position.knows_dates_before or not moved:
        return Line(words, lead)
    since_when = since_words(position.before_period, position.period)
    hidden = len(position.late_without_moves)
    dates = f"{number(moved)} later date{either(moved, '', 's')} approved since {since_when}"
    if hidden:
        return Line(
            f"{words} Without the {dates}, {number(now + hidden)} would be late, not {number(now)}.", lead
        )
    verb = "does" if moved == 1 else "do"
    return Line(f"{words} The {dates} {verb} not change this.", lead)
