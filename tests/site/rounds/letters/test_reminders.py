"""Who is reminded of what and when: one letter a person, each stage once, no letter lost by a missed day."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followthrough.plan.owners import OwnerPart
from followthrough.rules.calendars import Days
from followthrough.rules.reminders import stage_on
from followthrough.site import clock
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.notices import sending
from followthrough.site.notices.models import Notice, NoticeCover
from followthrough.site.notices.operations import lift_pause, pause
from followthrough.site.notices.queries import last_letters
from followthrough.site.people.operations import change_person
from followthrough.site.people.roles import Role
from followthrough.site.register.models import Ownership
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.daily import do_daily
from followthrough.site.rounds.leavers.operations import delegate
from followthrough.site.rounds.letters.reminders import (
    about,
    due_letters,
    nudge,
    nudge_letters,
    owing,
    write_due_letters,
)
from followthrough.site.rounds.operations import (
    change_days,
    lock_round,
    make_rounds,
    open_round,
    reopen_round,
)
from followthrough.site.rounds.returns.answering import save_draft, send_back
from tests.site.cast import NOW, person
from tests.site.register.plan_documents import library_plan
from tests.site.rounds.answers import FINE, LATE, return_for, send

pytestmark = pytest.mark.django_db

# The November round of the library plan: opens 23 November 2022, due 2 December, grace ends 7 December.
OPENS, BEFORE, DUE = date(2022, 11, 23), date(2022, 11, 30), date(2022, 12, 2)
GRACE_ENDS, AFTER = date(2022, 12, 7), date(2022, 12, 8)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7, 0, tzinfo=UTC)


def days_from(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


@pytest.fixture
def posts(library):
    """The posts of the library plan by their name."""
    return {post.name: post for post in library.organisation.posts.all()}


@pytest.fixture
def owner(posts, owen):
    """Owen as Head of Property, who is asked for L1.1 and L1.2."""
    appoint(posts["Head of Property"], user=owen, from_on=OPENS, by=None, at=NOW)
    return owen


@pytest.fixture
def director(library, posts, owner, dora):
    """Dora accountable for L1.1, for which Owen only answers."""
    lead = posts["Libraries Manager"]
    appoint(lead, user=dora, from_on=OPENS, by=None, at=NOW)
    action = library.actions.get(ref="L1.1")
    action.ownerships.update(part=OwnerPart.UPDATE_OWNER)
    Ownership.objects.create(
        action=action, post=lead, position=9, role="Director", name=lead.name, part=OwnerPart.ACCOUNTABLE
    )
    return dora


def run(organisation, day: date) -> list[tuple[str, str]]:
    """Whom a day's run writes to, and the subjects, shortened where they are of the library plan."""
    notices = write_due_letters(organisation, at=at(day))
    return [(notice.to.name, notice.subject.removesuffix(", Library recovery plan")) for notice in notices]


def test_each_stage_is_told_once_over_all_the_days_of_a_round(opened, riverbank, owner):
    told = {day: run(riverbank, day) for day in days_from(OPENS, AFTER + timedelta(days=5))}

    assert {day: letters for day, letters in told.items() if letters} == {
        OPENS: [("Owen", "2 returns due by 2 December 2022")],
        BEFORE: [("Owen", "2 returns due by 2 December 2022")],
        DUE: [("Owen", "2 returns due by 2 December 2022")],
        DUE + timedelta(days=1): [("Owen", "2 returns overdue")],
    }


def test_a_run_asked_again_on_the_day_writes_nothing_new(opened, riverbank, owner):
    run(riverbank, DUE)

    assert run(riverbank, DUE) == []
    assert Notice.objects.count() == 1


def test_days_that_were_missed_are_made_up_for_by_the_newest_stage_alone(opened, riverbank, owner):
    assert run(riverbank, DUE) == [("Owen", "2 returns due by 2 December 2022")]
    assert run(riverbank, AFTER) == [("Owen", "2 returns overdue")]
    assert Notice.objects.count() == 2


@pytest.mark.parametrize("seed", range(6))
def test_on_whichever_days_it_ran_each_stage_that_was_met_is_told_once(opened, riverbank, owner, seed):
    chance = Random(seed)
    days = sorted(chance.choices(days_from(OPENS, AFTER + timedelta(days=3)), k=6))
    written = [run(riverbank, day) for day in days]

    met = {stage_on(day, due_on=DUE) for day in days}
    assert sum(len(letters) for letters in written) == len(met)
    assert bool(written[0])


def test_what_was_answered_is_named_no_more_and_when_all_is_nothing_is_written(opened, riverbank, owner):
    send(opened, "L1.1", by=owner)

    assert run(riverbank, BEFORE) == [("Owen", "1 return due by 2 December 2022")]
    assert "L1.1" not in Notice.objects.get().text
    send(opened, "L1.2", by=owner)
    assert [run(riverbank, day) for day in days_from(DUE, AFTER)] == [[]] * 7


def test_a_round_that_is_locked_reminds_of_nothing(opened, riverbank, owner, alice):
    lock_round(opened, by=alice, at=NOW)

    assert run(riverbank, DUE) == []


def test_one_letter_names_what_is_owed_in_every_plan_and_round(opened, riverbank, owner, alice):
    second = apply(
        library_plan().model_copy(update={"title": "Museum plan"}), organisation=riverbank, by=alice, at=NOW
    )
    days = Days("2022-11", OPENS, None, date(2022, 12, 9), date(2022, 12, 9))
    open_round(make_rounds(second, days=[days], by=alice, at=NOW)[0], by=alice, at=NOW)

    assert run(riverbank, DUE) == [("Owen", "4 returns due from 2 December 2022 on, 2 plans")]
    text = Notice.objects.get().text
    assert "Library recovery plan, November 2022 round: due by 2 December 2022" in text
    assert "Museum plan, November 2022 round: due by 9 December 2022" in text
    # The second plan's own stages are told when they come, with all that is owed by then.
    assert run(riverbank, date(2022, 12, 3)) == [("Owen", "4 returns wanted, 2 overdue, 2 plans")]


def test_the_letter_says_by_when_and_what_became_of_each_so_far(opened, riverbank, owner, dora, settings):
    settings.SITE_ADDRESS = "https://plans.example.org"
    of = return_for(opened, "L1.2")
    save_draft(of, answer=FINE, version=0, by=owner, at=NOW)
    sent = send(opened, "L1.1", by=owner)
    send_back(sent, comment="Which branch is left?", version=sent.version, by=dora, at=NOW)
    write_due_letters(riverbank, at=at(DUE))

    assert Notice.objects.get(kind="reminder").text == (
        "Dear Owen,\n\n"
        "You are asked for 2 returns. Where nothing has changed, say so: that is an answer too.\n\n"
        "Library recovery plan, November 2022 round: due by 2 December 2022\n"
        "- L1.1 Survey the roofs of all nine branches (sent back: “Which branch is left?”)\n"
        "- L1.2 Let the roofing contract (a draft is saved, not sent)\n\n"
        "Answer under My actions: https://plans.example.org/my-actions/\n\n"
        "Sent by Followthrough for Riverbank Council. "
        "If this should go to somebody else, tell your programme office.\n"
    )


def test_a_plan_without_a_title_is_named_by_its_file(opened, riverbank, owner, library):
    library.title = None
    library.save()
    write_due_letters(riverbank, at=at(DUE))

    letter = Notice.objects.get()
    assert letter.subject == "2 returns due by 2 December 2022, libraries.csv"
    assert "libraries.csv, November 2022 round: due by" in letter.text


def test_without_the_site_s_address_a_letter_has_no_link(opened, riverbank, owner):
    write_due_letters(riverbank, at=at(DUE))

    assert "My actions" not in Notice.objects.get().text


def test_lower_levels_that_are_due_first_are_told_of_by_their_own_day(november, riverbank, owner, alice):
    early = Days("2022-11", OPENS, date(2022, 11, 29), DUE, GRACE_ENDS)
    change_days(november, days=early, by=alice, at=NOW)
    open_round(november, by=alice, at=NOW)
    told = [run(riverbank, day) for day in days_from(OPENS, date(2022, 11, 30))]

    assert [letters[0][1] if letters else "" for letters in told] == [
        "2 returns due by 29 November 2022",
        "",
        "2 returns due by 29 November 2022",
        "",
        "",
        "",
        "2 returns due by 29 November 2022",
        "2 returns overdue",
    ]


def test_days_that_move_are_told_anew_but_not_that_the_round_is_open(opened, riverbank, owner, alice):
    run(riverbank, DUE)
    later = Days("2022-11", OPENS, None, date(2022, 12, 16), date(2022, 12, 16))
    change_days(opened, days=later, by=alice, at=NOW)

    assert run(riverbank, DUE) == []
    assert run(riverbank, date(2022, 12, 14)) == [("Owen", "2 returns due by 16 December 2022")]


def test_after_the_grace_who_leads_is_told_once_who_has_not_answered(opened, riverbank, director):
    assert run(riverbank, GRACE_ENDS) == [
        ("Dora", "1 return overdue"),  # L2.0, for which she answers herself
        ("Owen", "2 returns overdue"),
    ]
    assert run(riverbank, AFTER) == [("Dora", "1 return overdue")]
    letter = Notice.objects.filter(to=director).latest("pk").text
    assert "1 return has not come in for actions that you lead." in letter
    assert "- L1.1 Survey the roofs of all nine branches. Asked of: Head of Property (Owen)" in letter
    assert run(riverbank, AFTER + timedelta(days=1)) == []


def test_who_leads_and_owes_nothing_gets_the_list_alone(opened, riverbank, director):
    send(opened, "L2.0", by=director, answer=LATE)
    run(riverbank, GRACE_ENDS)

    assert run(riverbank, AFTER) == [("Dora", "Not in: 1 return for actions that you lead")]


def test_an_owner_who_was_told_nothing_in_the_grace_is_told_after_it(opened, riverbank, owner):
    assert run(riverbank, AFTER) == [("Owen", "2 returns overdue")]


def test_while_a_delegation_lasts_the_letter_goes_to_who_answers_meanwhile(opened, riverbank, owner, dora):
    delegate(
        organisation=riverbank, from_user=owner, to_user=dora, from_on=OPENS, to_on=BEFORE, by=owner, at=NOW
    )

    assert run(riverbank, BEFORE) == [("Dora", "2 returns due by 2 December 2022")]
    assert "L1.2 Let the roofing contract (for Owen)" in Notice.objects.get().text
    assert run(riverbank, DUE) == [("Owen", "2 returns due by 2 December 2022")]


@pytest.mark.parametrize(
    "change", [{"can_sign_in": False, "role": Role.UPDATE_OWNER}, {"can_sign_in": True, "role": Role.MEMBER}]
)
def test_an_account_that_may_not_answer_gets_no_letter_and_the_office_sees_it(
    opened, riverbank, owner, adam, change
):
    change_person(membership=owner.memberships.get(), name=owner.name, by=adam, at=NOW, **change)

    assert run(riverbank, DUE) == []
    unreachable = owing(riverbank, day=DUE).unreachable
    assert {of.action.ref: names for of, names in unreachable.items()} == {
        "L1.1": "Head of Property (Owen)",
        "L1.2": "Head of Property (Owen)",
        "L2.0": "Libraries Manager",
        "L3.0": "",
    }


def test_a_person_of_another_organisation_is_never_written_to(opened, riverbank, hillside, posts, charlie):
    appoint(posts["Head of Property"], user=charlie, from_on=OPENS, by=None, at=NOW)

    assert run(riverbank, DUE) == []
    assert run(hillside, DUE) == []


def test_a_pause_stops_the_letters_of_its_round_until_it_is_lifted(opened, riverbank, owner, alice):
    pause(riverbank, about=about(opened), by=alice, at=NOW)
    stopped = [run(riverbank, day) for day in days_from(OPENS, BEFORE)]
    lift_pause(about=about(opened))

    assert stopped == [[]] * 8
    assert run(riverbank, BEFORE) == [("Owen", "2 returns due by 2 December 2022")]


def test_an_event_says_how_many_letters_were_written(opened, riverbank, owner):
    run(riverbank, DUE)

    assert sentence(Event.objects.latest("pk")) == "The system wrote 1 letter."


# Nudges


def test_a_nudge_writes_what_its_preview_shows_with_the_note_of_who_asks(opened, owner, alice):
    (preview,) = nudge_letters(opened, day=BEFORE)
    (notice,) = nudge(opened, by=alice, at=at(BEFORE), note="The committee meets on Monday.")

    assert notice.subject == preview.subject
    assert notice.text.startswith(
        "Dear Owen,\n\nAlice writes: The committee meets on Monday.\n\nYou are asked"
    )
    assert last_letters(about(opened)) == {owner.pk: notice}


def test_a_nudge_goes_once_a_day_and_spares_the_reminder_of_that_stage(opened, riverbank, owner, alice):
    assert len(nudge(opened, by=alice, at=at(BEFORE))) == 1
    assert nudge(opened, by=alice, at=at(BEFORE)) == []
    assert run(riverbank, BEFORE) == []
    assert len(nudge(opened, by=alice, at=at(BEFORE + timedelta(days=1)))) == 1


def test_a_nudge_of_some_writes_to_those_alone(opened, director, owner, alice):
    notices = nudge(opened, by=alice, at=at(BEFORE), users={owner.pk})

    assert [notice.to for notice in notices] == [owner]


def test_a_nudge_goes_out_although_the_letters_are_paused(opened, riverbank, owner, alice):
    pause(riverbank, about=about(opened), by=alice, at=NOW)

    assert len(nudge(opened, by=alice, at=at(BEFORE))) == 1


# Sent back


def test_who_answers_is_told_at_once_that_a_return_was_sent_back(opened, owner, dora, settings, mailoutbox):
    settings.MAIL_IS_SET_UP = True
    settings.SITE_ADDRESS = "https://plans.example.org"
    sent = send(opened, "L1.1", by=owner)
    for _ in range(2):
        send_back(sent, comment="Which branch is left?", version=sent.version, by=dora, at=NOW)

    (mail,) = mailoutbox
    assert mail.to == ["owen@riverbank.example"]
    assert mail.subject == "Sent back: L1.1 Survey the roofs of all nine branches"
    assert "Dora sent back the return" in mail.body
    assert "Which branch is left?" in mail.body
    assert "https://plans.example.org/plans/library-recovery-plan/rounds/2022-11/returns/2/" in mail.body


def test_where_nobody_holds_the_post_who_sent_it_is_told(opened, owen, dora):
    sent = send(opened, "L1.1", by=owen)
    send_back(sent, comment="Which branch is left?", version=sent.version, by=dora, at=NOW)

    assert Notice.objects.get().to == owen


# The command


@pytest.fixture
def on_day(monkeypatch):
    """A function that sets the site's moment."""

    def set_moment(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    return set_moment


def test_the_daily_command_opens_the_round_writes_and_sends(
    november, owner, settings, mailoutbox, on_day, capsys
):
    settings.MAIL_IS_SET_UP = True
    on_day(at(OPENS))
    call_command("daily")

    november.refresh_from_db()
    assert november.state == "open"
    assert [mail.to for mail in mailoutbox] == [["owen@riverbank.example"]]
    assert capsys.readouterr().out.splitlines() == [
        "Opened the November 2022 round of Library recovery plan.",
        "1 letter written, 1 sent.",
    ]


def test_without_a_mail_server_the_command_keeps_the_letters(opened, owner, on_day, mailoutbox, capsys):
    on_day(at(DUE))
    call_command("daily")

    assert mailoutbox == []
    assert Notice.objects.get().state == "held"
    assert "No mail server is set, so letters are kept on the page Letters." in capsys.readouterr().out


def test_a_round_whose_days_are_over_is_named_and_left_to_a_person(november, on_day, capsys):
    on_day(at(AFTER))
    call_command("daily")

    november.refresh_from_db()
    assert november.state == "planned"
    assert "Not opened, since its days are over: the November 2022 round" in capsys.readouterr().out


def test_the_rounds_of_an_archived_plan_stay_closed(november, library):
    library.state = "archived"
    library.approved_at, library.approved_by = None, None
    library.save()

    assert do_daily(at=at(OPENS)).opened == []


def test_a_letter_that_fails_makes_the_command_fail(opened, owner, settings, on_day, monkeypatch):
    settings.MAIL_IS_SET_UP = True
    on_day(at(DUE))

    def refuse(messages):
        raise ValueError("an odd address")

    silent = SimpleNamespace(open=lambda: True, close=lambda: None, send_messages=refuse)
    monkeypatch.setattr(sending, "get_connection", lambda: silent)

    with pytest.raises(CommandError, match="Not every letter went out"):
        call_command("daily")


@pytest.mark.parametrize(
    ("moment", "day_told"),
    [
        (datetime(2022, 10, 29, 23, 30, tzinfo=UTC), date(2022, 10, 30)),  # summer time's last night
        (datetime(2022, 10, 30, 23, 30, tzinfo=UTC), date(2022, 10, 30)),  # and its first night without
        (datetime(2023, 3, 26, 22, 30, tzinfo=UTC), date(2023, 3, 26)),  # the day on which it begins
        (datetime(2023, 3, 26, 23, 30, tzinfo=UTC), date(2023, 3, 27)),
        (datetime(2024, 2, 29, 12, 0, tzinfo=UTC), date(2024, 2, 29)),  # a leap day
        (datetime(2022, 12, 31, 23, 59, tzinfo=UTC), date(2022, 12, 31)),
    ],
)
def test_the_day_is_the_day_where_people_are(library, riverbank, posts, owen, alice, moment, day_told):
    appoint(posts["Head of Property"], user=owen, from_on=date(2022, 1, 1), by=None, at=NOW)
    days = Days("2022-11", day_told, None, day_told, day_told)
    round_ = make_rounds(library, days=[days], by=alice, at=NOW)[0]
    do_daily(at=moment)

    round_.refresh_from_db()
    assert round_.state == "open"
    assert NoticeCover.objects.filter(key__contains=f"/on_day {day_told}/").count() == 1


def test_the_number_of_queries_does_not_grow_with_people_and_returns(library, riverbank, owner, alice, posts):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            due_letters(riverbank, day=AFTER)
        return len(found)

    days = [Days("2022-11", OPENS, None, DUE, GRACE_ENDS)]
    open_round(make_rounds(library, days=days, by=alice, at=NOW)[0], by=alice, at=NOW)
    few = queries()
    for number in range(3):
        plan = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
        open_round(make_rounds(plan, days=days, by=alice, at=NOW)[0], by=alice, at=NOW)
        another = person(f"Helper{number}", riverbank, Role.UPDATE_OWNER)
        appoint(posts["Libraries Manager"], user=another, from_on=OPENS, by=None, at=NOW)

    assert queries() == few
    assert few <= 10


def test_a_reopened_round_reminds_by_its_days_and_tells_nothing_twice(opened, riverbank, owner, alice):
    run(riverbank, DUE)
    lock_round(opened, by=alice, at=NOW)
    reopen_round(opened, reason="Two returns were missed.", by=alice, at=NOW)

    assert run(riverbank, DUE) == []
    assert run(riverbank, AFTER) == [("Owen", "2 returns overdue")]
