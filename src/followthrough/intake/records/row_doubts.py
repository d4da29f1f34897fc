"""Rows of which it is doubtful what they are, said so that a person looks at them."""

from typing import NamedTuple

from followthrough.intake.grid import Place
from followthrough.intake.records.row_kinds import KindRead
from followthrough.intake.records.row_rules import RowKind
from followthrough.intake.report import Problems, quote

# A kind that is less likely is said with what the row could be instead.
_UNSURE = 0.6
_READ_AS = {
    RowKind.SECTION: "the name of what stands below it",
    RowKind.ACTION: "an action",
    RowKind.CONTINUATION: "going on with the action above it",
    RowKind.NARRATIVE: "told of the action above it",
    RowKind.NO_PART: "no part of the plan",
}


class RowDoubt(NamedTuple):
    """A row that may be something else: its words, what it was read as, and where it stands."""

    text: str
    read: KindRead
    place: Place


def is_doubtful(read: KindRead, *, is_told: bool) -> bool:
    """Whether a row is to be looked at: an action may be lost or made of it, another may say what is
    none of it, or it `is_told` of an action and was left out."""
    if read.kind is RowKind.NO_PART and is_told:
        return True
    is_unsure = read.chance < _UNSURE and read.kind is not read.other
    is_glued = read.kind is RowKind.CONTINUATION and read.other is RowKind.NO_PART
    return is_unsure and (is_glued or RowKind.ACTION in (read.kind, read.other))


def say_doubts(doubts: list[RowDoubt], problems: Problems) -> None:
    """Say each row that may be something else."""
    for text, read, place in doubts:
        if read.kind is RowKind.NO_PART:
            message = (
                f"The row {quote(text)} was read as no part of the plan: it seems to explain the columns or "
                "to count. Its words are kept as a remark. If it is an action, add it."
            )
        else:
            message = (
                f"The row {quote(text)} was read as {_READ_AS[read.kind]}. It could as well be "
                f"{_READ_AS[read.other]}. Check it."
            )
        problems.add("doubtful_row", "warning", message, place=place)
