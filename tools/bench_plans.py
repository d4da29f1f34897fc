"""Plans of any size for `make bench`: invented rows under the headings that councils use, in each format."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

Row = Sequence[object]

_HEADINGS = (
    "Ref", "Action", "Owner", "Due date", "Status", "Progress", "Theme", "Workstream", "Start date",
    "Original due date", "Measure of success", "Evidence", "Dependencies", "Resources", "Priority",
    "Recommendation", "Governance", "Next steps", "Barriers", "Notes",
)  # fmt: skip
_VERBS = ("Agree", "Publish", "Review", "Test", "Replace", "Train staff in", "Report on", "Map")
_THINGS = (
    "the register of contracts", "the way that complaints are answered", "the budget for repairs",
    "the rules for buying", "the list of open audit points", "the plan for winter", "the survey of tenants",
    "the induction of new managers", "the forecast of demand", "the review of fees", "the risk register",
)  # fmt: skip
_AFTER = (
    "with each directorate", "before the next committee", "for every ward", "and share what was learnt",
    "so that residents can see it", "in the first half of the year", "by the agreed method",
)  # fmt: skip
_OWNERS = (
    "Director of Finance", "Head of Audit", "Assistant Director Housing", "Monitoring Officer",
    "Head of Legal Services", "Service Director Adults and Health", "Programme Manager",
)  # fmt: skip
_STATUSES = ("On track", "Complete", "Not started", "Delayed", "At risk")
_COLOURS = ("#92D050", "#0070C0", "#D9D9D9", "#FFC000", "#FF0000")
_FORUMS = ("Audit Committee", "Improvement Board", "Cabinet")
_PRIORITIES = ("High", "Medium", "Low")
_FIRST_DAY = date(2024, 4, 1)
_LARGEST_THEME = 97
_MOST_ON_A4 = 8


def rows(count: int, columns: int) -> Iterator[Row]:
    """The headings, then so many actions; each has a title, an update and a note that no other has."""
    yield _HEADINGS[:columns]
    for number in range(count):
        yield _cells(number)[:columns]


def _cells(number: int) -> Row:
    start = _FIRST_DAY + timedelta(days=number % 700)
    due = start + timedelta(days=90 + number % 300)
    sentence = _sentence(number)
    return (
        f"{1 + number // _LARGEST_THEME}.{1 + number % _LARGEST_THEME}", sentence,
        _OWNERS[number % len(_OWNERS)], due, _STATUSES[number % len(_STATUSES)],
        f"{_sentence(number + 1)}. {_sentence(number + 2)} was done in week {number}.",
        f"Theme {1 + number // 500}", f"Workstream {1 + number // 100}", start, due,
        f"{number % 90 + 10}% of cases are answered in time", f"Minutes of meeting {number}",
        f"Needs {_THINGS[number % len(_THINGS)]}", "Within the budget of the service",
        _PRIORITIES[number % 3], f"Recommendation {1 + number // 10}", _FORUMS[number % 3],
        f"{_sentence(number + 3)} next", f"Waits for {_THINGS[(number + 4) % len(_THINGS)]}",
        f"Item {number} of the year",
    )  # fmt: skip


def _sentence(number: int) -> str:
    verb = _VERBS[number % len(_VERBS)]
    thing = _THINGS[number // 3 % len(_THINGS)]
    return f"{verb} {thing} {_AFTER[number // 7 % len(_AFTER)]} (part {number})"


def write_csv(path: Path, count: int, columns: int) -> None:
    """A table as a CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(map(_as_texts, rows(count, columns)))


def write_excel(path: Path, count: int, columns: int) -> None:
    """A table on one sheet, its heading bold, its dates real, its statuses coloured."""
    from xlsxwriter import Workbook

    with Workbook(str(path), {"default_date_format": "dd mmmm yyyy"}) as workbook:
        sheet = workbook.add_worksheet("Plan")
        bold = workbook.add_format({"bold": True})
        colours = zip(_STATUSES, _COLOURS, strict=True)
        fills = {status: workbook.add_format({"bg_color": colour}) for status, colour in colours}
        for at, cells in enumerate(rows(count, columns)):
            for column, cell in enumerate(cells):
                sheet.write(at, column, cell, fills.get(str(cell)) if at else bold)


def write_word(path: Path, count: int, columns: int) -> None:
    """A table in a Word document."""
    from docx import Document

    document = Document()
    document.add_heading("Plan", 1)
    table = document.add_table(rows=0, cols=columns)
    for cells in rows(count, columns):
        for cell, text in zip(table.add_row().cells, _as_texts(cells), strict=True):
            cell.text = text
    document.save(str(path))


def write_pdf(path: Path, count: int, columns: int) -> None:
    """A ruled table on landscape pages, its heading printed on each: 5 rows a page of 16 columns, 7 of 6."""
    from fpdf import FPDF

    pdf = FPDF(orientation="landscape", format="A3" if columns > _MOST_ON_A4 else "A4")
    pdf.set_font("Helvetica", size=7)
    pdf.add_page()
    with pdf.table(padding=1) as table:
        for cells in rows(count, columns):
            table.row(_as_texts(cells))
    pdf.output(str(path))


def _as_texts(cells: Row) -> list[str]:
    return [f"{cell:%d %B %Y}" if isinstance(cell, date) else str(cell) for cell in cells]
