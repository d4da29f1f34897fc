"""A return that was filled in as a spreadsheet, however it was moved about on the way."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.sandbox.reading import read_return_sandboxed
from followthrough.outputs.return_excel import ReturnRow, to_return_sheet
from followthrough.plan.return_boxes import BOXES

STATUSES = ("On track", "Complete")
HEADINGS_ROW = 5


def row(key, **boxes):
    return ReturnRow(
        key, "Library plan", "1.1", "Mend the roof", "March 2026", "On track", "Begun.", STATUSES, boxes
    )


ROWS = [row("a", done="=1+1", status="On track"), row("b", forecast_text="Autumn 2026"), row("c")]


def sheet(change=lambda sheet: None, rows=ROWS):
    """The bytes of a return after somebody has changed it in a spreadsheet program and saved it."""
    workbook = openpyxl.load_workbook(
        BytesIO(to_return_sheet(rows, title="Return", advice=["Fill in.", "By May."]))
    )
    change(workbook["Return"])
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def column_of(sheet, heading):
    return next(cell.column for cell in sheet[HEADINGS_ROW] if cell.value == heading)


def filled(change=lambda sheet: None):
    return {row.key: row.boxes for row in read_return_sandboxed(sheet(change), "return.xlsx")}


def test_what_went_out_comes_back_word_for_word():
    rows = read_return_sandboxed(sheet(), "return.xlsx")

    assert [(row.row, row.key) for row in rows] == [(6, "a"), (7, "b"), (8, "c")]
    assert rows[0].boxes == dict.fromkeys(BOXES, "") | {"done": "=1+1", "status": "On track"}
    assert rows[1].boxes["forecast_text"] == "Autumn 2026"


def test_moved_columns_and_rows_are_known_again():
    def move(sheet):
        sheet.move_range("A6:R6", rows=4)
        sheet.move_range(f"H{HEADINGS_ROW}:H10", cols=20)

    assert filled(move)["a"]["done"] == "=1+1"


def test_a_date_that_the_spreadsheet_made_a_real_one_is_read_as_it_shows():
    def fill(sheet):
        cell = sheet.cell(8, column_of(sheet, BOXES["forecast_text"]), date(2026, 3, 31))
        cell.number_format = "dd/mm/yyyy"

    assert filled(fill)["c"]["forecast_text"] == "31/03/2026"


def test_a_column_that_was_taken_out_is_no_empty_answer():
    def take_out(sheet):
        sheet.delete_cols(column_of(sheet, BOXES["evidence"]))

    assert "evidence" not in filled(take_out)["a"]


def test_rows_that_were_taken_out_are_no_answers():
    assert set(filled(lambda sheet: sheet.delete_rows(7))) == {"a", "c"}


def test_a_row_that_was_added_is_refused_with_its_number():
    def add(sheet):
        sheet.cell(9, column_of(sheet, BOXES["done"]), "Something else")

    with pytest.raises(UnreadableFileError, match=r"^Row 9 was added"):
        filled(add)


def test_the_same_action_twice_is_refused_with_both_rows():
    def double(sheet):
        sheet.cell(8, 1, "a")

    with pytest.raises(UnreadableFileError, match=r"^Rows 6 and 8 are the same action"):
        filled(double)


def test_a_row_says_its_ref_and_action_beside_its_key():
    rows = read_return_sandboxed(sheet(), "return.xlsx")

    assert rows[0].stated == {"plan": "Library plan", "ref": "1.1", "title": "Mend the roof"}


def test_a_key_that_stands_in_two_rows_of_two_actions_is_left_to_be_asked_about():
    def paste_over(sheet):
        sheet.cell(8, 1, "a")
        sheet.cell(8, column_of(sheet, "Ref"), "1.2")

    rows = read_return_sandboxed(sheet(paste_over), "return.xlsx")

    assert [(row.row, row.key, row.stated["ref"]) for row in rows if row.key == "a"] == [
        (6, "a", "1.1"),
        (8, "a", "1.2"),
    ]


def test_a_row_that_lost_its_key_and_says_its_action_is_left_to_be_asked_about():
    def add(sheet):
        sheet.cell(9, column_of(sheet, BOXES["done"]), "Something else")
        sheet.cell(9, column_of(sheet, "Ref"), "1.3")

    rows = read_return_sandboxed(sheet(add), "return.xlsx")

    assert (rows[-1].row, rows[-1].key, rows[-1].stated["ref"]) == (9, "", "1.3")


@pytest.mark.parametrize("content", [b"Ref,Action\n1,Mend\n", sheet(lambda sheet: sheet.delete_cols(1))])
def test_a_file_that_is_no_return_is_refused_with_advice(content):
    with pytest.raises(UnreadableFileError, match="Download your return again"):
        read_return_sandboxed(content, "return.xlsx")


def test_a_formula_gives_no_more_than_the_value_that_it_was_saved_with():
    def fill(sheet):
        sheet.cell(8, column_of(sheet, BOXES["done"])).value = "=HYPERLINK(1)"

    assert filled(fill)["c"]["done"] == ""
