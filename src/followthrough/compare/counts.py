"""How many actions changed in what way: the figures that every form of a comparison starts from."""

from collections.abc import Callable
from dataclasses import dataclass

from followthrough.compare.change import Change, Comparison, Field, Kind


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of actions; one with several changes of a sort counts once for that sort.

    `gained_status` are those that had no status, those now complete among them; `copied_update` those whose
    update of a new period repeats the words of the one before.
    """

    old: int
    new: int
    in_both: int
    added: int
    gone: int
    unsure: int
    unchanged: int
    gained_status: int
    changed_status: int
    lost_status: int
    completed: int
    reopened: int
    due_later: int
    due_earlier: int
    due_added: int
    due_removed: int
    new_update: int
    changed_update: int
    removed_update: int
    copied_update: int
    changed_title: int
    changed_owners: int


def count(comparison: Comparison) -> Counts:
    """The figures of a comparison."""
    tally = _Tally(comparison)
    return Counts(
        old=len(comparison.old.actions),
        new=len(comparison.new.actions),
        in_both=len(comparison.pairs),
        added=len(comparison.added),
        gone=len(comparison.gone),
        unsure=len(comparison.unsure),
        unchanged=len(comparison.unchanged),
        gained_status=tally.where("status", lambda change: change.old is None),
        changed_status=tally.where("status", lambda change: bool(change.old and change.new)),
        lost_status=tally.where("status", lambda change: change.new is None),
        completed=tally.of("status", "completed"),
        reopened=tally.of("status", "reopened"),
        due_later=tally.where("due", is_later),
        due_earlier=tally.where("due", is_earlier),
        due_added=tally.of("due", "added"),
        due_removed=tally.of("due", "removed"),
        new_update=tally.of("update", "added"),
        changed_update=tally.of("update", "changed"),
        removed_update=tally.of("update", "removed"),
        copied_update=tally.of("update", "copied"),
        changed_title=tally.where("title", bool),
        changed_owners=tally.where("owners", bool),
    )


def is_later(change: Change) -> bool:
    """Whether the last day of a date moved to a later one."""
    return change.months is not None and change.months.last_day > 0


def is_earlier(change: Change) -> bool:
    """Whether the last day of a date moved to an earlier one."""
    return change.months is not None and change.months.last_day < 0


class _Tally:
    """Counts the pairs of a comparison that have a change of some sort."""

    def __init__(self, comparison: Comparison) -> None:
        self._pairs = comparison.changed

    def of(self, field: Field, kind: Kind) -> int:
        return self.where(field, lambda change: change.kind == kind)

    def where(self, field: Field, fits: Callable[[Change], bool]) -> int:
        return sum(any(fits(change) for change in pair.changed(field)) for pair in self._pairs)
