"""Answers: nothing that was written is lost, nothing counts twice."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followthrough.plan.document import Status
from followthrough.rules.answers import Answer
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Action, Update
from followthrough.site.rounds.models import ActionReturn, ReturnVersion
from followthrough.site.rounds.operations import lock_round
from followthrough.site.rounds.returns.answering import (
    FaultyAnswerError,
    StaleReturnError,
    approve_return,
    implied_by,
    save_draft,
    send_back,
    send_return,
)
from followthrough.site.rounds.returns.answers import answer_in, is_spreadsheet_error
from followthrough.site.rounds.states import WrongStateError
from tests.site.cast import NOW, TODAY
from tests.site.rounds.answers import FINE, LATE, return_for, send

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def late(opened) -> ActionReturn:
    """The return asked for L1.1, which was due in September."""
    return return_for(opened, "L1.1")


def last_event() -> str:
    return sentence(Event.objects.order_by("-pk")[0])


def test_a_draft_is_kept_and_says_nothing_to_the_register(late, owen):
    updates, events = Update.objects.count(), Event.objects.count()
    saved = save_draft(late, answer=Answer(done="Eight of"), version=0, by=owen, at=NOW)

    assert (saved.state, saved.version, saved.saved_by) == ("draft", 1, owen)
    assert answer_in(ActionReturn.objects.get(pk=late.pk)) == Answer(done="Eight of")
    assert (Update.objects.count(), Event.objects.count()) == (updates, events)


def test_saving_the_same_draft_again_adds_no_version(late, owen):
    for _ in range(2):
        save_draft(late, answer=LATE, version=0, by=owen, at=NOW)

    assert ReturnVersion.objects.count() == 1


def test_sending_gives_the_register_an_update(late, owen, opened):
    sent = send(opened, "L1.1", by=owen)
    update = sent.update

    assert (sent.state, sent.sent_by, sent.implied) == ("sent", owen, "significant_slippage")
    assert (update.period, update.status, update.status_text) == (
        "2022-11",
        "significant_slippage",
        "Significant slippage",
    )
    assert update.text == "Eight of nine done.\nNext: The last branch in January"
    assert (update.by_text, update.on, update.by, update.at) == ("Owen", TODAY, owen, NOW)
    assert update.forecast["earliest"] == "2023-01-01"
    assert Action.objects.get(ref="L1.1").status == "significant_slippage"
    assert last_event() == "Owen sent the return for L1.1."


def test_a_status_is_said_in_the_plans_own_words(opened, owen):
    assert send(opened, "L1.2", by=owen).update.status_text == "Going well"


def test_what_was_sent_is_in_the_plan_document(opened, owen, library):
    send(opened, "L1.1", by=owen)
    action = next(action for action in as_document(library).actions if action.ref == "L1.1")

    assert [update.period for update in action.updates] == ["2022-09", "2022-10", "2022-11"]
    assert action.updates[-1].forecast.text == "January 2023"


def test_a_double_submit_counts_once(late, owen):
    first = send_return(late, answer=LATE, version=0, by=owen, at=NOW)
    again = send_return(late, answer=LATE, version=0, by=owen, at=LATER)

    assert again.version == first.version == 1
    assert again.sent_at == NOW
    assert Update.objects.filter(period="2022-11").count() == 1


def test_the_second_of_two_who_write_is_told_and_loses_nothing(late, owen, dora):
    save_draft(late, answer=LATE, version=0, by=owen, at=NOW)
    mine = LATE._replace(done="Nine of nine done.")
    with pytest.raises(StaleReturnError, match="Owen changed this return while you were writing") as stale:
        save_draft(late, answer=mine, version=0, by=dora, at=LATER)

    assert stale.value.saved == LATE
    assert stale.value.current.version == 1
    save_draft(late, answer=mine, version=stale.value.current.version, by=dora, at=LATER)
    kept = [(version.answer["done"], version.by) for version in ReturnVersion.objects.all()]
    assert kept == [("Eight of nine done.", owen), ("Nine of nine done.", dora)]


def test_a_faulty_answer_is_not_sent_and_says_why(late, owen):
    with pytest.raises(FaultyAnswerError) as refused:
        send_return(late, answer=Answer(forecast_text="soon"), version=0, by=owen, at=NOW)

    assert [fault.box for fault in refused.value.faults] == ["done", "forecast_text", "status"]
    assert ActionReturn.objects.get(pk=late.pk).state == "not_started"


def test_a_draft_may_have_any_fault(late, owen):
    assert save_draft(late, answer=Answer(forecast_text="soon"), version=0, by=owen, at=NOW).version == 1


def test_another_status_than_the_dates_say_is_kept_with_its_reason(opened, owen):
    answer = LATE._replace(status=Status.ON_TRACK, reason="The board agreed the new date")
    update = send(opened, "L1.1", by=owen, answer=answer).update

    assert (update.status, update.implied) == ("on_track", "significant_slippage")
    assert update.reason == "The board agreed the new date"


def test_the_status_that_the_dates_imply_goes_with_the_forecast(late):
    assert implied_by(late, LATE, day=TODAY).status is Status.SIGNIFICANT_SLIPPAGE
    sooner = LATE._replace(forecast_text="November 2022")
    assert implied_by(late, sooner, day=TODAY).status is Status.MEDIUM_SLIPPAGE


def test_nothing_has_changed_is_kept_as_such(opened, owen):
    answer = Answer(nothing_changed=True, forecast_text="January 2023", status=Status.SIGNIFICANT_SLIPPAGE)
    update = send(opened, "L1.1", by=owen, answer=answer).update

    assert (update.nothing_changed, update.text) == (True, "Nothing has changed.")


def test_a_return_is_sent_again_with_both_updates_kept_and_the_last_in_force(opened, owen):
    send(opened, "L1.2", by=owen)
    send(opened, "L1.2", by=owen, answer=FINE._replace(done="It went out."), at=LATER)
    said = Update.objects.filter(period="2022-11").values_list("text", flat=True)

    assert list(said) == ["A tender was written.", "It went out."]
    assert Action.objects.get(ref="L1.2").latest_update.text == "It went out."


def test_what_was_sent_is_no_draft_again(opened, owen):
    sent = send(opened, "L1.2", by=owen)

    with pytest.raises(WrongStateError, match="send it again"):
        save_draft(sent, answer=Answer(done="Another"), version=sent.version, by=owen, at=LATER)


def test_the_office_answers_for_an_absent_owner_and_that_is_recorded(opened, alice):
    of = return_for(opened, "L1.2")
    sent = send_return(of, answer=FINE, version=0, by=alice, at=NOW, for_absent_owner=True)

    assert sent.for_absent_owner
    assert last_event() == "Alice sent the return for L1.2 for an absent owner."


def test_an_approved_return_says_who_and_when_and_counts_once(opened, owen, dora):
    sent = send(opened, "L1.2", by=owen)
    for at in (NOW, LATER):
        approved = approve_return(sent, version=sent.version, by=dora, at=at)

    assert (approved.state, approved.approved_by, approved.approved_at) == ("approved", dora, NOW)
    assert last_event() == "Dora approved the return for L1.2."


def test_what_was_not_seen_is_not_approved(opened, owen, dora):
    seen = send(opened, "L1.2", by=owen).version
    again = send(opened, "L1.2", by=owen, answer=FINE._replace(done="It went out."))

    with pytest.raises(StaleReturnError):
        approve_return(again, version=seen, by=dora, at=LATER)


def test_what_was_not_sent_is_not_approved(late, dora):
    with pytest.raises(WrongStateError):
        approve_return(late, version=0, by=dora, at=NOW)


def test_a_return_is_sent_back_with_a_comment_that_stays_until_it_is_sent_again(opened, owen, dora):
    sent = send(opened, "L1.2", by=owen)
    back = send_back(sent, comment="Which branches?", version=sent.version, by=dora, at=LATER)
    assert (back.state, back.comment, back.is_in) == ("sent_back", "Which branches?", False)
    assert last_event() == "Dora sent back the return for L1.2 with the comment “Which branches?”"

    draft = save_draft(back, answer=FINE._replace(done="Two"), version=back.version, by=owen, at=LATER)
    assert (draft.state, draft.comment) == ("sent_back", "Which branches?")

    again = send(opened, "L1.2", by=owen, answer=FINE._replace(done="Two branches."), at=LATER)
    assert (again.state, again.comment, again.sent_back_by) == ("sent", "", None)


def test_an_approved_return_that_is_sent_again_waits_for_approval_again(opened, owen, dora):
    sent = send(opened, "L1.2", by=owen)
    approve_return(sent, version=sent.version, by=dora, at=NOW)
    again = send(opened, "L1.2", by=owen, answer=FINE._replace(done="It went out."))

    assert (again.state, again.approved_by) == ("sent", None)


def test_a_return_is_not_sent_back_without_a_word(opened, owen, dora):
    sent = send(opened, "L1.2", by=owen)

    with pytest.raises(ValueError, match="with a comment"):
        send_back(sent, comment="  ", version=sent.version, by=dora, at=NOW)


def test_a_locked_round_takes_no_answer(late, opened, owen, alice):
    lock_round(opened, by=alice, at=NOW)

    with pytest.raises(WrongStateError, match="The November 2022 round is locked"):
        send_return(late, answer=LATE, version=0, by=owen, at=NOW)


def test_sending_is_all_or_nothing(late, owen, monkeypatch):
    def fail(*named, **facts):
        raise RuntimeError("the event can't be written")

    monkeypatch.setattr("followthrough.site.rounds.returns.answering.record_in", fail)
    with pytest.raises(RuntimeError):
        send_return(late, answer=LATE, version=0, by=owen, at=NOW)

    assert ActionReturn.objects.get(pk=late.pk).state == "not_started"
    assert not Update.objects.filter(period="2022-11").exists()
    assert not ReturnVersion.objects.exists()


words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
words = words.filter(lambda text: not is_spreadsheet_error(text))
drafts = st.lists(st.tuples(st.integers(0, 3), words), max_size=5)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drafts)
def test_every_text_that_was_saved_is_kept_whoever_wrote_in_between(late, owen, saves):
    before = ReturnVersion.objects.count()
    kept = []
    for version, done in saves:
        current = ActionReturn.objects.get(pk=late.pk)
        answer = Answer(done=done, status=Status.ON_TRACK)
        if answer == answer_in(current):
            continue
        if version:
            with pytest.raises(StaleReturnError) as stale:
                save_draft(late, answer=answer, version=current.version - version, by=owen, at=NOW)
            assert stale.value.saved == answer_in(current)
        else:
            save_draft(late, answer=answer, version=current.version, by=owen, at=NOW)
            kept.append(done)

    written = ReturnVersion.objects.order_by("version")[before:]
    assert [version.answer["done"] for version in written] == kept
