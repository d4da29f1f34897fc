"""The pages of assurance actions, the calendar, and what the first page says of them."""

import json

import pytest
from click.testing import CliRunner
from django.urls import reverse
from icalendar import Calendar

from followthrough.cli import main
from followthrough.site.assurance.feeds import token_of
from followthrough.site.assurance.models import CalendarFeed
from followthrough.site.register.posts.holding import appoint
from tests.site.assurance.conftest import SEPTEMBER
from tests.site.cast import NOW, TODAY

FORM = {
    "outcome": "done",
    "on": "3 November 2022",
    "level": "substantial",
    "evidence": "The locksmith's report.",
    "link": "https://example.org/report",
    "seen": "0",
}


def address_of(action, day=SEPTEMBER):
    return reverse("record_occurrence", args=[action.plan.slug, action.number, day.isoformat()])


def test_an_action_shows_when_it_falls_due_and_where_to_record_it(safe_review, alice, client_of):
    page = client_of(alice).get(safe_review.get_absolute_url()).content.decode()

    assert "When it falls due" in page
    assert page.count("Record it") == 3
    assert address_of(safe_review) in page


def test_what_was_missed_is_caught_up_by_whoever_answers_for_it(safe_review, controls, owen, client_of):
    appoint(safe_review.ownerships.get().post, user=owen, from_on=TODAY, by=None, at=NOW)
    client = client_of(owen)

    answer = client.post(address_of(safe_review), FORM, follow=True)

    assert "Recorded what fell due on 30 September 2022." in answer.content.decode()
    page = client.get(reverse("assurance", args=[controls.slug]), {"state": "done_late"}).content.decode()
    assert "The locksmith&#x27;s report." in page
    assert "Substantial" in page


def test_of_what_is_to_come_each_action_shows_the_next_and_a_link_leads_to_all(controls, alice, client_of):
    client, address = client_of(alice), reverse("assurance", args=[controls.slug])
    short, whole = (client.get(address, {"state": state}).context["page"] for state in ("", "all"))

    coming = [each.action for each in short if each.state == "due"]
    assert len(coming) == len(set(coming)) > 0
    assert {each.key for each in short} < {each.key for each in whole}
    assert "Show all" in client.get(address).content.decode()


def test_who_answers_for_another_action_records_nothing(safe_review, owen, client_of):
    assert client_of(owen).post(address_of(safe_review), FORM).status_code == 403


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"on": "soon"}, "is no day"),
        ({"outcome": ""}, "Say whether it was done or missed."),
        ({"link": "javascript:alert(1)"}, "Enter a whole address"),
        ({"level": "enormous"}, "Select a valid choice"),
        ({"seen": "99"}, "Somebody recorded this one meanwhile."),
    ],
)
def test_a_bad_answer_gets_a_sentence(safe_review, alice, client_of, changed, sentence):
    answer = client_of(alice).post(address_of(safe_review), FORM | changed)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not safe_review.occurrence_records.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("now and then", "We can’t read|We can&#x27;t read"), ("FREQ=SECONDLY", "We can&#x27;t read")],
)
def test_a_rhythm_that_is_none_gets_a_sentence(safe_review, alice, client_of, words, sentence):
    address = reverse("change_schedule", args=[safe_review.plan.slug, safe_review.number])
    form = {"words": words, "from_on": "1 December 2022", "counted_from": "", "reason": "Asked for."}

    page = client_of(alice).post(address, form).content.decode()

    assert any(each in page for each in sentence.split("|"))
    assert not safe_review.schedules.exists()


def test_a_rhythm_can_be_entered_as_a_rule(safe_review, alice, client_of):
    address = reverse("change_schedule", args=[safe_review.plan.slug, safe_review.number])
    form = {
        "words": "freq=monthly;interval=2",
        "from_on": "1 December 2022",
        "counted_from": "",
        "reason": "Asked for.",
    }

    client_of(alice).post(address, form)

    assert safe_review.schedules.get().rule == "FREQ=MONTHLY;INTERVAL=2"


def test_the_office_and_the_director_see_what_was_missed_on_their_first_page(
    safe_review, alice, dora, client_of
):
    appoint(safe_review.ownerships.get().post, user=dora, from_on=TODAY, by=None, at=NOW)

    for who in (alice, dora):
        assert "Assurance action was missed" in client_of(who).get("/").content.decode()


def test_a_calendar_program_reads_the_address_without_signing_in(safe_review, alice, client_of, client):
    client_of(alice).post(reverse("calendar"), {"do": "make"})
    address = reverse("calendar_feed", args=[token_of(CalendarFeed.objects.get())])

    answer = client.get(address)

    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer["Content-Type"].startswith("text/calendar")
    assert "Missed: C1 Review who can open the safe" in {str(each["summary"]) for each in events}
    assert client.get(address.replace(".ics", "x.ics")).status_code == 404


def test_the_page_of_a_plan_asks_as_much_however_many_actions_there_are(
    controls, alice, client_of, django_assert_max_num_queries
):
    client = client_of(alice)
    client.get(reverse("assurance", args=[controls.slug]))

    with django_assert_max_num_queries(16):
        client.get(reverse("assurance", args=[controls.slug]))


def test_the_command_line_lists_what_falls_due_as_text_json_and_a_calendar(safe_review, controls):
    def run(*options):
        answer = CliRunner().invoke(main, ["assurance", controls.slug, *options])
        assert answer.exit_code == 0, answer.output
        return answer.output

    listed = json.loads(run("--due-before", "2023-01-01", "--format", "json"))

    assert [(each["ref"], each["due_on"], each["state"]) for each in listed] == [
        ("C1", "2022-06-30", "missed"),
        ("C1", "2022-09-30", "missed"),
        ("C1", "2022-12-31", "due"),
    ]
    assert "2022-09-30" in run()
    events = Calendar.from_ical(run("--due-before", "2022-10-01", "--format", "ics")).walk("VEVENT")
    assert len(events) == 2
