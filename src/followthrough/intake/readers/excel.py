"""Excel workbooks (.xlsx, .xlsm) as rows: every sheet in order, hidden ones too, macros never run."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from itertools import groupby
from zipfile import ZipFile

from followthrough.intake.grid import (
    Aside,
    Cell,
    Item,
    Place,
    Said,
    UnreadableFileError,
    blanks_before,
    crossed_out,
)
from followthrough.intake.readers.excel_sheet import Area, SheetCell, SheetPart
from followthrough.intake.readers.excel_styles import PLAIN, Look, Value, moment_of, shown
from followthrough.intake.readers.excel_workbook import SheetName, Workbook, open_workbook
from followthrough.intake.readers.package import check_package, title_line
from followthrough.intake.readers.sheets import (
    CELL_NOTE,
    NO_MACROS_RUN,
    check_cells_made,
    places_below,
    said_hidden,
    said_hidden_sheet,
    sheet_items,
)

_DAMAGED = "The workbook is damaged: open it in Excel, let it repair the file, save it and try again."
_NO_DATE = "#VALUE!"
_EMPTY = Cell("")
# So many cells are named in what is said of them.
_MOST_NAMED = 5
Found = tuple[int, int, Cell]
# The columns in which merged cells go on, by row.
_Covered = defaultdict[int, list[int]]


def read_excel(content: bytes) -> list[Item]:
    """The rows of every sheet, a gap after each sheet; comments on cells as asides to their rows; what is to
    be said of the workbook: what is hidden, macros, formulas without a value.

    The name of a sheet is a heading where the workbook shows more than one. Raises UnreadableFileError.
    """
    check_package(content, main_part="xl/workbook.xml", program="Excel", ending=".xlsx")
    try:
        with ZipFile(BytesIO(content)) as package:
            workbook = open_workbook(package)
            items = list(_items(workbook))
            return [*_said(workbook), *items, *title_line(content, items)]
    except UnreadableFileError:
        raise
    except Exception as error:  # a damaged part may fail anywhere in zipfile and lxml, with any exception
        raise UnreadableFileError(_DAMAGED) from error


def _items(workbook: Workbook) -> Iterator[Item]:
    is_named = sum(not sheet.is_hidden for sheet in workbook.sheets) > 1
    reader = _CellReader(workbook)
    for sheet in workbook.sheets:
        yield from _sheet_to_items(workbook, sheet, reader, is_named=is_named)


class _CellReader:
    """The cells of a workbook as they look. Cells of one value and style are worked out once."""

    def __init__(self, workbook: Workbook) -> None:
        self._strings = workbook.strings
        self._looks = workbook.looks
        self._counts_from_1904 = workbook.counts_from_1904
        self._known: dict[tuple[str, str, int], Cell] = {}

    def read(self, cell: SheetCell) -> Cell:
        known = cell.kind, cell.text, cell.style
        if known not in self._known:
            self._known[known] = self._read(*known)
        return self._known[known]

    def _read(self, kind: str, value: str, style: int) -> Cell:
        """A cell with its text, its colour that of its letters where it holds a sign and no words."""
        look = self._looks[style] if 0 < style < len(self._looks) else PLAIN
        raw = self._value(kind, value, look) if value else ""
        text = shown(raw, look.number_format)
        if not text:
            return Cell("", fill=look.fill)
        text = crossed_out(text) if look.is_crossed_out else text
        is_sign = look.colour and not any(map(str.isalnum, text))
        fill = look.fill or (look.colour if is_sign else None)
        return Cell(text, look.bold, fill, indent=look.indent or blanks_before(str(raw)))

    def _value(self, kind: str, text: str, look: Look) -> Value:
        match kind:
            case "s":
                return self._string(int(text))
            case "n":
                return self._number(text, look)
            case "b":
                return bool(int(text))
            case "d":
                return datetime.fromisoformat(text)
            case _:
                return text

    def _string(self, number: int) -> str:
        if number < 0:
            raise IndexError(number)
        return self._strings[number]

    def _number(self, text: str, look: Look) -> Value:
        number = float(text) if any(letter in text for letter in ".eE") else int(text)
        if not look.is_moment:
            return number
        try:
            if look.is_duration:
                return timedelta(days=number)
            return moment_of(number, counts_from_1904=self._counts_from_1904)
        except (OverflowError, ValueError):
            return _NO_DATE


def _sheet_to_items(
    workbook: Workbook, name: SheetName, reader: _CellReader, *, is_named: bool
) -> Iterator[Item]:
    sheet = workbook.read(name)
    cells = _cells(sheet, reader)
    rows = {row for row, _, _ in cells}
    columns = {column for _, column, _ in cells}
    check_cells_made(name.title, len(rows) * max(columns, default=0))
    place = Place(sheet=name.title)
    return sheet_items(
        name.title,
        list(_by_row(cells, max(columns, default=0), _covered(sheet.areas, last=max(rows, default=0)))),
        is_named=is_named,
        notes=[Aside(CELL_NOTE, said, place._replace(row=row)) for row, said in workbook.comments_on(name)],
        hidden=_hidden_parts(name, sheet, rows, columns),
    )


def _covered(areas: Sequence[Area], last: int) -> _Covered:
    """For each row up to the last, the columns in which a merged area that begins above it stands."""
    covered = _Covered(list)
    for row, column in places_below(((each.top, each.bottom + 1, each.left) for each in areas), end=last + 1):
        covered[row].append(column)
    return covered


def _cells(sheet: SheetPart, reader: _CellReader) -> list[Found]:
    """The cells with text, and those whose colour may say something: in a row of text, below its headings."""
    found = [(cell.row, cell.column, reader.read(cell)) for cell in sheet.cells]
    rows = {row for row, _, cell in found if cell.text}
    width = max((column for _, column, cell in found if cell.text), default=0)
    return [
        (row, column, cell)
        for row, column, cell in found
        if cell.text or (cell.fill and row in rows and column <= width)
    ]


def _by_row(cells: list[Found], width: int, covered: _Covered) -> Iterator[tuple[int, list[Cell]]]:
    for number, found in groupby(cells, key=lambda found: found[0]):
        line = [_EMPTY] * width
        for _, column, cell in found:
            line[column - 1] = cell
        for column in covered[number]:
            line[column - 1 : column] = [cell._replace(goes_on=True) for cell in line[column - 1 : column]]
        yield number, line


def _hidden_parts(name: SheetName, sheet: SheetPart, rows: set[int], columns: set[int]) -> Iterator[Said]:
    """That a sheet is hidden, and which of its `rows` and `columns` are; numbers begin at 1."""
    place = Place(sheet=name.title)
    if name.is_hidden:
        yield said_hidden_sheet(place)
    spans = sheet.hidden_columns
    hidden_columns = {column for column in columns if any(first <= column <= last for first, last in spans)}
    yield from said_hidden(place, sheet.hidden_rows & rows, hidden_columns)


def _said(workbook: Workbook) -> Iterator[Said]:
    """That macros were not run, and for each sheet the formulas that have no value in the file."""
    if workbook.has_macros:
        yield NO_MACROS_RUN
    for name in workbook.sheets:
        if cells := workbook.without_value(name):
            yield _without_value(name.title, cells)


def _without_value(sheet: str, cells: list[str]) -> Said:
    named = ", ".join(cells[:_MOST_NAMED]) + (" and others" if len(cells) > _MOST_NAMED else "")
    row = int(re.sub(r"\D", "", cells[0]))
    text = (
        f"The formula in {named} has no value in the file, so it was read as empty. "
        "Open the file in Excel, save it and read it again."
    )
    return Said("formula_without_value", text, Place(sheet=sheet, row=row), severity="warning")
