"""A tagged PDF by its own structure: which tables, headings and paragraphs its maker says there are, row by
row over all pages.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.pdf import PDF

from followthrough.intake.grid import PARAGRAPH, Cell, Gap, Item, Line, Place, Row
from followthrough.intake.kinds.prose import join_texts
from followthrough.intake.readers.pdf_page import LINE_STEP, WORD_GAP, Page, Run, fill_of

# The tags are followed where they hold nearly every letter, and where rows have as many cells as each other.
_LEAST_HELD, _LEAST_EVEN = 0.98, 0.9
_INLINE = frozenset(
    ("Span", "Link", "Quote", "Reference", "Code", "Em", "Strong", "Lbl", "LBody", "Annot", "Sub")
)
_HEADING = re.compile(r"H([1-6])?$|Title$")
_LABEL = "Lbl"
_PAGE_NUMBER = re.compile(r"(?:page )?\d+(?: ?(?:of|/) ?\d+)?", re.IGNORECASE)
_MOSTLY = 0.5
# A deeper or larger tree is no document's.
_DEEPEST, _MOST_ELEMENTS = 100, 500_000
_MOST_ROLES = 8
_EMPTY, _COVERED = Cell(""), Cell("", goes_on=True)


class MarkedPlace(NamedTuple):
    """A piece of a page's content by its number on that page; pages count from 0."""

    page: int
    number: int


@dataclass(slots=True)
class Element:
    """A part of the document by its standard kind ("Table", "TR", "P", "H2"), with its parts in order.

    `spans` has the columns and rows that a cell covers.
    """

    kind: str
    spans: tuple[int, int] = (1, 1)
    children: list["Element | MarkedPlace"] = field(default_factory=list)

    def places(self) -> Iterator[MarkedPlace]:
        """All pieces of content inside, in order."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.places()
            else:
                yield child


class _UntaggedError(Exception):
    """The file has no structure tree that can be followed."""


def structure_of(pdf: PDF) -> Element:
    """The whole document as one element. Raises _UntaggedError."""
    root = resolve1(pdf.doc.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        raise _UntaggedError
    return _Tree(pdf, resolve1(root.get("RoleMap")) or {}).element(root, None, 0)


class _Tree:
    """Follows the tree of one file."""

    def __init__(self, pdf: PDF, roles: dict[str, Any]) -> None:
        self._roles = roles
        self._pages = {page.page_obj.pageid: at for at, page in enumerate(pdf.pages)}
        self._seen: set[int] = set()
        self._count = 0

    def element(self, node: dict[str, Any], page: int | None, depth: int) -> Element:
        self._count += 1
        if depth > _DEEPEST or self._count > _MOST_ELEMENTS:
            raise _UntaggedError
        found = Element(self._kind(node.get("S")), _spans(node))
        page = self._page(node, page)
        kids = resolve1(node.get("K"))
        for kid in kids if isinstance(kids, list) else [node.get("K")]:
            if (child := self._child(kid, page, depth)) is not None:
                found.children.append(child)
        return found

    def _child(self, kid: Any, page: int | None, depth: int) -> "Element | MarkedPlace | None":
        if isinstance(kid, PDFObjRef):
            if kid.objid in self._seen:
                raise _UntaggedError
            self._seen.add(kid.objid)
        node = resolve1(kid)
        if isinstance(node, dict) and "MCID" in node:
            return self._place(node["MCID"], self._page(node, page), "Stm" in node)
        if isinstance(node, dict) and "S" in node:
            return self.element(node, page, depth + 1)
        return self._place(node, page, is_elsewhere=False) if isinstance(node, int) else None

    def _place(self, number: Any, page: int | None, is_elsewhere: bool) -> MarkedPlace:
        """A piece of content. Those of a form that is drawn on the page are numbered apart."""
        if page is None or is_elsewhere or not isinstance(number, int):
            raise _UntaggedError
        return MarkedPlace(page, number)

    def _page(self, node: dict[str, Any], above: int | None) -> int | None:
        page = node.get("Pg")
        return self._pages.get(page.objid, above) if isinstance(page, PDFObjRef) else above

    def _kind(self, name: Any) -> str:
        for _ in range(_MOST_ROLES):
            kind = _name(name)
            if kind not in self._roles:
                return kind
            name = self._roles[kind]
        raise _UntaggedError


def _name(name: Any) -> str:
    said = resolve1(name)
    text = said.name if isinstance(said, PSLiteral) else said
    return text.decode("latin-1") if isinstance(text, bytes) else str(text or "")


def _spans(node: dict[str, Any]) -> tuple[int, int]:
    said = resolve1(node.get("A"))
    attributes = [resolve1(each) for each in said] if isinstance(said, list) else [said]
    merged = {key: value for each in attributes if isinstance(each, dict) for key, value in each.items()}
    return _count(merged.get("ColSpan")), _count(merged.get("RowSpan"))


def _count(value: Any) -> int:
    number = resolve1(value)
    return min(max(number, 1), 500) if isinstance(number, int) else 1


@dataclass(slots=True)
class _Block:
    """A paragraph: its runs, its depth where it is a heading. `is_label`: it is the mark of an entry."""

    runs: list[Run] = field(default_factory=list)
    level: int | None = None
    is_label: bool = False


def items_by_tags(document: Element, pages: Sequence[Page]) -> list[Item] | None:
    """Rows, lines and gaps by the tags of a document; None where the tags do not hold its letters or where
    what they call a table is none. What stands beside the tags, such as a running title, comes last, where
    it says anything more."""
    if not _holds_letters(document, pages):
        return None
    reading = _Reading(document, pages)
    items = list(reading.items(document))
    return [*items, *reading.beside(items)] if reading.is_even else None


def _holds_letters(document: Element, pages: Sequence[Page]) -> bool:
    places = list(document.places())
    by_page: dict[int, set[int]] = {}
    for page, number in places:
        by_page.setdefault(page, set()).add(number)
    letters = sum(pages[page].marks.letters(numbers) for page, numbers in by_page.items())
    said = sum(page.marks.letters(page.marks.runs) + page.marks.unmarked for page in pages)
    is_once = len(places) == sum(map(len, by_page.values()))
    return is_once and letters > 0 and letters >= _LEAST_HELD * said


class _Reading:
    """Goes through a document from its first part to its last."""

    def __init__(self, document: Element, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._rows_on = Counter[int]()
        self._even = self._uneven = 0
        blocks = self._blocks(document)
        self._blanks_are_said = _says_its_blanks([block.runs for block in blocks])

    @property
    def is_even(self) -> bool:
        """Whether the tables have rows, and these as many cells as each other."""
        return self._even > 1 and self._even >= _LEAST_EVEN * (self._even + self._uneven)

    def items(self, element: Element) -> Iterator[Item]:
        """The lines and rows of an element in order, a gap after each table."""
        block = _Block()
        for child in element.children:
            if isinstance(child, Element) and child.kind not in _INLINE:
                yield from self._lines([block])
                block = _Block()
                yield from self._part(child)
            elif isinstance(child, Element):
                block.runs += self._runs(child)
            else:
                block.runs += self._marked(child)
        yield from self._lines([block])

    def beside(self, items: Sequence[Item]) -> Iterator[Item]:
        """The lines that the tags leave out and that have a word which no line or row has; page numbers say
        nothing of a plan."""
        said = {word for text in _texts(items) for word in text.split()}
        for number, page in enumerate(self._pages, start=1):
            for run in page.marks.beside:
                words = run.text.split()
                text = " ".join(words)
                if not said.issuperset(words) and not _PAGE_NUMBER.fullmatch(text):
                    yield Line(text, Place(page=number))
                said.update(words)

    def _part(self, element: Element) -> Iterator[Item]:
        if element.kind == "Table":
            yield from self._table(element)
        elif element.kind == "LI" or _HEADING.match(element.kind):
            yield from self._lines(self._blocks(element))
        else:
            yield from self.items(element)

    def _lines(self, blocks: Sequence[_Block]) -> Iterator[Line]:
        for block in blocks:
            text = _text_of(block.runs, self._blanks_are_said)
            if text:
                yield Line(text, Place(page=block.runs[0].page), block.level)

    def _table(self, table: Element) -> Iterator[Item]:
        for child in table.children:
            if isinstance(child, Element) and child.kind == "Caption":
                yield from self.items(child)
        rows = list(_rows(table))
        page = next((place.page for place in table.places()), 0)
        covered: Counter[int] = Counter()
        widths = Counter[int]()
        for row in rows:
            page = next((place.page for place in row.places()), page)
            cells = tuple(self._cells(row, covered))
            widths[len(cells)] += 1
            if any(cell.text for cell in cells):
                self._rows_on[page] += 1
                yield Row(cells, Place(row=self._rows_on[page], page=page + 1))
        usual, count = widths.most_common(1)[0] if widths else (0, 0)
        if usual > 1:
            self._even += count
            self._uneven += len(rows) - count
        yield Gap(Place(page=page + 1))

    def _cells(self, row: Element, covered: Counter[int]) -> Iterator[Cell]:
        """The cells of a row; `covered` counts for each column the rows that a cell above reaches over."""
        covered_here = {column for column, left in covered.items() if left}
        covered -= Counter(covered_here)
        column = 0
        for cell in row.children:
            if not isinstance(cell, Element) or cell.kind not in ("TH", "TD"):
                continue
            while column in covered_here:
                yield _COVERED
                column += 1
            span, height = cell.spans
            yield self._cell(cell)
            yield from [_EMPTY] * (span - 1)
            covered.update({column + across: height - 1 for across in range(span) if height > 1})
            column += span
        yield from [_COVERED] * (max(covered_here, default=-1) + 1 - column)

    def _cell(self, cell: Element) -> Cell:
        blocks = _printed_once(self._blocks(cell))
        texts = (_text_of(block.runs, self._blanks_are_said) for block in blocks)
        runs = [run for block in blocks for run in block.runs if run.text.strip()]
        if not runs:
            return _EMPTY
        fill = fill_of(runs[0].box, self._pages[runs[0].page - 1].fills)
        return Cell(PARAGRAPH.join(filter(None, texts)), all(run.is_bold for run in runs), fill)

    def _blocks(self, element: Element) -> list[_Block]:
        """The paragraphs inside an element; the mark of a list's entry stands before its first one."""
        heading = _HEADING.match(element.kind)
        level = int(heading[1] or 1) if heading else None
        blocks = [_Block(level=level)]
        for child in element.children:
            if not isinstance(child, Element):
                blocks[-1].runs += self._marked(child)
            elif child.kind in _INLINE and child.kind != "LBody":
                blocks[-1].runs += self._runs(child)
                blocks[-1].is_label = child.kind == _LABEL
            else:
                inner = self._blocks(child)
                if inner and (blocks[-1].is_label or child.kind == "LBody"):
                    blocks[-1].runs += inner[0].runs
                    blocks[-1].is_label = False
                    inner = inner[1:]
                blocks += [*inner, _Block(level=level)]
        return [block for block in blocks if block.runs]

    def _runs(self, element: Element) -> list[Run]:
        return [run for place in element.places() for run in self._marked(place)]

    def _marked(self, place: MarkedPlace) -> list[Run]:
        return self._pages[place.page].marks.runs.get(place.number, [])


def _printed_once(blocks: list[_Block]) -> list[_Block]:
    """The paragraphs of a cell without those that a later page prints again: a header's, as a rule."""
    on_page: dict[int, list[_Block]] = {}
    for block in blocks:
        for page, runs in groupby(block.runs, key=lambda run: run.page):
            on_page.setdefault(page, []).append(_Block(list(runs), block.level, block.is_label))
    said = [["".join(run.text for run in block.runs).split() for block in each] for each in on_page.values()]
    is_again = len(said) > 1 and all(texts == said[0] for texts in said[1:])
    return next(iter(on_page.values())) if is_again else blocks


def _rows(table: Element) -> Iterator[Element]:
    for child in table.children:
        if isinstance(child, Element) and child.kind == "TR":
            yield child
        elif isinstance(child, Element) and child.kind in ("THead", "TBody", "TFoot"):
            yield from _rows(child)


def _texts(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Row):
            yield from (cell.text for cell in item.cells)
        elif isinstance(item, Line):
            yield item.text


def _says_its_blanks(paragraphs: Iterable[Sequence[Run]]) -> bool:
    """Whether a file writes the blank at the end of a line that goes on: then a line without one ends inside
    a word."""
    ends = [
        before.text.endswith(" ") or after.text.startswith(" ")
        for runs in paragraphs
        for before, after in pairwise(runs)
        if not _is_beside(before, after)
    ]
    return sum(ends) > _MOSTLY * len(ends)


def _text_of(runs: Sequence[Run], blanks_are_said: bool) -> str:
    """A paragraph as one line of text."""
    text = runs[0].text if runs else ""
    for before, after in pairwise(runs):
        if _is_beside(before, after):
            gap = after.box[0] - before.box[2] > WORD_GAP * after.size
            text += (" " if gap else "") + after.text
        elif blanks_are_said or text.endswith(" "):
            text += after.text
        else:
            text = join_texts(text, after.text)
    return " ".join(text.split())


def _is_beside(before: Run, after: Run) -> bool:
    is_level = abs(before.box[3] - after.box[3]) < LINE_STEP * max(min(before.size, after.size), 1.0)
    return before.page == after.page and is_level and after.box[0] > before.box[0] - after.size
