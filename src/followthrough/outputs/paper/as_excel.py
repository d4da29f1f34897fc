"""A paper as an Excel file: what it says on the first sheet, then a sheet a table, numbers as numbers."""

from io import BytesIO

import xlsxwriter
from xlsxwriter.workbook import Workbook

from followthrough.outputs.paper.content import Paper, PaperTable
from followthrough.outputs.plan.as_excel import CREATED_WITHOUT_A_DAY, HEADER, LONGEST_CELL, PLAIN

_SETTINGS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_TITLE = {"bold": True, "font_name": "Arial", "font_size": 14}
_TEXT = {"font_name": "Arial", "font_size": 11, "text_wrap": True, "valign": "top"}
# In characters: a column is as wide as its longest cell, between these.
_NARROWEST, _WIDEST, _OF_TEXT = 10, 60, 100
# What Excel takes in the name of a sheet.
_LONGEST_NAME, _NOT_IN_A_NAME = 31, str.maketrans("", "", "[]:*?/\\'")


def paper_as_excel(paper: Paper) -> bytes:
    """The bytes of an .xlsx file."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, _SETTINGS) as workbook:
        workbook.set_properties({"title": paper.title, "created": CREATED_WITHOUT_A_DAY})
        _write_words(workbook, paper)
        for table in (paper.table_of_figures, *paper.tables):
            _write_table(workbook, table)
    return stream.getvalue()


def _write_words(workbook: Workbook, paper: Paper) -> None:
    sheet, text = workbook.add_worksheet("What it says"), workbook.add_format(_TEXT)
    sheet.set_column(0, 0, _OF_TEXT)
    sheet.write_string(0, 0, paper.title, workbook.add_format(_TITLE))
    for number, line in enumerate([*paper.facts, *paper.sentences, *paper.notes], start=1):
        sheet.write_string(number, 0, line[:LONGEST_CELL], text)


def _write_table(workbook: Workbook, table: PaperTable) -> None:
    known = {sheet.get_name().casefold() for sheet in workbook.worksheets()}
    sheet = workbook.add_worksheet(_name_of_sheet(table.heading, known))
    sheet.write_string(0, 0, table.heading, workbook.add_format(_TITLE))
    sheet.write_string(1, 0, table.note if table.rows else table.empty)
    header, plain = workbook.add_format(HEADER), workbook.add_format(PLAIN)
    for at, words in enumerate(table.headings):
        longest = max([len(words), *(len(str(row[at])) for row in table.rows)])
        sheet.set_column(at, at, min(max(longest + 2, _NARROWEST), _WIDEST))
        sheet.write_string(3, at, words, header)
    for number, row in enumerate(table.rows, start=4):
        for at, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, at, cell, plain)
            else:
                sheet.write_string(number, at, cell[:LONGEST_CELL], plain)
    if table.rows:
        sheet.autofilter(3, 0, 3 + len(table.rows), len(table.headings) - 1)
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _name_of_sheet(heading: str, known: set[str]) -> str:
    """A name that Excel takes and that no other sheet has."""
    name = heading.translate(_NOT_IN_A_NAME)[:_LONGEST_NAME].strip() or "Table"
    number = 2
    while name.casefold() in known:
        name, number = f"{name[: _LONGEST_NAME - 4]} {number}", number + 1
    return name
