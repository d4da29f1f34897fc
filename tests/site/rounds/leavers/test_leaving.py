"""Who leaves hands on what they owe, post by post, and their account is closed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followthrough.site import clock
from followthrough.site.history.models import Event
from followthrough.site.register.models import PostHolder
from followthrough.site.register.posts.queries import holds_on
from followthrough.site.rounds.leavers.operations import delegate
from followthrough.site.rounds.models import Delegation
from followthrough.site.rounds.queries import owed_by
from tests.site.cast import NOW, PASSWORD, TODAY

EARLIER = TODAY - timedelta(days=90)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: NOW)


def leave_page(user) -> str:
    return reverse("leave", args=[user.memberships.get().pk])


def test_what_they_owe_goes_to_others_and_the_account_is_closed(
    opened, riverbank, owen, dora, alice, client_of, holds
):
    holds(owen, "Head of Property", EARLIER)
    owed = owed_by(owen, riverbank, day=TODAY).count()
    office = client_of(alice)
    page = office.get(leave_page(owen))
    assert f"owes {owed} return" in page.content.decode()
    post = riverbank.posts.get(name="Head of Property")

    office.post(leave_page(owen), {f"post-{post.pk}": dora.pk, "close": "yes"})

    owen.refresh_from_db()
    assert not owen.is_active
    assert not PostHolder.objects.filter(holds_on(TODAY), user=owen).exists()
    assert owed_by(dora, riverbank, day=TODAY).count() == owed
    assert owed_by(owen, riverbank, day=TODAY).count() == 0
    assert Event.objects.filter(type__in=["post.filled", "post.left", "person.closed"]).count() >= 3


def test_a_closed_account_cant_sign_in(owen, alice, client_of, client):
    client_of(alice).post(leave_page(owen), {"close": "yes"})

    client.post(reverse("account_login"), {"login": owen.email, "password": PASSWORD})

    assert client.get(reverse("account")).status_code == 302


def test_what_began_today_or_is_to_begin_has_never_begun(opened, owen, alice, client_of, holds):
    holds(owen, "Head of Property", TODAY)
    holds(owen, "Head of Property", TODAY + timedelta(days=30))

    client_of(alice).post(leave_page(owen), {"close": "yes"})

    assert not owen.held_posts.exists()


def test_delegations_to_and_from_them_end(riverbank, owen, dora, alice, client_of):
    for one, other in ((owen, dora), (dora, owen)):
        delegate(
            organisation=riverbank,
            from_user=one,
            to_user=other,
            from_on=TODAY,
            to_on=TODAY + timedelta(days=10),
            by=alice,
            at=NOW,
        )

    client_of(alice).post(leave_page(owen), {"close": "yes"})

    assert not Delegation.objects.exists()


def test_the_office_closes_no_administrators_account_and_nobody_their_own(adam, alice, client_of):
    assert client_of(alice).get(leave_page(adam)).status_code == 404
    assert client_of(adam).get(leave_page(adam)).status_code == 404


def test_a_post_can_be_left_to_nobody_and_is_then_listed_as_vacant(
    opened, riverbank, owen, alice, client_of, holds
):
    holds(owen, "Head of Property", EARLIER)
    office = client_of(alice)

    office.post(leave_page(owen), {"close": "yes"})

    assert "Head of Property" in office.get(reverse("vacant_posts")).content.decode()


def test_more_posts_need_no_more_queries(opened, riverbank, owen, alice, client_of, holds):
    def number_of_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            client_of(alice).get(leave_page(owen))
        return len(queries)

    holds(owen, "Head of Property", EARLIER)
    number_of_queries()  # what is asked once for all
    with_one = number_of_queries()
    for post in riverbank.posts.all():
        holds(owen, post.name, EARLIER)

    assert number_of_queries() == with_one
