"""Word documents (.docx) as rows and lines: tables in order, headings and text between them. Older ones
(.doc), rich text and open documents by LibreOffice where it is installed.
"""

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import PartFactory
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree
from lxml.etree import _Element as Element

from followthrough.intake.grid import Gap, Item, Line, Place, Said, UnreadableFileError
from followthrough.intake.readers.package import check_package, is_too_deep, title_line
from followthrough.intake.readers.sheets import NO_MACROS_RUN
from followthrough.intake.readers.word_tables import (
    PARAGRAPH,
    TABLE,
    Wording,
    children,
    parts_of,
    read_side_notes,
    table_to_rows,
)
from followthrough.intake.readers.word_text import read_numbering, read_styles, style_of
from followthrough.intake.running import say

_RUNNING_TITLES = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
_MACROS = "vbaproject.bin"
_ADDED, _TAKEN = {qn("w:ins"), qn("w:moveTo")}, {qn("w:del"), qn("w:moveFrom")}
_TEXT_BOX = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DAMAGED = "The document is damaged: open it in Word, let it repair the file, save it and try again."
_TOO_DEEP = "The document is nested too deep to read: copy its table into a spreadsheet and try that."
_PROGRAMS = ("soffice", "libreoffice")
_LONGEST_SECONDS = 45
_SAID = Said(
    "turned_into_docx", "The file was turned into a .docx by LibreOffice and read from that.", Place()
)
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
# No macro runs, and nothing is fetched that a document links to.
_SETTINGS = {
    "DisableMacrosExecution": "true",
    "MacroSecurityLevel": "3",
    "BlockUntrustedRefererLinks": "true",
}
_PROFILE = "".join(
    [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">',
        *(
            f'<item oor:path="{_SCRIPTING}"><prop oor:name="{name}" oor:op="fuse">'
            f"<value>{value}</value></prop></item>"
            for name, value in _SETTINGS.items()
        ),
        "</oor:items>",
    ]
)
# Documents with macros, which are left alone, and templates are documents inside.
for _kind in (
    "ms-word.document.macroEnabled",
    "ms-word.template.macroEnabledTemplate",
    "openxmlformats-officedocument.wordprocessingml.template",
):
    PartFactory.part_type_for[f"application/vnd.{_kind}.main+xml"] = DocumentPart


def read_word(content: bytes) -> list[Item]:
    """Rows of tables, lines between them with the depth of headings, a gap after each table and each
    stretch of empty paragraphs; then headers and footers as lines. Footnotes and comments are asides to
    their rows, or lines where they stand in running text.

    Tracked changes are read as accepted, which is said. Raises UnreadableFileError.
    """
    check_package(content, main_part="word/document.xml", program="Word", ending=".docx")
    try:
        document = Package.open(BytesIO(content)).main_document_part.document
        items = list(_body_to_items(document))
        title = title_line(content, items)
        return [*_said(document), *items, *title]
    except Exception as error:  # a damaged part may fail anywhere in python-docx, with any exception
        raise UnreadableFileError(_TOO_DEEP if is_too_deep(error) else _DAMAGED) from error


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


def _said(document: Document) -> Iterator[Said]:
    yield from _said_of_changes(document.element.body)
    if any(part.partname.lower().endswith(_MACROS) for part in document.part.package.iter_parts()):
        yield NO_MACROS_RUN


def _said_of_changes(body: Element) -> Iterator[Said]:
    """That a document has tracked changes and was read as if all were accepted; nothing where it has none."""
    count = Counter("added" if change.tag in _ADDED else "taken" for change in body.iter(*_ADDED, *_TAKEN))
    if count:
        text = (
            f"The document has tracked changes: {count['added']} added and {count['taken']} taken out. "
            "It was read as if all of them were accepted."
        )
        yield Said("tracked_changes_accepted", text, Place())


def _body_to_items(document: Document) -> Iterator[Item]:
    wording = _wording(document)
    notes = read_side_notes(partial(_related_roots, document), wording.of)
    tables, is_after_gap = 0, True
    for part in parts_of(document.element.body):
        items: list[Item] = []
        if part.tag == TABLE:
            tables += 1
            items = [*table_to_rows(part, tables, wording, notes), Gap(Place(table=tables))]
        else:
            boxed = _tables_in_boxes(part)
            if text := wording.of(part):
                level = wording.styles.levels.get(style_of(part))
                # What a text box holds are paragraphs of their own.
                has_box = next(part.iter(_TEXT_BOX), None) is not None
                items = [Line(line, Place(), level) for line in (text.split("\n") if has_box else [text])]
            for table in boxed:
                tables += 1
                items += [*table_to_rows(table, tables, wording, notes), Gap(Place(table=tables))]
            if not items and not is_after_gap:
                items = [Gap(Place())]
        yield from items
        is_after_gap = isinstance(items[-1], Gap) if items else is_after_gap
    if after := [*notes.left(), *_running_titles(document, wording)]:
        yield Gap(Place(), is_end=True)
        yield from after


def _tables_in_boxes(paragraph: Element) -> list[Element]:
    """The tables in the text boxes of a paragraph, taken out of it: they are no part of its words.

    Older programs find each box a second time, as a fallback, which is left alone.
    """
    tables = [
        table
        for box in paragraph.iter(_TEXT_BOX)
        if next(box.iterancestors(_FALLBACK), None) is None
        for table in children(box, TABLE)
    ]
    for table in tables:
        if (box := table.getparent()) is not None:
            box.remove(table)
    return tables


def _running_titles(document: Document, wording: Wording) -> Iterator[Line]:
    """Each text once: a running title stands in the headers of many sections."""
    roots = [root for kind in _RUNNING_TITLES for root in _related_roots(document, kind)]
    texts = (wording.of(paragraph) for root in roots for paragraph in root.iter(PARAGRAPH))
    for text in dict.fromkeys(filter(None, texts)):
        yield Line(text, Place())


def read_old_word(content: bytes) -> list[Item]:
    """What `read_word` makes of the document after LibreOffice has turned it into .docx, and a note of that.

    Raises UnreadableFileError, also where LibreOffice is not installed.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableFileError(
            "Older Word documents, rich text and open documents are read where LibreOffice is installed, and "
            "it is not here: save the file as .docx and try again."
        )
    say("LibreOffice opens the document")
    return [_SAID, *read_word(_as_docx(content, program))]


def _as_docx(content: bytes, program: str) -> bytes:
    with TemporaryDirectory(prefix="followthrough-") as name:
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE)
        (folder / "plan.doc").write_bytes(content)
        command = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", "docx", "--outdir", str(folder), str(folder / "plan.doc"),
        ]  # fmt: skip
        try:
            subprocess.run(command, timeout=_LONGEST_SECONDS, capture_output=True, check=True, cwd=folder)
            return (folder / "plan.docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise UnreadableFileError(
                "LibreOffice can't open the document: open it in Word, save it as .docx and try again."
            ) from error
