"""The request to move the agreed date that goes with a return: offered, drafted, sent, replaced."""

import pytest

from followthrough.site.changes.deciding import Decision, Meeting, decide
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.setting import set_causes
from followthrough.site.rounds.models import ActionReturn
from tests.site.cast import NOW, TODAY
from tests.site.rounds.answers import LATE, return_for, send
from tests.site.rounds.returns.test_disputed_rows import Sheet
from tests.site.rounds.returns.test_spreadsheet import upload

BOXES = {
    "done": "Eight of nine done.",
    "forecast_text": "January 2023",
    "status": "on_track",
    "reason": "The last is small.",
    "blocked": "The last roof is under scaffolding.",
}
MOVE = BOXES | {"move_date": "on"}
# By the rules of a plan this needs a decision, whatever else holds.
DECIDED = MOVE | {"move_effect": "Eight of nine instead of all nine."}


@pytest.fixture
def asked(opened, owen, holds) -> ActionReturn:
    """The return for L1.1, due in September 2022, which is asked of Owen."""
    holds(owen)
    return return_for(opened, "L1.1")


@pytest.fixture
def answer(asked, owen, client_of):
    """A function that presses a button of the page of the return with these boxes."""
    client = client_of(owen)

    def press_with(boxes, press="send"):
        version = return_for(asked.round, "L1.1").version
        return client.post(asked.get_absolute_url(), {"press": press, "version": version, **boxes})

    return press_with


def test_a_later_date_is_sent_with_the_request_to_agree_it(answer, asked, owen):
    answer(DECIDED)
    request = ChangeRequest.objects.get()

    assert (request.action, request.field, request.kind) == (asked.action, "due", "date")
    assert (request.old_words, request.new_words) == ("September 2022", "January 2023")
    assert request.reason == "The last roof is under scaffolding."
    assert (request.effect, request.measure_holds) == ("Eight of nine instead of all nine.", False)
    assert (request.origin, request.asked_by, request.state) == ("return", owen, "asked")
    asked.action.refresh_from_db()
    assert asked.action.due["text"] == "September 2022"


def test_without_the_tick_nothing_is_asked(answer):
    answer(BOXES)

    assert not ChangeRequest.objects.exists()


def test_a_draft_keeps_the_tick_and_its_words_and_asks_nothing_yet(answer, asked, client_of, owen):
    answer(MOVE | {"move_reason": "The firm is late."}, press="draft")
    page = client_of(owen).get(asked.get_absolute_url()).content.decode()

    assert not ChangeRequest.objects.exists()
    assert 'Ask to move the agreed date<span id="move-to"> to January 2023</span>' in page
    assert "The firm is late." in page


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({"blocked": ""}, "Say why the agreed date should move."),
        ({"forecast_text": "TBC"}, "Write the date that you ask for, like 31 March 2027"),
        ({"status": "complete"}, "It is complete, so there is no date to move."),
    ],
)
def test_what_a_request_lacks_is_said_and_nothing_is_sent(answer, asked, boxes, sentence):
    page = answer(MOVE | boxes).content.decode()

    assert sentence in page
    assert return_for(asked.round, "L1.1").state == "not_started"
    assert not ChangeRequest.objects.exists()


def test_a_cause_of_the_organisations_list_goes_with_the_request_and_is_reason_enough(
    answer, asked, riverbank, alice
):
    set_causes(riverbank, names=["Scaffolding", "Weather"], by=alice, at=NOW)
    boxes = DECIDED | {"blocked": "", "move_cause": "Weather"}
    assert "Choose one of the causes." in answer(boxes | {"move_cause": "Moon"}).content.decode()
    answer(boxes)

    request = ChangeRequest.objects.get()
    assert (request.cause.name, request.reason) == ("Weather", "")
    assert return_for(asked.round, "L1.1").versions.last().answer["move_cause"] == "Weather"


def test_a_cause_that_a_sheet_makes_up_is_said_with_those_there_are(asked, owen, client_of):
    client = client_of(owen)
    sheet = Sheet(client.get("/my-actions/spreadsheet/file/").content)
    late = BOXES | {"status": "Going well", "move_date": "yes", "move_cause": "The moon"}
    sheet.fill(sheet.row_of("L1.1"), **late)
    page = upload(client, sheet.content).content.decode()

    assert "“The moon” is none of the causes. Choose from: Depends on something that is late;" in page


def test_another_date_sent_again_takes_the_place_of_the_first(answer):
    answer(DECIDED)
    answer(DECIDED | {"forecast_text": "May 2023"})

    states = dict(ChangeRequest.objects.values_list("new_words", "state"))
    assert states == {"January 2023": "withdrawn", "May 2023": "asked"}


def test_the_same_return_sent_twice_asks_once(answer):
    answer(MOVE)
    answer(MOVE)

    assert ChangeRequest.objects.count() == 1


def test_where_sending_fails_nothing_is_asked(asked, owen, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("followthrough.site.rounds.returns.answering.record_in", fail)
    with pytest.raises(RuntimeError):
        send(asked.round, "L1.1", by=owen, answer=LATE._replace(move_date=True, move_reason="It is late."))

    assert not ChangeRequest.objects.exists()


def test_the_office_asks_on_behalf_of_the_owner(asked, alice, client_of):
    client_of(alice).post(asked.get_absolute_url(), MOVE | {"press": "send", "version": 0})

    assert ChangeRequest.objects.get().on_behalf_of == "Head of Property"


def test_a_sheet_says_yes_in_its_column(asked, owen, client_of):
    client = client_of(owen)
    sheet = Sheet(client.get("/my-actions/spreadsheet/file/").content)
    sheet.fill(sheet.row_of("L1.1"), **BOXES | {"status": "Going well", "move_date": "yes"})
    page = upload(client, sheet.content)
    assert "Ask to move the agreed date?" in page.content.decode()
    client.post(page.context["desk"].send, {"rows": page.context["rows"]})

    assert ChangeRequest.objects.get().new_words == "January 2023"


def test_it_is_followed_under_my_actions_with_the_words_of_the_decision(answer, asked, owen, dora, client_of):
    answer(DECIDED)
    client = client_of(owen)
    waiting = client.get("/my-actions/").content.decode()
    assert "What you asked to change" in waiting
    assert "Waiting" in waiting

    refused = Decision(ChangeRequest.State.REFUSED, "The date was promised.")
    meeting = Meeting("Improvement Board", TODAY)
    decide(ChangeRequest.objects.get(), decision=refused, meeting=meeting, by=dora, at=NOW)
    for page in ("/my-actions/", asked.get_absolute_url()):
        told = client.get(page).content.decode()
        assert "Refused" in told
        assert "Improvement Board, 30 November 2022" in told
        assert "The date was promised." in told
