"""Excel workbooks (.xlsx, .xlsm) as rows: every sheet in order, hidden ones too, macros never run."""

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from operator import attrgetter
from zipfile import BadZipFile, ZipFile
from zlib import error

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from followthrough.intake.grid import Cell, Gap, Item, Line, Place, Row, UnreadableFileError
from followthrough.intake.readers.excel_colours import fill_of, theme_colours
from followthrough.intake.readers.excel_values import shown
from followthrough.intake.readers.package import check_package

MOST_CELLS = 5_000_000
_DAMAGED = "The workbook is damaged: open it in Excel, let it repair the file, save it and try again."
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]{0,200}?ref\s*=\s*[\"']([^\"']{0,60})")
_EMPTY = Cell("")
Found = tuple[int, int, Cell]


def read_excel(content: bytes) -> list[Item]:
    """The rows of every sheet, a gap after each sheet; comments on cells as lines after their sheet.

    The name of a sheet is a heading where the workbook shows more than one. Raises UnreadableFileError.
    """
    check_package(content, main_part="xl/workbook.xml", program="Excel", ending=".xlsx")
    _check_merges(content)
    workbook = _open(content)
    theme = theme_colours(workbook.loaded_theme)
    is_named = sum(sheet.sheet_state == "visible" for sheet in workbook.worksheets) > 1
    return [item for sheet in workbook.worksheets for item in _sheet_to_items(sheet, theme, is_named)]


def _check_merges(content: bytes) -> None:
    """Refuse merged areas that cover a sheet: openpyxl visits each of their cells, filled or not."""
    with ZipFile(BytesIO(content)) as package:
        sheets = [part for part in package.namelist() if part.lower().startswith("xl/worksheets/")]
        try:
            # A sheet in UTF-16 has a nought in every letter.
            found = [_MERGE.findall(package.read(part).replace(b"\0", b"")) for part in sheets]
            covered = sum(_cells_in(area.decode()) for areas in found for area in areas)
        except (BadZipFile, RuntimeError, NotImplementedError, ValueError, OSError, error) as damage:
            raise UnreadableFileError(_DAMAGED) from damage
    if covered > MOST_CELLS:
        message = "The workbook merges more cells than a plan can have: undo that in Excel and try again."
        raise UnreadableFileError(message)


def _cells_in(area: str) -> int:
    left, top, right, bottom = range_boundaries(area)
    return ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)


def _open(content: bytes) -> Workbook:
    try:
        with warnings.catch_warnings():
            # What openpyxl does not keep (pictures, drop-downs) matters to those who would save the file.
            warnings.simplefilter("ignore")
            return load_workbook(BytesIO(content), data_only=True)
    except Exception as error:  # a damaged part may fail anywhere in openpyxl, with any exception
        raise UnreadableFileError(_DAMAGED) from error


def _sheet_to_items(sheet: Worksheet, theme: list[str], is_named: bool) -> Iterator[Item]:
    cells, comments = _sheet_to_cells(sheet, theme)
    place = Place(sheet=sheet.title)
    if is_named and (cells or comments):
        yield Line(sheet.title, place, level=1)
    yield from _cells_to_rows(cells, sheet.title)
    yield from comments
    if cells or comments:
        yield Gap(place)


def _sheet_to_cells(sheet: Worksheet, theme: list[str]) -> tuple[list[Found], list[Item]]:
    """The cells with text, in reading order, and the comments."""
    found: list[Found] = []
    comments: list[Item] = []
    for cell in _present_cells(sheet):
        text = shown(cell.value, cell.number_format) if cell.value is not None else ""
        if text:
            found.append((cell.row, cell.column, _cell(cell, text, theme)))
        if cell.comment:
            place = Place(row=cell.row, sheet=sheet.title)
            comments.append(Line(f"Comment on {cell.coordinate}: {cell.comment.text.strip()}", place))
    return found, comments


def _present_cells(sheet: Worksheet) -> list[SheetCell]:
    # iter_rows would make every cell up to the last one: one stray cell far out is enough to fill the memory.
    cells = (cell for cell in sheet._cells.values() if isinstance(cell, SheetCell))
    return sorted(cells, key=attrgetter("row", "column"))


def _cell(cell: SheetCell, text: str, theme: list[str]) -> Cell:
    if not cell.has_style:
        return Cell(text)
    return Cell(text, bold=bool(cell.font.b), fill=fill_of(cell.fill, theme))  # type: ignore[arg-type]


def _cells_to_rows(cells: list[Found], sheet: str) -> Iterator[Item]:
    """Rows as wide as the widest; one gap for each stretch of empty rows."""
    width = max((column for _, column, _ in cells), default=0)
    before = 0
    for number, in_row in _by_row(cells, width, sheet):
        if before and number > before + 1:
            yield Gap(Place(row=before + 1, sheet=sheet))
        yield Row(in_row, Place(row=number, sheet=sheet))
        before = number


def _by_row(cells: list[Found], width: int, sheet: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    rows = [(number, list(found)) for number, found in groupby(cells, key=lambda found: found[0])]
    if len(rows) * width > MOST_CELLS:
        message = f"Sheet {sheet!r} is too wide and long to read: delete what is not the plan and try again."
        raise UnreadableFileError(message)
    for number, found in rows:
        line = [_EMPTY] * width
        for _, column, cell in found:
            line[column - 1] = cell
        yield number, tuple(line)
