"""A return as an Excel file to be filled in: what was agreed is locked, the boxes are open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from followthrough.plan.return_boxes import BOXES, RETURN_BOXES, ROW_KEY, WITNESSES, YES

_SETTINGS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_LONGEST_CELL = 32_000
_AGREED = {
    WITNESSES["plan"]: 18,
    WITNESSES["ref"]: 10,
    WITNESSES["title"]: 36,
    "Agreed date": 14,
    "Last status": 14,
    "Last update": 44,
}
_CELL = {
    "text_wrap": True,
    "valign": "top",
    "font_name": "Arial",
    "font_size": 10,
    "border": 1,
    "border_color": "#b1b4b6",
}
_HEADING = {**_CELL, "bold": True, "bg_color": "#1d3d5c", "font_color": "#ffffff", "valign": "vcenter"}
_LOCKED = {**_CELL, "bg_color": "#f3f5f8"}
# As text, so that Excel keeps a date in the words that were typed.
_OPEN = {**_CELL, "locked": False, "num_format": "@"}
_ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True, "select_locked_cells": True}
_STATUSES = "Statuses"
_HEIGHT = 90


@dataclass(frozen=True)
class ReturnRow:
    """One action of a return: its key, what was agreed and said last, what is in its boxes so far.

    `statuses` are the words that may be chosen; `boxes` are by the names in BOXES.
    """

    key: str
    plan: str
    ref: str
    title: str
    agreed: str
    last_status: str
    last_update: str
    statuses: Sequence[str]
    boxes: Mapping[str, str]


def to_return_sheet(rows: Sequence[ReturnRow], *, title: str, advice: Sequence[str]) -> bytes:
    """The bytes of an .xlsx file: a title, lines of advice, and a row an action."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, _SETTINGS) as workbook:
        workbook.set_properties({"title": title})
        sheet = workbook.add_worksheet("Return")
        ranges = _write_statuses(workbook, rows)
        first = _write_head(workbook, sheet, title, advice)
        for number, row in enumerate(rows, start=first):
            _write_row(workbook, sheet, number, row, ranges[tuple(row.statuses)])
        _set_up(sheet, first, len(rows))
    return stream.getvalue()


def _write_statuses(workbook: Workbook, rows: Sequence[ReturnRow]) -> dict[tuple[str, ...], str]:
    """Put the words of each scheme on a hidden sheet; where they stand, as a list of choices names it."""
    sheet = workbook.add_worksheet(_STATUSES)
    sheet.hide()
    schemes = dict.fromkeys(tuple(row.statuses) for row in rows)
    for column, labels in enumerate(schemes):
        for number, label in enumerate(labels):
            sheet.write_string(number, column, label)
    return {
        labels: f"={_STATUSES}!${_letters(column)}$1:${_letters(column)}${len(labels)}"
        for column, labels in enumerate(schemes)
    }


def _letters(column: int) -> str:
    return str(xlsxwriter.utility.xl_col_to_name(column))


def _write_head(workbook: Workbook, sheet: Worksheet, title: str, advice: Sequence[str]) -> int:
    """The title, the advice and the headings; the row after them."""
    sheet.write_string(
        0, 1, title, workbook.add_format({"bold": True, "font_name": "Arial", "font_size": 16})
    )
    plain = workbook.add_format({"font_name": "Arial", "font_size": 11})
    for number, line in enumerate(advice, start=1):
        sheet.write_string(number, 1, line, plain)
    number = len(advice) + 2
    heading = workbook.add_format(_HEADING)
    for column, text in enumerate((ROW_KEY, *_AGREED, *BOXES.values())):
        sheet.write_string(number, column, text, heading)
    sheet.set_row(number, 45)
    return number + 1


def _write_row(workbook: Workbook, sheet: Worksheet, number: int, row: ReturnRow, statuses: str) -> None:
    locked, opened = workbook.add_format(_LOCKED), workbook.add_format(_OPEN)
    agreed = (row.key, row.plan, row.ref, row.title, row.agreed, row.last_status, row.last_update)
    for column, text in enumerate(agreed):
        sheet.write_string(number, column, text[:_LONGEST_CELL], locked)
    for column, box in enumerate(RETURN_BOXES, start=len(agreed)):
        sheet.write_string(number, column, row.boxes.get(box.name, "")[:_LONGEST_CELL], opened)
        if box.kind in ("yes", "status"):
            choices = [YES] if box.kind == "yes" else statuses
            _offer(sheet, number, column, choices, box.heading)
    sheet.set_row(number, _HEIGHT)


def _offer(sheet: Worksheet, number: int, column: int, choices: Sequence[str], heading: str) -> None:
    sheet.data_validation(
        number, column, number, column,
        {
            "validate": "list", "source": choices, "ignore_blank": True, "error_title": heading,
            "error_message": "Choose from the list, or leave it empty.",
        },
    )  # fmt: skip


def _set_up(sheet: Worksheet, first: int, count: int) -> None:
    sheet.set_column(0, 0, None, None, {"hidden": True})
    for column, width in enumerate((*_AGREED.values(), *(box.width for box in RETURN_BOXES)), start=1):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(first, 4)
    sheet.protect("", _ALLOWED)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first - 1)
    sheet.autofilter(first - 1, 1, first - 1 + max(count, 1), len(_AGREED) + len(BOXES))
