"""OpenDocument spreadsheets (.ods) as rows: each cell as it is shown, hidden rows and sheets too."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from lxml.etree import _Element as Element

from followthrough.intake.grid import (
    Aside,
    Cell,
    Item,
    Place,
    Said,
    UnreadableFileError,
    as_paragraphs,
    crossed_out,
)
from followthrough.intake.readers.package import check_package, is_too_deep, root_of
from followthrough.intake.readers.sheets import (
    CELL_NOTE,
    check_cells_made,
    length_of,
    said_hidden,
    said_hidden_sheet,
    sheet_items,
)

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"


def _name(prefix: str, local: str) -> str:
    """The full name of an element or attribute (ODF 1.2, part 1)."""
    return f"{{{_OASIS}{prefix}:1.0}}{local}"


_TABLE, _ROW = _name("table", "table"), _name("table", "table-row")
_CELL, _COVERED = _name("table", "table-cell"), _name("table", "covered-table-cell")
_COLUMN, _STYLE = _name("table", "table-column"), _name("table", "style-name")
_VISIBILITY = _name("table", "visibility")
_ROWS_REPEATED = _name("table", "number-rows-repeated")
_CELLS_REPEATED = _name("table", "number-columns-repeated")
_PARAGRAPH, _LIST_ENTRY = _name("text", "p"), _name("text", "list-item")
_SPAN_STYLE = _name("text", "style-name")
_SPACES, _TAB, _BREAK = _name("text", "s"), _name("text", "tab"), _name("text", "line-break")
_NOTE = _name("office", "annotation")
_WEIGHT = _name("xsl-fo-compatible", "font-weight")
_BACKGROUND = _name("xsl-fo-compatible", "background-color")
_DAMAGED = "The spreadsheet is damaged: open it, save it again and try once more."
_TOO_DEEP = "The spreadsheet is nested too deep to read: copy its table into a new one and try that."
_WIDEST = 1_000
_MOST_HIDDEN = 100_000


@dataclass(frozen=True, slots=True)
class _Look:
    """What a named style of cells, or of a sheet, looks like."""

    bold: bool = False
    fill: str | None = None
    is_hidden: bool = False
    is_crossed_out: bool = False


def read_open_spreadsheet(content: bytes) -> list[Item]:
    """The rows of every sheet, a gap after each; notes on cells as asides to their rows; what is hidden.

    The name of a sheet is a heading where there are several. Raises UnreadableFileError.
    """
    check_package(content, main_part="content.xml", program="the program that made it", ending=".ods")
    root = _content_of(content)
    looks = _looks(root)
    bodies = root.iter(_name("office", "spreadsheet"))
    sheets = [sheet for body in bodies for sheet in body.iterchildren(_TABLE)]
    return [item for sheet in sheets for item in _sheet_to_items(sheet, looks, is_named=len(sheets) > 1)]


def _content_of(content: bytes) -> Element:
    try:
        with ZipFile(BytesIO(content)) as package:
            return root_of(package.read("content.xml"))
    except Exception as error:  # lxml fails on a damaged part with exceptions of many kinds
        raise UnreadableFileError(_TOO_DEEP if is_too_deep(error) else _DAMAGED) from error


def _looks(root: Element) -> dict[str, _Look]:
    styles = {style.get(_name("style", "name"), ""): style for style in root.iter(_name("style", "style"))}
    return {name: _look(style) for name, style in styles.items()}


def _look(style: Element) -> _Look:
    text, cell = (style.find(_name("style", f"{part}-properties")) for part in ("text", "table-cell"))
    weight = text.get(_WEIGHT, "") if text is not None else ""
    colour = cell.get(_BACKGROUND, "").lower() if cell is not None else ""
    is_fill = len(colour) == 7 and colour.startswith("#") and colour != "#ffffff"
    table = style.find(_name("style", "table-properties"))
    is_hidden = table is not None and table.get(_name("table", "display")) == "false"
    return _Look(weight == "bold", colour[1:] if is_fill else None, is_hidden, _is_crossed_out(text))


def _is_crossed_out(text: Element | None) -> bool:
    line = text.get(_name("style", "text-line-through-style"), "none") if text is not None else "none"
    return line != "none"


def _sheet_to_items(sheet: Element, looks: dict[str, _Look], *, is_named: bool) -> Iterator[Item]:
    name = sheet.get(_name("table", "name"), "")
    found = list(_numbered_cells(sheet, looks, name))
    width = max((length_of(cells) for _, cells in found), default=0)
    return sheet_items(
        name,
        [(number, cells[:width]) for number, cells in found],
        is_named=is_named,
        notes=list(_notes(sheet, name)),
        hidden=_hidden(sheet, name, {number for number, _ in found}, width, looks),
    )


def _hidden(sheet: Element, name: str, rows: set[int], width: int, looks: dict[str, _Look]) -> Iterator[Said]:
    place = Place(sheet=name)
    if looks.get(sheet.get(_STYLE, ""), _Look()).is_hidden:
        yield said_hidden_sheet(place)
    hidden_rows, hidden_columns = (
        _hidden_numbers(sheet.iter(tag), times)
        for tag, times in ((_ROW, _ROWS_REPEATED), (_COLUMN, _CELLS_REPEATED))
    )
    yield from said_hidden(place, hidden_rows & rows, hidden_columns & set(range(1, width + 1)))


def _hidden_numbers(elements: Iterator[Element], times: str) -> set[int]:
    """The numbers of the rows or columns that are collapsed or filtered away."""
    number, hidden = 1, set[int]()
    for element in elements:
        count = _count(element, times)
        if element.get(_VISIBILITY, "visible") != "visible":
            hidden.update(range(number, number + min(count, _MOST_HIDDEN)))
        number += count
    return hidden


def _numbered_cells(
    sheet: Element, looks: dict[str, _Look], name: str
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows with text by their number; one that is written once and repeated, as often as it is shown."""
    number, made = 1, 0
    for row in sheet.iter(_ROW):
        cells = _cells(row, looks)
        times = _count(row, _ROWS_REPEATED)
        if cells:
            made += len(cells) * times
            check_cells_made(name, made)
            yield from ((number + again, cells) for again in range(times))
        number += times


def _cells(row: Element, looks: dict[str, _Look]) -> tuple[Cell, ...]:
    """The cells of a row, none where it has no text."""
    cells: list[Cell] = []
    for element in row.iterchildren(_CELL, _COVERED):
        text = "" if element.tag == _COVERED else _text(element, looks)
        look = looks.get(element.get(_STYLE, ""), _Look())
        text = crossed_out(text) if look.is_crossed_out else text
        cell = Cell(text, look.bold and bool(text), look.fill, goes_on=element.tag == _COVERED)
        cells += [cell] * min(_count(element, _CELLS_REPEATED), _WIDEST)
    return tuple(cells) if any(cell.text for cell in cells) else ()


def _count(element: Element, name: str) -> int:
    text = element.get(name, "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 9 else 1


def _text(cell: Element, looks: dict[str, _Look]) -> str:
    paragraphs = (part for part in cell.iter(_PARAGRAPH) if next(part.iterancestors(_NOTE), None) is None)
    return as_paragraphs("\n".join("".join(_spoken(part, looks)).strip() for part in paragraphs)).strip()


def _spoken(element: Element, looks: dict[str, _Look]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == _SPACES or child.tag == _TAB:
            yield " "
        elif child.tag == _BREAK:
            yield "\n"
        elif child.tag != _NOTE:
            said = "".join(_spoken(child, looks))
            is_crossed = looks.get(child.get(_SPAN_STYLE, ""), _Look()).is_crossed_out
            yield crossed_out(said) if is_crossed else said
        yield child.tail or ""


def _notes(sheet: Element, name: str) -> Iterator[Aside]:
    number = 1
    for row in sheet.iter(_ROW):
        for note in row.iter(_NOTE):
            if said := " ".join("".join(_spoken(part, {})).strip() for part in note.iter(_PARAGRAPH)).strip():
                yield Aside(CELL_NOTE, said, Place(row=number, sheet=name))
        number += _count(row, _ROWS_REPEATED)
