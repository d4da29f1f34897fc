"""The public pages: what published editions say to everybody, and nothing else."""

import csv
import json
import re
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import etree

from followthrough.site.editions.operations import set_public_page, withdraw_edition
from followthrough.site.public.changed import Behind, what_is_behind
from tests.site.cast import NOW
from tests.site.public.addresses import every_public_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(published_round, alice):
    """The public page of the library plan, open."""
    set_public_page(
        published_round.plan, is_open=True, words="What we do.", contact="a@b.example", by=alice, at=NOW
    )
    return [published_round.plan.organisation.slug, published_round.plan.slug]


@pytest.fixture
def public(published_round, publish, place):
    """A published public progress paper of the November round."""
    return publish(published_round, audience="public")


def get(name, *place, **more):
    return Client().get(reverse(name, args=place), **more)


def test_a_plan_is_open_only_where_somebody_opened_it(published_round, publish, alice):
    edition = publish(published_round, audience="public")
    addresses = every_public_address(published_round.plan, [edition])[1:]
    assert {Client().get(address).status_code for address in addresses} == {404}

    set_public_page(published_round.plan, is_open=True, words="", contact="", by=alice, at=NOW)
    assert {Client().get(address).status_code for address in addresses} == {200}
    set_public_page(published_round.plan, is_open=False, words="", contact="", by=alice, at=NOW)
    assert {Client().get(address).status_code for address in addresses} == {404}


def test_the_page_says_where_the_plan_stands_and_each_number_leads_to_its_list(public, place):
    page = get("public_plan", *place).content.decode()
    counts = {state: public.figures[state] for state in ("done", "under_way", "late", "not_begun")}

    assert f"{counts['done']} of {public.figures['total']} actions" in page
    assert "As published for the November 2022 round" in page
    assert "What we do." in page
    for state, count in counts.items():
        shown = get("public_actions", *place, data={"state": state.replace("_", "-")}).content.decode()
        assert f"<strong>{count} of {public.figures['total']} actions</strong>" in shown


def test_an_action_is_shown_as_each_round_published_it_whatever_it_is_now(public, place, published_round):
    published_round.plan.actions.update(title="As it is now")
    page = get("public_action", *place, "l11").content.decode()

    assert "Survey the roofs of all nine branches" in page
    assert "As it is now" not in page
    assert get("public_action", *place, "weir").status_code == 404


def test_nothing_of_what_is_not_published_for_everybody_is_given(
    public, place, published_round, publish, draft
):
    exempt = publish(published_round, "audit")
    drafted = draft(published_round, "leadership", "public")
    page, feed = get("public_plan", *place).content.decode(), get("public_feed", *place).content.decode()

    for hidden in (exempt, drafted):
        address = reverse("public_paper", args=[*place, hidden.number])
        assert Client().get(address).status_code == 404
        assert get("public_file", *place, hidden.number, "json").status_code == 404
        assert address not in page
        assert address not in feed


def test_the_public_pages_ask_no_table_but_those_of_editions(public, place, published_round):
    with CaptureQueriesContext(connection) as queries:
        for address in every_public_address(published_round.plan, [public]):
            assert Client().get(address).status_code == 200
    tables = {table for query in queries for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}

    assert tables
    assert {table for table in tables if not table.startswith("editions_")} == set()
    with CaptureQueriesContext(connection) as queries:
        get("public_plan", *place)
    assert len(queries) <= 10


def test_a_reader_who_has_a_page_is_told_that_it_is_the_same_until_an_edition_changes(
    public, place, alice, published_round, publish
):
    first = get("public_plan", *place)
    again = {"HTTP_IF_NONE_MATCH": first["ETag"]}

    assert first["Cache-Control"] == "public, max-age=60"
    assert "Last-Modified" in first
    assert "Cookie" not in first.get("Vary", "")
    assert get("public_plan", *place, **again).status_code == 304
    withdraw_edition(public, reason="A wrong date.", by=alice, at=NOW)
    assert get("public_plan", *place, **again).status_code == 200


def test_what_was_withdrawn_says_why_and_gives_no_file(public, place, alice):
    withdraw_edition(public, reason="A wrong date.", by=alice, at=NOW)

    assert "A wrong date." in get("public_paper", *place, public.number).content.decode()
    assert get("public_file", *place, public.number, "pdf").status_code == 404
    assert get("public_data", *place, "csv").status_code == 404
    assert "Nothing has been published of this plan yet" in get("public_plan", *place).content.decode()


def test_a_later_edition_takes_the_place_of_the_earlier(public, place, published_round, publish):
    later = publish(published_round, audience="public")
    feed = etree.fromstring(get("public_feed", *place).content)
    links = [each.get("href") for each in feed.iterfind(".//{*}entry/{*}link")]

    assert [link.endswith(reverse("public_paper", args=[*place, later.number])) for link in links] == [True]
    assert "A later edition is in force" in get("public_paper", *place, public.number).content.decode()
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"


def test_the_open_data_are_the_actions_of_the_edition(public, place):
    text = get("public_data", *place, "csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    data = json.loads(get("public_data", *place, "json").content)

    assert [row["ref"] for row in rows] == [each["ref"] for each in data["actions"]]
    assert len(rows) == public.figures["total"]
    assert data["as_at"] == "2022-11-30"
    assert get("public_data", *place, "exe").status_code == 404


def test_a_page_says_what_its_counts_leave_out_and_what_later_dates_hide():
    figures = {"total": 9, "done": 3, "under_way": 4, "not_begun": 1, "late_on_first_date": ["W1", "W2"]}

    assert what_is_behind(figures | {"better_only_by_a_later_date": ["W1"]}) == Behind(1, 2, 1)
    assert what_is_behind(figures | {"late_on_first_date": None}) == Behind(1, None, 0)
