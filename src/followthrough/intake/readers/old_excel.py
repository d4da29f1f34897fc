"""Excel's older workbooks (.xls) as rows: every sheet in order, hidden ones too, macros never run."""

from collections.abc import Iterator
from io import StringIO

import xlrd
from xlrd.book import Book
from xlrd.sheet import Cell as SheetCell
from xlrd.sheet import Sheet

from followthrough.intake.grid import Aside, Cell, Item, Place, Said, UnreadableFileError
from followthrough.intake.readers.excel_styles import Value, shown
from followthrough.intake.readers.sheets import (
    CELL_NOTE,
    NO_MACROS_RUN,
    length_of,
    places_below,
    said_hidden,
    said_hidden_sheet,
    sheet_items,
)

_WHITE = (255, 255, 255)
_SOLID = 1
_BOLD_WEIGHT = 600
_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")


def read_old_excel(content: bytes) -> list[Item]:
    """The rows of every sheet, a gap after each; comments on cells as asides to their rows; what is hidden,
    and that no macro was run.

    The name of a sheet is a heading where the workbook shows more than one. Raises UnreadableFileError.
    """
    try:
        # Its warnings would go to the terminal: they matter to those who would save the file.
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=StringIO()
        )
        is_named = sum(sheet.visibility == 0 for sheet in book.sheets()) > 1
        items = [item for sheet in book.sheets() for item in _sheet_to_items(sheet, book, is_named=is_named)]
        return [NO_MACROS_RUN, *items] if _MACROS in content else items
    except UnreadableFileError:
        raise
    except Exception as error:  # a damaged part may fail anywhere in xlrd, with any exception
        raise UnreadableFileError(_advice(error)) from error


def _advice(error: Exception) -> str:
    if "encrypted" in str(error).lower():
        return "The workbook has a password: open it in Excel, take the password off and save it as .xlsx."
    return (
        "The workbook is damaged or only a part of it came: open it in Excel, save it as .xlsx and try again."
    )


def _sheet_to_items(sheet: Sheet, book: Book, *, is_named: bool) -> Iterator[Item]:
    areas = ((top, after, left) for top, after, left, _ in sheet.merged_cells)
    covered = set(places_below(areas, end=sheet.nrows))
    found = {
        number + 1: cells
        for number in range(sheet.nrows)
        if (cells := _row_to_cells(sheet, number, book, covered))
    }
    width = max(map(length_of, found.values()), default=0)
    return sheet_items(
        sheet.name,
        [(number, cells[:width]) for number, cells in found.items()],
        is_named=is_named,
        notes=list(_comments(sheet)),
        hidden=_hidden(sheet, set(found), width),
    )


def _row_to_cells(sheet: Sheet, number: int, book: Book, covered: set[tuple[int, int]]) -> list[Cell]:
    """The cells of a row, none where it has no text."""
    cells = [
        _cell(cell, book)._replace(goes_on=(number, column) in covered)
        for column, cell in enumerate(sheet.row(number))
    ]
    return cells if any(cell.text for cell in cells) else []


def _hidden(sheet: Sheet, rows: set[int], width: int) -> Iterator[Said]:
    place = Place(sheet=sheet.name)
    if sheet.visibility:
        yield said_hidden_sheet(place)
    hidden_rows = {number + 1 for number, row in sheet.rowinfo_map.items() if row.hidden}
    columns = {number + 1 for number, it in sheet.colinfo_map.items() if it.hidden and number < width}
    yield from said_hidden(place, hidden_rows & rows, columns)


def _cell(cell: SheetCell, book: Book) -> Cell:
    look = book.xf_list[cell.xf_index]
    text = shown(_value(cell, book), book.format_map[look.format_key].format_str)
    bold = book.font_list[look.font_index].weight >= _BOLD_WEIGHT
    return Cell(text, bold, _fill(look, book), indent=look.alignment.indent_level)


def _value(cell: SheetCell, book: Book) -> Value:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        text: str = xlrd.error_text_from_code.get(cell.value, "")
        return text
    value: str | float = cell.value
    return value


def _date(number: float, datemode: int) -> Value:
    """The moment that a number of days stands for; the number itself where Excel has no such day."""
    try:
        moment: Value = xlrd.xldate_as_datetime(number, datemode)
    except (xlrd.XLDateError, OverflowError, ValueError):
        return number
    return moment


def _fill(look: xlrd.formatting.XF, book: Book) -> str | None:
    if look.background.fill_pattern != _SOLID:
        return None
    colour = book.colour_map.get(look.background.pattern_colour_index)
    return None if colour in (None, _WHITE) else "".join(f"{part:02x}" for part in colour)


def _comments(sheet: Sheet) -> Iterator[Aside]:
    for (row, _), note in sorted(sheet.cell_note_map.items()):
        if text := note.text.strip():
            yield Aside(CELL_NOTE, text, Place(row=row + 1, sheet=sheet.name))
