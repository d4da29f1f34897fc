"""One return on its page: drafted, sent, doubted, written by two at once, and after a session that ended."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from followthrough.plan.document import Status
from followthrough.rules.answers import Answer
from followthrough.site.people.roles import Role
from followthrough.site.register.models import Action
from followthrough.site.rounds.models import ActionReturn, KeptWords
from followthrough.site.rounds.operations import lock_round
from followthrough.site.rounds.returns.answering import save_draft, send_back
from followthrough.site.rounds.returns.answers import answer_in
from tests.site.cast import NOW, PASSWORD, person
from tests.site.rounds.answers import LATE, return_for, send

GOOD = {
    "done": "Eight of nine done.",
    "forecast_text": "January 2023",
    "status": "on_track",
    "reason": "The last is small.",
}


@pytest.fixture
def asked(opened, owen, holds) -> ActionReturn:
    """The return for L1.1, which is asked of Owen."""
    holds(owen)
    return return_for(opened, "L1.1")


def post(client, of, press="send", version=0, **boxes):
    form = {"press": press, "version": version, **boxes}
    return client.post(of.get_absolute_url(), form)


def writer_on(page) -> str:
    return page.context["page"].writer


def test_what_was_agreed_and_said_last_stands_beside_the_boxes(asked, owen, client_of):
    page = client_of(owen).get(asked.get_absolute_url()).content.decode()

    assert "September 2022" in page
    assert "Seven of nine done." in page
    assert "What has been done since October 2022" in page


def test_a_draft_is_kept_as_it_is_and_its_date_read_back(asked, owen, client_of):
    client = client_of(owen)
    saved = post(client, asked, "draft", done="Half of it", forecast_text="Spring 2023")
    page = client.get(saved.url).content.decode()

    assert saved.url == asked.get_absolute_url()
    assert answer_in(return_for(asked.round, "L1.1")) == Answer(
        done="Half of it", forecast_text="Spring 2023"
    )
    assert "We read this as March to May 2023, 6 to 8 months later than agreed." in page


def test_save_and_go_on_leads_to_the_next(asked, owen, client_of):
    saved = post(client_of(owen), asked, "go_on", done="Half of it")

    assert saved.url == return_for(asked.round, "L1.2").get_absolute_url()


def test_sending_leads_to_the_next_and_after_the_last_to_the_list(asked, owen, client_of):
    client, second = client_of(owen), return_for(asked.round, "L1.2")
    first = post(client, asked, **GOOD)
    told = client.get(first.url).content.decode()
    last = post(client, second, done="A tender is out.", status="on_track")

    assert first.url == second.get_absolute_url()
    assert "4 months later than agreed. 1 to go." in told
    assert last.url == reverse("my_actions")


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({"forecast_text": "October 2022"}, "This date has passed. Say when it will be finished"),
        ({"forecast_text": "March 2022"}, "This date has passed."),
        ({"forecast_text": "soonish"}, "“soonish” can&#x27;t be read as a date."),
        ({"forecast_text": ""}, "It was due in September 2022, which has passed."),
        ({"status": ""}, "Choose a status."),
        ({"done": ""}, "Say what has been done since the last update, or that nothing has changed."),
        ({"nothing_changed": "on"}, "Say what has been done, or that nothing has changed, not both."),
    ],
)
def test_what_can_not_be_sent_says_why_beside_its_box_and_on_top(asked, owen, client_of, boxes, sentence):
    answer = post(client_of(owen), asked, **GOOD | boxes)
    page = answer.content.decode()

    assert page.count(sentence) >= 2
    assert 'data-module="govuk-error-summary"' in page
    assert return_for(asked.round, "L1.1").state == "not_started"


def test_a_forecast_before_the_start_is_asked_about(asked, owen, client_of):
    action = asked.action
    action.start = {"text": "May 2023", "kind": "month", "earliest": "2023-05-01", "latest": "2023-05-31"}
    action.save()

    assert "before the start, May 2023" in post(client_of(owen), asked, **GOOD).content.decode()


def test_nothing_has_changed_is_an_answer_of_its_own(asked, owen, client_of):
    boxes = GOOD | {"done": "", "nothing_changed": "on"}
    post(client_of(owen), asked, **boxes)

    assert return_for(asked.round, "L1.1").update.text.startswith("Nothing has changed.")


def test_a_double_submit_counts_once(asked, owen, client_of):
    client = client_of(owen)
    for _ in range(2):
        answer = post(client, asked, **GOOD)
        assert answer.status_code == 302

    sent = return_for(asked.round, "L1.1")
    assert (sent.version, sent.versions.count(), sent.action.updates.count()) == (1, 1, 3)


def test_what_was_sent_can_be_sent_again(asked, owen, client_of):
    client = client_of(owen)
    post(client, asked, **GOOD)
    post(client, asked, version=1, **GOOD | {"done": "All nine done but one."})

    assert return_for(asked.round, "L1.1").done == "All nine done but one."


def test_the_second_of_two_is_shown_both_texts_and_loses_nothing(asked, owen, dora, holds, client_of):
    holds(dora)
    save_draft(asked, answer=Answer(done="Dora's words", blocked="Ice"), version=0, by=dora, at=NOW)
    answer = post(client_of(owen), asked, "draft", done="Owen's words")
    page = answer.content.decode()

    assert "Dora saved this return while you were writing." in page
    assert "Dora&#x27;s words" in page
    assert "Owen&#x27;s words</textarea>" in page
    assert return_for(asked.round, "L1.1").done == "Dora's words"

    post(client_of(owen), asked, "draft", version=1, done="Owen's words", blocked="Ice")
    of = return_for(asked.round, "L1.1")
    assert of.done == "Owen's words"
    assert [version.answer["done"] for version in of.versions.all()] == ["Dora's words", "Owen's words"]


def test_an_answer_from_an_older_window_of_one_s_own_is_shown_beside_the_newer(asked, owen, client_of):
    save_draft(asked, answer=Answer(done="Newer"), version=0, by=owen, at=NOW)
    page = post(client_of(owen), asked, "draft", done="Older").content.decode()

    assert "You saved this return in another window." in page
    assert "Older</textarea>" in page


def test_sending_what_was_saved_word_for_word_meanwhile_asks_once_more(asked, owen, client_of):
    client = client_of(owen)
    post(client, asked, "draft", **GOOD)
    first = post(client, asked, **GOOD)

    assert "The same words were saved meanwhile." in first.content.decode()
    assert post(client, asked, version=1, **GOOD).status_code == 302


def test_what_was_saved_before_can_be_read_on_the_page(asked, owen, dora, client_of):
    save_draft(asked, answer=LATE, version=0, by=dora, at=NOW)
    save_draft(asked, answer=Answer(done="Shorter"), version=1, by=owen, at=NOW)
    page = client_of(owen).get(asked.get_absolute_url()).content.decode()

    assert "What was saved before (1)" in page
    assert "Draft, 30 November 2022, 09:30, Dora" in page
    assert "Eight of nine done." in page


def test_words_that_come_after_the_lock_are_shown_to_be_copied(asked, owen, alice, client_of):
    lock_round(asked.round, by=alice, at=NOW)
    answer = post(client_of(owen), asked, "draft", done="Too late, but written")
    page = answer.content.decode()

    assert "Too late, but written" in page
    assert "round is locked" in page
    assert "It is not saved." in page


def test_a_return_that_was_sent_back_says_why(asked, opened, owen, dora, client_of):
    sent = send(opened, "L1.1", by=owen)
    send_back(sent, comment="Which two are left?", version=sent.version, by=dora, at=NOW)
    page = client_of(owen).get(asked.get_absolute_url()).content.decode()

    assert "Dora sent this back on 30 November 2022:" in page
    assert "Which two are left?" in page


def test_the_office_answers_for_an_absent_owner_and_it_is_recorded(asked, alice, client_of):
    client = client_of(alice)
    page = client.get(asked.get_absolute_url()).content.decode()
    sent = post(client, asked, **GOOD)

    assert "You answer for the owner." in page
    missing = reverse("round_returns", args=[asked.round.plan.slug, "2022-11"]) + "?state=missing"
    assert sent.url == missing
    assert return_for(asked.round, "L1.1").for_absent_owner


def test_a_return_that_is_asked_of_others_is_not_found(asked, riverbank, client_of):
    stranger = person("Olga", riverbank, Role.UPDATE_OWNER)

    assert client_of(stranger).get(asked.get_absolute_url()).status_code == 404
    assert post(client_of(stranger), asked, done="Mine").status_code == 404


def test_the_reading_comes_back_while_it_is_written_and_nothing_is_saved(asked, owen, client_of):
    path = reverse("read_answer", args=[asked.round.plan.slug, asked.round.period, asked.action.number])
    boxes = {"version": 0, "done": "Ongoing", "forecast_text": "Spring 2023"}
    read = client_of(owen).post(path, boxes).json()

    assert "March to May 2023" in read["pieces"]["reading"]
    assert "Significant slippage" in read["pieces"]["implied"]
    assert return_for(asked.round, "L1.1").version == 0


class TestAfterTheSessionEnded:
    """What somebody had written is there when they sign in again, and for nobody else."""

    @pytest.fixture
    def lost(self, asked, owen, client_of) -> Client:
        """A browser in which Owen wrote, whose session ended before he sent."""
        client = client_of(owen)
        writer = writer_on(client.get(asked.get_absolute_url()))
        client.logout()
        post(client, asked, writer=writer, **GOOD | {"done": "Written before the session ended"})
        return client

    def test_it_is_said_on_the_sign_in_page_that_they_are_kept(self, lost, asked):
        page = lost.get(f"{reverse('account_login')}?next={asked.get_absolute_url()}").content.decode()

        assert "What you wrote is kept." in page

    def test_they_are_in_the_boxes_again_and_not_saved_unasked(self, lost, asked, owen):
        form = {"login": owen.email, "password": PASSWORD, "next": asked.get_absolute_url()}
        signed_in = lost.post(reverse("account_login"), form)
        page = lost.get(signed_in.url)

        assert signed_in.url == asked.get_absolute_url()
        assert "Written before the session ended</textarea>" in page.content.decode()
        assert page.context["form"]["status"].value() == Status.ON_TRACK
        assert return_for(asked.round, "L1.1").version == 0

    def test_saving_them_ends_the_keeping(self, lost, asked, owen, client_of):
        post(client_of(owen), asked, "draft", done="Written before the session ended")

        assert not KeptWords.objects.exists()

    def test_nobody_else_sees_them(self, lost, asked, dora, holds):
        holds(dora)
        lost.force_login(dora)

        assert "Written before" not in lost.get(asked.get_absolute_url()).content.decode()

    def test_what_somebody_else_saved_meanwhile_is_shown_beside_them(
        self, lost, asked, owen, dora, client_of
    ):
        save_draft(asked, answer=LATE, version=0, by=dora, at=NOW)
        page = client_of(owen).get(asked.get_absolute_url()).content.decode()

        assert "Dora saved this return while you were writing." in page
        assert "Written before the session ended</textarea>" in page

    def test_a_form_too_old_for_its_token_keeps_them_too(self, asked, owen):
        client = Client(enforce_csrf_checks=True)
        client.force_login(owen)
        writer = writer_on(client.get(asked.get_absolute_url()))
        refused = post(client, asked, writer=writer, done="Written in a page that stood open")

        assert refused.status_code == 403
        assert "What you wrote is kept" in refused.content.decode()
        page = client.get(asked.get_absolute_url()).content.decode()
        assert "Written in a page that stood open</textarea>" in page

    def test_words_without_our_note_are_not_kept(self, asked, client):
        post(client, asked, writer="made up", done="Anything")

        assert not KeptWords.objects.exists()

    def test_a_note_that_is_too_old_keeps_nothing(self, asked, owen, client_of, monkeypatch):
        client = client_of(owen)
        writer = writer_on(client.get(asked.get_absolute_url()))
        client.logout()
        monkeypatch.setattr("followthrough.site.rounds.returns.unsaved_words._LONGEST", timedelta(days=-1))
        post(client, asked, writer=writer, done="Anything")

        assert not KeptWords.objects.exists()


def test_the_page_takes_the_same_queries_with_three_years_of_updates(
    asked, owen, client_of, django_assert_num_queries
):
    client, path = client_of(owen), asked.get_absolute_url()
    # The first look after a change works out once what hangs on what; one asks for causes.
    with django_assert_num_queries(14):
        client.get(path)
    for number in range(36):
        period = f"20{10 + number // 12}-{1 + number % 12:02}"
        asked.action.updates.create(position=10 + number, period=period, text="Said")
    with django_assert_num_queries(12):
        client.get(path)


def test_sending_takes_the_same_queries_however_much_is_asked(
    asked, owen, client_of, django_assert_num_queries
):
    client = client_of(owen)
    post(client, asked, **GOOD)
    # With several actions of one owner the check that asks after an owner's silence has something to ask.
    for number in range(3):
        ask_as_well(asked, number)
    # What hangs on it, and its evidence, are looked up as it is sent, so that no page has to.
    with django_assert_num_queries(54):
        post(client, asked, version=1, **GOOD | {"done": "All nine done."})
    for number in range(3, 23):
        ask_as_well(asked, number)
    with django_assert_num_queries(54):
        post(client, asked, version=2, **GOOD | {"done": "All nine done, and seen."})


def ask_as_well(of: ActionReturn, number: int) -> None:
    """The round asks the same people about one more action."""
    owners, action = list(of.action.ownerships.all()), Action.objects.get(pk=of.action.pk)
    action.pk, action.number, action.position = None, 900 + number, 900 + number
    action.save()
    for owner in owners:
        owner.pk, owner.action = None, action
        owner.save()
    of.round.returns.create(action=action, because="open")
