"""Reads text in any encoding that councils send: its lines, or the cells between tabs, commas, semicolons or
bars where these part most of its lines.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from followthrough.intake.grid import Cell, Gap, Item, Line, Place, Row, UnreadableFileError
from followthrough.intake.limits import within_rows
from followthrough.intake.marks import read_cell

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
SAMPLE_LINES = 200
MARKS = ",;|"
_MOSTLY = 0.5
_FIRST_ROWS, _LEAST_HEADER = 20, 2


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


def rows_between(text: str, delimiter: str) -> list[Item]:
    """The rows of a text whose cells a character parts, and the lines between them."""
    if delimiter == "\t" and not _has_quoted_breaks(text):
        lines = enumerate(text.split("\n"), 1)
        rows = ((at, [_without_quotes(cell) for cell in line.split("\t")]) for at, line in lines)
    else:
        quoted = _csv_rows(text, delimiter)
        rows = ((at, [_UNQUOTED.sub("", cell) for cell in cells]) for at, cells in quoted)
    read = (_item(cells, Place(row=at)) for at, cells in rows if not _is_rule(cells, delimiter))
    return list(within_rows(read))


def lines_of(text: str) -> list[Item]:
    """The lines of a text, and the gaps between them."""
    return [line_or_gap(line, Place(row=number)) for number, line in enumerate(text.split("\n"), 1)]


def steady_mark(text: str) -> str | None:
    """The character that parts the cells of most lines, None where none does: a tab wherever there is one."""
    if "\t" in text:
        return "\t"
    sample = sample_of(text)
    best = max(MARKS, key=lambda mark: _steadiness(sample, mark))
    return best if _steadiness(sample, best) >= _MOSTLY else None


def sample_of(text: str) -> str:
    """The first lines of a text that tell how it is laid out."""
    lines = [line for line in text.split("\n") if line.strip() and not _is_rule([line], "|")]
    return "\n".join(lines[:SAMPLE_LINES])


def cells_between(text: str, delimiter: str) -> Iterator[list[str]]:
    """The cells of each row of a text, without the empty ones at its end."""
    return (_without_spare_cells(cells) for _, cells in _csv_rows(text, delimiter))


def _without_spare_cells(cells: list[str]) -> list[str]:
    """The cells without the empty ones at the end of their row."""
    last = max((at for at, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return cells[:last]


def _steadiness(sample: str, delimiter: str) -> float:
    """The share of rows that have cells, and no more of them than the widest of the first rows."""
    widths = [len(cells) for cells in cells_between(sample, delimiter)]
    widest = max(widths[:_FIRST_ROWS], default=0)
    if widest < _LEAST_HEADER:
        return 0.0
    return sum(1 < width <= widest for width in widths) / len(widths)


def _csv_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row with the number of its first line."""
    # A cell may be as long as the file: the module's own limit of 131,072 letters is lifted to that.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    first = 1
    for cells in reader:
        yield first, cells
        first = reader.line_num + 1


def _has_quoted_breaks(text: str) -> bool:
    """Whether a cell in quotation marks runs over a line's end, as a spreadsheet's clipboard writes it."""
    return any(
        line.count('"') % 2 and any(cell.startswith('"') for cell in line.split("\t"))
        for line in text.split("\n")
    )


def _without_quotes(cell: str) -> str:
    quoted = _QUOTED.fullmatch(cell) if cell.startswith('"') else None
    return quoted[1].replace('""', '"') if quoted else cell


def _is_rule(cells: Sequence[str], delimiter: str) -> bool:
    """Whether all that the cells of a row hold is a line drawn with signs."""
    line = "|".join(cells)
    is_table_row = len(cells) > 1 or delimiter == "|"
    has_stroke = any(stroke in line for stroke in _STROKES)
    return is_table_row and has_stroke and _SIGNS_OF_RULE.fullmatch(line) is not None


def _item(cells: list[str], place: Place) -> Item:
    if len(cells) <= 1:
        return line_or_gap(cells[0] if cells else "", place)
    read = tuple(map(read_cell, cells))
    return Row(read, place) if any(cell.text for cell in read) else Gap(place)


def line_or_gap(raw: str, place: Place) -> Item:
    mark = _HEADING_MARK.match(raw)
    cell: Cell = read_cell(raw[mark.end() :] if mark else raw)
    return Line(cell.text, place, level=len(mark[1]) if mark else None) if cell.text else Gap(place)
