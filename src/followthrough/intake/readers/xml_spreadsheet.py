"""Workbooks saved as "XML Spreadsheet 2003" as rows: every sheet in order, each value as it is shown."""

from collections.abc import Iterator
from datetime import datetime

from lxml.etree import _Element as Element

from followthrough.intake.grid import Aside, Cell, Item, Place, UnreadableFileError, crossed_out
from followthrough.intake.readers.excel_styles import shown
from followthrough.intake.readers.package import is_too_deep, root_of
from followthrough.intake.readers.sheets import CELL_NOTE, places_below, sheet_items

_NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_DAMAGED = "The workbook is damaged: open it in Excel, save it as .xlsx and try again."
_TOO_DEEP = "The workbook is nested too deep to read: save it as .xlsx and try again."
# What Excel calls its own formats here.
_FORMATS = {
    "short date": "dd/mm/yyyy", "medium date": "dd-mmm-yy", "long date": "dd mmmm yyyy",
    "general date": "dd/mm/yyyy", "percent": "0%", "fixed": "0.00", "standard": "#,##0.00",
}  # fmt: skip
_WIDEST, _LONGEST = 1_000, 100_000
_EMPTY = Cell("")


def read_xml_spreadsheet(content: bytes) -> list[Item]:
    """The rows of every sheet, a gap after each; comments on cells as asides to their rows.

    The name of a sheet is a heading where there are several. Raises UnreadableFileError.
    """
    try:
        root = root_of(content.lstrip())
        styles = {_of(style, "ID"): style for style in root.iter(f"{_NAMESPACE}Style")}
        sheets = list(root.iterchildren(f"{_NAMESPACE}Worksheet"))
        is_named = len(sheets) > 1
        return [item for sheet in sheets for item in _sheet_to_items(sheet, styles, is_named=is_named)]
    except UnreadableFileError:
        raise
    except Exception as error:  # a damaged file may fail anywhere in lxml, with any exception
        raise UnreadableFileError(_TOO_DEEP if is_too_deep(error) else _DAMAGED) from error


def _sheet_to_items(sheet: Element, styles: dict[str, Element], *, is_named: bool) -> Iterator[Item]:
    place = Place(sheet=_of(sheet, "Name"))
    found: dict[int, dict[int, Cell]] = {}
    areas: list[tuple[int, int, int]] = []
    notes: list[Aside] = []
    number = 0
    for row in sheet.iterfind(f"{_NAMESPACE}Table/{_NAMESPACE}Row"):
        number = min(_number(row, "Index") or number + 1, _LONGEST)
        column = 0
        for cell in row.iterchildren(f"{_NAMESPACE}Cell"):
            column = min(_number(cell, "Index") or column + 1, _WIDEST)
            found.setdefault(number, {})[column] = _cell(cell, styles)
            notes += [Aside(CELL_NOTE, said, place._replace(row=number)) for said in _notes(cell)]
            if down := _number(cell, "MergeDown"):
                areas.append((number, number + 1 + down, column))
            column += _number(cell, "MergeAcross")
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


def _cell(cell: Element, styles: dict[str, Element]) -> Cell:
    style = styles.get(_of(cell, "StyleID"))
    font, inside, aligned = (
        style.find(f"{_NAMESPACE}{name}") if style is not None else None
        for name in ("Font", "Interior", "Alignment")
    )
    text = _text(cell, style)
    if font is not None and _of(font, "StrikeThrough") == "1":
        text = crossed_out(text)
    colour = _of(inside, "Color").lower() if inside is not None else ""
    fill = colour[1:] if len(colour) == 7 and colour != "#ffffff" else None
    bold = bool(text) and font is not None and _of(font, "Bold") == "1"
    indent = _of(aligned, "Indent") if aligned is not None else ""
    return Cell(text, bold, fill, indent=int(indent) if indent.isdecimal() else 0)


def _text(cell: Element, style: Element | None) -> str:
    value = cell.find(f"{_NAMESPACE}Data")
    if value is None:
        return ""
    text = "".join(map(str, value.itertext())).strip()
    shape = style.find(f"{_NAMESPACE}NumberFormat") if style is not None else None
    named = _of(shape, "Format") if shape is not None else ""
    number_format = _FORMATS.get(named.lower(), named or "General")
    match _of(value, "Type"):
        case "DateTime":
            return shown(datetime.fromisoformat(text), number_format)
        case "Number":
            number = float(text)
            return shown(int(number) if number.is_integer() else number, number_format)
        case "Boolean":
            return shown(text == "1", number_format)
        case _:
            return shown(text, number_format)


def _notes(cell: Element) -> Iterator[str]:
    for comment in cell.iterchildren(f"{_NAMESPACE}Comment"):
        if said := " ".join("".join(map(str, comment.itertext())).split()):
            yield said


def _of(element: Element, name: str) -> str:
    return element.get(f"{_NAMESPACE}{name}", "")


def _number(element: Element, name: str) -> int:
    text = _of(element, name)
    return int(text) if text.isdecimal() and len(text) < 9 else 0
