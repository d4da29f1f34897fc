"""Who has access is told account by account, with posts, stand-ins and the last time they were here."""

import csv
from datetime import timedelta

import pytest
from django.urls import reverse

from followthrough.site.people.roles import Role
from followthrough.site.register.models import Post, PostHolder
from followthrough.site.rounds.models import Delegation
from tests.site.cast import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(riverbank, owen, dora):
    day = NOW.date()
    for name in ("Head of Books", "Head of Roofs"):
        post = Post.objects.create(organisation=riverbank, name=name, folded=name.lower())
        PostHolder.objects.create(post=post, user=owen, from_on=day)
    ended = Post.objects.create(organisation=riverbank, name="Head of Yesterday", folded="yesterday")
    past = day - timedelta(days=9)
    PostHolder.objects.create(post=ended, user=owen, from_on=past, to_on=day - timedelta(days=1))
    Delegation.objects.create(
        organisation=riverbank, from_user=dora, to_user=owen, from_on=day, to_on=day, made_at=NOW
    )


def rows_of(client) -> list[dict[str, str]]:
    file = client.get(reverse("download_access"))
    text = b"".join(file.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_each_account_stands_with_its_posts_stand_ins_and_last_visit(adam, owen, held, client_of):
    by_name = {row["Name"]: row for row in rows_of(client_of(adam))}

    row = by_name["Owen"]
    assert row["Posts held"] == "Head of Books; Head of Roofs"
    assert row["Answers for"] == "Dora"
    assert (row["Second step"], row["Last signed in"]) == ("No", "Never")
    assert by_name["Adam"]["Last signed in"] != "Never"
    page = client_of(adam).get(reverse("access")).content.decode()
    assert "Head of Books, Head of Roofs" in page
    assert "Head of Yesterday" not in page


def test_a_closed_account_is_said_to_be_closed(adam, owen, client_of):
    owen.is_active = False
    owen.save()
    assert {row["Name"]: row["Can sign in"] for row in rows_of(client_of(adam))}["Owen"] == "No: closed"


def test_another_organisation_is_not_in_it(adam, owen, hillside, client_of):
    person("Hal", hillside, Role.MEMBER)
    names = {row["Name"] for row in rows_of(client_of(adam))}
    assert {"Adam", "Owen"} <= names
    assert "Hal" not in names


def test_the_number_of_queries_does_not_grow_with_the_accounts(
    adam, held, client_of, django_assert_max_num_queries
):
    client = client_of(adam)
    with django_assert_max_num_queries(9):
        client.get(reverse("access"))
