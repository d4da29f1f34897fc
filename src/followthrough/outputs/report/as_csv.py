"""The main table of a report as CSV, safe to open in a spreadsheet."""

import csv
from io import StringIO

from followthrough.outputs.report.blocks import Report

# A cell that begins so would be run as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(report: Report) -> bytes:
    """The table that the report is, the other tables left out; UTF-8 with a mark, as spreadsheets like it."""
    table, stream = report.main_table, StringIO()
    writer = csv.writer(stream)
    if table is None or not table.rows:
        writer.writerow([report.title])
        writer.writerows([line.words] for line in report.headline)
        return stream.getvalue().encode("utf-8-sig")
    writer.writerow([safe_for_sheets(words) for words in table.headings])
    writer.writerows(
        [safe_for_sheets(cell.words) if cell.number is None else cell.number for cell in row]
        for row in table.rows
    )
    return stream.getvalue().encode("utf-8-sig")


def safe_for_sheets(text: str) -> str:
    """The text as no spreadsheet runs it."""
    plain = text.replace("\u00a0", " ")
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
