"""What a comparison of two versions of a plan consists of."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from followthrough.plan.document import Action, PlanDocument, Status
from followthrough.plan.fields import InWords

Kind = Literal["added", "changed", "removed", "moved", "completed", "reopened", "copied"]
Part = Literal[
    "ref",
    "title",
    "status",
    "earlier_status",
    "due",
    "original_due",
    "start",
    "milestone",
    "forecast",
    "owners",
    "update",
    "note",
    "link",
    "change_control",
    "theme",
    "workstream",
    "parent",
    "measure",
    "answer",
    "risk",
]
Field = Part | InWords


class Months(NamedTuple):
    """How many months later a date is: the least and the most that the words allow. Below zero: earlier.

    `last_day` is how far the last day that the words allow has moved; it is one of the two.
    """

    least: float
    most: float
    last_day: float


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one action that differs. `old` and `new` are the plan's words, None where it has none.

    `named` tells which of several: the period of an update, the heading of a note, the title of a milestone.
    A date is "added" or "removed" where a day to hold anybody to came or went, "moved" with its `months`
    where its last day did. The neutral statuses are set where the field is a status.
    """

    kind: Kind
    field: Field
    old: str | None = None
    new: str | None = None
    named: str | None = None
    months: Months | None = None
    old_status: Status | None = None
    new_status: Status | None = None


def kind_of(old: object, new: object) -> Kind:
    """What became of something, by whether it was there before and is there now."""
    return "added" if not old else "changed" if new else "removed"


# By its ref; by its words and place, under another ref or none; by its ref though the words are others.
MatchedBy = Literal["ref", "likeness", "ref_alone"]


@dataclass(frozen=True, slots=True)
class Pair:
    """One action as it stands in both versions, and what changed in it."""

    old: Action
    new: Action
    matched_by: MatchedBy
    changes: tuple[Change, ...] = ()

    def changed(self, field: Field) -> list[Change]:
        """The changes of one field."""
        return [change for change in self.changes if change.field == field]


@dataclass(frozen=True, slots=True)
class Unsure:
    """An action of the new version that could be any of several of the old one, the likest first."""

    new: Action
    could_be: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a plan and how their actions answer to each other, each in the order of its plan.

    `unsure_old` holds the actions of the old version that may stand in the new one under a doubt: they are
    neither paired nor gone. What stands in a column that only one version has is no change of its actions;
    `columns_added` and `columns_dropped` name those.
    """

    old: PlanDocument
    new: PlanDocument
    pairs: tuple[Pair, ...]
    added: tuple[Action, ...]
    gone: tuple[Action, ...]
    unsure: tuple[Unsure, ...]
    unsure_old: tuple[Action, ...]
    columns_added: frozenset[Field] = frozenset()
    columns_dropped: frozenset[Field] = frozenset()

    @property
    def changed(self) -> list[Pair]:
        """The pairs with at least one change."""
        return [pair for pair in self.pairs if pair.changes]

    @property
    def unchanged(self) -> list[Pair]:
        """The pairs without a change."""
        return [pair for pair in self.pairs if not pair.changes]

    @property
    def new_periods(self) -> list[str]:
        """The reporting periods that only the new version has updates for."""
        return sorted(set(self.new.periods) - set(self.old.periods))

    @property
    def dropped_periods(self) -> list[str]:
        """The reporting periods that the new version shows no updates for any more."""
        return sorted(set(self.old.periods) - set(self.new.periods))
