"""What stands beside the text of a Word document: comments, footnotes, tracked changes, macros."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from followthrough.intake.grid import Aside, Line, Place, Said

# The part that holds each kind of note, its entries, what stands for one in the text, and what it is called.
NOTES = (
    (RELATIONSHIP_TYPE.FOOTNOTES, qn("w:footnote"), qn("w:footnoteReference"), "Footnote"),
    (RELATIONSHIP_TYPE.ENDNOTES, qn("w:endnote"), qn("w:endnoteReference"), "Endnote"),
    (RELATIONSHIP_TYPE.COMMENTS, qn("w:comment"), qn("w:commentReference"), "Margin note"),
)
_ID = qn("w:id")
_ADDED, _TAKEN = {qn("w:ins"), qn("w:moveTo")}, {qn("w:del"), qn("w:moveFrom")}


@dataclass(frozen=True, slots=True)
class SideNotes:
    """The notes of a document that no row has had yet: name and text by what stands for them and its id."""

    unused: dict[tuple[str, str], tuple[str, str]]

    def beside(self, row: Element, place: Place) -> Iterator[Aside]:
        """The notes to a row of a table."""
        for mark in row.iter(*(reference for _, _, reference, _ in NOTES)):
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
        for kind, tag, reference, name in NOTES
        for root in roots_of(kind)
        for entry in root.iter(tag)
        if (text := text_of(entry))
    }
    return SideNotes(found)


def said_of_changes(body: Element) -> Iterator[Said]:
    """That a document has tracked changes and was read as if all were accepted; nothing where it has none."""
    count = Counter("added" if change.tag in _ADDED else "taken" for change in body.iter(*_ADDED, *_TAKEN))
    if count:
        text = (
            f"The document has tracked changes: {count['added']} added and {count['taken']} taken out. "
            "It was read as if all of them were accepted."
        )
        yield Said("tracked_changes_accepted", text, Place())
