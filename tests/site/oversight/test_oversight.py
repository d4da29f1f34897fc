"""Oversight: what many organisations published, side by side, by consent, and nothing else."""

import csv
import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followthrough.site import clock
from followthrough.site.editions.models import Edition, EditionAction
from followthrough.site.editions.operations import withdraw_edition
from followthrough.site.history.models import Event
from followthrough.site.oversight.consenting import set_overseers
from followthrough.site.oversight.models import Consent
from followthrough.site.oversight.queries import STATES
from followthrough.site.people.models import Organisation
from followthrough.site.people.roles import Role
from followthrough.site.register.models import Plan
from followthrough.site.rounds.models import Round
from tests.site.cast import NOW, person
from tests.site.test_crawl import crawl

pytestmark = pytest.mark.django_db
FIGURES = {
    "total": 3,
    "done": 1,
    "late": 1,
    "past_date": ["A2", "A3"],
    "late_on_first_date": ["A3"],
    "no_return": [],
}


def get(client, name, *place, **asked):
    return client.get(reverse(name, args=place), asked)


def elsewhere(number: int, office: Organisation, by) -> Edition:
    """A plan of one more council with a published public paper of three actions, which it lets them see."""
    council = Organisation.objects.create(name=f"Council {number:02}", slug=f"council-{number}")
    plan = Plan.objects.create(
        organisation=council, title="Recovery plan", slug="recovery", created_at=NOW, changed_at=NOW
    )
    round_ = Round.objects.create(
        plan=plan, period="2022-10", opens_on=date(2022, 10, 1), due_on=date(2022, 10, 20),
        grace_ends_on=date(2022, 10, 25), made_at=NOW,
    )  # fmt: skip
    other = person(f"Reviewer{number}", council, Role.DIRECTOR_LEAD)
    edition = Edition.objects.create(
        plan=plan, round=round_, number=1, kind="cabinet", audience="public", period="2022-10",
        state="published", by=by, at=NOW, reviewed_by=other, reviewed_at=NOW, published_by=by,
        published_at=NOW - timedelta(days=number), issue=1, made_at=NOW, day=NOW.date(), figures=FIGURES,
        plan_title="Recovery plan",
    )  # fmt: skip
    for position, kind in enumerate(("complete", "on_track", "significant_slippage")):
        ref = f"A{position + 1}"
        EditionAction.objects.create(
            edition=edition, position=position, key=ref.lower(), ref=ref, title="Mend", status_kind=kind
        )
    Consent.objects.create(plan=plan, overseer=office, body=council.name, title=str(plan), by=by, at=NOW)
    return edition


def test_nothing_of_a_plan_is_there_before_the_consent_and_after_its_end(
    published_round, publish, office, vera, alice, client_of
):
    edition, client = publish(published_round, audience="public"), client_of(vera)
    assert "Library" not in get(client, "overseen_plans").content.decode()
    set_overseers(published_round.plan, overseers=[office], by=alice, at=NOW)
    consent = Consent.objects.get()
    form = edition.files.first().form
    pages = [
        reverse("overseen_plan", args=[consent.pk]),
        reverse("overseen_paper", args=[consent.pk, edition.number]),
        reverse("overseen_file", args=[consent.pk, edition.number, form]),
    ]

    assert {client.get(page).status_code for page in pages} == {200}
    set_overseers(published_round.plan, overseers=[], by=alice, at=NOW)
    assert {client.get(page).status_code for page in pages} == {404}
    assert "Library" not in get(client, "overseen_plans").content.decode()
    types = Event.objects.filter(type__startswith="oversight.").order_by("pk").values_list("type", "by_name")
    assert list(types) == [("oversight.consented", "Alice"), ("oversight.ended", "Alice")]


def test_one_who_no_longer_oversees_sees_nothing(consent, office, vera, client_of):
    Organisation.objects.filter(pk=office.pk).update(oversees=False)

    assert get(client_of(vera), "overseen_plan", consent.pk).status_code == 404
    assert "has to say that Office of Commissioners oversees others" in (
        get(client_of(vera), "overseen_plans").content.decode()
    )


def test_the_office_says_on_a_page_who_oversees_its_plan(published_round, office, hillside, alice, client_of):
    client, place = client_of(alice), reverse("overseers", args=[published_round.plan.slug])
    page = client.get(place).content.decode()
    assert "Office of Commissioners" in page
    assert "Hillside Council" not in page, "one that oversees nobody is nobody's to know"

    refused = client.post(place, {"overseers": [hillside.pk]})
    assert "Choose from the bodies of this list." in refused.content.decode()
    assert not Consent.objects.exists()
    for _ in range(2):
        assert client.post(place, {"overseers": [office.pk]}).status_code == 302
    assert Consent.objects.filter(ended_at=None).count() == 1
    assert Event.objects.filter(type="oversight.consented").count() == 1


def test_an_overseer_reads_no_register_and_nothing_unpublished(
    consent, publish, draft, vera, client_of, published_round
):
    public = publish(published_round, audience="public")
    exempt = publish(published_round, "audit")
    drafted = draft(published_round, "leadership", "public")
    published_round.plan.actions.update(title="As it is now")
    client = client_of(vera)

    with CaptureQueriesContext(connection) as queries:
        pages = crawl(client)

    tables = {table for query in queries for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    not_theirs = ("register_", "rounds_", "changes_", "evidence_", "imports_", "risks_", "assurance_")
    assert {table for table in tables if table.startswith(not_theirs)} == set()
    shown = " ".join(text for address, text in pages.items() if address.startswith("/oversight/"))
    assert public.name in shown
    assert "As it is now" not in shown
    for hidden in (exempt, drafted):
        assert hidden.name not in shown
        assert get(client, "overseen_paper", consent.pk, hidden.number).status_code == 404
        assert get(client, "overseen_file", consent.pk, hidden.number, "pdf").status_code == 404
    for theirs in ("/plans/", "/posts/", "/people/", "/history/", "/published/"):
        assert client.get(theirs).status_code in (403, 404), theirs


def test_a_number_leads_to_the_list_that_it_counts(consent, publish, vera, client_of, published_round):
    edition, client = publish(published_round, audience="public"), client_of(vera)
    page = get(client, "overseen_plans").content.decode()

    for state in STATES:
        shown = get(client, "overseen_paper", consent.pk, edition.number, state=state).content.decode()
        listed = int(re.search(r"<strong>(\d+) of \d+ action", shown).group(1))
        number = re.search(rf"\?state={state}#actions\">(\d+)<", page)
        assert listed == (int(number.group(1)) if number else 0), state
    total = f'{reverse("overseen_paper", args=[consent.pk, edition.number])}#actions">'
    assert f"{total}{edition.figures['total']}<" in page


def test_silence_is_said_and_what_was_withdrawn_counts_no_more(
    consent, publish, vera, alice, client_of, published_round, monkeypatch
):
    client = client_of(vera)
    assert "Nothing published yet" in get(client, "overseen_plans").content.decode()
    edition = publish(published_round, audience="public")
    assert "Published 30 November 2022" in get(client, "overseen_plans").content.decode()
    assert "No plan fits." in get(client, "overseen_plans", show="silent").content.decode()

    monkeypatch.setattr(clock, "today", lambda: date(2023, 3, 3))
    silent = get(client, "overseen_plans", show="silent").content.decode()
    assert "No edition since 30 November 2022" in silent

    withdraw_edition(edition, reason="A figure was wrong.", by=alice, at=NOW)
    assert edition.name not in get(client, "overseen_plans").content.decode()
    paper = get(client, "overseen_paper", consent.pk, edition.number).content.decode()
    assert "A figure was wrong." in paper
    assert get(client, "overseen_file", consent.pk, edition.number, "json").status_code == 404


def test_plans_are_found_sorted_and_taken_as_csv_in_as_many_queries_for_one_as_for_many(
    office, vera, alice, client_of
):
    client = client_of(vera)
    counted = []
    for number in range(1, 6):
        elsewhere(number, office, alice)
        if number in (1, 5):
            with CaptureQueriesContext(connection) as queries:
                page = get(client, "overseen_plans", sort="-published").content.decode()
            counted.append(len(queries))

    assert counted[0] == counted[1] <= 10
    assert re.findall(r'">(Council \d\d)<', page) == [f"Council {number:02}" for number in range(1, 6)]
    found = get(client, "overseen_plans", q="council 03").content.decode()
    assert re.findall(r'">(Council \d\d)<', found) == ["Council 03"]
    for odd in ("nonsense", "-", "--late"):
        assert get(client, "overseen_plans", sort=odd, show=odd).status_code == 200

    file = get(client, "download_overseen", q="council 0", sort="-published").content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(file)))
    assert [row["organisation"] for row in rows] == [f"Council {number:02}" for number in range(1, 6)]
    counts = {
        name: rows[0][name] for name in ("actions", "done", "on_track", "late", "past", "first", "silent")
    }
    assert list(counts.values()) == ["3", "1", "1", "1", "2", "1", "0"]


def test_overseers_are_added_only_where_an_organisation_oversees(adam, office, client_of):
    here = client_of(adam).get(reverse("add_person")).content.decode()
    there = client_of(person("Una", office, Role.ADMINISTRATOR)).get(reverse("add_person")).content.decode()

    assert ('value="overseer"' in here, 'value="overseer"' in there) == (False, True)


def test_a_committee_member_reads_published_papers_with_what_is_exempt_and_no_draft(
    published_round, publish, draft, colin, mary, client_of
):
    exempt, drafted = publish(published_round, "audit"), draft(published_round, "leadership", "public")

    codes = {
        who.name: [
            get(client_of(who), "paper", exempt.plan.slug, each.number).status_code
            for each in (exempt, drafted)
        ]
        for who in (colin, mary)
    }
    assert codes == {"Colin": [200, 404], "Mary": [404, 404]}
