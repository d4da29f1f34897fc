"""Making a plan by hand, its settings, its approval."""

import pytest
from django.urls import reverse

from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.editing.plan import approve_plan, change_plan, create_plan
from followthrough.site.register.facts import bands_for
from followthrough.site.register.levels import level_words
from followthrough.site.register.models import Plan
from tests.site.cast import NOW

SETTINGS = {
    "title": "Library plan",
    "word_theme": "Priority",
    "word_workstream": "Workstream",
    "word_action": "Action",
    "approval_wanted": "on",
}


def last_sentence() -> str:
    return sentence(Event.objects.order_by("pk").last())


def test_a_plan_made_by_hand_is_a_draft_with_the_usual_statuses(riverbank, alice):
    plan = create_plan(organisation=riverbank, title="Roads", by=alice, at=NOW)

    assert (plan.state, plan.slug, plan.actions.count()) == ("draft", "roads", 0)
    assert "On track" in [entry["label"] for entry in plan.scheme]
    assert last_sentence() == "Alice made the plan “Roads”."


def test_two_plans_of_one_title_have_addresses_of_their_own(riverbank, alice, client_of):
    client = client_of(alice)
    for _ in range(2):
        client.post(reverse("create_plan"), {"title": "Roads"})

    assert set(Plan.objects.values_list("slug", flat=True)) == {"roads", "roads-2"}


def test_settings_are_saved_with_the_words_that_differ_from_the_usual_ones(library, alice, client_of):
    client = client_of(alice)
    seen = {"seen": rows_of(client, library, "change_plan")["seen"]}
    answer = client.post(reverse("change_plan", args=[library.slug]), {**SETTINGS, **seen})

    library.refresh_from_db()
    assert answer.status_code == 302
    assert library.level_words == {"theme": "Priority"}
    assert library.approval_wanted is True
    assert level_words(library) == {"theme": "Priority", "workstream": "Workstream", "action": "Action"}
    assert "Word for a theme from “Theme” to “Priority”" in last_sentence()
    assert "Returns are approved from “no” to “yes”" in last_sentence()


def test_settings_sent_as_they_were_leave_no_event(library, alice):
    before = Event.objects.count()

    change_plan(library, title=library.title, level_words={}, approval_wanted=False, by=alice, at=NOW)

    assert Event.objects.count() == before


def test_settings_without_a_title_say_what_is_missing(library, alice, client_of):
    page = client_of(alice).post(reverse("change_plan", args=[library.slug]), {**SETTINGS, "title": " "})

    assert page.content.decode().count("Enter a title.") == 2, "once in the summary and once at its box"


@pytest.mark.parametrize("times", [1, 2])
def test_a_plan_is_approved_once_however_often_it_is_asked(library, alice, client_of, times):
    client = client_of(alice)
    for _ in range(times):
        client.post(reverse("approve_plan", args=[library.slug]))

    library.refresh_from_db()
    assert (library.state, library.approved_by, library.approved_at) == ("approved", alice, NOW)
    assert Event.objects.filter(type="plan.approved").count() == 1
    assert last_sentence() == "Alice agreed the plan “Library recovery plan”."


def test_approving_moves_the_moment_of_the_last_change(library, alice):
    later = NOW.replace(hour=15)

    approve_plan(library, by=alice, at=later)

    assert Plan.objects.get(pk=library.pk).changed_at == later


def rows_of(client, plan, name) -> dict[str, str]:
    form = client.get(reverse(name, args=[plan.slug])).context["form"]
    return {box: form[box].value() or "" for box in form.fields}


@pytest.mark.parametrize("name", ["change_scheme", "change_recommendations"])
def test_rows_sent_as_they_were_change_nothing(library, alice, client_of, name):
    client, before, events = client_of(alice), as_document(library), Event.objects.count()

    client.post(reverse(name, args=[library.slug]), rows_of(client, library, name))

    library.refresh_from_db()
    assert as_document(library) == before
    assert Event.objects.count() == events


def test_the_words_and_the_bands_of_the_statuses_are_the_plan_s_own(riverbank, alice, client_of):
    plan, client = create_plan(organisation=riverbank, title="Roads", by=alice, at=NOW), client_of(alice)
    sent = {
        "label_0": "Going well",
        "definition_1": "Three to six months late",
        "definition_2": "More than six months late",
        "colour_0": "#9FD8B0",
    }
    address = reverse("change_scheme", args=[plan.slug])

    page = client.post(address, {**rows_of(client, plan, "change_scheme"), **sent}, follow=True)

    plan.refresh_from_db()
    assert (plan.scheme[0]["label"], plan.scheme[0]["colour"]) == ("Going well", "9FD8B0")
    assert bands_for(plan).significant_over == 6
    assert "significant slippage beyond 6 months" in page.content.decode()


def test_a_status_with_an_emptied_label_is_taken_away(riverbank, alice, client_of):
    plan, client = create_plan(organisation=riverbank, title="Roads", by=alice, at=NOW), client_of(alice)
    number = len(plan.scheme)

    sent = {**rows_of(client, plan, "change_scheme"), "label_0": ""}
    client.post(reverse("change_scheme", args=[plan.slug]), sent)

    plan.refresh_from_db()
    assert len(plan.scheme) == number - 1


def test_a_colour_that_is_none_is_said(library, alice, client_of):
    sent = {**rows_of(client_of(alice), library, "change_scheme"), "colour_0": "green"}
    page = client_of(alice).post(reverse("change_scheme", args=[library.slug]), sent)

    assert page.content.decode().count("Write a colour as six digits") == 2


def test_a_recommendation_is_added_with_its_exact_words_and_acceptance(library, alice, client_of):
    client, place = client_of(alice), len(library.recommendations)
    boxes = {"id": "R9", "body": "The auditor", "text": "Mend the roof.", "acceptance": "accepted_in_part"}
    sent = {f"{name}_{place}": words for name, words in boxes.items()}

    form = {**rows_of(client, library, "change_recommendations"), **sent}
    client.post(reverse("change_recommendations", args=[library.slug]), form)

    library.refresh_from_db()
    assert library.recommendations[place] == boxes


def test_the_statuses_of_an_agreed_plan_change_with_a_reason_alone(library, alice, client_of):
    approve_plan(library, by=alice, at=NOW)
    client, before = client_of(alice), library.scheme
    sent = {**rows_of(client, library, "change_scheme"), "label_0": "Else"}

    page = client.post(reverse("change_scheme", args=[library.slug]), sent)

    library.refresh_from_db()
    assert "Say why this changes." in page.content.decode()
    assert library.scheme == before


@pytest.mark.parametrize(
    ("name", "box"),
    [
        ("change_scheme", "label_0"),
        ("change_recommendations", "id_0"),
        ("change_plan", "title"),
        ("edit_themes", "new_theme"),
    ],
)
def test_the_second_of_two_editors_is_told_what_is_here_and_keeps_what_they_wrote(
    library, alice, adam, client_of, name, box
):
    client, address = client_of(alice), reverse(name, args=[library.slug])
    seen = rows_of(client, library, name)
    client_of(adam).post(address, {**rows_of(client_of(adam), library, name), box: "Adam's words"})

    page = client.post(address, {**seen, box: "Alice's words"})

    text = page.content.decode()
    assert "Somebody else changed this meanwhile." in text
    assert "Adam&#x27;s words" in text
    form = page.context["form"]
    assert form[box].value() == "Alice's words"
    again = {each: form[each].value() or "" for each in form.fields}
    assert client.post(address, again).status_code == 302


def test_the_second_of_two_editors_keeps_rows_beyond_those_that_the_first_left(riverbank, alice, client_of):
    plan, client = create_plan(organisation=riverbank, title="Roads", by=alice, at=NOW), client_of(alice)
    address, seen = reverse("change_scheme", args=[plan.slug]), rows_of(client, plan, "change_scheme")
    last = f"label_{len(plan.scheme)}"
    taken_away = {f"label_{place}": "" for place in range(len(plan.scheme) - 1)}
    client.post(address, {**seen, **taken_away})

    page = client.post(address, {**seen, last: "Alice's words"})

    assert page.context["form"][last].value() == "Alice's words"
    again = {each: page.context["form"][each].value() or "" for each in page.context["form"].fields}
    client.post(address, again)
    plan.refresh_from_db()
    assert plan.scheme[-1]["label"] == "Alice's words"


@pytest.mark.parametrize("number", ["-1", "many", "9" * 5000, "9999"])
def test_a_number_of_rows_that_none_can_have_counts_as_not_sent(library, alice, client_of, number):
    sent = {
        **rows_of(client_of(alice), library, "change_scheme"),
        "number_of_rows": number,
        "colour_0": "green",
    }

    page = client_of(alice).post(reverse("change_scheme", args=[library.slug]), sent)

    assert len(page.context["form"].rows) == len(library.scheme) + 2


@pytest.mark.parametrize(
    "name", ["plan", "actions", "timeline", "plan_rounds", "checks", "changes", "about_plan"]
)
def test_each_page_of_a_draft_says_that_it_is_one(library, alice, rita, client_of, name):
    address, agree = reverse(name, args=[library.slug]), reverse("approve_plan", args=[library.slug])

    office, reader = (client_of(who).get(address).content.decode() for who in (alice, rita))
    assert "<strong>Draft:</strong> not agreed yet." in office
    assert "<strong>Draft:</strong> not agreed yet." in reader
    assert (agree in office, agree in reader) == (True, False)

    approve_plan(library, by=alice, at=NOW)
    assert "Draft:" not in client_of(alice).get(address).content.decode()
