"""Posts are renamed and merged with all that they hold, and the next file finds them by any spelling."""

import pytest
from django.urls import reverse

from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.register.document.post_rows import posts_named
from followthrough.site.register.models import Ownership, Post
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.doubles import likely_doubles
from followthrough.site.register.posts.holding import appoint
from followthrough.site.register.posts.merging import NameTakenError, merge_posts, rename_post
from tests.site.cast import NOW, TODAY
from tests.site.register.plan_documents import library_plan


def post(organisation, name: str) -> Post:
    return posts_named([name], organisation).popitem()[1]


def test_a_merged_post_has_what_both_owned_and_whoever_held_them(library, riverbank, alice, owen, dora):
    one, two = riverbank.posts.all()[:2]
    owned = set(Ownership.objects.filter(post__in=[one, two]).values_list("action", flat=True))
    for user in (owen, dora):
        appoint(two, user=user, from_on=TODAY, by=alice, at=NOW)
    appoint(one, user=owen, from_on=TODAY, by=alice, at=NOW)

    merge_posts(one, other=two, by=alice, at=NOW)

    assert set(one.ownerships.values_list("action", flat=True)) == owned
    assert {holder.user for holder in one.holders.all()} == {owen, dora}
    assert not Post.objects.filter(pk=two.pk).exists()
    assert sentence(Event.objects.first()) == f"Alice merged the post “{two.name}” into “{one.name}”."


def test_the_next_file_finds_a_merged_post_and_makes_no_new_one(library, riverbank, alice):
    one, two = riverbank.posts.all()[:2]
    merge_posts(one, other=two, by=alice, at=NOW)
    before = riverbank.posts.count()

    plan = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)

    assert riverbank.posts.count() == before
    assert plan.actions.filter(ownerships__post=one, ownerships__name=two.name).exists()


def test_a_renamed_post_is_found_by_its_name_before(library, riverbank, alice):
    one = riverbank.posts.first()
    was = one.name
    rename_post(one, name="Keeper of Branches", by=alice, at=NOW)

    assert post(riverbank, was) == one
    assert post(riverbank, "keeper of branches") == one

    one.refresh_from_db()
    rename_post(one, name=was, by=alice, at=NOW)

    one.refresh_from_db()
    assert (one.name, post(riverbank, "Keeper of Branches")) == (was, one)


def test_a_name_of_another_post_is_refused(library, riverbank, alice):
    one, two = riverbank.posts.all()[:2]

    with pytest.raises(NameTakenError):
        rename_post(one, name=two.name, by=alice, at=NOW)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("AD - Transf", "AD-Transformation"),
        ("Head of Property Services", "Head of Property Service"),
        ("Director - Culture Strat", "Director of Culture Strategy and Places"),
        ("Chief Finance Officer", "CFO"),
        ("Group Manger Parks", "Group Manager Parks"),
    ],
)
def test_likely_doubles_are_offered(one, two):
    (pair,) = likely_doubles([Post(name=one), Post(name=two)])

    assert {pair.fuller.name, pair.other.name} == {one, two}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Head of Housing North", "Head of Housing South"),
        ("Head of Internal Audit", "Head of External Audit"),
        ("Director A", "Director B"),
        ("Head of Property", "Head of Policy"),
        ("Director of Housing", "Director of Housing and Culture"),
        ("Procurement Manager", "Procurement Strategy Manager"),
    ],
)
def test_two_posts_are_not_taken_for_one(one, two):
    assert likely_doubles([Post(name=one), Post(name=two)]) == []


def test_the_office_merges_a_pair_that_is_offered(library, riverbank, alice, client_of):
    for name in ("AD - Transf", "AD-Transformation"):
        post(riverbank, name)
    long, short = (riverbank.posts.get(name=name) for name in ("AD-Transformation", "AD - Transf"))
    office = client_of(alice)
    page = office.get(reverse("post_doubles")).content.decode()
    assert f"{reverse('merge_posts', args=[short.pk])}?into={long.pk}" in page

    office.post(reverse("merge_posts", args=[short.pk]), {"into": long.pk})

    assert "Also written “AD - Transf”." in office.get(reverse("post", args=[long.pk])).content.decode()


def test_a_name_that_is_taken_is_said_on_the_page(library, riverbank, alice, client_of):
    one, two = riverbank.posts.all()[:2]

    page = client_of(alice).post(reverse("rename_post", args=[one.pk]), {"name": two.name})

    assert "Merge the two posts instead." in page.content.decode()
