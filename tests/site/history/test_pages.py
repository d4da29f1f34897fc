"""The page of the history, its search and its file."""

import csv
import html
import io
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followthrough.site.history.operations import record
from followthrough.site.register.editing.action import change_action
from followthrough.site.register.editing.several import Wanted, edit_several
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.operations import apply
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan


def test_it_tells_what_was_done_in_the_organisation_and_nothing_of_another(
    riverbank, hillside, rita, client_of
):
    for organisation in (riverbank, hillside):
        record(type="organisation.created", by=None, organisation=organisation, subject=organisation, at=NOW)

    page = client_of(rita).get(reverse("history")).content.decode()

    assert "The system set up Riverbank Council." in page
    assert "30 November 2022, 09:30" in page
    assert "Hillside" not in page


def test_it_shows_fifty_a_page_and_says_how_many_there_are(riverbank, rita, client_of):
    for _ in range(51):
        record(type="organisation.created", by=None, organisation=riverbank, subject=riverbank, at=NOW)

    first = client_of(rita).get(reverse("history"))
    last = client_of(rita).get(reverse("history"), {"page": "2"})

    assert "<strong>51 entries</strong>, 1 to 50 on this page" in first.content.decode()
    assert 'href="?page=2"' in first.content.decode()
    assert len(last.context["page"]) == 1


def test_a_page_number_that_is_none_shows_a_page(riverbank, rita, client_of):
    assert client_of(rita).get(reverse("history"), {"page": "weir"}).status_code == 200


def test_it_says_so_when_nothing_has_been_done(rita, client_of):
    assert "Nothing has been done yet" in client_of(rita).get(reverse("history")).content.decode()


@pytest.fixture
def library(riverbank, alice, adam) -> Plan:
    """A plan added by Alice, one action of it edited by Adam, two at once by Alice, a day apart each."""
    plan = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
    action = Action.objects.select_related("plan").get(plan=plan, ref="L1.1")
    changes = {"title": "=1+1 repaired"}
    change_action(action, version=0, changes=changes, reason="Misread", by=adam, at=NOW + timedelta(days=1))
    numbers = plan.actions.filter(ref__in=["L1.2", "L2.0"]).values_list("number", flat=True)
    edit_several(
        plan,
        versions=dict.fromkeys(numbers, 0),
        wanted=Wanted(owners=["Head of Culture"]),
        reason="New structure",
        by=alice,
        at=NOW + timedelta(days=2),
    )
    return plan


def entries(client, **asked: str) -> list[str]:
    page = client.get(reverse("history"), asked).context["page"]
    return [event.type for event in page]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["actions.changed", "action.changed", "plan.imported"]),
        ({"person": "Adam"}, ["action.changed"]),
        ({"kind": "Plans and actions", "until": "30 November 2022"}, ["plan.imported"]),
        ({"kind": "Letters"}, []),
        ({"since": "December 2022"}, ["actions.changed", "action.changed"]),
        ({"since": "1 December 2022", "until": "1 December 2022"}, ["action.changed"]),
        ({"words": "L2.0"}, ["actions.changed"]),
        ({"words": "repaired"}, ["action.changed"]),
        ({"words": "library recovery"}, ["actions.changed", "plan.imported"]),
        ({"words": "weir"}, []),
    ],
)
def test_it_is_searched_by_person_words_kind_and_days(library, rita, client_of, asked, found):
    assert entries(client_of(rita), **asked) == found


def test_a_day_that_can_not_be_read_is_said_and_narrows_nothing(library, rita, client_of):
    asked = {"since": "weir", "until": "1 May 2022"}
    page = html.unescape(client_of(rita).get(reverse("history"), asked).content.decode())

    assert page.count("We can't read “weir” as a date.") == 2
    assert "0 of 3 entries" in page
    both = {"since": "May 2023", "until": "April 2023"}
    assert "This is before the first day." in client_of(rita).get(reverse("history"), both).content.decode()


def test_an_edit_of_several_shows_old_and_new_of_each(library, rita, client_of):
    page = client_of(rita).get(reverse("history")).content.decode()

    assert page.count("to “Head of Culture”") + page.count("Owners is now “Head of Culture”") == 2
    assert "L2.0" in page


def test_the_page_of_an_action_shows_its_part_of_an_edit_of_several(library, rita, client_of):
    number = library.actions.get(ref="L2.0").number

    page = client_of(rita).get(reverse("action", args=[library.slug, number])).content.decode()

    assert page.count("Head of Culture”") == 1


def test_the_file_has_a_row_for_each_field_that_changed(library, rita, client_of):
    answer = client_of(rita).get(reverse("download_history"))

    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [(row["Who"], row["Field"], row["New"], row["Reason"]) for row in rows] == [
        ("Alice", "Owners", rows[0]["New"], "New structure"),
        ("Alice", "Owners", rows[1]["New"], "New structure"),
        ("Adam", "Wording", "'=1+1 repaired", "Misread"),
        ("Alice", "", "", ""),
    ]
    assert rows[0]["Old"] != rows[0]["New"]
    assert {row["To what"][:4] for row in rows[:2]} == {"L1.2", "L2.0"}
    assert rows[2]["When"] == "2022-12-01 09:30:00"


def test_the_file_has_what_was_searched_for_and_nothing_of_another_organisation(
    library, charlie, rita, client_of
):
    found = client_of(rita).get(reverse("download_history"), {"person": "Adam"})
    of_charlie = client_of(charlie).get(reverse("download_history"))

    assert b"".join(found.streaming_content).count(b"\r\n") == 2
    if of_charlie.status_code == 200:
        assert b"Riverbank" not in b"".join(of_charlie.streaming_content)


def test_it_takes_as_many_queries_for_many_entries_as_for_few(library, riverbank, rita, client_of):
    client = client_of(rita)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("history"))
        return len(found)

    queries()
    few = queries()
    with transaction.atomic():
        for _ in range(30):
            record(type="organisation.created", by=None, organisation=riverbank, subject=riverbank, at=NOW)
    assert queries() == few
