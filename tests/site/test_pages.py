"""Pages that belong to no app, and what is shown when things fail."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse


def test_the_first_page_says_what_this_is_and_how_to_sign_in(client, db):
    page = client.get("/").content.decode()

    assert "keeps the promises of improvement plans" in page
    assert reverse("account_login") in page


def test_an_address_that_leads_nowhere_says_what_to_do(client, db):
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "Check the address" in answer.content.decode()


def test_a_failure_of_ours_is_a_page_that_helps(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("followthrough.site.frame.membership_of", lambda request: 1 / 0)

    answer = client.get("/help/")

    assert answer.status_code == 500
    assert "It is not your doing" in answer.content.decode()


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_the_pages_of_last_resort_need_nothing(template, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        page = render_to_string(template)

    assert "<h1" in page


def test_the_navigation_has_only_what_the_role_may_open(mary, adam, client_of):
    def places(user) -> list[str]:
        return [place["label"] for place in client_of(user).get("/help/").context["navigation"]]

    assert places(mary) == ["Plans", "Rounds"]
    assert places(adam) == [
        "Plans",
        "My actions",
        "Rounds",
        "Posts",
        "History",
        "People",
    ]


def test_one_place_of_the_navigation_is_marked(adam, client_of):
    page = client_of(adam).get(reverse("people")).content.decode()

    assert page.count("aria-current") == 1


def test_the_frame_takes_one_query_for_the_membership(mary, client_of, django_assert_num_queries):
    client = client_of(mary)

    # session, account, membership
    with django_assert_num_queries(3):
        client.get("/help/")
