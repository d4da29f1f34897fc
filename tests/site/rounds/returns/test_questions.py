"""What an answer is asked before it is sent, the ways out of each question, and what stands of it."""

import pytest
from django.urls import reverse

from followthrough.plan.document import Status
from followthrough.rules.answers import Answer, Answered
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.rounds.models import ActionReturn, KeptWords
from followthrough.site.rounds.queries import with_what_was_said
from followthrough.site.rounds.returns.answering import UnansweredError, send_return
from followthrough.site.rounds.returns.answers import answer_in
from followthrough.site.rounds.returns.questions import questions_on, settle
from tests.site.cast import NOW, TODAY
from tests.site.rounds.answers import LATE, return_for, send

ON_TRACK_LATE = {"done": "Eight of nine done.", "forecast_text": "January 2023", "status": "on_track"}
BARE = {"done": "Complete", "status": "complete"}
DATES, EVIDENCE, LEFT = "status_differs", "complete_without_evidence", "complete_with_something_left"


def asked(round_, ref: str) -> ActionReturn:
    returns = with_what_was_said(ActionReturn.objects.filter(round=round_))
    return returns.select_related("round__plan", "action__plan").get(action__ref=ref)


def codes(round_, answer: Answer, ref="L1.1") -> list[tuple[str, str]]:
    return [(each.box, each.code) for each in questions_on(asked(round_, ref), answer, day=TODAY)]


@pytest.fixture
def client(client_of, owen, holds, opened):
    holds(owen)
    return client_of(owen)


@pytest.fixture
def press(client, opened):
    """A function that presses a button of the page of L1.1 with what stands in its boxes."""

    def press_button(boxes, button="send", ref="L1.1", **questions):
        of = return_for(opened, ref)
        chosen = {f"question-{name}": words for name, words in questions.items()}
        form = {"press": button, "version": of.version, **boxes, **chosen}
        return client.post(of.get_absolute_url(), form)

    return press_button


def test_an_honest_answer_is_asked_nothing(opened):
    assert codes(opened, LATE) == []
    assert codes(opened, Answer()) == []
    assert codes(opened, Answer(nothing_changed=True)) == []


@pytest.mark.parametrize(
    ("answer", "box", "code"),
    [
        (LATE._replace(done="Seven of nine done."), "done", "update_copied"),
        (LATE._replace(done="As last month"), "done", "update_points_elsewhere"),
        (LATE._replace(done="Ongoing"), "done", "update_says_nothing"),
        (LATE._replace(status=Status.ON_TRACK), "status", DATES),
        (Answer(done="Complete", status=Status.COMPLETE), "evidence", EVIDENCE),
        (Answer(done="Complete apart from two posts.", status=Status.COMPLETE), "done", LEFT),
    ],
)
def test_each_question_stands_beside_the_box_that_it_is_about(opened, answer, box, code):
    assert codes(opened, answer) == [(box, code)]


def test_complete_with_evidence_is_asked_nothing(opened):
    answer = Answer(done="Complete", evidence="The surveyor's report of May", status=Status.COMPLETE)

    assert codes(opened, answer) == []


def test_an_answer_of_this_round_is_not_a_copy_of_itself(opened, owen):
    send(opened, "L1.1", by=owen)

    assert codes(opened, LATE) == []


def test_a_question_tells_both_facts_and_offers_honest_ways_out(opened):
    (question,) = questions_on(asked(opened, "L1.1"), LATE._replace(status=Status.ON_TRACK), day=TODAY)

    assert question.title == "Going well, with an end in January 2023?"
    assert "Agreed is September 2022; you expect January 2023." in question.facts
    assert [choice.key for choice in question.choices] == ["new_date", "why"]


def test_no_question_can_be_sent_past(opened, owen):
    of = return_for(opened, "L1.1")
    with pytest.raises(UnansweredError):
        send_return(of, answer=LATE._replace(status=Status.ON_TRACK), version=0, by=owen, at=NOW)

    assert return_for(opened, "L1.1").state == "not_started"


@pytest.mark.parametrize("boxes", [ON_TRACK_LATE, BARE, BARE | {"done": "Complete apart from two posts."}])
def test_sending_asks_first_and_keeps_every_word(press, opened, boxes):
    page = press(boxes | {"next_steps": "The last roof."}).content.decode()

    assert "Before this is sent: 1 question" in page
    assert "The last roof." in page
    assert boxes["done"] in page
    assert return_for(opened, "L1.1").state == "not_started"


def test_the_question_on_top_takes_the_focus_and_leads_to_its_place(press):
    page = press(BARE).content.decode()

    assert 'id="questions" tabindex="-1" autofocus' in page
    assert f'href="#question-{EVIDENCE}"' in page
    assert f'id="question-{EVIDENCE}"' in page


def test_errors_come_before_questions_and_both_are_shown(press):
    page = press({"status": "complete"}).content.decode()

    assert page.index("There is a problem") < page.index("Before this is sent")
    assert " autofocus" not in page


def test_saying_why_sends_it_and_stands_with_the_return(press, opened):
    sent = press(ON_TRACK_LATE, **{DATES: "why", f"{DATES}-why": "The last roof is small."})
    of = return_for(opened, "L1.1")

    assert sent.status_code == 302
    assert (of.state, of.status, of.reason) == ("sent", "on_track", "The last roof is small.")
    (answered,) = answer_in(of).answered
    assert (answered.choice, answered.words) == ("why", "The last roof is small.")
    assert of.versions.get(version=of.version).answer["answered"][0]["words"] == "The last roof is small."
    assert "Why this status: The last roof is small." in of.update.text


def test_the_record_says_what_was_asked_where_no_box_does(press, opened):
    boxes = {"done": "Complete apart from two posts.", "status": "complete"}
    press(boxes, **{LEFT: "why", f"{LEFT}-why": "They belong to L1.2."})

    text = return_for(opened, "L1.1").update.text
    assert text.endswith("Asked “Finished, and something left to do?”: They belong to L1.2.")


def test_a_choice_without_the_words_it_needs_is_asked_again(press, opened):
    page = press(ON_TRACK_LATE, **{DATES: "why"}).content.decode()

    assert "Why this status: write it here." in page
    assert return_for(opened, "L1.1").state == "not_started"


def test_the_status_is_changed_by_the_choice(press, opened):
    press(BARE | {"forecast_text": "March 2023"}, ref="L1.2", **{EVIDENCE: "change"})
    # Of L1.2 the dates say two months late, for which the plan's key has no word.
    of = return_for(opened, "L1.2")

    assert of.state == "not_started"
    press(
        BARE | {"forecast_text": "January 2023"},
        ref="L1.2",
        **{EVIDENCE: "change", "update_says_nothing": "add", "update_says_nothing-add": "The tender is out."},
    )
    of = return_for(opened, "L1.2")
    assert (of.state, of.status) == ("sent", "on_track")
    assert [each.choice for each in answer_in(of).answered] == ["change", "add"]


def test_evidence_that_is_given_goes_in_its_box(press, opened):
    press(BARE, **{EVIDENCE: "add", f"{EVIDENCE}-add": "The surveyor's report of May"})

    assert return_for(opened, "L1.1").evidence == "The surveyor's report of May"


def test_evidence_that_shows_nothing_is_asked_about_again(press, opened):
    page = press(BARE, **{EVIDENCE: "add", f"{EVIDENCE}-add": "done"}).content.decode()

    assert "Something is still to be said" in page
    assert return_for(opened, "L1.1").state == "not_started"


def test_asking_for_a_new_date_begins_a_change_request(press, opened):
    chosen = {DATES: "new_date", f"{DATES}-date": "31 March 2023", f"{DATES}-new_date": "A roof was wet."}
    press(ON_TRACK_LATE, **chosen)
    change = ChangeRequest.objects.get()

    assert (change.field, change.old_words, change.new_words) == ("due", "September 2022", "31 March 2023")
    assert change.reason == "A roof was wet."
    assert return_for(opened, "L1.1").state == "sent"


def test_a_new_date_that_is_none_is_asked_again(press, opened):
    chosen = {DATES: "new_date", f"{DATES}-date": "soon", f"{DATES}-new_date": "A roof was wet."}
    page = press(ON_TRACK_LATE, **chosen).content.decode()

    assert "Give the new date" in page
    assert not ChangeRequest.objects.exists()


def test_nothing_has_changed_takes_the_place_of_words_that_were_said_before(press, opened):
    boxes = {"done": "Seven of nine done.", "forecast_text": "January 2023", "status": "on_track"}
    chosen = {"update_copied": "nothing_changed", DATES: "why", f"{DATES}-why": "It is small."}
    press(boxes, **chosen)
    of = return_for(opened, "L1.1")

    assert (of.state, of.done, of.nothing_changed) == ("sent", "", True)


def test_a_draft_keeps_what_was_chosen_and_shows_it_again(press, client, opened):
    press(ON_TRACK_LATE, "draft", **{DATES: "why", f"{DATES}-why": "It is small."})
    page = client.get(return_for(opened, "L1.1").get_absolute_url()).content.decode()

    assert "It is small." in page
    assert 'value="why" checked' in page


def test_what_was_answered_is_not_asked_twice_while_the_facts_are_the_same(press, opened):
    chosen = {DATES: "why", f"{DATES}-why": "It is small."}
    press(ON_TRACK_LATE, **chosen)
    again = press(ON_TRACK_LATE | {"done": "All but one is done."})
    other = press(ON_TRACK_LATE | {"forecast_text": "May 2023"}).content.decode()

    assert again.status_code == 302
    assert return_for(opened, "L1.1").done == "All but one is done."
    assert "Before this is sent: 1 question" in other


def test_sending_the_same_again_adds_no_version(press, opened):
    chosen = {DATES: "why", f"{DATES}-why": "It is small."}
    for _ in range(2):
        press(ON_TRACK_LATE, **chosen)

    assert return_for(opened, "L1.1").version == 1


def test_what_was_chosen_is_kept_where_the_session_has_ended(press, client, opened, owen):
    page = client.get(return_for(opened, "L1.1").get_absolute_url())
    writer = page.context["page"].writer
    client.logout()
    press(ON_TRACK_LATE | {"writer": writer}, **{DATES: "why", f"{DATES}-why": "It is small."})

    assert KeptWords.objects.get().boxes[f"question-{DATES}-why"] == "It is small."
    client.force_login(owen)
    assert "It is small." in client.get(return_for(opened, "L1.1").get_absolute_url()).content.decode()


def test_whoever_approves_reads_the_question_and_its_answer(press, opened, library, dora, holds, client_of):
    library.approval_wanted = True
    library.save()
    holds(dora)
    press(ON_TRACK_LATE, **{DATES: "why", f"{DATES}-why": "The last roof is small."})
    page = client_of(dora).get(reverse("approvals")).content.decode()

    assert "Going well, with an end in January 2023?" in page
    assert "“The last roof is small.”" in page


def test_each_question_that_a_choice_brings_up_is_asked_too(opened):
    of, bare = asked(opened, "L1.1"), Answer(done="Complete", status=Status.COMPLETE)
    settled = settle(of, bare, {f"question-{EVIDENCE}": "change"}, day=TODAY)

    assert [each.question.code for each in settled.open] == ["update_says_nothing", DATES]


def test_an_answer_to_other_facts_answers_nothing(opened):
    old = Answered(DATES, "Going well, with an end in May 2023?", "", "why", "", "It was small.")
    answer = LATE._replace(status=Status.ON_TRACK, answered=(old,))

    assert [each.is_open for each in settle(asked(opened, "L1.1"), answer, {}, day=TODAY).asked] == [True]


@pytest.mark.parametrize("words", ["#N/A", "#REF!", "nan", "NULL", "None"])
@pytest.mark.parametrize("button", ["send", "draft"])
def test_an_error_of_a_spreadsheet_is_said_and_never_stored(press, opened, words, button):
    page = press(ON_TRACK_LATE | {"done": words}, button).content.decode()
    of = return_for(opened, "L1.1")

    assert "is what a spreadsheet leaves where it has no value" in page
    assert (of.state, of.done) == ("not_started", "")


def test_what_was_answered_before_can_be_read_on_the_page(press, client, opened):
    press(ON_TRACK_LATE, **{DATES: "why", f"{DATES}-why": "The last roof is small."})
    press(ON_TRACK_LATE | {"forecast_text": "May 2023"}, **{DATES: "why", f"{DATES}-why": "It is wet."})
    page = client.get(return_for(opened, "L1.1").get_absolute_url()).content.decode()

    assert "It is Going well, and I say why: The last roof is small." in page


def test_an_assurance_action_never_becomes_complete_by_a_return(opened):
    check = asked(opened, "L1.1").action
    check.kind = "assurance"
    check.save()
    answer = Answer(done="This quarter is looked at.", evidence="Minute 12", status=Status.COMPLETE)

    assert ("status", "assurance_complete") in codes(opened, answer)
    for choice, words in (("change", ""), ("end", "The roofs are new.")):
        chosen = {"question-assurance_complete": choice, f"question-assurance_complete-{choice}": words}
        settled = settle(asked(opened, "L1.1"), answer, chosen, day=TODAY)
        assert settled.answer.status is Status.ON_TRACK
        assert words in settled.answer.reason
