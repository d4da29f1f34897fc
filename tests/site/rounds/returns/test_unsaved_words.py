"""A return that can't be answered any more while somebody writes it: their words are shown, kept and told."""

from datetime import timedelta

import pytest
from django.urls import Resolver404, resolve, reverse

from followthrough.site.people.models import Membership
from followthrough.site.people.roles import Role
from followthrough.site.register.editing.archiving import archive_action, restore_action
from followthrough.site.register.models import PostHolder
from followthrough.site.register.posts.holding import end_holding
from followthrough.site.rounds.leavers.operations import delegate, end_delegation
from followthrough.site.rounds.models import ActionReturn, Delegation, KeptWords, Round
from followthrough.site.rounds.operations import lock_round, publish_round, reopen_round
from followthrough.site.rounds.returns import views
from followthrough.site.rounds.returns.answering import approve_return, send_back
from tests.site.cast import NOW, TODAY
from tests.site.rounds.answers import return_for, send

WRITTEN = {"done": "Eight of nine done.", "nothing_changed": "", "status": "on_track", "blocked": "The lift"}
FINE = {"done": "A tender is out.", "status": "on_track"}


@pytest.fixture
def asked(opened, owen, holds) -> ActionReturn:
    """The return for L1.1, which is asked of Owen."""
    holds(owen)
    return return_for(opened, "L1.1")


@pytest.fixture
def opens(client_of):
    """A function that shows somebody the return and gives what sends it, as their browser would."""

    def opened_by(user, of):
        client = client_of(user)
        shown = client.get(of.get_absolute_url()).context["page"]
        hidden = {
            "version": shown.action_return.version,
            "writer": shown.writer,
            "shown_state": shown.action_return.state,
        }

        def send_from_page(press="send", **boxes):
            return client.post(of.get_absolute_url(), {"press": press, **hidden, **WRITTEN, **boxes})

        return client, send_from_page

    return opened_by


def archive(action, alice):
    archive_action(action, reason="Written twice.", by=alice, at=NOW)


@pytest.mark.parametrize("press", ["send", "draft", "go_on"])
def test_of_an_archived_action_the_words_are_shown_with_who_archived_it_and_why(
    asked, owen, alice, opens, press
):
    _, press_button = opens(owen, asked)
    archive(asked.action, alice)
    answer = press_button(press)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "Eight of nine done." in page
    assert "The lift" in page
    assert "Alice archived this action on 30 November 2022: Written twice." in page
    assert "ask the programme office to put it back" in page
    assert KeptWords.objects.get().user == owen


@pytest.mark.parametrize("version", ["9" * 19, "9" * 5000, "-1", "x"])
def test_they_are_shown_whatever_version_comes_with_them(asked, owen, alice, opens, version):
    _, press_button = opens(owen, asked)
    archive(asked.action, alice)

    assert "Eight of nine done." in press_button(version=version).content.decode()


def test_a_letter_that_no_database_keeps_leads_back_to_the_words(asked, owen, alice, opens):
    _, press_button = opens(owen, asked)
    archive(asked.action, alice)

    refused = press_button(done="Eight of\0 nine done.")
    assert (refused.status_code, "Go back" in refused.content.decode()) == (400, True)
    assert not KeptWords.objects.exists()


def test_an_address_whose_period_is_none_leads_nowhere(asked):
    with pytest.raises(Resolver404):
        resolve(asked.get_absolute_url().replace(asked.round.period, "a\0b"))


def test_they_are_there_at_the_same_address_and_from_my_actions(asked, owen, alice, opens):
    client, press_button = opens(owen, asked)
    archive(asked.action, alice)
    press_button()

    assert "Eight of nine done." in client.get(asked.get_absolute_url()).content.decode()
    assert asked.get_absolute_url() in client.get(reverse("my_actions")).content.decode()


def test_they_are_in_the_boxes_again_once_the_action_is_put_back(asked, owen, alice, opens):
    client, press_button = opens(owen, asked)
    archive(asked.action, alice)
    press_button()
    asked.action.refresh_from_db()
    restore_action(asked.action, reason="It was not.", by=alice, at=NOW)
    page = client.get(asked.get_absolute_url()).content.decode()

    assert "Eight of nine done.</textarea>" in page
    assert "could not be saved" in page


def test_whoever_has_copied_them_throws_them_away(asked, owen, alice, opens):
    client, press_button = opens(owen, asked)
    archive(asked.action, alice)
    press_button()
    thrown = press_button("throw_away")

    assert thrown.url == reverse("home")
    assert not KeptWords.objects.exists()
    assert client.get(asked.get_absolute_url()).status_code == 404


def test_nobody_else_sees_them_there(asked, owen, dora, alice, opens, client_of):
    _, press_button = opens(owen, asked)
    archive(asked.action, alice)
    press_button()

    assert client_of(dora).get(asked.get_absolute_url()).status_code == 404


def test_an_action_archived_at_the_same_moment_loses_nothing(asked, owen, alice, opens, monkeypatch):
    _, press_button = opens(owen, asked)
    found = views._return_or_404

    def found_and_then_archived(*args):
        of = found(*args)
        archive(of.action, alice)
        return of

    monkeypatch.setattr(views, "_return_or_404", found_and_then_archived)

    assert "Eight of nine done." in press_button("draft").content.decode()
    assert KeptWords.objects.exists()


@pytest.mark.parametrize("ends", ["post", "delegation"])
def test_whoever_no_longer_answers_sees_what_they_wrote_and_who_is_asked_now(
    asked, owen, dora, riverbank, opens, ends
):
    writer = owen
    if ends == "delegation":
        writer = dora
        delegate(
            organisation=riverbank, from_user=owen, to_user=dora, from_on=TODAY, to_on=TODAY, by=owen, at=NOW
        )
    _, press_button = opens(writer, asked)
    if ends == "delegation":
        end_delegation(Delegation.objects.get(), by=owen, at=NOW)
    else:
        PostHolder.objects.update(from_on=TODAY - timedelta(days=9))
        end_holding(PostHolder.objects.get(), to_on=TODAY - timedelta(days=1), by=None, at=NOW)
    page = press_button().content.decode()

    assert "Eight of nine done." in page
    assert "You no longer answer for this action" in page
    assert "Head of Property" in page
    assert KeptWords.objects.get().user == writer


def test_whoever_has_another_role_now_sees_what_they_wrote(asked, owen, opens):
    _, press_button = opens(owen, asked)
    Membership.objects.filter(user=owen).update(role=Role.MEMBER)
    page = press_button().content.decode()

    assert "Eight of nine done." in page
    assert "Your role, member, reads" in page


@pytest.mark.parametrize("press", ["send", "draft"])
@pytest.mark.parametrize("state", [Round.State.LOCKED, Round.State.PUBLISHED])
def test_of_a_round_that_has_ended_the_words_are_shown_and_kept_until_it_is_reopened(
    asked, owen, alice, opens, press, state
):
    client, press_button = opens(owen, asked)
    lock_round(asked.round, by=alice, at=NOW)
    if state == Round.State.PUBLISHED:
        publish_round(asked.round, by=alice, at=NOW)
    page = press_button(press, nothing_changed="on").content.decode()

    assert f"The November 2022 round is {state.label.lower()}" in page
    assert "It is not saved." in page
    assert "Before you send" not in page
    for words in ["Eight of nine done.", "The lift", "Nothing has changed", "Going well"]:
        assert words in page
    assert return_for(asked.round, "L1.1").version == 0

    reopen_round(asked.round, reason="One was late.", by=alice, at=NOW)
    assert "Eight of nine done.</textarea>" in client.get(asked.get_absolute_url()).content.decode()


def test_of_a_round_locked_at_the_same_moment_they_are_kept_too(asked, owen, alice, opens, monkeypatch):
    _, press_button = opens(owen, asked)
    found = views._return_or_404

    def found_and_then_locked(*args):
        of = found(*args)
        lock_round(of.round, by=alice, at=NOW)
        return of

    monkeypatch.setattr(views, "_return_or_404", found_and_then_locked)
    page = press_button("draft").content.decode()

    assert "Eight of nine done." in page
    assert KeptWords.objects.exists()


class TestOneThatWasJudgedMeanwhile:
    """A return that is in is changed while the director lead decides on it."""

    @pytest.fixture
    def judged(self, opened, owen, dora, holds, opens):
        holds(owen)
        holds(dora)
        sent = send(opened, "L1.2", by=owen)
        _, press_button = opens(owen, sent)
        return sent, press_button

    def test_the_comment_of_one_that_was_sent_back_is_read_before_it_is_answered(self, judged, dora):
        sent, press_button = judged
        send_back(sent, comment="Which firm?", version=sent.version, by=dora, at=NOW)
        page = press_button(**FINE).content.decode()

        assert "Dora sent this back while you were writing." in page
        assert "Which firm?" in page
        assert "A tender is out.</textarea>" in page
        assert return_for(sent.round, "L1.2").comment == "Which firm?"

        press_button(**FINE, shown_state="sent_back")
        assert return_for(sent.round, "L1.2").done == "A tender is out."

    def test_an_approval_is_not_undone_unasked(self, judged, dora):
        sent, press_button = judged
        approve_return(sent, version=sent.version, by=dora, at=NOW)
        page = press_button(**FINE).content.decode()

        assert "Dora approved this while you were writing." in page
        assert "A tender is out.</textarea>" in page
        assert return_for(sent.round, "L1.2").state == "approved"

        press_button(**FINE, shown_state="approved")
        assert return_for(sent.round, "L1.2").state == "sent"


class TestTheCommentOfADirector:
    """What a director lead writes to send a return back."""

    @pytest.fixture
    def sent(self, opened, owen, dora, holds):
        opened.plan.approval_wanted = True
        opened.plan.save()
        holds(owen)
        holds(dora)
        return send(opened, "L1.1", by=owen)

    def comment_on(self, sent, dora, client_of):
        path = reverse("send_return_back", args=[sent.round.plan.slug, sent.round.period, sent.action.number])
        boxes = {"comment": "Which two are left?", "version": sent.version}
        return client_of(dora).post(path, boxes)

    def test_is_shown_where_the_action_was_archived(self, sent, dora, alice, client_of):
        archive(sent.action, alice)
        page = self.comment_on(sent, dora, client_of).content.decode()

        assert "Which two are left?" in page
        assert "Alice archived this action" in page

    def test_is_shown_where_the_round_was_locked(self, sent, dora, alice, client_of):
        lock_round(sent.round, by=alice, at=NOW)
        page = self.comment_on(sent, dora, client_of).content.decode()

        assert "Which two are left?" in page
        assert "The November 2022 round is locked" in page

    def test_is_shown_where_it_is_no_longer_theirs_to_approve(self, sent, dora, client_of):
        PostHolder.objects.filter(user=dora).delete()
        page = self.comment_on(sent, dora, client_of).content.decode()

        assert "Which two are left?" in page
        assert "no longer waits for you" in page
