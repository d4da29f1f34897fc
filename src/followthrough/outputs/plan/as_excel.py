"""A plan as an Excel workbook: the plan in its own layout, its key, and what belongs to no action."""

from datetime import UTC, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from followthrough.outputs.layout.sheet_dates import sheet_date
from followthrough.outputs.layout.sheet_sizes import row_height, sheet_column_widths
from followthrough.outputs.layout.side_tables import title_lines
from followthrough.outputs.layout.status_colours import text_colour_on
from followthrough.outputs.layout.table import Table, TableCell, rows_of
from followthrough.outputs.plan.key_rows import key_rows, recommendation_rows, remark_rows
from followthrough.plan.document import PlanDocument

_A3 = 8
# Excel drops a longer text without a word.
LONGEST_CELL = 32_000
_LONGEST_SHEET_NAME = 31
_SETTINGS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_RECOMMENDATIONS = "Recommendations"
# The same plan gives the same bytes, so the moment of writing can't stand in the file.
CREATED_WITHOUT_A_DAY = datetime(2000, 1, 1, tzinfo=UTC)
PLAIN = {
    "text_wrap": True,
    "valign": "top",
    "font_name": "Arial",
    "font_size": 9,
    "border": 1,
    "border_color": "#b1b4b6",
}
HEADER = {**PLAIN, "bold": True, "bg_color": "#1d3d5c", "font_color": "#ffffff", "valign": "vcenter"}
_TITLE_SIZE, _SUBTITLE_SIZE = 16, 11
_LOOKS: dict[str, dict[str, object]] = {
    "plain": PLAIN,
    "header": HEADER,
    "main": {**PLAIN, "bold": True, "bg_color": "#e8eef3"},
    "title": {"bold": True, "font_name": "Arial", "font_size": _TITLE_SIZE},
    "section": {"bold": True, "font_name": "Arial", "font_size": 12},
    "subtitle": {"font_name": "Arial", "font_size": _SUBTITLE_SIZE},
}


def to_excel(plan: PlanDocument) -> bytes:
    """The bytes of an .xlsx file: a sheet with the plan, and "Key", "Recommendations" and "Not in a row"
    where there is something to say on them.

    A date stays in its own words, and is a date of Excel where a number format shows those words; no text
    becomes a formula, a link or a number.
    """
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, _SETTINGS) as workbook:
        workbook.set_properties(
            {"title": plan.title or "", "company": plan.organisation or "", "created": _created(plan)}
        )
        pens = _Pens(workbook)
        too_long = _write_plan(workbook.add_worksheet(_sheet_name(plan.title)), plan, pens)
        _write_rows(workbook, "Key", key_rows(plan), pens)
        _write_rows(workbook, _RECOMMENDATIONS, recommendation_rows(plan), pens)
        _write_rows(workbook, "Not in a row", remark_rows(plan, too_long), pens)
    return stream.getvalue()


def _sheet_name(title: str | None) -> str:
    """The plan's title where Excel takes it for a name: a reader of several sheets sees names, not titles."""
    is_fit = title and len(title) <= _LONGEST_SHEET_NAME and not set(title) & set(r"[]:*?/\'")
    return (
        title
        if title and is_fit and title not in ("Key", _RECOMMENDATIONS, "Not in a row", "History")
        else "Plan"
    )


def _created(plan: PlanDocument) -> datetime:
    if plan.as_at is None:
        return CREATED_WITHOUT_A_DAY
    return datetime(plan.as_at.year, plan.as_at.month, plan.as_at.day, tzinfo=UTC)


class _Pens:
    """The cell formats of a workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str | None], Format] = {}

    def of(self, look: str, *, colour: str | None = None) -> Format:
        """The format of a look, one of _LOOKS, on the colour of a status where there is one."""
        return self._made.get((look, colour)) or self._make((look, colour), _on(_LOOKS[look], colour))

    def for_date(self, look: str, number_format: str) -> Format:
        """The format of a look in which a number is a date."""
        dated = {"num_format": number_format, "align": "left"}
        key = (look, number_format)
        return self._made.get(key) or self._make(key, {**_LOOKS[look], **dated})

    def _make(self, key: tuple[str, str | None], look: dict[str, object]) -> Format:
        self._made[key] = self._workbook.add_format(look)
        return self._made[key]


def _on(look: dict[str, object], colour: str | None) -> dict[str, object]:
    if colour is None:
        return look
    font = f"#{text_colour_on(colour)}"
    return {**look, "bg_color": f"#{colour}", "font_color": font, "bold": False}


def _write_plan(sheet: Worksheet, plan: PlanDocument, pens: _Pens) -> list[str]:
    """Title, headings and rows; returns the rest of the texts that no cell of Excel can hold."""
    table = rows_of(plan)
    widths = sheet_column_widths(table)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    first = _write_titles(sheet, plan, pens)
    first = _write_headings(sheet, table, first, widths, pens)
    too_long: list[str] = []
    for number, row in enumerate(table.rows, start=first):
        look = "main" if row.is_main else "plain"
        sheet.set_row(number, row_height((cell.text for cell in row.cells), widths))
        for at, cell in enumerate(row.cells):
            _write_cell(sheet, number, at, cell, look, pens)
            if len(cell.text) > LONGEST_CELL:
                too_long.append(cell.text[LONGEST_CELL:])
    _set_up_page(sheet, table, first)
    return too_long


def _write_cell(sheet: Worksheet, number: int, at: int, cell: TableCell, look: str, pens: _Pens) -> None:
    dated = sheet_date(cell.when) if cell.when else None
    if not cell.text:
        sheet.write_blank(number, at, None, pens.of(look, colour=cell.colour))
    elif dated:
        sheet.write_number(number, at, dated.number, pens.for_date(look, dated.number_format))
    else:
        sheet.write_string(number, at, cell.text[:LONGEST_CELL], pens.of(look, colour=cell.colour))


def _write_titles(sheet: Worksheet, plan: PlanDocument, pens: _Pens) -> int:
    """The title and what stands under it; the row after them."""
    said = title_lines(plan)
    for number, text in enumerate(said):
        look, size = ("title", _TITLE_SIZE) if text == plan.title else ("subtitle", _SUBTITLE_SIZE)
        sheet.write_string(number, 0, text, pens.of(look))
        sheet.set_row(number, 2 * size)
    return len(said) + 1 if said else 0


def _write_headings(sheet: Worksheet, table: Table, first: int, widths: list[float], pens: _Pens) -> int:
    """The row of groups, where there are any, and the row of headings; the row after them."""
    pen = pens.of("header")
    if table.has_groups:
        at = 0
        for group in table.groups:
            for covered in range(group.width):
                sheet.write_string(first, at + covered, "" if covered else group.text, pen)
            at += group.width
        first += 1
    for at, column in enumerate(table.columns):
        sheet.write_string(first, at, column.heading, pen)
    sheet.set_row(first, row_height((column.heading for column in table.columns), widths))
    return first + 1


def _set_up_page(sheet: Worksheet, table: Table, first: int) -> None:
    fields = [column.field for column in table.columns]
    beside = fields.index("title") + 1 if "title" in fields[:4] else 0
    sheet.freeze_panes(first, beside)
    sheet.repeat_rows(max(first - (2 if table.has_groups else 1), 0), first - 1)
    if table.rows:
        sheet.autofilter(first - 1, 0, first + len(table.rows) - 1, len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RPage &P of &N")


def _write_rows(workbook: Workbook, name: str, rows: list[list[TableCell]], pens: _Pens) -> None:
    """A further sheet, where there is something to say on it; a row's first cell alone is a heading."""
    if not rows:
        return
    sheet = workbook.add_worksheet(name)
    widths = [28.0, *[40.0] * (max(map(len, rows)) - 1)]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    for number, row in enumerate(rows):
        look = "section" if len(row) == 1 else "plain"
        if len(row) > 1:
            sheet.set_row(number, row_height((cell.text for cell in row), widths[: len(row)]))
        for at, cell in enumerate(row):
            sheet.write_string(number, at, cell.text[:LONGEST_CELL], pens.of(look, colour=cell.colour))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
