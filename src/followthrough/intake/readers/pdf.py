"""PDFs with text as rows and lines, page by page: ruled tables by their lines, others by their headings."""

import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from math import inf
from unicodedata import name

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, resolve1
from pdfplumber.pdf import PDF

from followthrough.intake.grid import Cell, Gap, Item, Line, Place, Row, Said, UnreadableFileError
from followthrough.intake.readers.package import MOST_BYTES_UNPACKED
from followthrough.intake.readers.pdf_columns import AlignedTable, aligned_rows, below_heads, find_aligned
from followthrough.intake.readers.pdf_grids import find_grids, grid_rows, lacks_row_lines, split_words
from followthrough.intake.readers.pdf_page import Page, Word, read_page
from followthrough.intake.readers.pdf_stripes import join_stripes
from followthrough.intake.readers.pdf_tags import Element, items_by_tags, structure_of
from followthrough.intake.readers.pdf_text import LevelOf, TextLine, levels_of, lines_of, paragraphs_of
from followthrough.intake.readers.scan import can_read_scans, doubts_of, scan_as_a_whole, with_scans
from followthrough.intake.running import each_part, say
from followthrough.plan.folding import STATUS_SIGNS

MOST_PAGES = 300
MOST_WORDS = 1_000_000
_UNKNOWN_LETTER = "(cid:"
_MOST_UNKNOWN = 0.3
# A PDF says a sign that has no letter shape by its name, "[large red circle]".
_SIGNS = {f"[{name(sign).lower()}]": sign for sign in STATUS_SIGNS}
# The bullets of an office program's fonts for signs, which have no place among the letters.
_BULLETS = dict.fromkeys(map(ord, "\uf0a7\uf0b7\uf0d8"), "•")
_NAMED_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
# It warns on the terminal of each odd font, which is for those who make PDFs.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

_Cells = tuple[Cell, ...]


@dataclass(slots=True)
class _Read:
    """A page with its pieces, from top to bottom: the cells of a row, the lines of a paragraph, or None where
    another table begins."""

    page: Page
    pieces: list[tuple[float, _Cells | list[TextLine] | None]] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[list[TextLine]]:
        """The paragraphs outside tables."""
        return [piece for _, piece in self.pieces if isinstance(piece, list)]


def read_pdf(content: bytes) -> list[Item]:
    """Rows of tables and lines of text with the page that they stand on, a gap at the end of each page.

    A file that tags its tables and paragraphs is read by its tags, with a gap at the end of each table.
    Turned pages are read as a person would turn them; larger or bold lines are headings. Raises
    UnreadableFileError, also for a scan, which has pictures of words and no words.
    """
    structure, pages = _open(content)
    pages = with_scans(content, pages)
    _check_words(pages)
    if structure and not any(map(_is_picture, pages)) and (items := items_by_tags(structure, pages)):
        return list(with_signs(items))
    reads = _read_tables(pages)
    usual = Counter(round(word.size) for page in pages for word in page.words).most_common(1)[0][0]
    level_of = levels_of([paragraph for read in reads for paragraph in read.paragraphs], usual)
    items = [item for read in reads for item in _items(read, level_of)]
    return [*with_signs(items), *scan_as_a_whole(pages)]


def _open(content: bytes) -> tuple[Element | None, list[Page]]:
    """What the file says of its own structure, and its pages."""
    try:
        with pdfplumber.open(BytesIO(content)) as pdf:
            _check_length(pdf)
            structure = _structure(pdf)
            return structure, list(_read_pages(pdf, is_tagged=structure is not None))
    except UnreadableFileError:
        raise
    except Exception as error:  # a damaged part may fail anywhere in pdfminer, with any exception
        raise UnreadableFileError(_advice(error)) from error


def _is_picture(page: Page) -> bool:
    return page.is_scanned or (page.has_picture and not page.words)


def _structure(pdf: PDF) -> Element | None:
    try:
        return structure_of(pdf)
    except Exception:  # a damaged structure may fail with any exception, and the pages can be read without it
        return None


def _advice(error: Exception) -> str:
    if any(isinstance(part, PDFPasswordIncorrect) for part in (error, *error.args)):
        return "The PDF has a password: take the password off, save it and try again."
    return "The PDF is damaged or only a part of it came: open it, save it again and try once more."


def _check_length(pdf: PDF) -> None:
    if len(pdf.pages) > MOST_PAGES:
        raise UnreadableFileError(
            f"The PDF has {len(pdf.pages)} pages, and {MOST_PAGES} are read at most: "
            "save the pages of the plan alone and try that."
        )


def _read_pages(pdf: PDF, *, is_tagged: bool) -> Iterator[Page]:
    def read_one(index: int) -> Page:
        page = pdf.pages[index]
        for part in page.page_obj.contents:
            _check_unpacked(resolve1(part))
        read = read_page(page.layout, page.page_number, is_tagged=is_tagged)
        page.close()
        return read

    count = 0
    for read in each_part(read_one, len(pdf.pages)):
        say(f"Page {read.number} of {len(pdf.pages)}")
        count += len(read.words)
        if count > MOST_WORDS:
            raise UnreadableFileError(
                "The PDF has more words than any plan: save the plan's own pages and try that."
            )
        yield read


def _check_unpacked(part: object) -> None:
    """Refuse a part of a page that is vast unpacked before the library unpacks it; one that is locked or
    packed otherwise is left to the limits of the process."""
    if not isinstance(part, PDFStream) or not any(
        name in LITERALS_FLATE_DECODE for name, _ in part.get_filters()
    ):
        return
    try:
        unpacked = zlib.decompressobj().decompress(part.get_rawdata() or b"", MOST_BYTES_UNPACKED + 1)
    except zlib.error:
        return
    if len(unpacked) > MOST_BYTES_UNPACKED:
        raise UnreadableFileError(
            f"A page of the PDF unpacks to more than {MOST_BYTES_UNPACKED // 1_000_000} MB, which no plan "
            "needs: save the pages of the plan alone and try that."
        )


def _check_words(pages: Sequence[Page]) -> None:
    """Refuse a file whose words can't be told from its letters."""
    words = [word.text for page in pages for word in page.words]
    has_picture = any(page.has_picture for page in pages)
    if not words and has_picture and can_read_scans():
        raise UnreadableFileError(
            "The PDF is a scan in which no words can be read: ask for the document it was made from."
        )
    if not words and has_picture:
        raise UnreadableFileError(
            "The PDF is a scan: it holds pictures of words and no words. Ask for the document it was made "
            "from, or add what reads scans (pip install 'followthrough[ocr]'), and try again."
        )
    if not words:
        raise UnreadableFileError("The PDF has no words in it: choose the file that holds the plan.")
    if sum(_UNKNOWN_LETTER in word for word in words) > _MOST_UNKNOWN * len(words):
        raise UnreadableFileError(
            "The PDF does not say which letters its signs stand for: ask for the document it was made from."
        )


def _read_tables(pages: Sequence[Page]) -> list[_Read]:
    reads: list[_Read] = []
    before: AlignedTable | None = None
    for page in pages:
        read = _Read(page)
        words = _take_ruled(read)
        before = _take_aligned(read, words, None if read.pieces else before)
        reads.append(read)
    return reads


def _take_ruled(read: _Read) -> list[Word]:
    """Take the ruled tables of a page into its pieces; the words outside them are returned."""
    left = read.page.words
    grids = join_stripes(find_grids(read.page), left, read.page.fills)
    for at, grid in enumerate(grids, 1):
        inside, outside = split_words(grid, left)
        if lacks_row_lines(grid, inside):
            continue
        left = outside
        if at > 1 and len(grid.lefts) != len(grids[at - 2].lefts):
            read.pieces.append((grid.tops[0], None))
        rows = list(zip(grid.tops, grid_rows(grid, inside, read.page.fills), strict=True))
        read.pieces += [(top, row) for top, row in rows if any(cell.text for cell in row)]
        if all(_is_heading(cell) for _, row in rows for cell in row):
            end = grids[at].tops[0] if at < len(grids) else inf
            rest = [word for word in left if grid.box[3] - 1 < word.top and word.bottom < end + 1]
            left = _take_below_heads(read, grid.lefts, rest, left)
    return left


def _is_heading(cell: Cell) -> bool:
    return not cell.text or cell.bold or cell.fill is not None


def _take_below_heads(
    read: _Read, lefts: Sequence[float], rest: Sequence[Word], left: list[Word]
) -> list[Word]:
    """Take the rows that stand, without lines between their columns, below a box of headings; the words that
    are `left` are returned."""
    table = below_heads(rest, lefts)
    if table is None:
        return left
    read.pieces += aligned_rows(table, read.page.edges, read.page.fills)
    taken = {id(word) for line in table.body for word in line.words}
    return [word for word in left if id(word) not in taken]


def _take_aligned(read: _Read, words: Sequence[Word], before: AlignedTable | None) -> AlignedTable | None:
    """Take the tables without column lines and the paragraphs of a page into its pieces; the last such table
    is returned."""
    tables, left = find_aligned(words, before)
    for table in tables:
        read.pieces += aligned_rows(table, read.page.edges, read.page.fills)
    read.pieces += [(paragraph[0].top, paragraph) for paragraph in paragraphs_of(lines_of(left))]
    read.pieces.sort(key=lambda piece: piece[0])
    return tables[-1] if tables else None


def _picture(number: int) -> Said:
    text = (
        f"Page {number} is a picture, and no words were read from it. See whether it is a part of the plan."
    )
    return Said("page_is_a_picture", text, Place(page=number), severity="warning")


def _items(read: _Read, level_of: LevelOf) -> Iterator[Item]:
    number = read.page.number
    row = 0
    places: list[Place] = []
    for _, piece in read.pieces:
        if isinstance(piece, tuple):
            row += 1
            places.append(Place(row=row, page=number))
            yield Row(piece, places[-1])
        elif piece is None:
            yield Gap(Place(page=number))
        else:
            places.append(Place(page=number))
            yield Line(" ".join(line.text for line in piece), places[-1], level_of(piece))
    if read.page.is_scanned:
        yield from doubts_of(read.page, [top for top, piece in read.pieces if piece], places)
    if not read.pieces and read.page.has_picture:
        yield _picture(number)
    yield Gap(Place(page=number))


def with_signs(items: Iterable[Item]) -> Iterator[Item]:
    """The same rows and lines, "[large red circle]" as 🔴: brackets round other words stay as they are."""
    for item in items:
        if isinstance(item, Row):
            cells = tuple(cell._replace(text=_signed(cell.text)) for cell in item.cells)
            yield replace(item, cells=cells)
        elif isinstance(item, Line):
            yield replace(item, text=_signed(item.text))
        else:
            yield item


def _signed(text: str) -> str:
    return _NAMED_SIGN.sub(lambda found: _SIGNS[found[0]], text.translate(_BULLETS))
