"""The pages about posts and who holds them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.register.models import Post, PostHolder
from followthrough.site.register.posts.holding import appoint
from tests.site.cast import NOW


@pytest.fixture
def post(library) -> Post:
    return library.organisation.posts.get(name="Libraries Manager")


def appointed(client, post, person, from_on="1 November 2022"):
    return client.post(reverse("post", args=[post.pk]), {"person": person.pk, "from_on": from_on})


def test_the_list_says_what_a_post_owns_and_who_holds_it(post, alice, owen, client_of):
    appoint(post, user=owen, from_on=date(2022, 11, 1), by=alice, at=NOW)

    page = client_of(alice).get(reverse("posts")).content.decode()

    row = page[page.index("Libraries Manager") :]
    assert "Owen" in row[: row.index("</tr>")]


def test_the_list_shows_those_alone_that_nobody_holds(post, alice, owen, client_of):
    appoint(post, user=owen, from_on=date(2022, 11, 1), by=alice, at=NOW)

    page = client_of(alice).get(reverse("posts"), {"only": "vacant"}).content.decode()

    assert "Libraries Manager" not in page
    assert "Head of Property" in page or "head of property" in page


def test_somebody_is_appointed_and_it_is_written_down(post, alice, owen, client_of):
    answer = appointed(client_of(alice), post, owen)

    holder = PostHolder.objects.get()
    assert answer.status_code == 302
    assert (holder.user, holder.from_on, holder.to_on) == (owen, date(2022, 11, 1), None)
    told = sentence(Event.objects.order_by("pk").last())
    assert told == "Alice noted that Owen holds the post “Libraries Manager” from 1 November 2022."


def test_appointing_twice_counts_once(post, alice, owen, client_of):
    for _ in range(2):
        appointed(client_of(alice), post, owen)

    assert PostHolder.objects.count() == 1


def test_who_holds_a_post_already_is_not_appointed_from_another_day(post, alice, owen, client_of):
    appointed(client_of(alice), post, owen)

    page = appointed(client_of(alice), post, owen, "5 November 2022").content.decode()

    assert "They hold this post already, from 1 November 2022." in page


@pytest.mark.parametrize("words", ["November 2022", "soon", ""])
def test_what_is_no_day_is_said_at_the_box(post, alice, owen, client_of, words):
    page = appointed(client_of(alice), post, owen, words).content.decode()

    assert "Enter a day, such as 1 November 2022." in page
    assert not PostHolder.objects.exists()


def test_somebody_of_another_organisation_can_not_be_chosen(post, alice, charlie, client_of):
    page = appointed(client_of(alice), post, charlie).content.decode()

    assert "Choose somebody on the list." in page


def test_the_list_of_people_says_who_can_not_send_returns(post, alice, mary, client_of):
    page = client_of(alice).get(reverse("post", args=[post.pk])).content.decode()

    assert "Mary (Member, who can&#x27;t send returns)" in page
    assert "Alice (Programme office)" in page


def test_a_holding_ends_on_a_day(post, alice, owen, client_of):
    holder = appoint(post, user=owen, from_on=date(2022, 11, 1), by=alice, at=NOW)

    client_of(alice).post(reverse("end_holding", args=[holder.pk]), {"to_on": "30/11/2022"})

    holder.refresh_from_db()
    assert holder.to_on == date(2022, 11, 30)


def test_a_holding_does_not_end_before_it_began(post, alice, owen, client_of):
    holder = appoint(post, user=owen, from_on=date(2022, 11, 1), by=alice, at=NOW)

    page = client_of(alice).post(reverse("end_holding", args=[holder.pk]), {"to_on": "1 October 2022"})

    assert "They hold it from 1 November 2022." in page.content.decode()
    holder.refresh_from_db()
    assert holder.to_on is None


def queries_of(client) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("posts"))
    return len(queries)


def test_the_list_takes_as_many_queries_for_many_as_for_few(post, alice, client_of):
    client = client_of(alice)
    appoint(post, user=alice, from_on=date(2022, 11, 1), by=alice, at=NOW)
    queries_of(client)  # whatever is asked once a run is asked
    few = queries_of(client)

    for each in range(30):
        extra = Post.objects.create(organisation=post.organisation, name=f"P{each}", folded=f"p{each}")
        appoint(extra, user=alice, from_on=date(2022, 11, 1), by=alice, at=NOW)

    assert queries_of(client) == few
