"""A list of rows as CSV or Excel, written as it is read: for lists of many thousand actions."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from followthrough.outputs.layout.sheet_dates import sheet_date
from followthrough.outputs.layout.table import TableCell
from followthrough.outputs.plan.as_csv import BYTE_ORDER_MARK, harmless
from followthrough.outputs.plan.as_excel import CREATED_WITHOUT_A_DAY, HEADER, LONGEST_CELL, PLAIN

_ROWS_A_PIECE = 500
_LARGE = {"bold": True, "font_name": "Arial", "font_size": 14}
_SETTINGS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # Each row leaves the memory when the next begins.
    "constant_memory": True,
}
# In characters: of a date or a status, of names, of running text.
NARROW, WIDE, WIDEST = 16.0, 30.0, 60.0


def list_as_csv(headings: Sequence[str], rows: Iterable[Sequence[TableCell]]) -> Iterator[bytes]:
    """The rows in UTF-8, piece by piece; an apostrophe before what a spreadsheet would take for a formula."""
    stream = StringIO(newline="")
    stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream)
    writer.writerow([harmless(heading) for heading in headings])
    for number, row in enumerate(rows, start=1):
        writer.writerow([harmless(cell.text) for cell in row])
        if number % _ROWS_A_PIECE == 0:
            yield _taken_from(stream)
    yield _taken_from(stream)


def list_as_excel(
    lines: Sequence[str],
    headings: Sequence[str],
    rows: Iterable[Sequence[TableCell]],
    widths: Sequence[float],
) -> bytes:
    """The bytes of an .xlsx file: what is listed in `lines`, the first the title, then headings and rows.

    `widths`, in characters, are those of the columns.

    A date is one of Excel where a number format shows its words; no text becomes a formula, a link or a
    number. Of a text longer than a cell of Excel takes, its beginning.
    """
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, _SETTINGS) as workbook:
        workbook.set_properties({"title": lines[0], "created": CREATED_WITHOUT_A_DAY})
        sheet = workbook.add_worksheet("Actions")
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        for number, line in enumerate(lines):
            sheet.write_string(number, 0, line, workbook.add_format({} if number else _LARGE))
        first = len(lines) + 1
        header = workbook.add_format(HEADER)
        for at, heading in enumerate(headings):
            sheet.write_string(first, at, heading, header)
        last = _write_rows(sheet, workbook, rows, first + 1)
        sheet.freeze_panes(first + 1, 0)
        sheet.repeat_rows(first)
        if last > first:
            sheet.autofilter(first, 0, last, len(headings) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return stream.getvalue()


def _write_rows(sheet: Worksheet, workbook: Workbook, rows: Iterable[Sequence[TableCell]], first: int) -> int:
    """Writes the rows from a row of the sheet on; the row of the last."""
    plain = workbook.add_format(PLAIN)
    dates: dict[str, Format] = {}
    number = first - 1
    for number, row in enumerate(rows, start=first):
        for at, cell in enumerate(row):
            dated = sheet_date(cell.when) if cell.when else None
            if dated is None:
                sheet.write_string(number, at, cell.text[:LONGEST_CELL], plain)
                continue
            form = dated.number_format
            if form not in dates:
                dates[form] = workbook.add_format({**PLAIN, "num_format": form, "align": "left"})
            sheet.write_number(number, at, dated.number, dates[form])
    return number


def _taken_from(stream: StringIO) -> bytes:
    """What the stream holds, which it holds no more."""
    piece = stream.getvalue().encode()
    stream.seek(0)
    stream.truncate()
    return piece
