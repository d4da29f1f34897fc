"""One silent owner is shown as silent on every page that names the action, before and after publication."""

import re

import pytest
from django.urls import reverse

from followthrough.site.register.models import Plan
from followthrough.site.rounds.operations import lock_round, publish_round
from followthrough.site.rounds.past_rounds import rounds_from_periods
from tests.site.cast import NOW
from tests.site.rounds.answers import send

pytestmark = pytest.mark.django_db
SILENT, SAID, MISSING = "L1.2", "Said Not due to start in October 2022", "no return in November 2022"


@pytest.fixture
def published(opened, alice, owen) -> Plan:
    """A plan whose November round was published with one return in; L1.2 gave none."""
    rounds_from_periods(opened.plan, by=alice, at=NOW)
    send(opened, "L1.1", by=owen)
    lock_round(opened, by=alice, at=NOW)
    publish_round(opened, by=alice, at=NOW)
    return Plan.objects.get()


def rows_of(page: str) -> list[str]:
    """The words of each row of the tables of a page that names the silent action."""
    rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)
    return [
        words for words in (" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows) if SILENT in words
    ]


def test_a_member_is_never_shown_the_last_status_alone(published, client_of, mary):
    number = published.actions.get(ref=SILENT).number
    client, slug = client_of(mary), published.slug
    pages = [
        reverse("edition_actions", args=[slug, "2022-11", 1]),
        reverse("published_actions", args=[slug]),
        f"{reverse('search_published')}?q={SILENT}",
    ]

    for address in pages:
        found = rows_of(client.get(address).content.decode())
        assert found, address
        assert all(SAID in row and MISSING in row for row in found), address
    page = client.get(reverse("published_action", args=[slug, number])).content.decode()
    assert SAID in page
    assert MISSING in page


def test_whoever_works_on_the_plan_sees_it_on_the_overview_and_the_round(published, client_of, rita):
    client = client_of(rita)
    listed = f"{reverse('plan_figures', args=[published.slug])}?of=missing"
    for address in (listed, reverse("edition", args=[published.slug, "2022-11", 1])):
        found = rows_of(client.get(address).content.decode())
        assert any(SAID in row and MISSING in row for row in found), address


def test_the_list_of_rounds_counts_as_many_without_a_return_as_the_round(published, client_of, rita):
    client = client_of(rita)
    listed = client.get(reverse("plan_rounds", args=[published.slug])).content.decode()
    there = reverse("edition_actions", args=[published.slug, "2022-11", 1])
    number = re.search(rf'href="{there}\?of=missing">(\d+)</a><span class="sub">2 open, 1 complete<', listed)

    assert number is not None
    assert re.search(rf"{number[1]} of \d+ actions", client.get(f"{there}?of=missing").content.decode())


def test_every_published_action_opens_also_one_that_never_had_a_date(published, client_of, mary):
    client = client_of(mary)
    without = published.actions.get(ref="L4.0").number

    for number in published.actions.values_list("number", flat=True):
        page = client.get(reverse("published_action", args=[published.slug, number]))
        assert page.status_code == 200, number
        if number == without:
            assert page.content.decode().count(">No date<") == 2
