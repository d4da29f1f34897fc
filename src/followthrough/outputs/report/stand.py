"""One action at a period: its statuses and dates now and before, and how late it is.

What it says of itself is derived here; `position` makes it from a plan document.
"""

from dataclasses import dataclass
from datetime import date

from followthrough.plan.document import Action, Status
from followthrough.plan.statuses import CLAIMED_DONE, FINISHED
from followthrough.plan.when import When
from followthrough.rules.movement import LATENESS, Way, way_of
from followthrough.rules.slippage import is_dated, months_between

NO_STATUS = "No status"
LATE = frozenset({Status.MEDIUM_SLIPPAGE, Status.SIGNIFICANT_SLIPPAGE})
UNDER_WAY = LATE | {
    Status.ON_TRACK, Status.IN_PROGRESS, Status.ONGOING, Status.ASSURANCE, Status.NEW,
}  # fmt: skip
NOT_BEGUN = frozenset({Status.NOT_DUE, Status.NOT_STARTED})
# The worst first, and the same order in every table, picture and sentence.
ORDER = (
    Status.SIGNIFICANT_SLIPPAGE, Status.MEDIUM_SLIPPAGE, Status.ON_TRACK, Status.IN_PROGRESS, Status.ONGOING,
    Status.ASSURANCE, Status.NEW, Status.NOT_DUE, Status.NOT_STARTED, Status.ON_HOLD, Status.COMPLETE,
    Status.CLOSED, Status.DUPLICATE, Status.SUPERSEDED, Status.CANCELLED, Status.NOT_APPLICABLE, None,
)  # fmt: skip


@dataclass(frozen=True)
class Stand:
    """One action at a period. `before` is its status at the earlier one, `due_before` the date agreed then.

    `was_there` None: nobody can tell whether it was in the plan. Months are whole ones, None where no date
    tells.
    """

    action: Action
    ref: str
    title: str
    theme: str
    owner: str
    director: str
    status: Status | None
    before: Status | None
    was_there: bool
    due_before: When | None
    expected: When | None
    text: str
    said_now: bool
    no_return: bool
    months_late: int | None
    months_late_on_first: int | None
    is_late_on_first: bool
    has_moved_later: bool
    late_without_move: bool
    months_past: int | None
    months_past_first: int | None
    is_past: bool

    @property
    def is_under_way(self) -> bool:
        return self.status in UNDER_WAY

    @property
    def is_late(self) -> bool:
        return self.status in LATE

    @property
    def is_done(self) -> bool:
        return self.status in CLAIMED_DONE

    @property
    def is_live(self) -> bool:
        """Whether it still has to be followed: claimed done is not yet closed."""
        return is_live_status(self.status)

    @property
    def was_live(self) -> bool:
        """Whether it had to be followed at the earlier period."""
        return self.was_there and is_live_status(self.before)

    @property
    def months_moved(self) -> int:
        """Whole months from its first date to the date agreed now."""
        return _months_from(self.first, self.action.due) or 0

    @property
    def months_moved_since(self) -> int | None:
        """Whole months from the date agreed before to the one agreed now, None where one is no date."""
        return _months_from(self.due_before, self.action.due)

    @property
    def first(self) -> When | None:
        """The date first agreed; where none other is known, the one agreed now."""
        return self.action.original_due or self.action.due

    @property
    def way(self) -> Way | None:
        """How it moved; None where it did not, or nobody can tell."""
        if not self.was_there or self.before is None or self.status is None or self.before == self.status:
            return None
        return way_of(self.before, self.status)

    @property
    def is_better_only_by_move(self) -> bool:
        """Whether its status looks better for nothing but a later date."""
        return self.way is Way.BETTER and self.has_moved_later and self.late_by_old_date

    @property
    def late_by_old_date(self) -> bool:
        """Whether it would be no better than before by the date agreed before."""
        return self.lateness_by_old_date >= LATENESS.get(self.before or "", 0)

    lateness_by_old_date: int = 0


def is_live_status(status: Status | None) -> bool:
    """Whether an action of a status still has to be followed."""
    return status == Status.COMPLETE or status not in FINISHED


def _months_from(first: When | None, last: When | None) -> int | None:
    if not (first and last and first.latest and last.latest and is_dated(first) and is_dated(last)):
        return None
    return round(months_between(first.latest, last.latest))


def latest_of(when: When | None) -> date:
    """The last day that a date can mean; what has none comes after all."""
    return when.latest if when and when.latest else date.max
