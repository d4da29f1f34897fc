"""What every reader makes of its format: rows of cells and lines of running text, each with its place.

Nothing after the readers knows which format a file had.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from followthrough.plan.document import Severity, Where

# In JSON a line break is written with a letter; the blank keeps the first word of a paragraph a word of its
# own for whoever searches a plan document as text.
PARAGRAPH = "\n "


def blanks_before(text: str) -> int:
    """How many blanks a text is set in by; one alone is a slip."""
    blanks = len(text) - len(text.lstrip(" \u00a0"))
    return blanks if blanks > 1 else 0


# A reader puts these around words that are crossed out where they stand; no text keeps them.
CROSSED_OUT, IN_FORCE = "\ue0c0", "\ue0c1"


def crossed_out(text: str) -> str:
    """The words as crossed out, for `intake.marks` to part from those in force."""
    return f"{CROSSED_OUT}{text}{IN_FORCE}" if text.strip() else text


def as_paragraphs(text: str) -> str:
    """A text of many lines with each line a paragraph."""
    if "\n" not in text:
        return text
    return PARAGRAPH.join(line for part in text.split("\n") if (line := part.strip()))


class Place(NamedTuple):
    """Where a row or line stands in the file; counts begin at 1, None where the format has no such thing.

    `row` is the line of a text file, the row of a sheet, or the row of a table of a Word document.
    """

    row: int | None = None
    sheet: str | None = None
    page: int | None = None
    table: int | None = None

    @property
    def area(self) -> tuple[str | None, int | None]:
        """The sheet and the table: what the rows of one drawn table have in common."""
        return self.sheet, self.table

    @classmethod
    def of(cls, where: "Where") -> "Place":
        """The place that the plan document tells, by its first row."""
        return cls(row=where.row_first, sheet=where.sheet, page=where.page, table=where.table)

    def where(self, column: str | None = None, until: "Place | None" = None) -> "Where":
        """The same place as the plan document tells it, reaching `until` another row."""
        # Whoever has a file read by another process knows these rows and starts it before this is loaded.
        from followthrough.plan.document import Where

        last = (until or self).row
        return Where(
            sheet=self.sheet,
            page=self.page,
            table=self.table,
            row_first=self.row,
            row_last=last,
            column=column,
        )


class Cell(NamedTuple):
    """One cell. `text` has its markup removed and its paragraphs parted by line breaks.

    `bold` where all of it is bold; `fill` is a colour as rrggbb where the format has one; `goes_on` where the
    place belongs to a merged cell that begins in a row above; `indent` how far its text is set in, in the
    format's own measure, so that it tells of two cells of a file which is further in.
    """

    text: str
    bold: bool = False
    fill: str | None = None
    goes_on: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. A merged cell stands in its first place; the places it covers are empty."""

    cells: tuple[Cell, ...]
    place: Place

    @property
    def filled(self) -> list[int]:
        """The indexes of the cells that have a text, from the left."""
        return [index for index, cell in enumerate(self.cells) if cell.text]

    @property
    def texts(self) -> list[str]:
        """The texts of the row from the left, empty cells left out."""
        return [cell.text for cell in self.cells if cell.text]

    def text_at(self, index: int | None) -> str:
        """The text of a cell, "" where the row ends before it, and for no index."""
        return self.cells[index].text if index is not None and index < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Line:
    """Running text outside a table. `level` is a heading's depth, None for a plain paragraph."""

    text: str
    place: Place
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A break between two stretches: an empty line, the end of a page, of a table or of a sheet. `is_end` is
    the end of the text: below it stand but running titles and notes."""

    place: Place
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """Words about a row that stand beside it: a comment, a footnote. `name` is what such words are called."""

    name: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Said:
    """What a reader says of the file itself, in a sentence for a person: rows were hidden, and were read."""

    code: str
    text: str
    place: Place
    severity: "Severity" = "note"


Item = Row | Line | Gap | Aside | Said


class UnreadableFileError(Exception):
    """The file can't be read; the message is one sentence for a person: what, where, what to do."""
