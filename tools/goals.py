"""What reading is to come to, and what it comes to: the lines that `make eval` prints first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from followthrough.intake.records.row_rules import RowKind
from tools.held_out import ColumnSaid, HeldOut
from tools.held_out_documents import DocumentSaid, Identified

CORE = ("ref", "title", "owner", "due", "status", "update")


@dataclass(frozen=True)
class Share:
    """So much of so many."""

    part: float
    whole: float

    @property
    def value(self) -> float:
        """The share; of nothing it is nothing."""
        return self.part / max(self.whole, 1)

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.part:.0f} of {self.whole:.0f})"


@dataclass(frozen=True)
class Goal:
    """A figure that reading is to come to: at least what is wanted, or, of what is wrong, less than that."""

    name: str
    wanted: float
    got: Share
    is_of_wrong: bool = False

    @property
    def is_reached(self) -> bool:
        """Whether reading has come to it."""
        return self.got.value < self.wanted if self.is_of_wrong else self.got.value >= self.wanted


def print_goals(goals: Iterable[Goal]) -> None:
    """Print each goal beside what was measured, and whether it is reached."""
    print("What reading is to come to\n")
    for goal in goals:
        wanted = f"{'under' if goal.is_of_wrong else 'at least'} {goal.wanted:g}"
        print(f"  {'ok     ' if goal.is_reached else 'NOT YET'}  {goal.name:56} {wanted:14} {goal.got}")
    print()


def goals_of_tables(held: HeldOut) -> Iterator[Goal]:
    """What is wanted of the labelled tables."""
    yield Goal("core columns right", 0.90, columns_right(held.columns, CORE))
    yield Goal("the action's column right", 0.92, columns_right(held.columns, ("title",)))
    plans = held.plans
    right = plans["plan right"] + plans["no plan right"]
    yield Goal("plan or no plan, single tables", 0.92, Share(right, plans["plan"] + plans["no plan"]))
    actions, others = actions_found(held), others_taken(held)
    yield Goal("actions found, tables", 0.97, actions)
    yield Goal("of rows of plans that are no action, became one", 0.02, others, is_of_wrong=True)
    every = Share(others.part, actions.whole + others.whole)
    yield Goal("the same, of all rows of plans", 0.02, every, is_of_wrong=True)
    silent = Share(sum(column.is_silent for column in held.columns), len(held.columns))
    yield Goal("columns wrong with no doubt said", 0.03, silent, is_of_wrong=True)


def columns_right(columns: Sequence[ColumnSaid], fields: Sequence[str] = ()) -> Share:
    """How many columns are right, of those of some fields or of all."""
    mine = [column for column in columns if not fields or column.label in fields]
    return Share(sum(column.is_right for column in mine), len(mine))


def actions_found(held: HeldOut) -> Share:
    """How many of the actions of plans were read as one."""
    mine = [row.is_taken for row in held.rows if row.kind is RowKind.ACTION]
    return Share(sum(mine), len(mine))


def others_taken(held: HeldOut) -> Share:
    """How many of the other rows of plans became actions."""
    mine = [row.is_taken for row in held.rows if row.in_plan and row.kind is not RowKind.ACTION]
    return Share(sum(mine), len(mine))


def goals_of_documents(documents: Sequence[DocumentSaid], identity: Identified) -> Iterator[Goal]:
    """What is wanted of the handed documents."""
    scores = [document.score for document in documents]
    yield Goal(
        "documents in which a plan was found", 1, Share(sum(d.read > 0 for d in documents), len(documents))
    )
    yield Goal(
        "documents with a score of at least 0.85", 1, Share(sum(s >= 0.85 for s in scores), len(scores))
    )
    yield Goal("their mean score", 0.95, Share(sum(scores), len(scores)))
    found = Share(sum(d.found for d in documents), sum(d.actions for d in documents))
    yield Goal("actions found, documents", 0.97, found)
    too_many = Share(sum(d.too_many for d in documents), sum(d.read for d in documents))
    yield Goal("of actions read from documents, none in truth", 0.02, too_many, is_of_wrong=True)
    names = {"title": "title", "organisation": "body", "as_at": "day"}
    for name, right in identity.right.items():
        yield Goal(f"{names[name]} right, documents in every format", 0.9, Share(right, identity.documents))
