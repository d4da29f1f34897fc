"""Where a plan is added, the day that it speaks for is asked, with what the file tells of it."""

from datetime import date

import pytest
from django.urls import reverse

from followthrough.site.imports.models import Import
from followthrough.site.register.models import Plan
from tests.site.imports.files import POND, file_read

DATED = b"Pond plan: position at 31 March 2023\n\n" + POND


@pytest.fixture
def office(client_of, alice):
    return client_of(alice)


def read_of(content: bytes, riverbank, alice) -> Import:
    return file_read(content, organisation=riverbank, by=alice)


def words_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def added(office, read: Import, **said: str) -> Plan:
    office.post(reverse("take_in", args=[read.pk]), {"title": "The pond", **said})
    return Plan.objects.get()


def test_a_file_without_a_day_is_asked_about(office, riverbank, alice):
    read = read_of(POND, riverbank, alice)

    review = words_of(office.get(read.get_absolute_url()))
    assert "<dt>Day</dt><dd>None was found. You give it when you add the plan</dd>" in review
    page = words_of(office.get(reverse("take_in", args=[read.pk])))
    assert "Which day does the plan speak for?" in page
    assert "No day was found in the file." in page
    assert "I don’t know" in page


def test_the_day_of_the_file_is_shown_with_its_words_and_their_place(office, riverbank, alice):
    page = words_of(office.get(reverse("take_in", args=[read_of(DATED, riverbank, alice).pk])))

    assert "31 March 2023: “position at 31 March 2023”" in page
    assert "The file says so." in page


@pytest.mark.parametrize(
    ("content", "said", "day"),
    [
        (POND, {"day": "other", "other_day": "30 April 2023"}, date(2023, 4, 30)),
        (POND, {"other_day": "30 April 2023"}, date(2023, 4, 30)),
        (POND, {"day": "unknown"}, None),
        (POND, {}, None),
        (DATED, {"day": "found"}, date(2023, 3, 31)),
        (DATED, {}, date(2023, 3, 31)),
        (DATED, {"day": "other", "other_day": "1 May 2023"}, date(2023, 5, 1)),
        (DATED, {"day": "unknown"}, None),
    ],
)
def test_a_plan_speaks_for_the_day_that_was_said(content, said, day, office, riverbank, alice):
    plan = added(office, read_of(content, riverbank, alice), **said)

    assert plan.as_at == day


def test_who_said_the_day_is_told_with_the_plan(office, riverbank, alice):
    plan = added(office, read_of(DATED, riverbank, alice), day="other", other_day="1 May 2023")

    [origin] = [each for each in plan.origins if each["field"] == "as_at"]
    assert (origin["text"], origin["reason"]) == ("1 May 2023", "A person said so at the import.")


@pytest.mark.parametrize(
    ("other", "sentence"),
    [("", "Write the day that the plan speaks for"), ("spring", "“spring” is no day.")],
)
def test_another_day_that_is_none_is_said_beside_its_box(other, sentence, office, riverbank, alice):
    read = read_of(POND, riverbank, alice)
    said = {"title": "The pond", "day": "other", "other_day": other}

    assert sentence in words_of(office.post(reverse("take_in", args=[read.pk]), said))
    assert not Plan.objects.exists()


def test_of_two_texts_that_may_be_the_title_one_is_chosen_or_another_name_is_given(office, riverbank, alice):
    content = b"Depot action plan\nWorkshop action plan\n\n" + POND
    read = read_of(content, riverbank, alice)
    assert "It could as well be called “Workshop action plan”." in words_of(
        office.get(read.get_absolute_url())
    )
    address = reverse("take_in", args=[read.pk])
    page = words_of(office.get(address))
    assert page.index('value="Depot action plan"') < page.index('value="Workshop action plan"')

    assert "Give the plan a name." in words_of(office.post(address, {"called": "", "title": ""}))
    office.post(address, {"called": "Workshop action plan", "title": ""})

    assert Plan.objects.get().title == "Workshop action plan"


@pytest.mark.parametrize(
    ("said", "body"),
    [({}, None), ({"body": ""}, None), ({"body": "Riverbank Parish Council"}, "Riverbank Parish Council")],
)
def test_a_plan_is_of_the_body_that_was_said(said, body, office, riverbank, alice):
    plan = added(office, read_of(POND, riverbank, alice), **said)

    assert plan.organisation_text == body
    assert [each["reason"] for each in plan.origins if each["field"] == "organisation"] == [
        "A person said so at the import."
    ] * bool(body)


def test_the_body_that_the_file_names_is_offered_and_can_be_left_out(office, riverbank, alice):
    content = b"Riverbank Parish Council\nPond action plan\n\n" + POND
    read = read_of(content, riverbank, alice)

    assert 'value="Riverbank Parish Council"' in words_of(office.get(reverse("take_in", args=[read.pk])))
    assert added(office, read, body="").organisation_text is None
