"""A change is asked for and decided on pages."""

import html

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from followthrough.site.changes.authority import DEFAULT_CAUSES
from followthrough.site.changes.models import Cause, ChangeRequest
from followthrough.site.changes.queries import cause_names
from followthrough.site.changes.setting import set_authority
from tests.site.cast import NOW
from tests.site.changes.conftest import ask, redate, whole
from tests.site.changes.test_deciding import approve

pytestmark = pytest.mark.django_db

WHY = {"cause": "Longer than estimated", "reason": "The survey took longer.", "measure_holds": "yes"}
MEETING = {"forum": "Improvement Board", "on": "30 November 2022", "minute": "14"}


def words_of(answer) -> str:
    assert answer.status_code == 200
    return html.unescape(" ".join(strip_tags(answer.content.decode()).split()))


@pytest.fixture
def sends(client_of):
    """A function that sends the form of a kind about an action, and gives the words of what follows."""

    def send(user, plan, ref, kind, **boxes) -> str:
        number = plan.actions.get(ref=ref).number
        address = reverse("ask_change", args=[plan.slug, number, kind])
        return words_of(client_of(user).post(address, WHY | boxes, follow=True))

    return send


def test_who_asks_sees_what_it_touches_confirms_it_and_gets_a_number(sends, agreed, owen):
    first = sends(owen, agreed, "L1.1", "date", due="June 2023")
    assert "The end date would be 9 months later than agreed now." in first
    assert "It would end after L1.0, which ends March 2023." in first
    assert "L1.2 depends on it and is due January 2023, before the new date." in first
    assert "Look at what this touches, then confirm that you ask for it." in first
    assert not ChangeRequest.objects.exists()

    page = sends(owen, agreed, "L1.1", "date", due="June 2023", confirmed="on")

    assert "CR 1 is requested. What was agreed stays as it is until it is decided." in page
    request = ChangeRequest.objects.get()
    assert (request.cause.name, request.cause.organisation.name) == (
        "Longer than estimated", "Riverbank Council",
    )  # fmt: skip
    assert len(request.found) == 3
    assert cause_names(agreed) == list(DEFAULT_CAUSES)


@pytest.mark.parametrize(
    ("kind", "boxes", "said"),
    [
        ("date", {"due": "soonish"}, "We can't read “soonish” as a date."),
        ("date", {"due": "March 2022"}, "“March 2022” ends before the start, “April 2022”."),
        ("date", {}, "Enter the date that is to be agreed."),
        ("date", {"due": "September 2022"}, "“September 2022” is what is agreed now."),
        ("date", {"due": "June 2023", "cause": ""}, "Choose why it changes."),
        ("wording", {"title": "Survey the roofs of all nine branches"}, "This is the wording that is agreed"),
        ("incorporate", {"other": "L9"}, "This plan has no action with the ref “L9”."),
        ("merge", {"other": "L1.1"}, "An action can’t go into itself or into one of its own parts."),
        ("split", {"titles": "One alone"}, "Enter two actions or more"),
    ],
)
def test_bad_input_gets_a_sentence_and_asks_for_nothing(kind, boxes, said, sends, agreed, owen):
    page = sends(owen, agreed, "L1.1", kind, **boxes)

    assert said.replace("'", "’") in page.replace("'", "’")
    assert not ChangeRequest.objects.exists()


@pytest.mark.parametrize(
    ("ref", "kind", "boxes", "new_words"),
    [
        ("L1.1", "wording", {"title": "Survey all roofs"}, "Survey all roofs"),
        (
            "L1.1",
            "owner",
            {"owners": "Head of Roads"},
            "Head of Roads, Cabinet Member for Culture (political lead)",
        ),
        ("L1.1", "measures", {"measures": "No leak in a year"}, "No leak in a year"),
        ("L1.1", "add", {"title": "Mend the gutters", "due": "May 2023"}, "New: Mend the gutters"),
        ("L1.1", "hold", {"until": "May 2023"}, "On hold until May 2023"),
        ("L1.1", "withdraw", {}, "Withdrawn"),
        ("L1.1", "duplicate", {"other": "L3.0"}, "Duplicate of L3.0"),
        ("L2.0", "reopen", {}, "Open again"),
        ("L2.0", "assurance", {"rhythm": "quarterly"}, "An assurance action, checked quarterly"),
    ],
)
def test_each_kind_can_be_asked_for(ref, kind, boxes, new_words, sends, agreed, owen):
    sends(owen, agreed, ref, kind, confirmed="on", **boxes)
    request = ChangeRequest.objects.get()

    assert (request.new_words, request.state) == (new_words, "asked")


def test_the_one_who_may_records_the_decision_and_who_asked_is_told_why_not(agreed, owen, alice, client_of):
    request = ask(redate(agreed, "L1.1", "June 2023"), owen)
    own = ask(redate(agreed, "L1.0", "July 2023"), alice)
    client = client_of(alice)
    assert "so somebody else has to decide it" in words_of(client.get(own.get_absolute_url()))
    assert "Record the decision" not in words_of(client_of(owen).get(request.get_absolute_url()))
    address = reverse("decide_change", args=[agreed.slug, request.number])

    refused = words_of(client.post(address, MEETING | {"cr1-decision": "refused"}))
    assert "Say why it was refused. Who asked is told." in refused
    page = words_of(client.post(address, MEETING | {"cr1-decision": "approved"}, follow=True))

    assert "CR 1 is approved." in page
    assert "Approved Improvement Board, 30 November 2022" in page
    assert client_of(owen).post(address, MEETING | {"cr1-decision": "approved"}).status_code == 403


def test_a_meeting_records_its_decisions_at_once_and_leaves_the_rest_open(agreed, owen, alice, client_of):
    for ref, words in (("L1.1", "June 2023"), ("L1.0", "July 2023"), ("L2.0", "2024")):
        ask(redate(agreed, ref, words), owen)
    address = reverse("change_agenda", args=[agreed.slug])
    client = client_of(alice)
    assert "3 change requests for the plan’s change authority" in words_of(client.get(address))
    nothing = words_of(client.post(address, MEETING))
    assert "Choose a decision in at least one row." in nothing

    chosen = {
        "cr1-decision": "changed", "cr1-agreed": "May 2023", "cr2-decision": "deferred",
        "cr2-until": "10 January 2023",
    }  # fmt: skip
    page = words_of(client.post(address, MEETING | chosen, follow=True))

    assert "CR 1 is approved." in page
    assert "CR 2 is deferred." in page
    assert agreed.actions.get(ref="L1.1").due["text"] == "May 2023"
    assert [each.state for each in ChangeRequest.objects.order_by("number")] == [
        "approved", "deferred", "asked",
    ]  # fmt: skip


def test_an_agenda_takes_like_with_like_whatever_came_first(agreed, owen, alice, client_of):
    ask(redate(agreed, "L1.1", "June 2023"), owen)
    ask(whole(agreed, "L1.0", "withdraw"), owen)
    ask(redate(agreed, "L2.0", "2024"), owen)

    page = words_of(client_of(alice).get(reverse("change_agenda", args=[agreed.slug])))

    assert "3 change requests" in page
    places = [page.index(f"CR {number} ") for number in (1, 3, 2)]
    assert places == sorted(places)
    assert "On this agenda:" in page
    assert "2 requests" in page


def test_the_rules_of_a_plan_are_set_and_read_as_sentences(agreed, owen, dora, alice, client_of):
    address = reverse("change_rules", args=[agreed.slug])
    sent = {
        "kind": "board", "name": "Improvement Board", "rules": ["owner_changes"], "recorders": [dora.pk],
        "causes": "Weather\nMoney",
    }  # fmt: skip
    page = words_of(client_of(alice).post(address, sent, follow=True))

    assert "A change of owner is recorded at once and its owners are told." in page
    assert "is decided by Improvement Board." in page
    assert client_of(owen).post(address, sent).status_code == 200
    request = ask(redate(agreed, "L1.1", "February 2023"), owen)
    assert request.state == "asked"
    assert "Record the decision" in words_of(client_of(dora).get(request.get_absolute_url()))
    assert "Record the decision" not in words_of(client_of(alice).get(request.get_absolute_url()))
    assert [cause.name for cause in Cause.objects.filter(retired=False)] == ["Weather", "Money"]


def test_the_action_leads_to_asking_and_shows_what_was_decided(agreed, owen, alice, client_of):
    action = agreed.actions.get(ref="L1.1")
    action.updates.filter(period="2022-10").update(text="Change control to change date to December 2022.")
    client, address = client_of(owen), action.get_absolute_url()

    page = client.get(address).content.decode()
    draft = reverse("ask_change", args=[agreed.slug, action.number, "date"])
    assert f"{draft}?origin=return" in page
    assert f"{draft}?origin=question" in page
    assert "due=December+2022" in page
    form = client.get(draft, {"due": "December 2022", "from_words": "to December 2022"})
    assert form.context["form"]["due"].value() == "December 2022"

    ask(redate(agreed, "L1.1", "December 2022"), owen)
    page = words_of(client.get(address))
    assert "CR 1 Recorded Due date: September 2022 to December 2022" in page
    assert "The last update asks for another date." not in page


def test_the_log_lists_and_downloads_what_changed_between_two_days(agreed, owen, client_of):
    ask(redate(agreed, "L1.1", "February 2023"), owen)
    client, address = client_of(owen), reverse("change_log", args=[agreed.slug])

    page = words_of(client.get(address))
    assert "1 request, 1 of it changed the plan. 1 moved an end date, by 5 months together." in page
    assert "that fits" in words_of(client.get(address, {"last": "1 November 2022"}))
    wrong = words_of(client.get(address, {"first": "2 November 2022", "last": "1 November 2022"}))
    assert "This day is before the first one." in wrong
    file = client.get(reverse("download_change_log", args=[agreed.slug]))
    assert b"CR 1,L1.1,Survey the roofs" in b"".join(file.streaming_content)


def test_what_slipped_for_the_third_time_is_marked_for_leadership(agreed, owen, client_of):
    for words in ("October 2022", "December 2022", "February 2023"):
        ask(redate(agreed, "L1.1", words), owen)

    page = words_of(client_of(owen).get(reverse("slipped", args=[agreed.slug]), {"by": "theme"}))

    assert "1 action was extended twice or more. 1 of it for the third time or more: for leadership." in page
    assert "Buildings: 1" in page
    assert "December 2022 to February 2023, 30 November 2022: CR 3, recorded, no decision needed:" in page


def test_who_is_named_to_record_decisions_reads_on_the_first_page_what_waits(
    agreed, owen, dora, alice, client_of
):
    ask(redate(agreed, "L1.1", "June 2023"), owen)
    assert "for a decision that you record" not in words_of(client_of(dora).get(reverse("home")))
    set_authority(agreed, kind="board", name="Board", rules=[], recorders=[dora], by=alice, at=NOW)

    assert "Change waits for a decision that you record" in words_of(client_of(dora).get(reverse("home")))


def test_a_moved_date_says_beside_it_who_decided_it(agreed, owen, alice, client_of):
    approve(ask(redate(agreed, "L1.1", "June 2023"), owen), alice)

    page = words_of(client_of(owen).get(agreed.actions.get(ref="L1.1").get_absolute_url()))

    assert "Moved onceDecided by Improvement Board, 30 November 2022" in page


def test_the_plan_of_a_past_day_is_downloaded_or_a_sentence_says_why_not(agreed, owen, client_of):
    client, address = client_of(owen), reverse("plan_as_at", args=[agreed.slug])

    file = client.get(address, {"day": "30 November 2022"})
    assert file["Content-Disposition"].endswith('-2022-11-30.xlsx"')
    for day, said in (
        ("1 May 2021", "was not here yet on 1 May 2021."),
        ("1 May 2031", "1 May 2031 has not come yet."),
        ("soon", "“soon” is no day."),
    ):
        assert said in words_of(client.get(address, {"day": day}, follow=True))
