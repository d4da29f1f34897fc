"""A report as an Excel workbook: a summary, a sheet a theme, then a sheet for each other table."""

import re
from datetime import datetime, time
from io import BytesIO
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from followthrough.outputs.layout.status_colours import text_colour_on
from followthrough.outputs.plan.as_excel import CREATED_WITHOUT_A_DAY, LONGEST_CELL
from followthrough.outputs.report.blocks import Block, Cell, Figure, Lettered, Quote, Report, Table

_SETTINGS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
# Widths of columns are counted in letters of this.
_LETTER = {"font_name": "Arial", "font_size": 10}
_FONT = {**_LETTER, "valign": "top", "text_wrap": True}
_A3, _TWO_WIDE = 8, 2
_A4 = 9
# In characters: the narrowest column, the widest of words, and the one of sentences on the summary.
_NARROWEST, _WIDEST, _SENTENCES = 9, 55, 88
# Points: the height of a line, and of the highest row that there can be.
_LINE, _HIGHEST_ROW = 13, 400
# Letters that a width of one holds, of sentences.
_LETTERS = 1.1
_LONGEST_NAME, _NOT_IN_A_NAME = 31, str.maketrans("", "", "[]:*?/\\'")
_FIRST_YEAR = 1901
_DAY, _DAY_WIDTH = " (day)", 14
# "Table 3: at medium slippage": the sheet is called "3 at medium slippage".
_WHOLE_NAME = re.compile(r"^Table (\d+): ")
_DAY_FORMAT = "[$-809]d\\ mmm\\ yyyy"


def to_excel(report: Report) -> bytes:
    """The bytes of an .xlsx file: text is never a formula, days are days beside their words."""
    stream = BytesIO()
    # The library writes into the dictionary that it is given, so that each workbook has its own.
    settings = {**_SETTINGS, "default_format_properties": dict(_LETTER)}
    with xlsxwriter.Workbook(stream, settings) as workbook:
        workbook.set_properties(
            {"title": report.title[:255], "author": report.body[:255], "created": CREATED_WITHOUT_A_DAY}
        )
        sheets = _Sheets(workbook)
        sheets.write_summary(report)
        tables = [table for table in report.tables if table.rows]
        for table in sorted(tables, key=lambda each: each.by is None):
            for name, rows in _parts(table):
                sheets.write_table(name, table, rows)
    return stream.getvalue()


def _parts(table: Table) -> list[tuple[str, list[list[Cell]]]]:
    """The rows of a table by the sheet that they go on, with its name."""
    rows = [list(row) for row in table.rows]
    if table.by is None:
        return [(_WHOLE_NAME.sub(r"\1 ", table.caption), rows)]
    at = list(table.headings).index(table.by)
    parts: dict[str, list[list[Cell]]] = {}
    for row in rows:
        parts.setdefault(row[at].words or f"No {table.by.lower()}", []).append(row)
    return list(parts.items())


class _Sheets:
    """Writes sheets into a workbook, each look made once."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self._looks: dict[tuple[tuple[str, object], ...], Format] = {}

    def _look(self, **more: object) -> Format:
        key = tuple(sorted(more.items()))
        if key not in self._looks:
            self._looks[key] = self.workbook.add_format({**_FONT, **more})
        return self._looks[key]

    def write_summary(self, report: Report) -> None:
        """What it says in sentences, section by section; the tables stand on sheets of their own."""
        sheet = self.workbook.add_worksheet("Summary")
        sheet.set_column(0, 0, _SENTENCES)
        rows: list[tuple[str, Format]] = [
            (report.title, self._look(bold=True, font_size=14)),
            (report.subtitle, self._look()),
        ]
        rows += [(f"{name}: {text}", self._look()) for name, text in report.cover]
        rows += [(line.words, self._look(font_size=11)) for line in report.headline]
        for section in report.sections:
            rows.append((section.heading, self._look(bold=True, font_size=12, top=1)))
            rows += [(words, self._look()) for block in section.blocks for words in _sentences(block)]
        for number, (words, look) in enumerate(rows):
            sheet.write_string(number, 0, words[:LONGEST_CELL], look)
            sheet.set_row(number, _height([(words, _SENTENCES * 10 // int(look.font_size))], look.font_size))
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.5)
        sheet.fit_to_pages(1, 0)

    def write_table(self, name: str, table: Table, rows: list[list[Cell]]) -> None:
        """A sheet: the caption, the header with a filter, then the rows."""
        sheet = self.workbook.add_worksheet(self._name(name))
        # A column that no action fills says nothing.
        shown = [at for at in range(len(table.headings)) if any(row[at].words for row in table.rows)]
        rows = [[row[at] for at in shown] for row in rows]
        has_days = [any(row[at].when for row in rows) for at in range(len(shown))]
        headings: list[str] = []
        for words, has_day in zip((table.headings[at] for at in shown), has_days, strict=True):
            headings += [words, f"{words}{_DAY}"] if has_day else [words]
        sheet.write_string(
            0, 0, table.caption[:LONGEST_CELL], self._look(bold=True, font_size=12, text_wrap=False)
        )
        for at, words in enumerate(headings):
            sheet.write_string(2, at, words, self._look(bold=True, bg_color="#e0e5e8", bottom=1))
        for number, row in enumerate(rows, start=3):
            is_total = table.has_total and number == len(rows) + 2
            at = 0
            for cell, has_day in zip(row, has_days, strict=True):
                self._write(sheet, number, at, cell, is_bold=is_total)
                at += 1
                if has_day:
                    self._write_day(sheet, number, at, cell)
                    at += 1
        places = [at for at, words in enumerate(headings) if not words.endswith(_DAY)]
        sheet.set_column(0, len(headings) - 1, _DAY_WIDTH)
        widths = [_width(headings[at], [row[place].words for row in rows]) for place, at in enumerate(places)]
        for at, width in zip(places, widths, strict=True):
            sheet.set_column(at, at, width)
        for number, row in enumerate(rows, start=3):
            sheet.set_row(number, _height(list(zip((cell.words for cell in row), widths, strict=True))))
        sheet.autofilter(2, 0, 2 + len(rows) - int(table.has_total), len(headings) - 1)
        sheet.freeze_panes(3, min(2, len(headings) - 1))
        sheet.repeat_rows(2)
        sheet.repeat_columns(0, min(1, len(headings) - 1))
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.fit_to_pages(_TWO_WIDE if len(headings) > 10 else 1, 0)

    def _write(self, sheet: Worksheet, row: int, column: int, cell: Cell, *, is_bold: bool) -> None:
        look: dict[str, object] = {"bold": True} if is_bold else {}
        if cell.fill:
            look |= {"bg_color": f"#{cell.fill}", "font_color": f"#{text_colour_on(cell.fill)}"}
        if cell.number is not None:
            sheet.write_number(row, column, cell.number, self._look(**look))
        else:
            sheet.write_string(
                row, column, cell.words.replace("\u00a0", " ")[:LONGEST_CELL], self._look(**look)
            )

    def _write_day(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        """The last day that the words can mean, as a day; nothing where they mean none."""
        day = cell.when.latest if cell.when else None
        look = self._look(num_format=_DAY_FORMAT, text_wrap=False, align="left")
        if day and day.year >= _FIRST_YEAR:
            sheet.write_datetime(row, column, datetime.combine(day, time.min), look)
        else:
            sheet.write_blank(row, column, None, look)

    def _name(self, words: str) -> str:
        """A name that Excel takes and that no other sheet has."""
        known = {sheet.get_name().casefold() for sheet in self.workbook.worksheets()}
        plain = " ".join("".join(each if each.isprintable() else " " for each in words).split())
        name = plain.translate(_NOT_IN_A_NAME).strip() or "Table"
        if len(name) > _LONGEST_NAME:
            # At the end of a word, where one ends.
            name = name[: _LONGEST_NAME + 1].rsplit(" ", 1)[0][:_LONGEST_NAME]
        number = 2
        while name.casefold() in known or name.casefold() == "history":
            name, number = f"{name[: _LONGEST_NAME - 4].rstrip()} {number}", number + 1
        return name


def _width(heading: str, texts: list[str]) -> int:
    """Letters across a column: what most of its cells want, and no word is broken."""
    lines = sorted(max(map(len, words.split("\n"))) for words in texts)
    words = [len(word) for text in [heading, *texts] for word in text.split()]
    wanted = max(lines[int(len(lines) * 0.9)] if len(lines) > 1 else lines[0], max(words, default=0))
    return min(max(wanted + 2, _NARROWEST), _WIDEST)


def _height(cells: list[tuple[str, int]], size: float = 10) -> float:
    """How high a row is in which all of these words show, each in a column so many letters wide."""
    lines = max(
        sum(ceil(len(part) / (width * _LETTERS)) or 1 for part in words.split("\n")) for words, width in cells
    )
    return min(lines * _LINE * size / 10 + 3, _HIGHEST_ROW)


def _sentences(block: Block) -> list[str]:
    """What a block says on the summary."""
    if isinstance(block, Table):
        return [block.caption if block.rows else block.empty]
    if isinstance(block, Lettered):
        return [block.stem, *(f"• {item.words}" for item in block.items)]
    if isinstance(block, Quote):
        return [f"“{block.text}” {block.who}".strip()]
    return [f"{block.caption}: {block.picture.finding}"] if isinstance(block, Figure) else [block.words]
