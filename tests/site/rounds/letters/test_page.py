"""The pages on letters: what the office sees, nudging with a preview, pausing, sending again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followthrough.rules.calendars import Days
from followthrough.site.history.models import Event
from followthrough.site.notices.models import Notice
from followthrough.site.people.roles import Role
from followthrough.site.register.document.post_rows import posts_named
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.letters.page import steps_of
from followthrough.site.rounds.letters.reminders import nudge, write_due_letters
from followthrough.site.rounds.operations import change_days, lock_round
from tests.site.cast import NOW, TODAY, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(library, owen):
    appoint(
        library.organisation.posts.get(name="Head of Property"), user=owen, from_on=TODAY, by=None, at=NOW
    )
    return owen


@pytest.fixture
def office(client_of, alice):
    return client_of(alice)


def of_november(name: str) -> str:
    return reverse(name, args=["library-recovery-plan", "2022-11"])


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_page_says_who_owes_and_for_which_returns_nobody_can_be_written_to(opened, owner, office):
    page = text_of(office.get(of_november("round_letters")))

    assert f'<label class="govuk-label govuk-checkboxes__label" for="to-{owner.pk}">Owen</label>' in page
    assert 'data-label="Missing">2</td>' in page
    assert 'rule-words">Libraries Manager</th>' in page
    assert '/plans/library-recovery-plan/rounds/2022-11/returns/4/">L2.0</a>' in page
    assert 'rule-words">No owner is named</th>' in page
    assert "Owen: 2 returns due by 2 December 2022" in page  # if the daily run came now


def test_the_days_of_the_letters_are_said_in_order(november, alice):
    days = Days(
        "2022-11",
        november.opens_on,
        november.due_on.replace(month=11, day=30),
        november.due_on,
        november.grace_ends_on,
    )
    change_days(november, days=days, by=alice, at=NOW)
    november.refresh_from_db()

    assert [(f"{step.on:%-d %b}", step.occasion) for step in steps_of(november)] == [
        ("23 Nov", "The round opens"),
        ("28 Nov", "2 working days before returns of lower levels are due"),
        ("30 Nov", "Returns of lower levels are due"),
        ("30 Nov", "2 working days before returns are due"),
        ("1 Dec", "The day after returns of lower levels were due"),
        ("2 Dec", "Returns are due"),
        ("3 Dec", "The day after returns were due"),
        ("8 Dec", "The day after the last day for late returns"),
    ]


def test_a_nudge_shows_the_letters_first_and_then_writes_them(opened, owner, office):
    preview = office.get(of_november("nudge_owners"), {"to": owner.pk})

    assert "Dear Owen," in text_of(preview)
    assert Notice.objects.count() == 0
    done = office.post(of_november("nudge_owners"), {"to": owner.pk, "note": "By noon, please."}, follow=True)
    assert "1 letter written and not sent: no mail server is set up." in text_of(done)
    assert "Alice writes: By noon, please." in Notice.objects.get().text


def test_all_who_owe_can_be_nudged_at_once_and_a_second_press_writes_nothing(opened, owner, office, settings):
    settings.MAIL_IS_SET_UP = True
    preview = text_of(office.get(of_november("nudge_owners"), {"all": "yes"}))
    first, second = (
        office.post(of_november("nudge_owners"), {"to": owner.pk}, follow=True) for _ in range(2)
    )

    assert f'<input type="hidden" name="to" value="{owner.pk}">' in preview
    assert "1 letter written. They go out now." in text_of(first)
    assert "Nobody was left to write to today." in text_of(second)
    assert Notice.objects.get().state == "sent"


def test_a_nudge_of_nobody_is_asked_again(opened, owner, office):
    assert "Choose who to write to." in text_of(office.get(of_november("nudge_owners"), follow=True))


def test_a_nudge_when_all_were_written_to_says_so(opened, owner, office):
    office.post(of_november("nudge_owners"), {"to": owner.pk})

    assert "Nobody is left to write to" in text_of(office.get(of_november("nudge_owners"), {"all": "yes"}))


def test_reminders_are_paused_and_let_go_again_each_with_its_event(opened, owner, office, riverbank):
    paused = office.post(of_november("pause_letters"), follow=True)
    assert "Reminders are paused since 30 November 2022 by Alice." in text_of(paused)
    assert write_due_letters(riverbank, at=NOW) == []
    office.post(of_november("resume_letters"))

    types = list(Event.objects.order_by("pk").values_list("type", flat=True))
    assert types[-2:] == ["reminders.paused", "reminders.resumed"]
    assert len(write_due_letters(riverbank, at=NOW)) == 1


def test_a_locked_round_offers_nobody_to_write_to(opened, owner, office, alice):
    lock_round(opened, by=alice, at=NOW)
    page = text_of(office.get(of_november("round_letters")))

    assert "The round is locked, so nobody is reminded any more." in page
    assert "Who owes something" not in page


def test_the_list_of_letters_is_filtered_by_what_became_of_them(opened, owner, office, riverbank):
    write_due_letters(riverbank, at=NOW)

    assert "2 returns due by 2 December 2022" in text_of(office.get(reverse("letters")))
    assert "2 returns due" not in text_of(office.get(reverse("letters"), {"state": "sent"}))
    assert "2 returns due" in text_of(office.get(reverse("letters"), {"state": "held"}))


def test_without_a_mail_server_a_kept_letter_says_what_to_do(opened, owner, office, riverbank):
    (letter,) = write_due_letters(riverbank, at=NOW)
    answer = office.post(reverse("send_letter_again", args=[letter.pk]), follow=True)

    assert "No mail server is set up. An administrator can set one" in text_of(answer)
    assert Notice.objects.get().state == "held"


def test_a_letter_that_may_have_been_sent_says_so_and_can_be_sent_again(
    opened, owner, office, riverbank, settings, mailoutbox
):
    settings.MAIL_IS_SET_UP = True
    (letter,) = write_due_letters(riverbank, at=NOW)
    Notice.objects.update(state="sending", began_at=NOW, address="owen@riverbank.example")
    page = text_of(office.get(letter.get_absolute_url()))
    assert "May have been sent" in page
    assert "so it may have arrived" in page
    office.post(reverse("send_letter_again", args=[letter.pk]))

    assert len(mailoutbox) == 1
    assert Notice.objects.get().state == "sent"


def test_letters_of_another_organisation_are_not_listed(opened, owner, client_of, charlie, riverbank):
    write_due_letters(riverbank, at=NOW)

    assert "No letter has been written yet." in text_of(client_of(charlie).get(reverse("letters")))


def test_the_pages_ask_the_database_as_often_whatever_the_number_of_people(
    opened, owner, office, library, riverbank
):
    def queries() -> dict[str, int]:
        counts = {}
        for address in (
            of_november("round_letters"),
            of_november("nudge_owners") + "?all=yes",
            reverse("letters"),
        ):
            with CaptureQueriesContext(connection) as found:
                office.get(address)
            counts[address] = len(found)
        return counts

    write_due_letters(riverbank, at=NOW)
    queries()  # the plan's bar keeps its present round from its first look on
    few = queries()
    for number in range(4):
        helper = person(f"Helper{number}", riverbank, Role.UPDATE_OWNER)
        appoint(
            library.organisation.posts.get(name="Libraries Manager"),
            user=helper,
            from_on=TODAY,
            by=None,
            at=NOW,
        )
    write_due_letters(riverbank, at=NOW)

    assert Notice.objects.count() == 5
    assert queries() == few


def test_letters_are_narrowed_by_person_kind_and_round(opened, office, owen, dora, riverbank, alice):
    for user, name in ((owen, "Head of Property"), (dora, "Head of Culture")):
        appoint(posts_named([name], riverbank).popitem()[1], user=user, from_on=TODAY, by=alice, at=NOW)
    nudge(opened, by=alice, at=NOW)
    letters = Notice.objects.filter(kind="nudge")
    assert letters.exists()

    def shown(**asked: object) -> set[int]:
        page = office.get(reverse("letters"), asked).context["page"]
        return {letter.pk for letter in page}

    assert shown(person=owen.pk) == set(letters.filter(to=owen).values_list("pk", flat=True))
    assert shown(kind="nudge", round=opened.pk) == set(letters.values_list("pk", flat=True))
    assert shown(kind="invitation") == set()
    assert shown(kind="no such kind") == set(Notice.objects.values_list("pk", flat=True))
