"""The page of the history."""

from django.urls import reverse

from followthrough.site.history.operations import record
from tests.site.cast import NOW


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

    assert "1 to 50 of 51" in first.content.decode()
    assert 'href="?page=2"' in first.content.decode()
    assert len(last.context["page"]) == 1


def test_a_page_number_that_is_none_shows_a_page(riverbank, rita, client_of):
    assert client_of(rita).get(reverse("history"), {"page": "weir"}).status_code == 200


def test_it_says_so_when_nothing_has_been_done(rita, client_of):
    assert "Nothing has been done yet" in client_of(rita).get(reverse("history")).content.decode()
