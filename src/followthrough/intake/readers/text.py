"""Reads text in any encoding that councils send: cells parted by a tab, comma, semicolon or bar, lined up
with blanks, or one a line, or by strokes between blanks, and blocks of labels and values.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from followthrough.intake.grid import Cell, Gap, Item, Line, Place, Row, UnreadableFileError
from followthrough.intake.limits import check_lines, within_rows
from followthrough.intake.marks import read_cell
from followthrough.intake.proposals.blocks import with_blocks_as_rows
from followthrough.intake.readers.cell_lines import read_cell_lines
from followthrough.intake.readers.text_columns import names_columns, read_fixed_width, read_slashed_cells

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# The sign that keeps a cell of a CSV from becoming a formula is no part of the text.
_UNQUOTED = re.compile(r"^'(?=[=+@-])")
# A spreadsheet quotes a cell that holds quotation marks, doubled there, or a comma: also between tabs.
_QUOTED = re.compile(r'"((?:[^"]|"")*(?:""|,)(?:[^"]|"")*)"')
# What steers a terminal or a printer and has no shape of its own becomes a blank, so that the words on both
# sides stay two; what ends a line stays.
_NO_TEXT = dict.fromkeys([*range(9), *range(14, 28), 31, *range(127, 133), *range(134, 160)], " ")
# What stands between the rows of a table that is drawn with signs: "|---|:---:|", "+-----+-----+".
_SIGNS_OF_RULE, _STROKES = re.compile(r"[-=_+:|\s]+"), ("--", "==", "__")
_HEADING_MARK = re.compile(r"^(#{1,6})\s+(?=\S)")
_SAMPLE_LINES = 200
_MARKS = ",;|"
_FIRST_ROWS, _LEAST_HEADER = 20, 2


def read_text(content: bytes) -> list[Item]:
    """Rows, lines and gaps of a text file. Raises UnreadableFileError where it is no text."""
    text = decode(content)
    check_lines(text)
    lines = text.split("\n")
    if "\t" not in text and (items := read_fixed_width(lines) or _read_blocks(lines)):
        return items
    delimiter = find_delimiter(text)
    if delimiter is None:
        return read_slashed_cells(lines) or read_cell_lines(lines) or _plain(lines)
    if delimiter == "\t" and not _has_quoted_breaks(text):
        rows = enumerate(([_without_quotes(cell) for cell in line.split("\t")] for line in lines), 1)
        return list(
            within_rows(
                _item(cells, Place(row=number)) for number, cells in rows if not _is_rule(cells, delimiter)
            )
        )
    return list(within_rows(_quoted_rows(text, delimiter)))


def _plain(lines: Sequence[str]) -> list[Item]:
    return [_line_or_gap(line, Place(row=number)) for number, line in enumerate(lines, 1)]


def _read_blocks(lines: Sequence[str]) -> list[Item] | None:
    """The rows of blocks of labels and values, None where the first lines show no such block."""
    shown = with_blocks_as_rows(_plain(lines[:_SAMPLE_LINES]))
    return with_blocks_as_rows(_plain(lines)) if any(isinstance(item, Row) for item in shown) else None


def decode(content: bytes) -> str:
    """The text of a file by its byte order mark, else UTF-8, else Windows-1252; line ends become one kind."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), None)
    if encoding is None and b"\x00" in content[:4096]:
        encoding = "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be" if content[:1] == b"\x00" else None
        if encoding is None:
            raise UnreadableFileError(
                "The file is of a kind that is not read: it is neither text nor a Word, Excel or PDF file. "
                "Choose the plan as .docx, .xlsx, .xls, .ods, .pdf, .html, .csv or text."
            )
    for name in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            return _with_one_line_end(content.decode(name))
        except UnicodeDecodeError:
            continue
    return _with_one_line_end(content.decode("cp1252", errors="replace"))


def _with_one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_NO_TEXT)


def find_delimiter(text: str) -> str | None:
    """The character that parts the cells, None where lines have no cells: a tab wherever there is one."""
    if "\t" in text:
        return "\t"
    lines = [line for line in text.split("\n") if line.strip() and not _is_rule([line], "|")]
    sample = "\n".join(lines[:_SAMPLE_LINES])
    counts = {mark: _steadiness(sample, mark) for mark in _MARKS}
    best = max(counts, key=lambda mark: counts[mark])
    if counts[best] >= 0.5:
        return best
    return next((mark for mark in _MARKS if _parts_a_table(sample, mark)), None)


def _parts_a_table(sample: str, delimiter: str) -> bool:
    """Whether a row of headings has a row as wide right below it, however much text stands around them."""
    rows = map(_without_spare_cells, _csv_rows(sample, delimiter))
    return any(names_columns(header) and len(row) == len(header) for header, row in pairwise(rows))


def _without_spare_cells(cells: list[str]) -> list[str]:
    """The cells without the empty ones at the end of their row."""
    last = max((at for at, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return cells[:last]


def _steadiness(sample: str, delimiter: str) -> float:
    """The share of rows that have cells, and no more of them than the widest of the first rows."""
    widths = [len(_without_spare_cells(row)) for row in _csv_rows(sample, delimiter) if row]
    widest = max(widths[:_FIRST_ROWS], default=0)
    if widest < _LEAST_HEADER:
        return 0.0
    return sum(1 < width <= widest for width in widths) / len(widths)


def _csv_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    # A cell may be as long as the file: the module's own limit of 131,072 letters is lifted to that.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    return csv.reader(io.StringIO(text), delimiter=delimiter)


def _has_quoted_breaks(text: str) -> bool:
    """Whether a cell in quotation marks runs over a line's end, as a spreadsheet's clipboard writes it."""
    return any(
        line.count('"') % 2 and any(cell.startswith('"') for cell in line.split("\t"))
        for line in text.split("\n")
    )


def _without_quotes(cell: str) -> str:
    quoted = _QUOTED.fullmatch(cell) if cell.startswith('"') else None
    return quoted[1].replace('""', '"') if quoted else cell


def _quoted_rows(text: str, delimiter: str) -> Iterator[Item]:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    first = 1
    for cells in reader:
        if not _is_rule(cells, delimiter):
            yield _item([_UNQUOTED.sub("", cell) for cell in cells], Place(row=first))
        first = reader.line_num + 1


def _is_rule(cells: Sequence[str], delimiter: str) -> bool:
    """Whether all that the cells of a row hold is a line drawn with signs."""
    drawn = "|".join(cells)
    is_table_row = len(cells) > 1 or delimiter == "|"
    has_stroke = any(stroke in drawn for stroke in _STROKES)
    return is_table_row and has_stroke and _SIGNS_OF_RULE.fullmatch(drawn) is not None


def _item(cells: list[str], place: Place) -> Item:
    if len(cells) <= 1:
        return _line_or_gap(cells[0] if cells else "", place)
    read = tuple(map(read_cell, cells))
    return Row(read, place) if any(cell.text for cell in read) else Gap(place)


def _line_or_gap(raw: str, place: Place) -> Item:
    mark = _HEADING_MARK.match(raw)
    cell: Cell = read_cell(raw[mark.end() :] if mark else raw)
    return Line(cell.text, place, level=len(mark[1]) if mark else None) if cell.text else Gap(place)
