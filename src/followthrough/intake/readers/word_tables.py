"""The tables of a Word document as rows of cells, with the notes to each: merged cells stand once, nested
tables become text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from followthrough.intake.grid import Aside, Cell, Line, Place, Row
from followthrough.intake.readers.word_text import Numbering, Styles, is_bold, paragraph_text

PARAGRAPH, TABLE = qn("w:p"), qn("w:tbl")
_ROW, _CELL = qn("w:tr"), qn("w:tc")
# The part that holds each kind of note, its entries, what stands for one in the text, and what it is called.
_NOTES = (
    (RELATIONSHIP_TYPE.FOOTNOTES, qn("w:footnote"), qn("w:footnoteReference"), "Footnote"),
    (RELATIONSHIP_TYPE.ENDNOTES, qn("w:endnote"), qn("w:endnoteReference"), "Endnote"),
    (RELATIONSHIP_TYPE.COMMENTS, qn("w:comment"), qn("w:commentReference"), "Margin note"),
)
_ID = qn("w:id")
_EMPTY, _COVERED = Cell(""), Cell("", goes_on=True)
_COLOUR = re.compile(r"[0-9a-f]{6}")
_MOST_SPAN = 500
_HEADER_AND_ROW = 2
# Content controls and custom markup stand around what they hold, and hold what a reader sees.
_WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}


@dataclass(frozen=True, slots=True)
class Wording:
    """What is needed to turn a document's paragraphs into text."""

    styles: Styles
    numbering: Numbering

    def of(self, paragraph: Element) -> str:
        """The text of one paragraph."""
        return paragraph_text(paragraph, self.styles, self.numbering)


@dataclass(frozen=True, slots=True)
class SideNotes:
    """The notes of a document that no row has had yet: name and text by what stands for them and its id."""

    unused: dict[tuple[str, str], tuple[str, str]]

    def beside(self, row: Element, place: Place) -> Iterator[Aside]:
        """The notes to a row of a table."""
        for mark in row.iter(*(reference for _, _, reference, _ in _NOTES)):
            if note := self.unused.pop((mark.tag, mark.get(_ID, "")), None):
                yield Aside(*note, place)

    def left(self) -> Iterator[Line]:
        """The notes to running text, each text once."""
        for name, text in dict.fromkeys(self.unused.values()):
            yield Line(f"{name}: {text}", Place())


def read_side_notes(roots_of: Callable[[str], list[Element]], text_of: Callable[[Element], str]) -> SideNotes:
    """The notes in the parts of a document; `roots_of` gives the roots of the parts of one relation."""
    found = {
        (reference, entry.get(_ID, "")): (name, text)
        for kind, tag, reference, name in _NOTES
        for root in roots_of(kind)
        for entry in root.iter(tag)
        if (text := text_of(entry))
    }
    return SideNotes(found)


def children(element: Element, *tags: str) -> Iterator[Element]:
    """The children with these tags, also those inside content controls."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, *tags)


def parts_of(container: Element) -> Iterator[Element]:
    """The paragraphs and tables of a body or cell in order; of a table that only frames another its parts."""
    for part in children(container, PARAGRAPH, TABLE):
        if part.tag == TABLE and _is_frame(part):
            for row in children(part, _ROW):
                for cell in children(row, _CELL):
                    yield from parts_of(cell)
        else:
            yield part


def _is_frame(table: Element) -> bool:
    """Whether a table of one column holds one that is longer than itself and more than a header and a row."""
    rows = [list(children(row, _CELL)) for row in children(table, _ROW)]
    if any(len(cells) > 1 for cells in rows):
        return False
    nested = (inner for cells in rows for cell in cells for inner in children(cell, TABLE))
    longest = max((len(list(children(inner, _ROW))) for inner in nested), default=0)
    return longest > max(len(rows), _HEADER_AND_ROW)


def table_to_rows(table: Element, number: int, wording: Wording, notes: SideNotes) -> Iterator[Row | Aside]:
    """The rows of the `number`th table of the document, each with the `notes` to it; deleted rows are left
    out but counted."""
    for at, row in enumerate(children(table, _ROW), start=1):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            place = Place(row=at, table=number)
            yield Row(tuple(_row_to_cells(row, wording)), place)
            yield from notes.beside(row, place)


def _row_to_cells(row: Element, wording: Wording) -> Iterator[Cell]:
    yield from [_EMPTY] * _count(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
    for cell in children(row, _CELL):
        properties = cell.find(qn("w:tcPr"))
        span = _count(properties.find(qn("w:gridSpan")), 1) if properties is not None else 1
        yield _COVERED if _goes_on_from_above(properties) else _cell(cell, properties, wording)
        yield from [_EMPTY] * (span - 1)
    yield from [_EMPTY] * _count(row.find(f"{qn('w:trPr')}/{qn('w:gridAfter')}"), 0)


def _count(element: Element | None, otherwise: int) -> int:
    text = element.get(qn("w:val"), "") if element is not None else ""
    return min(int(text), _MOST_SPAN) if text.isdecimal() else otherwise


def _goes_on_from_above(properties: Element | None) -> bool:
    merge = properties.find(qn("w:vMerge")) if properties is not None else None
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _cell(cell: Element, properties: Element | None, wording: Wording) -> Cell:
    text = _cell_text(cell, wording)
    paragraphs = list(children(cell, PARAGRAPH))
    fill = _fill(properties) or (_colour_of_sign(cell) if text and not any(map(str.isalnum, text)) else None)
    return Cell(text, is_bold(paragraphs, wording.styles), fill, indent=_indent(paragraphs))


def _indent(paragraphs: Sequence[Element]) -> int:
    """How far the first paragraph of a cell is set in, in twentieths of a point."""
    first = paragraphs[0].find(f"{qn('w:pPr')}/{qn('w:ind')}") if paragraphs else None
    if first is None:
        return 0
    left = first.get(qn("w:left")) or first.get(qn("w:start")) or ""
    return int(left) if left.isdecimal() else 0


def _cell_text(cell: Element, wording: Wording) -> str:
    parts = (
        wording.of(part) if part.tag == PARAGRAPH else _nested_text(part, wording)
        for part in children(cell, PARAGRAPH, TABLE)
    )
    return "\n".join(part for part in parts if part)


def _nested_text(table: Element, wording: Wording) -> str:
    """A table inside a cell: a line a row, its cells one after another."""
    rows = (
        " ".join(text for cell in children(row, _CELL) if (text := _cell_text(cell, wording)))
        for row in children(table, _ROW)
    )
    return "\n".join(row for row in rows if row)


def _colour_of_sign(cell: Element) -> str | None:
    """The colour of a dot or a square that stands in a cell without words."""
    colours = (run.find(f"{qn('w:rPr')}/{qn('w:color')}") for run in cell.iter(qn("w:r")))
    values = (colour.get(qn("w:val"), "") for colour in colours if colour is not None)
    return next(filter(None, map(_rrggbb, values)), None)


def _fill(properties: Element | None) -> str | None:
    shade = properties.find(qn("w:shd")) if properties is not None else None
    return _rrggbb(shade.get(qn("w:fill"), "")) if shade is not None else None


def _rrggbb(value: str) -> str | None:
    colour = value.lower()
    return None if colour == "ffffff" or not _COLOUR.fullmatch(colour) else colour
