"""Excel's older workbooks (.xls) as rows, every sheet in order, hidden ones too, macros never run; and those
that are saved as “XML Spreadsheet 2003”.
"""

from collections.abc import Iterator
from datetime import datetime
from io import StringIO

import xlrd
from lxml.etree import _Element as Element
from xlrd.book import Book
from xlrd.sheet import Cell as SheetCell
from xlrd.sheet import Sheet

from followthrough.intake.grid import Aside, Cell, Item, Place, Said, UnreadableFileError, crossed_out
from followthrough.intake.readers.excel_styles import Value, shown
from followthrough.intake.readers.package import is_too_deep, root_of
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
_NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_XML_DAMAGED = "The workbook is damaged: open it in Excel, save it as .xlsx and try again."
_XML_TOO_DEEP = "The workbook is nested too deep to read: save it as .xlsx and try again."
# What Excel calls its own formats here.
_FORMATS = {
    "short date": "dd/mm/yyyy", "medium date": "dd-mmm-yy", "long date": "dd mmmm yyyy",
    "general date": "dd/mm/yyyy", "percent": "0%", "fixed": "0.00", "standard": "#,##0.00",
}  # fmt: skip
_WIDEST, _LONGEST = 1_000, 100_000
_EMPTY = Cell("")


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
    columns = {number + 1 for number, column in sheet.colinfo_map.items() if column.hidden and number < width}
    yield from said_hidden(place, hidden_rows & rows, columns)


def _cell(cell: SheetCell, book: Book) -> Cell:
    look = book.xf_list[cell.xf_index]
    text = shown(_value(cell, book), book.format_map[look.format_key].format_str)
    font = book.font_list[look.font_index]
    if font.struck_out:
        text = crossed_out(text)
    return Cell(text, font.weight >= _BOLD_WEIGHT, _fill(look, book), indent=look.alignment.indent_level)


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


def read_xml_spreadsheet(content: bytes) -> list[Item]:
    """The rows of every sheet, a gap after each; comments on cells as asides to their rows.

    The name of a sheet is a heading where there are several. Raises UnreadableFileError.
    """
    try:
        root = root_of(content.lstrip())
        styles = {_attribute(style, "ID"): style for style in root.iter(f"{_NAMESPACE}Style")}
        sheets = list(root.iterchildren(f"{_NAMESPACE}Worksheet"))
        is_named = len(sheets) > 1
        return [item for sheet in sheets for item in _xml_sheet_to_items(sheet, styles, is_named=is_named)]
    except UnreadableFileError:
        raise
    except Exception as error:  # a damaged file may fail anywhere in lxml, with any exception
        raise UnreadableFileError(_XML_TOO_DEEP if is_too_deep(error) else _XML_DAMAGED) from error


def _xml_sheet_to_items(sheet: Element, styles: dict[str, Element], *, is_named: bool) -> Iterator[Item]:
    place = Place(sheet=_attribute(sheet, "Name"))
    found: dict[int, dict[int, Cell]] = {}
    areas: list[tuple[int, int, int]] = []
    notes: list[Aside] = []
    number = 0
    for row in sheet.iterfind(f"{_NAMESPACE}Table/{_NAMESPACE}Row"):
        number = min(_count(row, "Index") or number + 1, _LONGEST)
        column = 0
        for cell in row.iterchildren(f"{_NAMESPACE}Cell"):
            column = min(_count(cell, "Index") or column + 1, _WIDEST)
            found.setdefault(number, {})[column] = _xml_cell(cell, styles)
            notes += [Aside(CELL_NOTE, said, place._replace(row=number)) for said in _xml_notes(cell)]
            if down := _count(cell, "MergeDown"):
                areas.append((number, number + 1 + down, column))
            column += _count(cell, "MergeAcross")
    for below, column in places_below(areas, end=max(found, default=0) + 1):
        if below in found:
            found[below][column] = Cell("", goes_on=True)
    filled = {number: cells for number, cells in found.items() if any(cell.text for cell in cells.values())}
    width = max(
        (column for cells in filled.values() for column, cell in cells.items() if cell.text), default=0
    )
    rows = [
        (number, [cells.get(column, _EMPTY) for column in range(1, width + 1)])
        for number, cells in sorted(filled.items())
    ]
    yield from sheet_items(place.sheet or "", rows, is_named=is_named, notes=notes)


def _xml_cell(cell: Element, styles: dict[str, Element]) -> Cell:
    style = styles.get(_attribute(cell, "StyleID"))
    font, inside, aligned = (
        style.find(f"{_NAMESPACE}{name}") if style is not None else None
        for name in ("Font", "Interior", "Alignment")
    )
    text = _xml_text(cell, style)
    if font is not None and _attribute(font, "StrikeThrough") == "1":
        text = crossed_out(text)
    colour = _attribute(inside, "Color").lower() if inside is not None else ""
    fill = colour[1:] if len(colour) == 7 and colour != "#ffffff" else None
    bold = bool(text) and font is not None and _attribute(font, "Bold") == "1"
    indent = _attribute(aligned, "Indent") if aligned is not None else ""
    return Cell(text, bold, fill, indent=int(indent) if indent.isdecimal() else 0)


def _xml_text(cell: Element, style: Element | None) -> str:
    value = cell.find(f"{_NAMESPACE}Data")
    if value is None:
        return ""
    text = "".join(map(str, value.itertext())).strip()
    shape = style.find(f"{_NAMESPACE}NumberFormat") if style is not None else None
    named = _attribute(shape, "Format") if shape is not None else ""
    number_format = _FORMATS.get(named.lower(), named or "General")
    match _attribute(value, "Type"):
        case "DateTime":
            return shown(datetime.fromisoformat(text), number_format)
        case "Number":
            number = float(text)
            return shown(int(number) if number.is_integer() else number, number_format)
        case "Boolean":
            return shown(text == "1", number_format)
        case _:
            return shown(text, number_format)


def _xml_notes(cell: Element) -> Iterator[str]:
    for comment in cell.iterchildren(f"{_NAMESPACE}Comment"):
        if said := " ".join("".join(map(str, comment.itertext())).split()):
            yield said


def _attribute(element: Element, name: str) -> str:
    return element.get(f"{_NAMESPACE}{name}", "")


def _count(element: Element, name: str) -> int:
    text = _attribute(element, name)
    return int(text) if text.isdecimal() and len(text) < 9 else 0
