"""The figures of a report as plain values, and every action, so that pages can be held to them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from followthrough.outputs.report.context import Context
from followthrough.outputs.report.position import Position
from followthrough.outputs.report.stand import LATE, NOT_BEGUN, UNDER_WAY, Stand
from followthrough.plan.statuses import CLAIMED_DONE
from followthrough.plan.when import When
from followthrough.rules.movement import Way


def figures_of(context: Context) -> dict[str, Any]:
    """The counts by name; a list of actions is their refs."""
    position = context.position
    return {
        "as_at": position.day.isoformat(),
        "period": position.period,
        "compared_with": position.before_period,
        "total": len(position.stands),
        "done": position.number_in(CLAIMED_DONE),
        "under_way": position.number_in(UNDER_WAY),
        "not_begun": position.number_in(NOT_BEGUN),
        "late": position.number_in(LATE),
        "late_before": position.number_in(LATE, before=True),
        "now": {position.label(status): position.counts[status] for status in position.statuses},
        "was": {position.label(status): position.counts_before[status] for status in position.statuses},
        "by_theme": {
            theme or "No theme": {
                position.label(status): sum(e.status == status for e in position.stands if e.theme == theme)
                for status in position.statuses
            }
            for theme in position.themes
        },
        "later": _refs(position.in_way(Way.WORSE)),
        "better": _refs(position.in_way(Way.BETTER)),
        "better_only_by_a_later_date": _refs([e for e in position.stands if e.is_better_only_by_move]),
        "reopened": _refs(position.in_way(Way.REOPENED)),
        "completed": _refs(position.completed),
        "closed": _refs(position.closed),
        "started": _refs(position.started),
        "new": _refs(position.new),
        "gone": _refs(position.gone),
        "past_date": _refs(position.past),
        "no_return": _refs(position.silent),
        "late_on_first_date": _refs(position.late_on_first) if position.knows_first_dates else None,
        "late_without_moves": _refs(position.late_without_moves) if position.knows_dates_before else None,
        "moved_twice": None
        if context.facts.moves is None
        else [ref for ref, moves in context.facts.moves.items() if moves > 1],
    }


def _refs(stands: Sequence[Stand]) -> list[str]:
    return [each.ref or each.title for each in stands]


def data_of(position: Position) -> list[dict[str, Any]]:
    """Every action as plain values: dates in words and as days."""
    return [
        {
            "ref": each.ref,
            "title": each.title,
            "theme": each.theme,
            "owner": each.owner,
            "director": each.director,
            "priority": each.action.priority,
            "answers": each.action.answers,
            "status": position.label(each.status),
            "status_kind": each.status.value if each.status else None,
            "status_before": position.label(each.before) if each.was_there and each.before else None,
            "first": _words(each.first),
            "first_day": _day(each.first),
            "current": _words(each.action.due),
            "current_day": _day(each.action.due),
            "expected": _words(each.expected),
            "expected_day": _day(each.expected),
            "months_late": each.months_late if each.is_under_way else None,
            "months_late_on_first": each.months_late_on_first if each.is_under_way else None,
            "no_return": each.no_return,
            "update": each.text,
        }
        for each in position.stands
    ]


def _words(when: When | None) -> str | None:
    return when.text if when else None


def _day(when: When | None) -> str | None:
    day: date | None = when.latest if when else None
    return day.isoformat() if day else None
