"""What is to be said of a workbook of any format: what was hidden and read too, that no macro was run."""

from collections.abc import Callable, Iterable, Iterator

from followthrough.intake.grid import Place, Said

CELL_NOTE = "Cell note"
NO_MACROS_RUN = Said("macros_not_run", "The file holds macros. None was run.", Place())
_READ_TOO = "It was read too. Delete it in the file if it is no part of the plan."
_READ_TOO_MANY = "They were read too. Delete them in the file if they are no part of the plan."
_MOST_NAMED = 6


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
