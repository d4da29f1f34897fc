"""Word documents (.docx) as rows and lines: tables in order, headings and text between them."""

from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element as Element

from followthrough.intake.grid import Gap, Item, Line, Place, UnreadableFileError
from followthrough.intake.readers.package import check_package
from followthrough.intake.readers.word_numbering import read_numbering
from followthrough.intake.readers.word_tables import PARAGRAPH, TABLE, Wording, children, table_to_rows
from followthrough.intake.readers.word_text import read_styles, style_of

# Parts beside the body whose words must not be lost, with what a reader calls one of their entries.
_SIDE_PARTS = (
    (RELATIONSHIP_TYPE.FOOTNOTES, qn("w:footnote"), "Footnote: "),
    (RELATIONSHIP_TYPE.ENDNOTES, qn("w:endnote"), "Endnote: "),
    (RELATIONSHIP_TYPE.COMMENTS, qn("w:comment"), "Comment: "),
    (RELATIONSHIP_TYPE.HEADER, PARAGRAPH, ""),
    (RELATIONSHIP_TYPE.FOOTER, PARAGRAPH, ""),
)


def read_word(content: bytes) -> list[Item]:
    """Rows of tables, lines between them with the depth of headings, a gap after each table and each
    stretch of empty paragraphs; then footnotes, comments, headers and footers as lines.

    Tracked changes are read as accepted. Raises UnreadableFileError.
    """
    check_package(content, main_part="word/document.xml", program="Word", ending=".docx")
    try:
        document = docx.Document(BytesIO(content))
        wording = _wording(document)
        return [*_body_to_items(document.element.body, wording), *_side_lines(document, wording)]
    except Exception as error:  # a damaged part may fail anywhere in python-docx, with any exception
        message = "The document is damaged: open it in Word, let it repair the file, save it and try again."
        raise UnreadableFileError(message) from error


def _wording(document: Document) -> Wording:
    numbering = next(iter(_related_roots(document, RELATIONSHIP_TYPE.NUMBERING)), None)
    styles = next(iter(_related_roots(document, RELATIONSHIP_TYPE.STYLES)), None)
    return Wording(read_styles(styles), read_numbering(numbering))


def _related_roots(document: Document, kind: str) -> list[Element]:
    """The roots of the parts that the document names with this kind of relation, in the order it does."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    relations = [relation for relation in document.part.rels.values() if relation.reltype == kind]
    return [
        etree.fromstring(relation.target_part.blob, parser)
        for relation in relations
        if not relation.is_external
    ]


def _body_to_items(body: Element, wording: Wording) -> Iterator[Item]:
    tables, is_after_gap = 0, True
    for part in children(body, PARAGRAPH, TABLE):
        items: list[Item] = []
        if part.tag == TABLE:
            tables += 1
            items = [*table_to_rows(part, tables, wording), Gap(Place(table=tables))]
        elif text := wording.of(part):
            items = [Line(text, Place(), wording.styles.levels.get(style_of(part)))]
        elif not is_after_gap:
            items = [Gap(Place())]
        yield from items
        is_after_gap = isinstance(items[-1], Gap) if items else is_after_gap


def _side_lines(document: Document, wording: Wording) -> Iterator[Item]:
    """Each text once: a running title stands in the headers of many sections."""
    said: set[str] = set()
    for kind, tag, name in _SIDE_PARTS:
        for root in _related_roots(document, kind):
            for entry in root.iter(tag):
                text = wording.of(entry)
                if text and text not in said:
                    said.add(text)
                    yield Line(name + text, Place())
