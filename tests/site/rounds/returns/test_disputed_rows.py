"""Rows of a spreadsheet whose hidden key is of another action than stands in them: asked about, not sent."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from followthrough.plan.return_boxes import BOXES
from followthrough.site.register.models import Action
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.returns.views_spreadsheet import sheet_for
from tests.site.cast import TODAY
from tests.site.rounds.answers import return_for
from tests.site.rounds.returns.test_spreadsheet import upload

# The hidden key stands in column A; what can be seen are the columns after it.
FIRST_SEEN, LAST_SEEN = 2, 18


class Sheet:
    """Owen's spreadsheet, as he works in it."""

    def __init__(self, content):
        self.workbook = openpyxl.load_workbook(BytesIO(content))
        self.sheet = self.workbook["Return"]
        self.head = next(cell.row for cell in self.sheet["A"] if (cell.value or "").startswith("Row key"))

    def row_of(self, ref):
        return next(cell.row for cell in self.sheet["C"] if cell.value == ref)

    def fill(self, row, **boxes):
        columns = {cell.value: cell.column for cell in self.sheet[self.head]}
        for box, words in boxes.items():
            self.sheet.cell(row, columns[BOXES[box]], words)

    def exchange(self, one, other):
        """Exchange all that can be seen of two rows, as sorting does; the hidden keys stay."""
        for column in range(FIRST_SEEN, LAST_SEEN + 1):
            first, second = self.sheet.cell(one, column), self.sheet.cell(other, column)
            first.value, second.value = second.value, first.value

    @property
    def content(self):
        saved = BytesIO()
        self.workbook.save(saved)
        return saved.getvalue()


@pytest.fixture
def sheet(opened, owen, riverbank, holds):
    holds(owen)
    return Sheet(sheet_for(owen, riverbank, day=TODAY))


@pytest.fixture
def client(client_of, owen):
    return client_of(owen)


LATE = {
    "done": "Words on the survey.",
    "forecast_text": "January 2023",
    "status": "Going well",
    "reason": "It is nearly done.",
}
FINE = {"done": "Words on the contract.", "status": "Going well"}


def exchanged(sheet):
    """T25 of the trials: two rows exchanged without their keys, both filled in."""
    survey, contract = sheet.row_of("L1.1"), sheet.row_of("L1.2")
    sheet.exchange(survey, contract)
    sheet.fill(contract, **LATE)
    sheet.fill(survey, **FINE)
    return survey, contract


def ref_of(reading):
    return reading.action_return.action.ref


def send(client, page, **choices):
    return client.post(reverse("send_spreadsheet"), {"rows": page.context["rows"], **choices})


def test_exchanged_rows_are_held_back_and_both_readings_are_shown(sheet, client):
    survey, contract = exchanged(sheet)
    page = upload(client, sheet.content)
    answers = page.context["answers"]

    readings = [(each.row, ref_of(each.by_key), ref_of(each.by_words)) for each in answers.disputed]
    assert readings == [(survey, "L1.1", "L1.2"), (contract, "L1.2", "L1.1")]
    assert answers.ready == []
    assert "2 rows may be about another action" in page.content.decode()


def test_nothing_is_sent_until_each_is_answered(sheet, client):
    survey, _ = exchanged(sheet)
    page = upload(client, sheet.content)
    again = send(client, page, **{f"about-{survey}": "words"})

    assert "Choose for each row which action it is about." in again.content.decode()
    assert not ActionReturn.objects.filter(state="sent").exists()


@pytest.mark.parametrize(
    ("choice", "survey_says", "contract_says"),
    [
        ("words", "Words on the survey.", "Words on the contract."),
        ("key", "Words on the contract.", "Words on the survey."),
    ],
)
def test_each_text_goes_to_the_action_that_was_chosen(
    sheet, client, opened, choice, survey_says, contract_says
):
    survey, contract = exchanged(sheet)
    # By the keys the survey, which is late, lacks a forecast: what was chosen is held to the same rules.
    sheet.fill(survey, **LATE | {"done": "Words on the contract."})
    page = upload(client, sheet.content)
    shown = send(client, page, **{f"about-{survey}": choice, f"about-{contract}": choice})
    assert not ActionReturn.objects.filter(state="sent").exists()
    send(client, shown)

    assert return_for(opened, "L1.1").done == survey_says
    assert return_for(opened, "L1.2").done == contract_says


def test_a_row_may_be_left_out(sheet, client, opened):
    survey, contract = exchanged(sheet)
    page = upload(client, sheet.content)
    shown = send(client, page, **{f"about-{survey}": "left_out", f"about-{contract}": "words"})
    send(client, shown)

    assert return_for(opened, "L1.1").done == "Words on the survey."
    assert return_for(opened, "L1.2").state == "not_started"


def test_two_rows_can_not_both_be_about_one_action(sheet, client):
    survey, contract = exchanged(sheet)
    page = upload(client, sheet.content)
    again = send(client, page, **{f"about-{survey}": "key", f"about-{contract}": "words"})

    assert "answer the same action" in again.content.decode()
    assert again.context["answers"].disputed


def test_rows_that_were_sorted_and_not_filled_in_are_not_asked_about(sheet, client):
    sheet.exchange(sheet.row_of("L1.1"), sheet.row_of("L1.2"))
    answers = upload(client, sheet.content).context["answers"]

    assert answers.disputed == []
    assert answers.untouched == 2


def test_whole_rows_that_were_moved_with_their_keys_are_not_asked_about(sheet, client):
    survey, contract = exchanged(sheet)
    keys = sheet.sheet.cell(survey, 1), sheet.sheet.cell(contract, 1)
    keys[0].value, keys[1].value = keys[1].value, keys[0].value
    answers = upload(client, sheet.content).context["answers"]

    assert (answers.disputed, len(answers.ready)) == ([], 2)


def test_a_row_whose_key_was_lost_is_asked_about_with_the_action_that_it_names(sheet, client):
    row = sheet.row_of("L1.2")
    sheet.fill(row, **FINE)
    sheet.sheet.cell(row, 1).value = None
    (disputed,) = upload(client, sheet.content).context["answers"].disputed

    assert disputed.by_key is None
    assert disputed.by_words.action_return.action.ref == "L1.2"


def test_a_row_pasted_over_another_with_its_key_is_asked_about(sheet, client):
    survey, contract = sheet.row_of("L1.1"), sheet.row_of("L1.2")
    sheet.fill(survey, **LATE)
    sheet.fill(contract, **FINE)
    sheet.sheet.cell(contract, 1).value = sheet.sheet.cell(survey, 1).value
    answers = upload(client, sheet.content).context["answers"]

    assert [each.row for each in answers.ready] == [survey]
    assert [(each.row, each.by_words.action_return.action.ref) for each in answers.disputed] == [
        (contract, "L1.2")
    ]


def test_where_a_ref_stands_twice_the_title_tells_which(sheet, client, opened, owen, riverbank):
    Action.objects.filter(ref="L1.2").update(ref="L1.1")
    sheet = Sheet(sheet_for(owen, riverbank, day=TODAY))
    rows = [cell.row for cell in sheet.sheet["C"] if cell.value == "L1.1"]
    sheet.exchange(*rows)
    sheet.fill(rows[0], **LATE)
    (disputed,) = upload(client, sheet.content).context["answers"].disputed

    assert disputed.by_words.action_return.action.title == "Let the roofing contract"


def test_a_row_that_names_no_action_asked_for_says_so(sheet, client):
    row = sheet.row_of("L1.2")
    sheet.fill(row, **FINE)
    sheet.sheet.cell(row, 3).value = "L9.9"
    sheet.sheet.cell(row, 4).value = "Something else"
    page = upload(client, sheet.content)

    assert "the row says “L9.9 Something else”" in page.content.decode()


def test_columns_that_were_taken_out_are_no_witnesses(sheet, client):
    sheet.fill(sheet.row_of("L1.2"), **FINE)
    sheet.sheet.delete_cols(2, 3)
    answers = upload(client, sheet.content).context["answers"]

    assert (answers.disputed, len(answers.ready)) == ([], 1)
