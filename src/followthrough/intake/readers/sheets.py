"""What is alike in workbooks of every format: the rows of a sheet as items, merged cells, what is said of
hidden parts.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from followthrough.intake.grid import Aside, Cell, Gap, Item, Line, Place, Row, Said, UnreadableFileError

MOST_CELLS = 5_000_000
CELL_NOTE = "Cell note"
NO_MACROS_RUN = Said("macros_not_run", "The file holds macros. None was run.", Place())
_READ_TOO = "It was read too. Delete it in the file if it is no part of the plan."
_READ_TOO_MANY = "They were read too. Delete them in the file if they are no part of the plan."
_MOST_NAMED = 6
# So many places are known as covered; no plan has more, and a file may name any number.
_MOST_COVERED = 200_000
_EMPTY = Cell("")


def sheet_items(
    name: str,
    rows: Sequence[tuple[int, Sequence[Cell]]],
    *,
    is_named: bool,
    notes: Sequence[Aside] = (),
    hidden: Iterable[Said] = (),
) -> Iterator[Item]:
    """A sheet with its numbered rows, all as wide as the widest, a gap for each stretch of empty rows; then
    its notes, what is said of its hidden parts, and a gap. Nothing of a sheet that says nothing.

    Its name is a heading where it `is_named`. Raises UnreadableFileError where it is too large.
    """
    place = Place(sheet=name)
    if is_named and (rows or notes):
        yield Line(name, place, level=1)
    width = max((len(cells) for _, cells in rows), default=0)
    check_cells_made(name, len(rows) * width)
    before = rows[0][0] if rows else 0
    for number, cells in rows:
        if number > before + 1:
            yield Gap(place._replace(row=before + 1))
        yield Row((*cells, *[_EMPTY] * (width - len(cells))), place._replace(row=number))
        before = number
    yield from notes
    if rows or notes:
        yield from hidden
        yield Gap(place)


def check_cells_made(name: str, count: int) -> None:
    """Refuse a sheet that would have too many cells: `count`. Raises UnreadableFileError."""
    if count > MOST_CELLS:
        raise UnreadableFileError(
            f"Sheet {name!r} is too wide and long to read: delete what is not the plan and try again."
        )


def length_of(cells: Sequence[Cell]) -> int:
    """How many cells of a row there are up to the last one that says something."""
    return max((count for count, cell in enumerate(cells, start=1) if cell.text), default=0)


def places_below(areas: Iterable[tuple[int, int, int]], *, end: int) -> Iterator[tuple[int, int]]:
    """Row and column of each place below the first cell of a merged area, in the rows before `end`.

    An area is its first row, the row after its last, and its first column.
    """
    places = ((row, left) for top, after, left in areas for row in range(top + 1, min(after, end)))
    return islice(places, _MOST_COVERED)


def said_hidden_sheet(place: Place) -> Said:
    """That the sheet at `place` is hidden."""
    return Said("hidden_sheet_read", f"The sheet “{place.sheet}” is hidden. {_READ_TOO}", place)


def said_hidden(place: Place, rows: Iterable[int], columns: Iterable[int]) -> Iterator[Said]:
    """Which rows and columns of the sheet at `place` are hidden; numbers begin at 1."""
    if rows := sorted(rows):
        yield Said("hidden_rows_read", _sentence("Row", rows, str), place._replace(row=rows[0]))
    if columns := sorted(columns):
        yield Said("hidden_columns_read", _sentence("Column", columns, _letters), place)


def _sentence(noun: str, numbers: list[int], name_of: Callable[[int], str]) -> str:
    runs = [_run(first, last, name_of) for first, last in _stretches(numbers)]
    if len(runs) > _MOST_NAMED:
        runs = [*runs[:_MOST_NAMED], "others"]
    listed = ", ".join(runs[:-1]) + " and " + runs[-1] if len(runs) > 1 else runs[0]
    if len(numbers) == 1:
        return f"{noun} {listed} is hidden. {_READ_TOO}"
    return f"{noun}s {listed} are hidden. {_READ_TOO_MANY}"


def _run(first: int, last: int, name_of: Callable[[int], str]) -> str:
    return name_of(first) if first == last else f"{name_of(first)} to {name_of(last)}"


def _letters(number: int) -> str:
    """The name of a column: A to Z, then AA."""
    before, last = divmod(number - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + last)


def _stretches(numbers: Iterable[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
