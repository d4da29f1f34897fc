"""A body's own Word template, filled: its styles, margins and fixed parts stay, its slots get their words.

A slot is a paragraph or a cell that says {{name}}, or an empty place under a heading that names one of the
paper's parts. What nobody has answered is marked, so that nobody publishes it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from lxml.etree import _Element as Element

from followthrough.outputs.report.blocks import Block, Line, Report
from followthrough.outputs.report.word_blocks import WordBlocks
from followthrough.outputs.report.word_styles import missing_styles
from followthrough.outputs.word.elements import element, lines
from followthrough.outputs.word.file import bytes_of

_SLOT = re.compile(r"\{\{\s*(.{1,80}?)\s*\}\}")
_NARROWEST = 8.0


class UnusableTemplateError(ValueError):
    """A template that can't be filled; the message is one sentence for a person."""


def fill(template: bytes, report: Report) -> bytes:
    """The template filled with a report. Raises UnusableTemplateError where it is no Word file."""
    document = _opened(template)
    filling = _Filling(document, report)
    filling.fill()
    properties = document.core_properties
    properties.title, properties.author = report.title[:255], report.body[:255]
    properties.comments, properties.last_modified_by = "", report.body[:255]
    properties.language = "en-GB"
    return bytes_of(document, report.day)


def refuse_template(template: bytes) -> None:
    """Raises UnusableTemplateError where it is no Word file."""
    _opened(template)


def _opened(template: bytes) -> Document:
    try:
        return docx.Document(BytesIO(template))
    except (OpcError, BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        words = "The template is not a Word file. Save it as .docx (not .doc, .dotx or .pdf) and try again."
        raise UnusableTemplateError(words) from error


class _Filling:
    """Puts a report into a document slot by slot; what has no slot goes to the end."""

    def __init__(self, document: Document, report: Report) -> None:
        self.document = document
        self.report = report
        section = document.sections[0]
        margins = (section.left_margin or 0) + (section.right_margin or 0)
        room = ((section.page_width or Cm(21)) - margins) / Cm(1)
        self.blocks = WordBlocks(
            document, missing_styles(document), max(room, _NARROWEST), may_turn_pages=False
        )
        self.texts = {_plain(name): text for name, text in _texts_of(report).items()}
        self.parts = _parts_of(report)
        self.used: set[int] = set()

    def fill(self) -> None:
        """Fill every slot, then what stands under headings without words, then add the rest."""
        paragraphs = list(_paragraphs(self.document))
        headings = self._empty_headings()
        wanted = [*_slots_in(paragraphs), *(_name_of(each) for each in headings)]
        self._reserve({_plain(name) for name in wanted})
        for paragraph in paragraphs:
            self._fill_slots(paragraph)
        for heading in headings:
            self._write_at(heading._p, self._blocks_for(_name_of(heading), heading.text), replaces=False)
        for section in self.report.sections:
            rest = [block for block in section.blocks if id(block) not in self.used]
            if rest:
                self.blocks.sections([replace(section, blocks=rest)])

    def _reserve(self, wanted: set[str]) -> None:
        """What has a place of its own in the template leaves the section that it would stand in."""
        own = {id(blocks[0]) for name, blocks in self.parts.items() if name in wanted and len(blocks) == 1}
        for name, blocks in self.parts.items():
            if len(blocks) > 1:
                self.parts[name] = [block for block in blocks if id(block) not in own]

    def _blocks_for(self, name: str, words: str) -> list[Block]:
        """What goes into a place of a name; a mark where the report has nothing of it."""
        known = self.parts.get(_plain(name))
        if known is None:
            return [Line(f"[{' '.join(words.split())}: to be written]", to_be_written=True)]
        self.used |= {id(block) for block in known}
        only = known[0] if len(known) == 1 else None
        # The heading above says its name.
        return [replace(only, lead="")] if isinstance(only, Line) and only.lead.endswith(".") else known

    def _fill_slots(self, paragraph: Paragraph) -> None:
        """Put words in the place of the slots of a paragraph; one alone may become many paragraphs."""
        words = paragraph.text
        found = _SLOT.findall(words)
        if len(found) == 1 and _SLOT.fullmatch(words.strip()) and _plain(found[0]) not in self.texts:
            self._write_at(paragraph._p, self._blocks_for(found[0], found[0]), replaces=True)
        elif found:
            said = _SLOT.sub(lambda slot: self._text_for(slot.group(1)), words)
            _say(paragraph, said, is_marked="to be written]" in said)

    def _text_for(self, name: str) -> str:
        return self.texts.get(_plain(name)) or f"[{name}: to be written]"

    def _below(self, heading: Paragraph) -> Element | None:
        """What stands next below a heading, empty paragraphs passed over."""
        below: Element | None = heading._p.getnext()
        while below is not None and below.tag == qn("w:p") and not _is_filled(below):
            below = below.getnext()
        return below

    def _heading_at(self, place: Element | None) -> Paragraph | None:
        if not isinstance(place, CT_P):
            return None
        found = Paragraph(place, self.document._body)
        return found if _is_heading(found) else None

    def _empty_headings(self) -> list[Paragraph]:
        """The headings that have nothing below them; one right above a smaller one heads that."""
        found = []
        for paragraph in self.document.paragraphs:
            if not _is_heading(paragraph):
                continue
            below = self._below(paragraph)
            following = self._heading_at(below)
            is_last = below is None or below.tag == qn("w:sectPr")
            if is_last or (following is not None and _level(following) <= _level(paragraph)):
                found.append(paragraph)
        return found

    def _write_at(self, place: Element, blocks: Sequence[Block], *, replaces: bool) -> None:
        """What is written goes to the end of a document; from there it is moved to its place."""
        body = self.document.element.body
        before = set(body)
        for block in blocks:
            self.blocks.block(block)
        for made in reversed([each for each in body if each not in before]):
            place.addnext(made)
        holder = place.getparent()
        if replaces and holder is not None:
            # A cell has to end with a paragraph.
            if holder.tag == qn("w:tc") and holder[-1].tag != qn("w:p"):
                holder.append(element("p"))
            holder.remove(place)


def _texts_of(report: Report) -> dict[str, str]:
    """What stands on a line: the title, the day, and the rows of the cover."""
    cover = dict(report.cover)
    return {
        "title": report.title,
        "report title": report.title,
        "subject": report.title,
        "subtitle": report.subtitle,
        "council": report.body,
        "authority": report.body,
        "meeting": cover.get("Report to", ""),
        "committee": cover.get("Report to", ""),
        **cover,
    }


def _parts_of(report: Report) -> dict[str, list[Block]]:
    """What takes paragraphs of its own, by the names that templates give it."""
    parts: dict[str, list[Block]] = {}
    headline: list[Block] = [*report.headline]
    for name in ("summary", "executive summary", "headline", "in short", "key messages", "purpose of report"):
        parts[name] = headline
    for section in report.sections:
        for name in (section.key, section.heading, *_ALSO_CALLED.get(section.key, ())):
            parts.setdefault(_plain(name), list(section.blocks))
        for block in section.blocks:
            if isinstance(block, Line) and block.lead.endswith("."):
                for name in (block.lead, *_short(block.lead.rstrip("."))):
                    parts.setdefault(_plain(name), [block])
    return parts


_ALSO_CALLED = {
    "decisions": ("recommendations", "recommendation", "decisions", "recommended", "what is asked"),
    "state": ("current position", "progress", "where the plan stands", "main report"),
    "late": ("exceptions", "late actions", "issues"),
    "risks": ("risk", "risk management", "risks"),
    "comments": ("consultation", "comments", "commentary"),
    "ahead": ("next steps", "forward look"),
    "appendix": ("appendix", "appendices", "appendix a"),
    "made": ("background papers", "how the figures were made"),
}


_OTHER_NAMES = {
    "Reasons": ("reasons for recommendations", "reasons for decision"),
    "Other options": ("options", "options considered", "alternative options"),
}


def _short(name: str) -> tuple[str, ...]:
    """The other names of a fixed part: "Financial" for "Financial implications"."""
    plain = name.removesuffix(" implications")
    return (plain, f"{plain} comments", *_OTHER_NAMES.get(name, ()))


def _slots_in(paragraphs: Iterable[Paragraph]) -> list[str]:
    return [name for paragraph in paragraphs for name in _SLOT.findall(paragraph.text)]


def _name_of(heading: Paragraph) -> str:
    """A heading without its number."""
    return re.sub(r"^[\d.\s]+", "", heading.text)


def _level(heading: Paragraph) -> int:
    digits = re.sub(r"\D", "", (heading.style.name or "") if heading.style is not None else "")
    return int(digits or 1)


def _say(paragraph: Paragraph, words: str, *, is_marked: bool) -> None:
    """Other words in a paragraph, in the look of its first run."""
    first = paragraph._p.find(qn("w:r"))
    look = first.find(qn("w:rPr")) if first is not None else None
    for old in paragraph._p.findall(qn("w:r")):
        paragraph._p.remove(old)
    looks = list(look) if look is not None else []
    paragraph._p.extend(lines(words, *looks, *([element("highlight", val="yellow")] if is_marked else [])))


def _is_heading(paragraph: Paragraph) -> bool:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    return style.startswith("Heading") and bool(paragraph.text.strip())


def _is_filled(place: Element) -> bool:
    return any(words.text and words.text.strip() for words in place.iter(qn("w:t")))


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", name.casefold().replace("_", " ")).split())


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Every paragraph, those in cells, heads and feet among them."""
    holders = [document.element.body]
    for section in document.sections:
        holders += [section.header._element, section.footer._element]
    for holder in holders:
        for place in holder.iter(qn("w:p")):
            yield Paragraph(place, document._body)
