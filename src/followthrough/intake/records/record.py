"""A record: the cells of one action, joined from all its rows."""

from collections.abc import Callable, Set
from dataclasses import dataclass, field

from followthrough.intake.grid import PARAGRAPH, Place, Row
from followthrough.intake.kinds.cells import kinds_of
from followthrough.intake.kinds.posts import is_person, is_title
from followthrough.intake.kinds.prose import is_unfinished, join_texts
from followthrough.plan.when.text import find_whens

Join = Callable[[str, str], str]
# The index of a column, and the two texts that two rows of one action have there.
SaidTwice = tuple[int, str, str]

# No more of a cell is read again for each row that is joined to it, so that many rows take no longer each.
_LONGEST_NAME = 300


@dataclass
class Record:
    """The cells of one action by column index, its place, and what stood around it."""

    cells: dict[int, str]
    place: Place
    until: Place
    theme: str | None = None
    section: str | None = None
    answers: str | None = None
    # The columns in which a merged cell that begins above goes on.
    merged_down: frozenset[int] = frozenset()
    # How far its title is set in.
    indent: int = 0
    # Whether a row above it ended the theme that was merged down its column.
    begins_theme: bool = False
    narrative: list[str] = field(default_factory=list)
    # What a continuation row said anew that was already said whole.
    said_twice: list[SaidTwice] = field(default_factory=list)

    def add(self, row: Row, join_names: dict[int, Join]) -> None:
        """Join a continuation row, cell by cell; the columns of names have a way of their own."""
        for index, cell in enumerate(row.cells):
            before = self.cells.get(index, "")
            if cell.text and cell.text != before and not before.endswith(cell.text):
                self.cells[index] = join_names.get(index, join_texts)(before, cell.text)
        self.until = row.place

    def tell(self, text: str, place: Place) -> None:
        """Add a narrative paragraph, going on with the last one where that was cut."""
        if self.narrative and is_unfinished(self.narrative[-1], text):
            self.narrative[-1] = join_texts(self.narrative[-1], text)
        else:
            self.narrative.append(text)
        self.until = place


def joiner_of_names(whole: Set[str]) -> Join:
    """How two halves of a cell of owners go together, knowing the `whole` cells of the column."""

    def join(before: str, after: str) -> str:
        together = f"{before} {after}"
        return together if together in whole else _join_names(before, after)

    return join


def _join_names(before: str, after: str) -> str:
    """Two rows of one cell of owners: a name that was cut goes on, a whole one is followed by another."""
    last = before[-_LONGEST_NAME:].rsplit(PARAGRAPH, 1)[-1]
    is_whole = is_title(last) or is_person(last) or bool(find_whens(last))
    is_cut = is_unfinished(last, after) or not is_whole or not _is_name(after)
    return f"{before} {after}" if is_cut and before else PARAGRAPH.join(filter(None, [before, after]))


def _is_name(text: str) -> bool:
    return bool(kinds_of(text) & {"owner", "person", "date"} or find_whens(text))
