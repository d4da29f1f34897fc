"""OpenDocument spreadsheets (.ods) as rows: each cell as it is shown, hidden rows and sheets too."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element as Element

from followthrough.intake.grid import Cell, Gap, Item, Line, Place, Row, UnreadableFileError, as_paragraphs
from followthrough.intake.readers.package import check_package

MOST_CELLS = 5_000_000
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"


def _name(prefix: str, local: str) -> str:
    """The full name of an element or attribute (ODF 1.2, part 1)."""
    return f"{{{_OASIS}{prefix}:1.0}}{local}"


_TABLE, _ROW = _name("table", "table"), _name("table", "table-row")
_CELL, _COVERED = _name("table", "table-cell"), _name("table", "covered-table-cell")
_ROWS_REPEATED = _name("table", "number-rows-repeated")
_CELLS_REPEATED = _name("table", "number-columns-repeated")
_PARAGRAPH, _LIST_ENTRY = _name("text", "p"), _name("text", "list-item")
_SPACES, _TAB, _BREAK = _name("text", "s"), _name("text", "tab"), _name("text", "line-break")
_NOTE = _name("office", "annotation")
_EMPTY = Cell("")
_WIDEST = 1_000


@dataclass(frozen=True, slots=True)
class _Look:
    """What a named style of cells looks like."""

    bold: bool = False
    fill: str | None = None


def read_open_spreadsheet(content: bytes) -> list[Item]:
    """The rows of every sheet, a gap after each; notes on cells as lines after their sheet.

    The name of a sheet is a heading where there are several. Raises UnreadableFileError.
    """
    check_package(content, main_part="content.xml", program="the spreadsheet program", ending=".ods")
    root = _content_of(content)
    looks = _looks(root)
    bodies = root.iter(_name("office", "spreadsheet"))
    sheets = [sheet for body in bodies for sheet in body.iterchildren(_TABLE)]
    return [item for sheet in sheets for item in _sheet_to_items(sheet, looks, is_named=len(sheets) > 1)]


def _content_of(content: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with ZipFile(BytesIO(content)) as package:
            return etree.fromstring(package.read("content.xml"), parser)
    except Exception as error:  # zipfile and lxml fail on a damaged part with exceptions of many kinds
        message = "The spreadsheet is damaged or has a password: open it, save it without one and try again."
        raise UnreadableFileError(message) from error


def _looks(root: Element) -> dict[str, _Look]:
    styles = {style.get(_name("style", "name"), ""): style for style in root.iter(_name("style", "style"))}
    return {name: _look(style) for name, style in styles.items()}


def _look(style: Element) -> _Look:
    text, cell = (style.find(_name("style", f"{part}-properties")) for part in ("text", "table-cell"))
    weight = text.get(_weight_name(), "") if text is not None else ""
    colour = cell.get(_fill_name(), "").lower() if cell is not None else ""
    is_fill = len(colour) == 7 and colour.startswith("#") and colour != "#ffffff"
    return _Look(weight == "bold", colour[1:] if is_fill else None)


def _weight_name() -> str:
    return _name("xsl-fo-compatible", "font-weight")


def _fill_name() -> str:
    return _name("xsl-fo-compatible", "background-color")


def _sheet_to_items(sheet: Element, looks: dict[str, _Look], *, is_named: bool) -> Iterator[Item]:
    name = sheet.get(_name("table", "name"), "")
    rows = list(_rows(sheet, looks, name))
    notes = [_note_line(note, name) for note in sheet.iter(_NOTE)]
    if not rows and not notes:
        return
    if is_named:
        yield Line(name, Place(sheet=name), level=1)
    before = rows[0].place.row if rows else 0
    for row in rows:
        if (row.place.row or 0) > (before or 0) + 1:
            yield Gap(Place(row=(before or 0) + 1, sheet=name))
        yield row
        before = row.place.row
    yield from notes
    yield Gap(Place(sheet=name))


def _rows(sheet: Element, looks: dict[str, _Look], name: str) -> Iterator[Row]:
    """The rows that say something, with their number in the sheet; a row that is written once and repeated
    stands as often as it is shown."""
    number, made = 1, 0
    for row in sheet.iter(_ROW):
        cells = _cells(row, looks)
        times = _count(row, _ROWS_REPEATED)
        if cells:
            made += len(cells) * times
            if made > MOST_CELLS:
                message = (
                    f"Sheet {name!r} is too wide and long to read: delete what is not the plan and try again."
                )
                raise UnreadableFileError(message)
            yield from (Row(cells, Place(row=number + again, sheet=name)) for again in range(times))
        number += times


def _cells(row: Element, looks: dict[str, _Look]) -> tuple[Cell, ...]:
    """The cells of a row up to the last one that says something."""
    cells: list[Cell] = []
    empty = 0
    for element in row.iterchildren(_CELL, _COVERED):
        text = "" if element.tag == _COVERED else _text(element)
        times = min(_count(element, _CELLS_REPEATED), _WIDEST)
        if not text:
            empty += times
            continue
        look = looks.get(element.get(_name("table", "style-name"), ""), _Look())
        cells += [_EMPTY] * empty + [Cell(text, look.bold, look.fill)] * times
        empty = 0
    return tuple(cells)


def _count(element: Element, name: str) -> int:
    text = element.get(name, "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 9 else 1


def _text(cell: Element) -> str:
    paragraphs = (part for part in cell.iter(_PARAGRAPH) if next(part.iterancestors(_NOTE), None) is None)
    return as_paragraphs("\n".join("".join(_spoken(part)).strip() for part in paragraphs)).strip()


def _spoken(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == _SPACES or child.tag == _TAB:
            yield " "
        elif child.tag == _BREAK:
            yield "\n"
        elif child.tag != _NOTE:
            yield from _spoken(child)
        yield child.tail or ""


def _note_line(note: Element, sheet: str) -> Line:
    said = " ".join("".join(_spoken(part)).strip() for part in note.iter(_PARAGRAPH))
    return Line(f"Comment: {said}", Place(sheet=sheet))
