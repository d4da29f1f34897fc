"""Answering by spreadsheet: what goes out, what comes back, and what it may change."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from followthrough.intake.return_sheet import FilledRow
from followthrough.intake.sandbox.reading import read_return_sandboxed
from followthrough.plan.return_boxes import BOXES
from followthrough.rules.answers import Answer
from followthrough.site.register.models import Post
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.operations import lock_round
from followthrough.site.rounds.queries import may_be_answered_by
from followthrough.site.rounds.returns import views_spreadsheet
from followthrough.site.rounds.returns.answering import save_draft
from followthrough.site.rounds.returns.sheet_answers import rows_to_hold, signed, understand, unsigned
from followthrough.site.rounds.returns.views_spreadsheet import sheet_for
from tests.site.cast import NOW, TODAY

PAGE = "answer_by_spreadsheet"


@pytest.fixture
def mine(opened, owen):
    """The returns asked of Owen, who is Head of Property."""
    post = Post.objects.get(name="Head of Property")
    appoint(post, user=owen, from_on=TODAY, by=None, at=NOW)
    return list(ActionReturn.objects.filter(round=opened, action__ownerships__post=post).distinct())


@pytest.fixture
def filled(owen, riverbank, mine):
    """A function that fills in boxes of Owen's rows, by row from 0, and gives the file as it comes back."""

    def fill(*rows, change=lambda sheet: None, user=owen):
        workbook = openpyxl.load_workbook(BytesIO(sheet_for(user, riverbank, day=TODAY)))
        sheet = workbook["Return"]
        first = next(cell.row for cell in sheet["A"] if (cell.value or "").startswith("Row key")) + 1
        columns = {cell.value: cell.column for cell in sheet[first - 1]}
        for number, boxes in enumerate(rows):
            for box, words in boxes.items():
                sheet.cell(first + number, columns[BOXES[box]], words)
        change(sheet)
        saved = BytesIO()
        workbook.save(saved)
        return saved.getvalue()

    return fill


def read(content, user, organisation):
    open_returns = may_be_answered_by(user, organisation, day=TODAY)
    return understand(read_return_sandboxed(content, "return.xlsx"), open_returns=open_returns, day=TODAY)


def upload(client, content, name="return.xlsx"):
    return client.post(reverse(PAGE), {"file": SimpleUploadedFile(name, content)}, follow=True)


GOOD = {
    "done": "Scaffolding is up.",
    "forecast_text": "June 2023",
    "status": "Going well",
    "reason": "It holds.",
}


def test_the_file_has_a_row_for_each_action_asked_of_the_account_and_no_other(filled, mine, owen, riverbank):
    assert read(filled(), owen, riverbank).untouched == len(mine) > 0


def test_what_was_filled_in_is_shown_box_by_box_before_it_is_sent(filled, owen, riverbank):
    answers = read(filled(GOOD), owen, riverbank)

    assert [it.changes for it in answers.ready] == [
        [
            (BOXES["done"], "", "Scaffolding is up."),
            (BOXES["forecast_text"], "", "June 2023"),
            (BOXES["status"], "", "Going well"),
            (BOXES["reason"], "", "It holds."),
        ]
    ]
    assert answers.ready[0].reading.startswith("We read this as June 2023, ")


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        (GOOD | {"status": "Greenish"}, "Status: “Greenish” is none of Going well, Finished."),
        (GOOD | {"nothing_changed": "perhaps"}, "Nothing has changed: “perhaps” is neither Yes nor empty."),
        (
            GOOD | {"forecast_text": "soonish"},
            "When will it be finished?: “soonish” can't be read as a date.",
        ),
        ({"status": "Going well"}, "What has been done since: Say what has been done"),
    ],
)
def test_a_row_that_can_not_be_sent_says_what_to_put_right(filled, owen, riverbank, boxes, sentence):
    answers = read(filled(boxes), owen, riverbank)

    assert answers.ready == []
    assert any(said.startswith(sentence) for said in answers.wrong[0].wrong)


def test_words_saved_on_the_site_since_are_shown_beside_those_of_the_sheet(filled, owen, alice, riverbank):
    content = filled(GOOD)
    first = read(content, owen, riverbank).ready[0].action_return
    save_draft(first, answer=Answer(done="Said on the site."), version=0, by=alice, at=NOW)
    answers = read(content, owen, riverbank)

    assert answers.ready == []
    assert (BOXES["done"], "Said on the site.", "Scaffolding is up.") in answers.stale[0].changes


def test_rows_that_are_not_asked_of_the_account_are_left_alone(filled, dora, riverbank):
    answers = read(filled(GOOD), dora, riverbank)

    assert answers.answers == []
    assert answers.not_asked


def test_a_key_that_was_made_up_answers_nothing(filled, owen, riverbank, mine):
    def forge(sheet):
        for cell in sheet["A"]:
            if cell.value and not cell.value.startswith("Row key"):
                cell.value = f"{cell.value}x"

    answers = read(filled(GOOD, change=forge), owen, riverbank)

    assert (answers.answers, len(answers.not_asked)) == ([], len(mine))


def test_neither_a_key_nor_what_a_page_holds_is_taken_for_the_other(filled, client_of, owen, mine, riverbank):
    held = signed(rows_to_hold(read(filled(GOOD, GOOD), owen, riverbank)))
    open_returns = may_be_answered_by(owen, riverbank, day=TODAY)
    answers = understand([FilledRow(1, held, {})], open_returns=open_returns, day=TODAY)
    assert answers.not_asked == [1]

    key = unsigned(held)[0].key
    sent = client_of(owen).post(reverse("send_spreadsheet"), {"rows": key}, follow=True)
    assert "nothing was sent" in sent.content.decode()


def test_sending_the_sheet_sends_each_row_that_is_ready(filled, client_of, owen, mine):
    client = client_of(owen)
    page = upload(client, filled(GOOD))
    sent = client.post(reverse("send_spreadsheet"), {"rows": page.context["rows"]})

    assert page.status_code == 200
    assert "We read this as June 2023" in page.content.decode()
    assert sent.url == reverse("my_actions")
    of = ActionReturn.objects.get(state="sent")
    assert of.done == "Scaffolding is up."
    assert of.sent_by == owen


def test_sending_twice_counts_once(filled, client_of, owen, mine):
    client = client_of(owen)
    rows = upload(client, filled(GOOD)).context["rows"]
    for _ in range(2):
        client.post(reverse("send_spreadsheet"), {"rows": rows})

    assert ActionReturn.objects.get(state="sent").version == 1


def test_a_row_that_changed_here_is_sent_only_where_it_was_chosen(filled, client_of, owen, alice, riverbank):
    content, client = filled(GOOD), client_of(owen)
    first = read(content, owen, riverbank).ready[0].action_return
    save_draft(first, answer=Answer(done="Said on the site."), version=0, by=alice, at=NOW)
    rows = upload(client, content).context["rows"]
    asked = {"rows": rows, "asked_about": first.pk}
    client.post(reverse("send_spreadsheet"), asked)
    assert ActionReturn.objects.get(pk=first.pk).done == "Said on the site."

    client.post(reverse("send_spreadsheet"), asked | {"chosen": first.pk})
    assert ActionReturn.objects.get(pk=first.pk).done == "Scaffolding is up."


def test_a_round_locked_at_the_same_moment_sends_nothing_and_shows_the_rows(
    filled, client_of, owen, alice, opened, monkeypatch
):
    client = client_of(owen)
    rows = upload(client, filled(GOOD)).context["rows"]
    understood = views_spreadsheet.understand

    def understood_and_then_locked(*args, **kwargs):
        answers = understood(*args, **kwargs)
        lock_round(opened, by=alice, at=NOW)
        return answers

    monkeypatch.setattr(views_spreadsheet, "understand", understood_and_then_locked)
    page = client.post(reverse("send_spreadsheet"), {"rows": rows}).content.decode()

    assert "Something changed while you were looking." in page
    assert "Scaffolding is up." in page
    assert not ActionReturn.objects.filter(state="sent").exists()


def test_a_page_that_was_tampered_with_sends_nothing(client_of, owen, mine):
    answer = client_of(owen).post(reverse("send_spreadsheet"), {"rows": "made up"}, follow=True)

    assert "nothing was sent" in answer.content.decode()
    assert not ActionReturn.objects.exclude(state="not_started").exists()


def test_a_file_that_is_no_return_gets_a_sentence_beside_the_box(client_of, owen, mine):
    page = upload(client_of(owen), b"Ref,Action\n1,Mend\n", "plan.csv")

    assert "This is not a return that was downloaded here." in page.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_rows(
    filled, owen, riverbank, django_assert_max_num_queries, mine
):
    content = filled(*[GOOD] * len(mine))
    with django_assert_max_num_queries(7):
        assert read(content, owen, riverbank).ready
    with django_assert_max_num_queries(5):
        sheet_for(owen, riverbank, day=TODAY)


def test_what_is_questionable_is_asked_on_the_page_of_changes_and_stands_with_the_return(
    filled, client_of, owen, mine
):
    client, boxes = client_of(owen), GOOD | {"reason": ""}
    page = upload(client, filled(boxes))
    again = client.post(reverse("send_spreadsheet"), {"rows": page.context["rows"]})
    assert "Before this is sent: 1 question" in again.content.decode()
    assert not ActionReturn.objects.filter(state="sent").exists()

    (question,) = again.context["answers"].open_questions
    chosen = {question.name: "why", f"{question.name}-why": "It holds."}
    client.post(reverse("send_spreadsheet"), {"rows": again.context["rows"], **chosen})
    of = ActionReturn.objects.get(state="sent")
    assert (of.reason, of.answered[0]["words"]) == ("It holds.", "It holds.")


@pytest.mark.parametrize("box", ["done", "forecast_text", "status", "nothing_changed"])
@pytest.mark.parametrize("error", ["#N/A", "NULL", "None"])
def test_an_error_of_the_spreadsheet_is_said_and_not_sent(filled, owen, riverbank, box, error):
    answers = read(filled(GOOD | {box: error}), owen, riverbank)

    assert answers.ready == []
    assert f"“{error}” is what a spreadsheet leaves" in " ".join(answers.wrong[0].wrong)
