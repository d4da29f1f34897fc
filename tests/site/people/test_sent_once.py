"""A form that makes something counts once, however often it is sent."""

import re
from threading import Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from followthrough.site.imports.models import Import
from followthrough.site.people.models import SentForm
from followthrough.site.register.models import Plan
from tests.site.imports.files import POND

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(alice) -> Client:
    """The programme office at a browser, which sends the token of the page back."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    return client


def filled_in(office: Client, address: str, **boxes: object) -> dict[str, object]:
    """What a page's form sends: its token and what was written."""
    page = office.get(address).content.decode()
    return {"csrfmiddlewaretoken": re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)[1], **boxes}


def test_a_form_that_is_sent_twice_makes_one_plan_and_leads_to_it_both_times(office):
    address = reverse("create_plan")
    form = filled_in(office, address, title="The pond", scheme="none")

    answers = [office.post(address, form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert Plan.objects.count() == 1
    assert "The form was sent twice. It counts once." in office.get(answers[1].url).content.decode()


def test_the_same_words_on_a_new_page_and_other_words_from_the_same_page_count(office):
    address = reverse("create_plan")
    first = filled_in(office, address, title="The pond")
    second = filled_in(office, address, title="The pond")

    for form in (first, second, first | {"title": "The weir"}):
        office.post(address, form)

    assert Plan.objects.count() == 3


def test_a_form_with_a_fault_can_be_sent_again(office):
    address = reverse("create_plan")
    form = filled_in(office, address, title="")

    assert [office.post(address, form).status_code for _ in range(2)] == [200, 200]
    assert not SentForm.objects.exists()


def test_a_file_that_is_sent_twice_is_read_once_and_another_of_its_name_too(office):
    address = reverse("import_plan")
    form = filled_in(office, address)
    longer = POND + b"P3\tMow\tParks\tMay 2023\t\n"
    for content in (POND, POND, longer):
        office.post(address, form | {"file": SimpleUploadedFile("pond.txt", content)})

    assert [read.size for read in Import.objects.order_by("pk")] == [len(POND), len(longer)]


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_count_once(office, alice):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory lets one thread in")
    address = reverse("create_plan")
    form = filled_in(office, address, title="The pond")

    def press() -> None:
        other = Client()
        other.cookies = office.cookies
        other.post(address, form)
        connection.close()

    presses = [Thread(target=press) for _ in range(2)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()

    assert Plan.objects.count() == 1
