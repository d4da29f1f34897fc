"""Web pages (.html, .mhtml) as rows and lines: the page's own matter, without what the site has around it."""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from lxml import etree, html
from lxml.html import HtmlElement

from followthrough.intake.grid import Gap, Item, Line, Place, Row, UnreadableFileError
from followthrough.intake.limits import check_cells
from followthrough.intake.readers.web_elements import (
    BLOCKS,
    cells_of,
    is_element,
    is_labels,
    is_layout,
    mark_of,
    number_entries,
    paragraphs,
    rows_of,
    spoken,
    table_to_rows,
    text_of,
    words,
    write_out_fills,
)

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_CELL = re.compile(rb"<t[dh][\s/>]", re.IGNORECASE)
_FIRST_BYTES = 4096
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST_FOOT = 200
_NAVIGATION_TAGS = {"nav", "footer", "dialog"}
_NAVIGATION_ROLES = {
    "banner",
    "navigation",
    "contentinfo",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
}
_FURNITURE_TAGS = {"aside", "header", "button"}
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|breadcrumbs?|skip(?:link)?|navbar|menu|pagination|share|social|feedback)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# A browser shows no pages and no rows of text.
_NO_PLACE = Place()
_DAMAGED_ARCHIVE = (
    "The web archive holds no whole page: save the page again, as a web page (.html), and try that."
)
_TITLE_PARTS = re.compile(r"\s+[|–—-]\s+")


def read_web_page(content: bytes) -> list[Item]:
    """Rows of the tables that hold facts, lines between them with the depth of headings, a gap after each
    table and list of facts. What stands in a page's navigation, banners and footer is left out, but for a
    line of the footer with a year, and so is what is hidden, unless it holds a table. Nothing is run or
    fetched. Raises UnreadableFileError.
    """
    check_cells(content.replace(b"\0", b""), _CELL)
    document = _parse(_decode(content))
    number_entries(document)
    write_out_fills(document)
    tables = _Tables()
    items = [item for root in _main_parts(document) for item in _Walk(root, tables).blocks(root)]
    about = [*_title_lines(document, items), *_dated_foot(document)]
    return [*items, *([Gap(Place(), is_end=True)] if about else []), *about]


def _decode(content: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    declared = _CHARSET.search(content[:_FIRST_BYTES])
    for name in [declared[1].decode("ascii")] if declared else []:
        try:
            return content.decode("cp1252" if name.lower() in ("iso-8859-1", "latin1") else name)
        except (LookupError, UnicodeDecodeError):
            break
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _parse(text: str) -> HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        document: HtmlElement = html.document_fromstring(text.replace("\x00", "").encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        message = "The web page is empty or damaged: open it in a browser, save it again and try once more."
        raise UnreadableFileError(message) from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        message = "The web page is nested too deep to read: copy its table into a spreadsheet and try that."
        raise UnreadableFileError(message)
    return document


def _main_parts(document: HtmlElement) -> list[HtmlElement]:
    """What the page marks as its main matter, where that holds the facts; else its whole body."""
    body = next(document.iter("body"), document)
    mains = [part for part in body.iter() if part.tag == "main" or part.get("role") == "main"]
    outer = [part for part in mains if not any(above in mains for above in part.iterancestors())]
    is_enough = any(map(_holds_facts, outer)) or not _holds_facts(body)
    return outer if outer and is_enough else [body]


def _holds_facts(element: HtmlElement) -> bool:
    return next(element.iter("table", "dl"), None) is not None


def _title_lines(document: HtmlElement, items: list[Item]) -> Iterator[Line]:
    """The page's name in the browser's tab, which often names the body too, part by part."""
    said = {item.text for item in items if isinstance(item, Line)}
    said |= {cell.text for item in items if isinstance(item, Row) for cell in item.cells}
    title = words(next((part.text for part in document.iter("title")), "")).strip()
    for part in _TITLE_PARTS.split(title):
        if part and part not in said:
            yield Line(part, Place())


def _dated_foot(document: HtmlElement) -> Iterator[Line]:
    """The lines of the page's foot that name a year, as its last change does; no notice of rights."""
    for foot in document.iter("footer"):
        for line in text_of(foot).split("\n"):
            if _YEAR.search(line) and "©" not in line and len(line) <= _LONGEST_FOOT:
                yield Line(line.strip(), Place())


class _Tables:
    """Counts the tables of a page."""

    count = 0

    def next_number(self) -> int:
        self.count += 1
        return self.count


class _Walk:
    """Goes through a part of a page from top to bottom."""

    def __init__(self, root: HtmlElement, tables: _Tables) -> None:
        self.tables = tables
        self.with_blocks = _with_blocks(root)
        # The depth of the last heading outside what a reader opens.
        self.level = 0

    def blocks(self, element: HtmlElement) -> Iterator[Item]:
        """The lines and rows inside an element; text between blocks is a line of its own."""
        inline = [words(element.text)]
        for child in element:
            if child in self.with_blocks:
                yield from _lines("".join(inline))
                inline = []
                if not _is_furniture(child):
                    yield from self._block(child)
            elif child.tag != "button":
                inline.append(spoken(child))
            inline.append(words(child.tail))
        yield from _lines("".join(inline))

    def _block(self, element: HtmlElement) -> Iterator[Item]:
        tag = element.tag
        if tag == "table" and not is_layout(element):
            yield from self._table(element)
        elif re.fullmatch(r"h[1-6]", tag):
            self.level = self.level if _folds(element) else int(tag[1])
            yield from _lines(" ".join(text_of(element).split()), level=int(tag[1]))
        elif tag == "summary":
            level = self.level + max(_folds(element), 1)
            yield from _lines(" ".join(text_of(element).split()), level=level)
        elif tag == "dl":
            yield from self._definitions(element)
        elif tag == "hr":
            yield Gap(Place())
        elif tag == "li" and not _holds_facts(element):
            yield from _lines(mark_of(element) + text_of(element))
        elif tag == "p" and not _holds_facts(element):
            yield from _lines(text_of(element))
        else:
            yield from self.blocks(element)

    def _table(self, table: HtmlElement) -> Iterator[Item]:
        number = self.tables.next_number()
        for caption in table.iterchildren("caption"):
            yield from _lines(text_of(caption), Place(table=number))
        if is_labels(table):
            for label, value in map(cells_of, rows_of(table)):
                yield from _labelled(text_of(label), text_of(value))
        else:
            yield from table_to_rows(table, number)
        yield Gap(Place(table=number))

    def _definitions(self, definitions: HtmlElement) -> Iterator[Item]:
        """A line for each name with what is said of it: "Due date: 31 March 2026"."""
        name, said = "", list[str]()
        for part in _names_and_values(definitions):
            if part.tag == "dt":
                yield from _labelled(name, "\n".join(said))
                name, said = text_of(part), []
            else:
                said.append(text_of(part))
        yield from _labelled(name, "\n".join(said))
        yield Gap(Place())


def _folds(element: HtmlElement) -> int:
    """How many parts that a reader opens stand around an element."""
    return sum(1 for _ in element.iterancestors("details"))


def _names_and_values(element: HtmlElement) -> Iterator[HtmlElement]:
    """The names and values of a list of definitions, also those that are grouped."""
    for child in element:
        if child.tag in ("dt", "dd"):
            yield child
        elif child.tag in ("div", "section", "span"):
            yield from _names_and_values(child)


def _labelled(name: str, value: str) -> Iterator[Line]:
    if name or value:
        yield from _lines(f"{' '.join(name.split()).rstrip(' :')}: {value}" if name else value)


def _lines(said: str, place: Place = _NO_PLACE, level: int | None = None) -> Iterator[Line]:
    text = paragraphs(said)
    if text:
        yield Line(text, place, level)


def _with_blocks(root: HtmlElement) -> set[HtmlElement]:
    """The elements that are blocks or hold one, wherever they stand."""
    found: set[HtmlElement] = set()
    for element in root.iter(*BLOCKS):
        above: HtmlElement | None = element
        while above is not None and above not in found:
            found.add(above)
            above = above.getparent()
    return found


def _is_furniture(element: HtmlElement) -> bool:
    """Whether an element belongs to the site around the page, or is not to be seen."""
    if not is_element(element) or element.tag in _NAVIGATION_TAGS or element.get("role") in _NAVIGATION_ROLES:
        return True
    name = f"{element.get('id', '')} {element.get('class', '')}"
    is_hidden = (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN_STYLE.search(element.get("style", "")) is not None
    )
    is_doubtful = is_hidden or element.tag in _FURNITURE_TAGS or _FURNITURE_NAME.search(name) is not None
    return is_doubtful and next(element.iter("table", "dl", "h1"), None) is None


def read_web_archive(content: bytes) -> list[Item]:
    """The rows and lines of the first page of a web archive (.mhtml), which is laid out as a mail with its
    pictures attached. Raises UnreadableFileError."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(content)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        text = _text(page) if isinstance(page, EmailMessage) else ""
    except Exception as error:  # a damaged archive may fail anywhere in the parser, with any exception
        raise UnreadableFileError(_DAMAGED_ARCHIVE) from error
    if not text.strip():
        raise UnreadableFileError(_DAMAGED_ARCHIVE)
    return read_web_page(text.encode("utf-8-sig", errors="replace"))


def _text(page: EmailMessage) -> str:
    charset = page.get_content_charset("utf-8")
    payload = page.get_payload(decode=True)
    return payload.decode(charset, errors="replace") if isinstance(payload, bytes) else ""
