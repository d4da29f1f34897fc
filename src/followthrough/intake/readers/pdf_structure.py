"""The structure tree of a tagged PDF: which paragraphs, rows and cells its maker says there are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.pdf import PDF

# A deeper or larger tree is no document's.
_DEEPEST, _MOST_ELEMENTS = 100, 500_000
_MOST_ROLES = 8


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


class UntaggedError(Exception):
    """The file has no structure tree that can be followed."""


def structure_of(pdf: PDF) -> Element:
    """The whole document as one element. Raises UntaggedError."""
    root = resolve1(pdf.doc.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        raise UntaggedError
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
            raise UntaggedError
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
                raise UntaggedError
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
            raise UntaggedError
        return MarkedPlace(page, number)

    def _page(self, node: dict[str, Any], above: int | None) -> int | None:
        page = node.get("Pg")
        return self._pages.get(page.objid, above) if isinstance(page, PDFObjRef) else above

    def _kind(self, name: Any) -> str:
        for _ in range(_MOST_ROLES):
            kind = _text(name)
            if kind not in self._roles:
                return kind
            name = self._roles[kind]
        raise UntaggedError


def _text(name: Any) -> str:
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
