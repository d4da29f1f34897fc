"""The state of an action that has others under it, derived from them: the worst, and how many of each."""

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection

from followthrough.plan.document import Status
from followthrough.plan.statuses import OPEN
from followthrough.rules.figures import NO_RETURN
from followthrough.site.register.models import Action

# The worst first. What says nothing of itself is worse than what is on its way, better than what is late.
WORST_FIRST: list[str | None] = [
    Status.SIGNIFICANT_SLIPPAGE, Status.MEDIUM_SLIPPAGE, NO_RETURN, Status.ON_HOLD, None, Status.NOT_STARTED,
    Status.NEW, Status.IN_PROGRESS, Status.ONGOING, Status.ON_TRACK, Status.ASSURANCE, Status.NOT_DUE,
    Status.COMPLETE, Status.CLOSED, Status.SUPERSEDED, Status.DUPLICATE, Status.CANCELLED,
    Status.NOT_APPLICABLE,
]  # fmt: skip
_OPEN = sorted(status.value for status in OPEN)
# UNION, not UNION ALL: a ring of parents ends. PostgreSQL expects thousands of rows of a recursion and would
# read the actions of every council for them: the plans are named, and nothing is looked up a second time.
_SQL = """
WITH RECURSIVE below(top, parent, id, kind, status, due_latest) AS (
    SELECT parent_id, parent_id, id, kind, status, due_latest FROM register_action
    WHERE parent_id IN ({parents}) AND archived_at IS NULL
    UNION
    SELECT below.top, part.parent_id, part.id, part.kind, part.status, part.due_latest
    FROM below JOIN register_action part ON part.parent_id = below.id
    WHERE part.plan_id IN ({plans}) AND part.archived_at IS NULL
)
SELECT leaf.top, leaf.id, leaf.status,
    CASE WHEN leaf.due_latest < %s AND (leaf.status IS NULL OR leaf.status IN ({open})) THEN 1 ELSE 0 END
FROM below leaf LEFT JOIN (SELECT DISTINCT parent FROM below) under ON under.parent = leaf.id
WHERE leaf.kind <> 'heading' AND under.parent IS NULL
"""


class Leaf(NamedTuple):
    """What stands under an action, `top`, at any depth, and has nothing under it; both by their keys."""

    top: int
    key: int
    status: str | None
    is_overdue: bool


@dataclass(frozen=True)
class Parts:
    """The leaves under an action.

    `counts` has the statuses that there are (None: none declared) with their numbers, the worst first.
    """

    counts: list[tuple[str | None, int]]
    overdue: int

    @property
    def total(self) -> int:
        return sum(number for _, number in self.counts)


def leaves_under(actions: Sequence[Action], *, day: date) -> list[Leaf]:
    """The leaves under each of the actions. One query."""
    if not actions:
        return []
    parents, plans = [action.pk for action in actions], sorted({action.plan_id for action in actions})
    sql = _SQL.format(parents=_marks(parents), plans=_marks(plans), open=_marks(_OPEN))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parents, *plans, day.isoformat(), *_OPEN])
        return [Leaf(top, key, status, bool(late)) for top, key, status, late in cursor.fetchall()]


def parts_of(
    actions: Sequence[Action], *, day: date, leaves: Sequence[Leaf] | None = None, silent: Container[int] = ()
) -> dict[int, Parts]:
    """By the key of each of the actions that has others under it: the state of those.

    `leaves` are those of `leaves_under` where they are at hand; the `silent` among them count as No return.
    """
    counts: defaultdict[int, Counter[str | None]] = defaultdict(Counter)
    overdue: Counter[int] = Counter()
    for leaf in leaves_under(actions, day=day) if leaves is None else leaves:
        counts[leaf.top][NO_RETURN if leaf.key in silent else leaf.status] += 1
        overdue[leaf.top] += leaf.is_overdue
    return {top: Parts(_worst_first(found), overdue[top]) for top, found in counts.items()}


def _worst_first(counts: Mapping[str | None, int]) -> list[tuple[str | None, int]]:
    return sorted(counts.items(), key=lambda count: WORST_FIRST.index(count[0]))


def _marks(values: list[int] | list[str]) -> str:
    return ", ".join(["%s"] * len(values))
