"""The pages with which the programme office runs a round, and what a round published."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db.models import F
from django.urls import reverse

from followthrough.rules.calendars import monthly
from followthrough.site import clock
from followthrough.site.history.models import Event
from followthrough.site.register.checking import check_a_changed_plan
from followthrough.site.register.doubts import doubts_of
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.models import Publication, Round
from followthrough.site.rounds.operations import (
    lock_round,
    make_rounds,
    open_round,
    publish_round,
    reopen_round,
)
from followthrough.site.rounds.past_rounds import rounds_from_periods
from followthrough.site.rounds.returns.answering import approve_return, send_back
from tests.site.cast import NOW, TODAY
from tests.site.register.plan_documents import library_plan
from tests.site.rounds.answers import return_for, send

pytestmark = pytest.mark.django_db
NOVEMBER = "2022-11"


def words_of_page(client, name: str, *args, **asked) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def plain(page: str) -> str:
    """The words of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def main_of(client, name: str, *args, **asked) -> str:
    """The main part of a page, to the byte."""
    text = client.get(reverse(name, args=args), asked).content.decode()
    return text[text.index("<main") : text.index("</main>")]


@pytest.fixture
def office(client_of, alice):
    return client_of(alice)


@pytest.fixture
def place(opened) -> list[str]:
    return [opened.plan.slug, opened.period]


@pytest.fixture
def published(opened, alice, owen) -> Round:
    """The November round, published with one return in."""
    send(opened, "L1.1", by=owen)
    lock_round(opened, by=alice, at=NOW)
    publish_round(opened, by=alice, at=NOW)
    opened.refresh_from_db()
    return opened


def test_the_rounds_of_the_organisation_stand_with_what_is_in_hand_first(library, opened, alice, office):
    rounds_from_periods(library, by=alice, at=NOW)
    make_rounds(library, days=monthly("2022-12", "2023-01"), by=alice, at=NOW)

    page = words_of_page(office, "rounds")

    named = re.findall(r"(\w+ \d{4})</strong><span class=\"govuk-visually-hidden\"> of Library", page)
    assert named == ["November 2022", "December 2022", "January 2023", "October 2022", "September 2022"]
    assert "0 of 4 in" in page


def test_somebody_who_only_reads_comes_from_the_list_to_the_figures(opened, place, client_of, rita):
    page = words_of_page(client_of(rita), "plan_rounds", opened.plan.slug)

    assert reverse("round", args=place) in page
    assert reverse("control_round", args=place) not in page
    assert "Make rounds" not in page


def test_a_plan_without_rounds_says_what_one_is_and_offers_to_make_them(library, office):
    page = words_of_page(office, "plan_rounds", library.slug)

    assert "This plan has no rounds yet." in page
    assert reverse("make_rounds", args=[library.slug]) in page


CALENDAR = {
    "rhythm": "monthly",
    "go": "1",
    "first": "November 2022",
    "last": "Jan 2023",
    "due_after": "2",
    "open_for": "7",
    "grace": "3",
    "early": "0",
}


def test_the_days_of_a_calendar_are_shown_before_anything_is_made(november, library, office):
    page = words_of_page(office, "make_rounds", library.slug, **CALENDAR)

    assert "The days of 3 rounds" in page
    assert "Is here already, and stays as it is" in page
    # 26 and 27 December and 2 January were no working days.
    assert "Thursday 5 January 2023" not in page
    assert "Wednesday 4 January 2023" in page
    assert library.rounds.count() == 1


def test_rounds_are_made_as_they_were_shown(november, library, office):
    answer = office.post(reverse("make_rounds", args=[library.slug]), CALENDAR, follow=True)

    assert "2 rounds made." in answer.content.decode()
    made = library.rounds.order_by("period").values_list("period", "due_on")
    assert list(made)[1:] == [("2022-12", date(2023, 1, 4)), ("2023-01", date(2023, 2, 2))]


def test_making_them_twice_says_that_they_were_here(library, office):
    for _ in range(2):
        answer = office.post(reverse("make_rounds", args=[library.slug]), CALENDAR, follow=True)

    assert "These rounds were here already" in answer.content.decode()
    assert library.rounds.count() == 3


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"first": "soon"}, "“soon” is not a month. Write it like November 2022."),
        ({"first": "Autumn 2022"}, "“Autumn 2022” is not a month."),
        ({"last": "October 2022"}, "The last month is before the first."),
        ({"last": "November 2099"}, "That is more than 60 months."),
        ({"due_after": "x"}, "Give a whole number of days."),
    ],
)
def test_a_calendar_that_cannot_be_understood_says_what_to_do(library, office, asked, sentence):
    answer = office.post(reverse("make_rounds", args=[library.slug]), CALENDAR | asked)

    assert sentence in answer.content.decode()
    assert not library.rounds.exists()


def test_rounds_are_made_before_meetings(library, office):
    asked = CALENDAR | {
        "rhythm": "meetings",
        "meetings": "14 December 2022\n18 January 2023\n",
        "days_before": "5",
    }

    office.post(reverse("make_rounds", args=[library.slug]), asked)

    made = library.rounds.order_by("period").values_list("period", "due_on")
    assert list(made) == [("2022-11", date(2022, 12, 7)), ("2022-12", date(2023, 1, 11))]


def test_a_meeting_that_is_no_day_is_named(library, office):
    asked = CALENDAR | {
        "rhythm": "meetings",
        "meetings": "14 December 2022\nafter Easter",
        "days_before": "5",
    }

    assert "“after Easter” is not a day." in words_of_page(office, "make_rounds", library.slug, **asked)


def test_opening_says_how_many_it_asks_and_why(november, office):
    page = plain(words_of_page(office, "open_round", november.plan.slug, NOVEMBER))

    assert "It asks for 4 returns of 2 posts, one for each action: 3 because it is open 1 because" in page


def test_each_step_of_a_round_is_one_button_and_says_that_it_was_done(november, office):
    place = [november.plan.slug, NOVEMBER]
    for step, state in [("open_round", "open"), ("lock_round", "locked"), ("publish_round", "published")]:
        answer = office.post(reverse(step, args=place), follow=True)

        november.refresh_from_db()
        assert november.state == state
        assert f"The November 2022 round is {state}." in answer.content.decode()
        assert answer.redirect_chain[-1][0] == reverse("control_round", args=place)


def test_a_step_that_does_not_go_with_the_state_says_why(opened, place, office):
    answer = office.post(reverse("publish_round", args=place), follow=True)

    page = answer.content.decode()
    assert "The November 2022 round is open. To publish it, it has to be locked." in page
    assert not Publication.objects.exists()


@pytest.mark.parametrize("name", ["lock_round", "publish_round", "reopen_round", "change_round_days"])
def test_a_page_of_a_step_that_is_not_due_offers_no_button(name, published, place, office):
    if name == "reopen_round":
        reopen_round(published, reason="A figure is wrong.", by=published.published_by, at=NOW)

    page = words_of_page(office, name, *place)

    assert f'<form method="post"{" novalidate" if "novalidate" in page else ""}>' not in page


def test_the_days_of_a_round_are_moved_in_words(opened, place, office):
    days = {"opens_on": "21 November 2022", "due_on": "5 Dec 2022", "grace_ends_on": "8 December 2022"}

    office.post(reverse("change_round_days", args=place), days)

    opened.refresh_from_db()
    assert (opened.opens_on, opened.due_on) == (date(2022, 11, 21), date(2022, 12, 5))


def test_days_out_of_order_are_refused_beside_their_box(opened, place, office):
    days = {"opens_on": "21 November 2022", "due_on": "2 November 2022", "grace_ends_on": "December 2022"}

    page = office.post(reverse("change_round_days", args=place), days).content.decode()

    # A quotation mark of the page is written as an entity.
    assert "It can&#x27;t be due before it opens." in page
    assert "“December 2022” is not a day." in page


def test_reopening_needs_a_reason(published, place, office):
    refused = office.post(reverse("reopen_round", args=place), {"reason": " "})
    assert "Say why it is reopened." in refused.content.decode()

    office.post(reverse("reopen_round", args=place), {"reason": "A return came late."})

    published.refresh_from_db()
    assert published.state == "open"
    assert Event.objects.filter(type="round.reopened").get().details["reason"] == "A return came late."


def test_the_control_page_counts_what_is_in_approved_missing_doubted_and_asked(
    opened, place, library, office, owen, dora
):
    library.approval_wanted = True
    library.save()
    approve_return(send(opened, "L1.1", by=owen), version=1, by=dora, at=NOW)
    send(opened, "L1.2", by=owen)
    doubts = doubts_of(library, today=clock.today())
    doubted, settle = doubts.number_doubted, doubts.number_to_settle

    page = plain(words_of_page(office, "control_round", *place))

    assert doubted
    assert settle == 1
    answers = f"{doubted} actions need an answer 1 question must be answered"
    assert f"2 returns in of 4 1 approved 2 not in {answers} 0 change requests" in page
    assert "No return counts what is open: of 2 not in, 1 open, 1 complete." in page
    assert "1 return waits for approval" in page


def test_what_is_missing_of_whom_leads_to_those_returns(opened, place, library, office):
    page = words_of_page(office, "control_round", *place)
    head = library.organisation.posts.get(name="Head of Property").pk

    assert f'returns/?owner={head}&amp;state=missing">2</a>' in page
    assert "2 of 4 returns" in plain(
        words_of_page(office, "round_returns", *place, owner=head, state="missing")
    )


def test_what_stands_before_the_lock_is_a_list_with_its_doers(opened, place, library, office, owen):
    head = library.organisation.posts.get(name="Head of Property")
    appoint(head, user=owen, from_on=TODAY, by=None, at=NOW)

    page = plain(words_of_page(office, "control_round", *place))

    assert "2 returns have not come in Head of Property Remind 1 person" in page
    assert "2 returns have no one to ask" in page
    assert f"{reverse('vacant_posts')}?plan={library.slug}" in words_of_page(office, "control_round", *place)


def test_what_is_asked_of_a_closed_account_is_asked_of_nobody_and_listed(
    opened, place, library, office, owen
):
    head = library.organisation.posts.get(name="Head of Property")
    appoint(head, user=owen, from_on=TODAY, by=None, at=NOW)
    owen.is_active = False
    owen.save()

    assert "4 returns have no one to ask" in plain(words_of_page(office, "control_round", *place))
    assert "4 of 4 returns" in plain(words_of_page(office, "round_returns", *place, state="unheld"))


def test_the_doubts_of_before_a_change_say_so_where_nothing_else_is_left(
    opened, place, library, office, alice
):
    library.actions.update(archived_at=NOW, archived_by=alice, archived_because="Done with.")
    opened.returns.all().delete()
    Plan.objects.update(changed_at=clock.now() + timedelta(seconds=1))
    check_a_changed_plan(at=clock.now() + timedelta(minutes=1))
    Plan.objects.update(changed_at=clock.now() + timedelta(minutes=2))

    page = plain(words_of_page(office, "control_round", *place))

    assert "Nothing is left to do." in page
    assert "before the latest change of the plan" in page


def test_what_was_sent_back_is_missing_and_said_to_be_sent_back(opened, place, library, office, owen, dora):
    library.approval_wanted = True
    library.save()
    sent = send(opened, "L1.1", by=owen)
    send_back(sent, comment="Which branch is left?", version=sent.version, by=dora, at=NOW)

    page = plain(words_of_page(office, "control_round", *place))

    assert "1 return was sent back and not sent again" in page
    listed = words_of_page(office, "round_returns", *place, state="sent_back")
    assert "1 of 4 returns" in listed
    assert "Sent back: Which branch is left?" in listed


def test_what_a_file_told_for_the_period_counts_as_in(opened, place, library, office):
    library.actions.get(ref="L1.1").updates.create(position=9, period=NOVEMBER, text="Nine of nine done.")

    page = plain(words_of_page(office, "control_round", *place))

    assert "1 of 4 returns in" in page
    assert "3 of 4 returns" in plain(words_of_page(office, "round_returns", *place, state="missing"))
    assert "In a file" in words_of_page(office, "round_returns", *place, state="in")


def test_the_returns_of_one_owner_lead_to_the_answer_for_who_is_away(opened, place, library, office):
    head = library.organisation.posts.get(name="Head of Property")

    page = words_of_page(office, "round_returns", *place, owner=head.pk)

    assert "2 of 4 returns" in page
    assert "Head of Property." in plain(page)
    assert reverse("answer_return", args=[*place, 2]) in page


@pytest.mark.parametrize(
    "asked", [{"owner": "nobody"}, {"owner": "9" * 30}, {"state": "lovely"}, {"director": "-1"}]
)
def test_a_list_of_returns_takes_what_it_does_not_understand_for_nothing(opened, place, office, asked):
    assert office.get(reverse("round_returns", args=place), asked).status_code == 200


def test_the_figures_of_an_open_round_follow_what_is_sent(opened, place, office, owen):
    before = plain(words_of_page(office, "round", *place))
    send(opened, "L1.2", by=owen, at=NOW + timedelta(seconds=1))
    after = plain(words_of_page(office, "round", *place))

    assert "0 of 4 returns in. It is not published yet." in before
    assert "1 of 4 returns in. It is not published yet." in after


def test_a_published_round_stays_as_it_was_whatever_becomes_of_the_plan(
    published, place, library, client_of, rita, alice, monkeypatch
):
    reader = client_of(rita)
    pages = [("round", place, {}), ("edition", [*place, 1], {})]
    pages += [("edition_actions", [*place, 1], {"of": of}) for of in ("", "missing", "overdue", "new")]
    before = [main_of(reader, name, *args, **asked) for name, args, asked in pages]

    library.actions.filter(ref="L1.1").update(
        title="Another wording", due=None, due_latest=None, original_due=F("due"), status="closed"
    )
    library.actions.get(ref="L1.1").updates.update(text="Another text")
    library.themes.update(title="Another theme")
    library.title, library.scheme, library.changed_at = "Another plan", None, NOW + timedelta(days=40)
    library.save()
    make_rounds(library, days=monthly("2022-12", "2022-12"), by=alice, at=NOW)
    monkeypatch.setattr(clock, "today", lambda: date(2024, 2, 29))
    cache.clear()

    assert [main_of(reader, name, *args, **asked) for name, args, asked in pages] == before


def test_both_editions_stay_when_a_round_is_published_again(published, place, client_of, rita, alice, owen):
    reader = client_of(rita)
    first = main_of(reader, "edition", *place, 1)
    reopen_round(published, reason="A return came late.", by=alice, at=NOW)
    send(published, "L1.2", by=owen)
    lock_round(published, by=alice, at=NOW)
    publish_round(published, by=alice, at=NOW + timedelta(days=1))

    assert main_of(reader, "edition", *place, 1) == first
    second = words_of_page(reader, "edition", *place, 2)
    assert "This is edition 2." in second
    assert reverse("edition", args=[*place, 1]) in second
    assert main_of(reader, "round", *place) == main_of(reader, "edition", *place, 2)
    assert reader.get(reverse("edition", args=[*place, 3])).status_code == 404


def test_an_imported_period_shows_what_its_file_told(library, alice, client_of, rita):
    rounds_from_periods(library, by=alice, at=NOW)

    page = plain(words_of_page(client_of(rita), "round", library.slug, "2022-10"))

    assert "As the file tells it of 31 October 2022" in page


def test_a_figure_that_does_not_exist_is_not_found(published, place, office):
    assert office.get(reverse("round_actions", args=place), {"of": "overdue-soon"}).status_code == 404
    assert office.get(reverse("round", args=[place[0], "2021-01"])).status_code == 404


def test_beside_the_plans_name_stands_its_present_round(opened, place, library, client_of, rita, office):
    page = words_of_page(client_of(rita), "actions", library.slug)

    assert "closes Friday 2 December 2022, 0 of 4 returns in" in plain(page)
    assert reverse("round", args=place) in page
    assert reverse("control_round", args=place) in words_of_page(office, "actions", library.slug)


@pytest.mark.parametrize(
    "name",
    ["rounds", "plan_rounds", "control_round", "round_returns", "round", "round_actions", "lock_round"],
)
def test_a_larger_plan_needs_no_more_queries(
    name, opened, library, office, riverbank, alice, owen, django_assert_max_num_queries
):
    document = library_plan()
    many = [
        action.model_copy(update={"ref": f"M{place}", "parent": None, "links": []})
        for place, action in enumerate(document.actions * 8)
    ]
    larger = apply(document.model_copy(update={"actions": many}), organisation=riverbank, by=alice, at=NOW)
    (round_,) = make_rounds(larger, days=monthly(NOVEMBER, NOVEMBER), by=alice, at=NOW)
    open_round(round_, by=alice, at=NOW)

    def address(plan) -> str:
        of = {"rounds": [], "plan_rounds": [plan.slug]}
        return reverse(name, args=of.get(name, [plan.slug, NOVEMBER]))

    for is_known in (False, True):
        for plan in (library, larger) if is_known else ():
            office.get(address(plan))
        with django_assert_max_num_queries(40) as for_few:
            assert office.get(address(library)).status_code == 200
        with django_assert_max_num_queries(len(for_few)):
            assert office.get(address(larger)).status_code == 200
        cache.clear()
    assert Action.objects.filter(plan=larger).count() == 48


def test_a_return_in_its_state_is_shown_with_who_sent_it(opened, place, office, owen):
    send(opened, "L1.1", by=owen)

    page = plain(words_of_page(office, "round_returns", *place, state="in"))

    assert return_for(opened, "L1.1").sent_by == owen
    assert "Sent 30 November 2022 by Owen" in page


def test_when_its_day_has_passed_a_round_was_due(opened, place, library, office, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2022, 12, 3))

    assert "was due on Friday 2 December 2022" in plain(words_of_page(office, "actions", library.slug))
    page = plain(words_of_page(office, "control_round", *place))
    assert "Late returns are accepted until Wednesday 7 December 2022." in page
