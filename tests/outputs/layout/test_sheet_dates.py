"""Dates that a spreadsheet holds as dates."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from followthrough.intake.read import read_bytes
from followthrough.intake.readers.excel_styles import shown
from followthrough.outputs.layout.sheet_dates import _FORMS, sheet_date
from followthrough.outputs.layout.sheet_sizes import sheet_column_widths
from followthrough.outputs.layout.table import rows_of
from followthrough.outputs.plan.as_excel import to_excel
from followthrough.plan.document import Action, PlanDocument, Update
from followthrough.plan.when import When, read_when


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("31 March 2026", date(2026, 3, 31)),
        ("05 Jan 2026", date(2026, 1, 5)),
        ("1/4/2026", date(2026, 4, 1)),
        ("01/04/26", date(2026, 4, 1)),
        ("31.03.2026", date(2026, 3, 31)),
        ("2026-03-31", date(2026, 3, 31)),
        ("March 2026", date(2026, 3, 31)),
        ("Feb-28", date(2028, 2, 29)),
    ],
)
def test_a_day_is_that_day_and_a_month_its_last_day(words, day):
    dated = sheet_date(read_when(words))

    assert dated
    assert (day, words) == (dated.day, shown(dated.day, dated.number_format))


@pytest.mark.parametrize(
    "words",
    [
        "Autumn 2026",
        "31st March 2026",
        "End of June 2026",
        "TBC",
        "22-Dec",
        "2026",
        "Q1 2026/27",
        "1 May 1850",
    ],
)
def test_words_that_no_number_format_shows_stay_text(words):
    assert sheet_date(read_when(words)) is None


def test_a_month_that_a_spreadsheet_mangled_keeps_its_words():
    assert sheet_date(read_when("22-Dec", month_year_column=True)) is None


@settings(max_examples=60)
@given(
    st.integers(0, 60_000),
    st.sampled_from([(kind, form) for kind, forms in _FORMS.items() for form in forms]),
)
def test_every_form_shows_the_words_that_it_stands_for(days, kind_and_form):
    kind, form = kind_and_form
    day = date(1900, 3, 1) + timedelta(days)
    dated = sheet_date(When(text=shown(day, form), kind=kind, earliest=day, latest=day))

    assert dated
    assert shown(day, form) == shown(dated.day, dated.number_format)


def test_a_workbook_holds_dates_that_can_be_sorted_and_reads_back_in_the_same_words():
    words = ["31 March 2026", "Mar-26", "Autumn 2026", "1st May 2026"]
    plan = PlanDocument(
        actions=[
            Action(
                ref=str(number),
                title="Mend a well of the town",
                due=read_when(text),
                updates=[Update(period="2026-04", text="Begun", forecast=read_when("30/04/2026"))],
            )
            for number, text in enumerate(words, 1)
        ]
    )
    content = to_excel(plan)
    cells = [
        cell for row in load_workbook(BytesIO(content))["Plan"].iter_rows() for cell in row if cell.value
    ]

    assert sum(cell.is_date for cell in cells) == 6
    assert [action.due for action in plan.actions] == [
        action.due for action in read_bytes(content, "plan.xlsx").actions
    ]


def test_a_column_has_room_for_its_longest_date_which_no_sheet_wraps():
    dues = [*["TBC"] * 12, "30 September 2026"]
    plan = PlanDocument(
        actions=[Action(ref=str(n), title="Mend", due=read_when(text)) for n, text in enumerate(dues, 1)]
    )
    table = rows_of(plan)
    at = [column.field for column in table.columns].index("due")

    assert sheet_column_widths(table)[at] > len("30 September 2026")
