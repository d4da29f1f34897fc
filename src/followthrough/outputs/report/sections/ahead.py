"""What falls due next: counts by month, bunching, and a row an action."""

from datetime import date

from followthrough.outputs.report.blocks import Block, Cell, Line, Section, Table
from followthrough.outputs.report.context import Context, action_cell, date_cell
from followthrough.outputs.report.stand import UNDER_WAY, Stand, latest_of
from followthrough.outputs.report.words import either, is_are, listed, many, number, opening
from followthrough.plan.statuses import FINISHED
from followthrough.rules.calendars import months_after

_MONTHS_AHEAD = 3
# Bunching is more than a fifth, and more than two.
_BUNCHED, _FEWEST = 5, 3


def next_three_months(context: Context) -> Section:
    """What is due in the next three months by the dates agreed now."""
    heading, position = "The next three months", context.position
    end = months_after(position.day, _MONTHS_AHEAD)
    due = sorted(
        position.those(
            lambda each: each.status not in FINISHED and position.day <= latest_of(each.action.due) <= end
        ),
        key=lambda each: latest_of(each.action.due),
    )
    past = len(position.past)
    late = f"{opening(past)} {is_are(past)} past {'their' if past > 1 else 'its'} date already."
    if not due:
        return Section("ahead", heading, [Line(f"No action falls due by {end.day} {end:%B %Y}. {late}")])
    months = _by_month(due)
    counts = listed(f"{number(len(found))} in {month}" for month, found in months.items())
    later = [each for each in due if _is_later(each)]
    words = f"{opening(len(due))} {either(len(due), 'falls', 'fall')} due: {counts}. {late}"
    if later:
        words += (
            f" {opening(len(later))} of those that fall due {is_are(len(later))} expected later than agreed."
        )
    blocks: list[Block] = [Line(words), *_bunching(context, months), _table(context, due)]
    return Section("ahead", heading, blocks)


def _by_month(due: list[Stand]) -> dict[str, list[Stand]]:
    months: dict[str, list[Stand]] = {}
    for each in due:
        months.setdefault(f"{latest_of(each.action.due):%B %Y}", []).append(each)
    return months


def _bunching(context: Context, months: dict[str, list[Stand]]) -> list[Line]:
    """Said where one month holds more than a fifth of what is under way."""
    under_way = context.position.number_in(UNDER_WAY)
    month, found = max(months.items(), key=lambda pair: len(pair[1]))
    if len(found) * _BUNCHED <= under_way or len(found) < _FEWEST:
        return []
    return [
        Line(
            f"{month} holds {number(len(found))}, more than a fifth of the {under_way:,} under way.",
            lead="Bunching.",
        )
    ]


def _is_later(stand: Stand) -> bool:
    expected: date | None = stand.expected.latest if stand.expected else None
    return expected is not None and expected > latest_of(stand.action.due)


def _table(context: Context, due: list[Stand]) -> Table:
    rows = [
        [
            date_cell(each.action.due),
            action_cell(each),
            context.status_cell(each.status),
            _expected(each),
        ]
        for each in due
    ]
    return Table(
        "ahead",
        f"what falls due by the dates agreed now, {many(len(due), 'action')}",
        ("Due", "Action and owner", "Status", "Expected"),
        rows,
    )


def _expected(stand: Stand) -> Cell:
    if stand.expected is None:
        return Cell("Nothing said")
    cell = date_cell(stand.expected)
    return Cell("", lead=cell.text, when=cell.when) if _is_later(stand) else cell
