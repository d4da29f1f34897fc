"""The workbook that a plan becomes."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from followthrough.outputs.plan.as_excel import to_excel
from followthrough.plan.document import Action, PlanDocument
from tests.outputs.plans import laid_out_plan, small_plan


def opened(plan):
    return load_workbook(BytesIO(to_excel(plan)))


def texts(sheet):
    return [[cell.value for cell in row if cell.value] for row in sheet.iter_rows()]


def cell_with(sheet, text):
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def test_the_same_plan_gives_the_same_bytes():
    assert to_excel(small_plan()) == to_excel(small_plan())


def test_the_file_is_dated_as_the_plan_is():
    created = opened(small_plan()).properties.created

    assert datetime(2026, 5, 31) == created  # noqa: DTZ001  a workbook's dates have no zone


def test_the_plan_stands_under_its_title():
    sheet = opened(small_plan())["Wells plan"]

    assert texts(sheet)[:3] == [["Wells plan"], ["Invented Town Council"], ["As at 31 May 2026"]]


def test_headings_stay_in_sight_and_repeat_on_paper():
    sheet = opened(small_plan())["Wells plan"]
    heading = cell_with(sheet, "Action")

    assert f"{sheet.cell(heading.row + 1, heading.column + 1).coordinate}" == sheet.freeze_panes
    assert f"$5:${heading.row}" == sheet.print_title_rows
    assert sheet.page_setup.orientation == "landscape"


def test_groups_stand_over_their_headings():
    sheet = opened(laid_out_plan())["Wells plan"]

    assert cell_with(sheet, "People").column == cell_with(sheet, "Who").column


def test_text_never_becomes_a_formula_a_link_or_a_number():
    plan = PlanDocument(
        actions=[Action(ref="1.10", title="=1+1"), Action(ref="007", title="https://example.invalid/")]
    )
    sheet = opened(plan)["Plan"]

    assert {"s"} == {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
    assert ["1.10", "=1+1"] in texts(sheet)
    assert cell_with(sheet, "https://example.invalid/").hyperlink is None


def test_a_status_has_its_colour_and_its_word():
    cell = cell_with(opened(small_plan())["Wells plan"], "Green")

    assert cell.fill.fgColor.rgb == "FF00AA00"


def test_the_key_has_the_scheme_and_the_risk_matrix():
    rows = texts(opened(small_plan())["Key"])

    assert ["Green", "As planned"] in rows
    assert ["4 (High)", "A lot", "Soon"] in rows


def test_what_belongs_to_no_action_stands_on_a_sheet_of_its_own():
    assert ["sheet Front, row 3", "Water is life."] in texts(opened(small_plan())["Not in a row"])


def test_a_plan_without_key_and_remarks_is_one_sheet():
    plan = small_plan(scheme=None, risk_matrix=None, remarks=[])

    assert opened(plan).sheetnames == ["Wells plan"]


def test_a_text_too_long_for_a_cell_goes_on_in_the_last_sheet():
    text = "word " * 8000
    book = opened(PlanDocument(actions=[Action(ref="1", title=text)]))
    first = cell_with(book["Plan"], text[:32_000]).value

    assert [text[32_000:]] in texts(book["Not in a row"])
    assert len(first) == 32_000


@pytest.mark.parametrize(
    "title", ["Improvement: phase 2", "History", "A plan whose title is far too long for a tab", None]
)
def test_a_title_that_is_no_name_for_a_sheet_stays_in_the_sheet(title):
    assert opened(small_plan(title=title)).sheetnames[0] == "Plan"
