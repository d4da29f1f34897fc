"""Tables of a Word document: fixed widths, heading rows that repeat, short rows that stay whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from followthrough.outputs.layout.sheet_sizes import row_height
from followthrough.outputs.layout.status_colours import text_colour_on
from followthrough.outputs.layout.table import HeadingGroup, TableCell, TableRow
from followthrough.outputs.word.elements import element, paragraph, run
from followthrough.outputs.word.pages import LETTER

HEADING_FILL, MAIN_FILL = "1d3d5c", "e8eef3"
TEXT_STYLE, HEADING_STYLE = "TableText", "TableHeadings"
_LINES = "b1b4b6"
_TWIPS_A_CM = 567
# Points: a row that is no higher stays on one page.
_SHORT_ROW = 220


@dataclass(frozen=True, slots=True)
class WordTable:
    """What a table says. `name` is what those hear who don't see it; `widths` are centimetres.

    `groups` stand over the headings; without them there is one row of headings.
    """

    name: str
    headings: Sequence[str]
    rows: Sequence[TableRow]
    widths: Sequence[float]
    groups: Sequence[HeadingGroup] = ()


def table_element(table: WordTable) -> Element:
    """The table, to be put into the body of a document; a paragraph has to stand after it."""
    columns = [element("gridCol", w=_twips(width)) for width in table.widths]
    return element(
        "tbl",
        _properties(table),
        element("tblGrid", *columns),
        *([_groups(table)] if table.groups else []),
        _headings(table),
        *(_row(row, table.widths) for row in table.rows),
    )


def _twips(width: float) -> int:
    return round(width * _TWIPS_A_CM)


def _properties(table: WordTable) -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [element(side, val="single", sz=4, space=0, color=_LINES) for side in sides]
    margins = [element(side, w=70, type="dxa") for side in ("left", "right")]
    return element(
        "tblPr",
        element("tblW", w=_twips(sum(table.widths)), type="dxa"),
        element("tblBorders", *borders),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *margins),
        element(
            "tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1
        ),
        element("tblCaption", val=table.name),
    )


def _groups(table: WordTable) -> Element:
    cells, at = [], 0
    for group in table.groups:
        width = sum(table.widths[at : at + group.width])
        cells.append(_heading_cell(group.text, width, group.width))
        at += group.width
    return _heading_row(cells)


def _headings(table: WordTable) -> Element:
    return _heading_row(
        [_heading_cell(text, width) for text, width in zip(table.headings, table.widths, strict=True)]
    )


def _heading_row(cells: list[Element]) -> Element:
    return element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells)


def _heading_cell(text: str, width: float, columns: int = 1) -> Element:
    properties = _cell_properties(width, HEADING_FILL, columns)
    return element("tc", properties, *_paragraphs(text, HEADING_STYLE, "ffffff", is_bold=True))


def _row(row: TableRow, widths: Sequence[float]) -> Element:
    letters = [width / LETTER for width in widths]
    is_short = row_height((cell.text for cell in row.cells), letters) <= _SHORT_ROW
    cells = (_cell(cell, width, is_main=row.is_main) for cell, width in zip(row.cells, widths, strict=True))
    return element("tr", *([element("trPr", element("cantSplit"))] if is_short else []), *cells)


def _cell(cell: TableCell, width: float, *, is_main: bool) -> Element:
    fill = cell.colour or (MAIN_FILL if is_main else None)
    letters = text_colour_on(cell.colour) if cell.colour else None
    paragraphs = _paragraphs(cell.text, TEXT_STYLE, letters, is_bold=is_main and not cell.colour)
    return element("tc", _cell_properties(width, fill), *paragraphs)


def _cell_properties(width: float, fill: str | None, columns: int = 1) -> Element:
    made = element("tcPr", element("tcW", w=_twips(width), type="dxa"))
    if columns > 1:
        made.append(element("gridSpan", val=columns))
    if fill:
        made.append(element("shd", val="clear", color="auto", fill=fill))
    return made


def _paragraphs(text: str, style: str, colour: str | None, *, is_bold: bool) -> list[Element]:
    """A line of the text a paragraph; a cell without words has an empty one."""
    look = [element("b")] if is_bold else []
    look += [element("color", val=colour)] if colour else []
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return [paragraph(style, run(line, *look)) for line in lines] or [paragraph(style)]
