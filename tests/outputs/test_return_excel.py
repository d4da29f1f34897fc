"""The workbook in which a return is filled in."""

from io import BytesIO

import openpyxl
import pytest

from followthrough.outputs.return_excel import ReturnRow, to_return_sheet
from followthrough.plan.return_boxes import BOXES

FIRST_ROW, FIRST_BOX = 5, 8


def opened(*rows):
    content = to_return_sheet(rows, title="Return of the Head of Law", advice=["Fill in the white boxes."])
    return openpyxl.load_workbook(BytesIO(content))


def row(key="k", statuses=("On track", "Complete"), **boxes):
    return ReturnRow(key, "Law plan", "1.1", "Publish", "March 2026", "On track", "Begun.", statuses, boxes)


@pytest.fixture
def sheet():
    return opened(row(done="=cmd|'/c calc'!A1", status="On track"), row("l", statuses=("Good", "Bad")))[
        "Return"
    ]


def test_what_was_agreed_is_locked_and_the_boxes_are_open(sheet):
    cells = sheet[FIRST_ROW]

    assert sheet.protection.sheet
    assert [cell.protection.locked for cell in cells] == [True] * 7 + [False] * len(BOXES)


def test_each_row_offers_the_words_of_its_own_plan(sheet):
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    statuses = sheet.parent["Statuses"]

    assert lists[f"Q{FIRST_ROW}"] == "Statuses!$A$1:$A$2"
    assert lists[f"Q{FIRST_ROW + 1}"] == "Statuses!$B$1:$B$2"
    assert [cell.value for cell in statuses["B"]] == ["Good", "Bad"]
    assert statuses.sheet_state == "hidden"


def test_no_words_become_a_formula(sheet):
    cell = sheet.cell(FIRST_ROW, FIRST_BOX)

    assert (cell.value, cell.data_type) == ("=cmd|'/c calc'!A1", "s")


def test_typed_dates_stay_in_their_words(sheet):
    assert {cell.number_format for cell in sheet[FIRST_ROW][7:]} == {"@"}


def test_the_column_that_knows_the_rows_again_is_hidden(sheet):
    assert sheet.column_dimensions["A"].hidden
    assert sheet.cell(FIRST_ROW, 1).value == "k"
