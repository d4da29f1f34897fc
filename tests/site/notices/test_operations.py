"""Writing letters: each key once, states with their facts, sending again by a person."""

import pytest
from django.db import IntegrityError, transaction

from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.notices.models import Notice, NoticeCover
from followthrough.site.notices.operations import (
    CannotSendError,
    lift_pause,
    pause,
    send_again,
    withdraw_waiting,
)
from followthrough.site.notices.queries import last_letters, letters_of, paused_of, told_keys
from followthrough.site.notices.sending import send_waiting
from tests.site.cast import NOW

pytestmark = pytest.mark.django_db


def test_what_was_told_is_not_written_again(letter, owen):
    letter(owen)

    with pytest.raises(IntegrityError), transaction.atomic():
        letter(owen)
    assert Notice.objects.count() == NoticeCover.objects.count() == 1


def test_a_subject_is_one_line(letter, owen):
    assert letter(owen, subject="Sent back:\r\nBcc: all@riverbank.example").subject == (
        "Sent back: Bcc: all@riverbank.example"
    )


def test_letters_that_never_left_can_be_withdrawn_and_what_they_told_written_anew(
    letter, owen, dora, riverbank, settings, mailoutbox
):
    settings.MAIL_IS_SET_UP = True
    letter(dora)
    send_waiting()
    letter(owen)

    assert withdraw_waiting(riverbank, kind="nudge") == 0
    assert withdraw_waiting(riverbank, kind="reminder") == 1
    assert told_keys(["round 1"]) == {f"round 1/overdue/{dora.pk}"}
    letter(owen)


def test_a_person_can_have_a_kept_letter_sent_and_the_history_says_so(
    letter, owen, alice, settings, mailoutbox
):
    notice = letter(owen)
    settings.MAIL_IS_SET_UP = True
    send_again(notice, by=alice, at=NOW)

    assert len(mailoutbox) == 1
    assert sentence(Event.objects.get(type="notice.sent_again")) == (
        "Alice had the letter “2 returns overdue” to Owen sent again."
    )


def test_a_letter_that_was_sent_is_not_sent_again_by_a_second_press(
    letter, owen, alice, settings, mailoutbox
):
    notice = letter(owen)
    settings.MAIL_IS_SET_UP = True
    send_again(notice, by=alice, at=NOW)

    with pytest.raises(CannotSendError):
        send_again(notice, by=alice, at=NOW)
    assert len(mailoutbox) == 1


def test_a_pause_is_made_once_and_lifted_once(riverbank, alice):
    assert [pause(riverbank, about="round 1", by=alice, at=NOW) for _ in range(2)] == [True, False]
    assert paused_of(riverbank) == {"round 1"}
    assert [lift_pause(about="round 1") for _ in range(2)] == [True, False]


def test_the_last_letter_about_something_is_known_for_each_person(letter, owen, dora):
    letter(owen, key="one")
    newest = letter(owen, key="two")
    other = letter(dora)

    assert last_letters("round 1") == {owen.pk: newest, dora.pk: other}
    assert last_letters("round 2") == {}


def test_letters_are_counted_by_what_became_of_them(letter, owen, dora, riverbank, settings):
    letter(owen)
    settings.MAIL_IS_SET_UP = True
    letter(dora)

    assert sorted(letters_of(riverbank).values_list("state", flat=True)) == ["held", "waiting"]


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "sent", "began_at": NOW, "address": "a@b.example"},
        {"state": "waiting", "sent_at": NOW},
        {"state": "waiting", "began_at": NOW},
        {"state": "sending", "began_at": NOW},
        {"state": "sending", "address": "a@b.example"},
        {"state": "failed"},
    ],
    ids=str,
)
def test_the_database_refuses_a_state_without_its_facts(letter, owen, facts):
    notice = letter(owen)

    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(**{"reason": "", **facts})
