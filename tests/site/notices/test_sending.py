"""Letters really travel, each at most once, and what became of each is known."""

import os
import signal
import socket
from email import message_from_bytes, policy

import pytest
from django.db import connection, connections

from followthrough.site.notices import sending
from followthrough.site.notices.operations import NO_SERVER, send_again, send_soon
from followthrough.site.notices.sending import Tally, send_waiting
from tests.site.cast import NOW

pytestmark = pytest.mark.django_db


def mail_in(envelope):
    return message_from_bytes(envelope.content, policy=policy.default)


def test_a_letter_arrives_as_it_was_written(post, letter, owen):
    notice = letter(owen)
    tally = send_waiting()

    (envelope,) = post.taken
    mail = mail_in(envelope)
    assert tally == Tally(sent=1)
    assert envelope.rcpt_tos == ["owen@riverbank.example"]
    assert mail["From"] == "Programme office <plans@riverbank.example>"
    assert mail["To"] == "owen@riverbank.example"
    assert mail["Subject"] == "2 returns overdue"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<letter-{notice.pk}-20221130093000@riverbank.example>"
    assert mail.get_content().replace("\r\n", "\n") == "Dear reader,\n\n- L1.1 “Roofs”, £5 million\n"
    notice.refresh_from_db()
    assert (notice.state, notice.sent_at, notice.address) == ("sent", NOW, "owen@riverbank.example")


def test_what_was_sent_is_never_sent_again_by_itself(post, letter, owen):
    letter(owen)
    send_waiting()

    assert send_waiting() == Tally()
    assert len(post.taken) == 1


def test_letters_go_in_the_order_in_which_they_were_written(post, letter, owen, dora, mary):
    for user in (mary, owen, dora):
        letter(user)
    send_waiting()

    names = [envelope.rcpt_tos[0].partition("@")[0] for envelope in post.taken]
    assert names == ["mary", "owen", "dora"]


def test_a_letter_that_is_refused_says_why_and_keeps_no_other_back(post, letter, owen, dora):
    post.refused["owen@riverbank.example"] = "550 No such mailbox."
    refused, other = letter(owen), letter(dora)
    tally = send_waiting()

    assert tally == Tally(sent=1, failed=1)
    refused.refresh_from_db()
    other.refresh_from_db()
    assert refused.state == "failed"
    assert refused.reason == "The mail server refused it: 550 No such mailbox."
    assert other.state == "sent"


def test_a_letter_that_is_refused_for_now_waits_for_the_next_run(post, letter, owen):
    post.refused["owen@riverbank.example"] = "451 Busy, come again"
    notice = letter(owen)
    assert send_waiting() == Tally(postponed=1)
    notice.refresh_from_db()
    assert (notice.state, notice.reason) == ("waiting", "The mail server refused it: 451 Busy, come again.")
    post.refused.clear()

    assert send_waiting() == Tally(sent=1)


def test_a_letter_whose_server_broke_off_may_have_been_sent_and_stays(post, letter, owen, dora):
    post.breaks_off_at.add("owen@riverbank.example")
    broken, other = letter(owen), letter(dora)
    tally = send_waiting()

    assert tally == Tally(sent=1, unsure=1)
    broken.refresh_from_db()
    other.refresh_from_db()
    assert broken.state == "sending"
    assert broken.reason.startswith("The mail server stopped answering:")
    assert other.state == "sent"
    post.breaks_off_at.clear()
    assert send_waiting() == Tally()


def test_letters_wait_while_the_server_can_t_be_reached(post, letter, owen, dora, settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: whoever asks is refused
        settings.EMAIL_PORT = taken.getsockname()[1]
        notices = [letter(owen), letter(dora)]
        tally = send_waiting()

    assert tally.postponed == 2
    assert tally.unreachable.startswith("The mail server could not be reached: Connection refused.")
    for notice in notices:
        notice.refresh_from_db()
        assert (notice.state, notice.began_at, notice.reason) == ("waiting", None, tally.unreachable)


def test_an_address_that_can_t_be_written_to_is_said(post, letter, owen):
    notice = letter(owen)
    owen.email = "owen@@riverbank.example"
    owen.save()

    assert send_waiting() == Tally(failed=1)
    notice.refresh_from_db()
    assert notice.reason == "No letter can be sent to the address owen@@riverbank.example."


def test_without_a_mail_server_a_letter_is_kept_and_nothing_leaves(letter, owen, mailoutbox):
    notice = letter(owen)
    send_soon([notice])

    assert (notice.state, notice.reason) == ("held", NO_SERVER)
    assert send_waiting() == Tally()
    assert mailoutbox == []


def test_what_was_kept_does_not_leave_by_itself_once_there_is_a_server(
    letter, owen, alice, settings, mailoutbox
):
    notice = letter(owen)
    settings.MAIL_IS_SET_UP = True

    assert send_waiting() == Tally()
    send_again(notice, by=alice, at=NOW)
    assert [mail.to for mail in mailoutbox] == [["owen@riverbank.example"]]


def test_a_run_that_ends_in_between_leaves_a_letter_that_may_have_been_sent(post, letter, owen, monkeypatch):
    notice = letter(owen)

    def end(*rest):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(sending, "_send", end)
        with pytest.raises(SystemExit):
            send_waiting()

    notice.refresh_from_db()
    assert (notice.state, notice.get_state_display()) == ("sending", "May have been sent")
    assert send_waiting() == Tally()
    assert post.taken == []
    assert notice.may_be_sent_again


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the test database of SQLite is in one process's memory"
)
def test_a_run_that_is_killed_in_between_sends_nothing_twice_afterwards(post, letter, owen):
    notice = letter(owen)
    connections.close_all()
    child = os.fork()
    if not child:
        sending._send = lambda *rest: os.kill(os.getpid(), signal.SIGKILL)
        send_waiting()
        os._exit(1)
    _, status = os.waitpid(child, 0)

    assert os.WTERMSIG(status) == signal.SIGKILL
    notice.refresh_from_db()
    assert notice.state == "sending"
    assert send_waiting() == Tally()
    assert post.taken == []
