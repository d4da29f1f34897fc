"""Paper into files: tab-separated text, CSV, Excel and Word."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import groupby

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font

from followthrough.plan.when import When
from tests.intake.layout_paper import Laid, Printed

_OF_ONE_CELL = ("line", "empty")


def as_bytes(laid: Laid, lines: Sequence[Printed]) -> bytes:
    """The lines as a file of the layout's form."""
    return {"tsv": _as_tsv, "csv": _as_csv, "xlsx": _as_excel, "docx": _as_word}[laid.form](laid, lines)


def texts_in(laid: Laid, lines: Sequence[Printed]) -> Iterator[str]:
    """The texts that a file holds: a real date has no words of its own."""
    for line in lines:
        dates = _dates(laid, line) if laid.form == "xlsx" else {}
        yield from (text for text in line.cells if text not in dates)


def _as_tsv(laid: Laid, lines: Sequence[Printed]) -> bytes:
    return as_text(lines)


def as_text(lines: Sequence[Printed]) -> bytes:
    """The lines as tab-separated text, a line each, whatever form the layout has."""
    return "".join(
        "\t".join(cell.replace("\n", " ") for cell in line.cells) + "\n" for line in lines
    ).encode()


def _as_csv(laid: Laid, lines: Sequence[Printed]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(line.cells for line in lines)
    return text.getvalue().encode()


def _as_excel(laid: Laid, lines: Sequence[Printed]) -> bytes:
    """A sheet with a row a line; dates that are known become real dates under a number format."""
    book = Workbook()
    sheet = book.active
    number = 0
    for line in lines:
        if line.kind == "sheet":
            sheet, number = book.create_sheet(line.cells[0]), 0
            continue
        number += 1
        dates = _dates(laid, line)
        for column, text in enumerate(line.cells, 1):
            cell = sheet.cell(number, column, text or None)
            if when := dates.get(text):
                cell.value, cell.number_format = (
                    when.earliest,
                    "dd/mm/yyyy" if when.kind == "day" else "mmm-yy",
                )
            if line.kind == "header":
                cell.font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _dates(laid: Laid, line: Printed) -> dict[str, When]:
    """The dates of the action on a row, by their texts."""
    if line.action is None or line.kind != "row":
        return {}
    action = laid.plan.actions[line.action]
    whens = (action.start, action.due, action.original_due)
    return {when.text: when for when in whens if when and when.kind in ("day", "month")}


def _as_word(laid: Laid, lines: Sequence[Printed]) -> bytes:
    """Paragraphs, and a table for each run of rows that no paragraph parts."""
    document = Document()
    for is_text, run in groupby(lines, key=lambda line: line.kind in _OF_ONE_CELL or len(line.cells) == 1):
        if is_text:
            for line in run:
                style = "Heading 2" if line.kind == "section" and laid.has_heading_styles else None
                document.add_paragraph("".join(line.cells), style)
        else:
            _add_table(document, list(run))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_table(document, lines: list[Printed]) -> None:
    table = document.add_table(rows=0, cols=max(len(line.cells) for line in lines))
    for line in lines:
        for cell, text in zip(table.add_row().cells, line.cells, strict=False):
            cell.text = text
