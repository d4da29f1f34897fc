"""Who owes what, as the database decides it: by posts held on the day, by delegation, in one organisation."""

from datetime import date, timedelta

import pytest

from followthrough.rules.calendars import monthly
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.register.models import Ownership
from followthrough.site.register.posts.holding import appoint, end_holding
from followthrough.site.rounds import queries
from followthrough.site.rounds.figures.queries import figures, published_figures
from followthrough.site.rounds.leavers.operations import delegate, end_delegation
from followthrough.site.rounds.models import Delegation
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round, publish_round
from followthrough.site.rounds.past_rounds import rounds_from_periods
from tests.site.cast import NOW, TODAY
from tests.site.rounds.answers import send

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


def post_called(plan, name: str):
    return plan.organisation.posts.get(name=name)


@pytest.fixture
def property_head(library, owen):
    """Owen as Head of Property, who owns L1.0, L1.1 and L1.2."""
    return appoint(post_called(library, "Head of Property"), user=owen, from_on=TODAY, by=None, at=NOW)


def refs(returns) -> list[str]:
    return [each.action.ref for each in returns]


def test_who_holds_a_post_owes_the_returns_of_what_it_owns(opened, riverbank, property_head, owen, mary):
    assert refs(queries.owed_by(owen, riverbank, day=TODAY)) == ["L1.1", "L1.2"]
    assert refs(queries.owed_by(mary, riverbank, day=TODAY)) == []


def test_what_was_sent_is_owed_no_more(opened, riverbank, property_head, owen):
    send(opened, "L1.1", by=owen)

    assert refs(queries.owed_by(owen, riverbank, day=TODAY)) == ["L1.2"]
    assert refs(queries.returns_of(owen, riverbank, day=TODAY)) == ["L1.1", "L1.2"]


def test_what_a_file_told_for_the_period_is_owed_no_more(opened, library, riverbank, property_head, owen):
    library.actions.get(ref="L1.1").updates.create(position=9, period="2022-11", text="Nine of nine done.")

    assert refs(queries.owed_by(owen, riverbank, day=TODAY)) == ["L1.2"]
    assert [each.ref for each in figures(opened, day=TODAY).missing] == ["L1.2", "L2.0", "L3.0"]


def test_a_post_is_held_from_its_first_day_to_its_last(opened, riverbank, property_head, owen):
    end_holding(property_head, to_on=TODAY, by=None, at=NOW)

    for day, owed in [(TODAY - timedelta(days=1), 0), (TODAY, 2), (TOMORROW, 0)]:
        assert queries.owed_by(owen, riverbank, day=day).count() == owed


def test_a_political_lead_is_asked_for_nothing(opened, library, riverbank, mary):
    appoint(post_called(library, "Cabinet Member for Culture"), user=mary, from_on=TODAY, by=None, at=NOW)

    assert refs(queries.may_be_answered_by(mary, riverbank, day=TODAY)) == []


def test_an_update_owner_is_asked_in_place_of_who_is_accountable(
    opened, library, riverbank, property_head, owen, mary
):
    post = post_called(library, "Libraries Manager")
    appoint(post, user=mary, from_on=TODAY, by=None, at=NOW)
    action = library.actions.get(ref="L1.1")
    Ownership.objects.create(
        action=action, post=post, position=9, role="Updates", name=post.name, part="update_owner"
    )

    assert refs(queries.owed_by(mary, riverbank, day=TODAY)) == ["L1.1", "L2.0"]
    assert refs(queries.owed_by(owen, riverbank, day=TODAY)) == ["L1.2"]
    # Who is accountable may still answer.
    assert refs(queries.may_be_answered_by(owen, riverbank, day=TODAY)) == ["L1.1", "L1.2"]


def test_a_delegate_owes_and_approves_from_the_first_day_to_the_last(
    opened, library, riverbank, property_head, owen, mary
):
    delegation = delegate(
        organisation=riverbank,
        from_user=owen,
        to_user=mary,
        from_on=TODAY,
        to_on=TOMORROW,
        by=owen,
        at=NOW,
    )
    library.approval_wanted = True
    library.save()
    send(opened, "L1.1", by=owen)

    assert refs(queries.owed_by(mary, riverbank, day=TODAY)) == ["L1.2"]
    assert refs(queries.to_approve(mary, riverbank, day=TOMORROW)) == ["L1.1"]
    assert refs(queries.owed_by(mary, riverbank, day=TOMORROW + timedelta(days=1))) == []
    # Whoever delegates may still answer.
    assert refs(queries.owed_by(owen, riverbank, day=TODAY)) == ["L1.2"]
    end_delegation(delegation, by=owen, at=NOW)
    assert refs(queries.owed_by(mary, riverbank, day=TODAY)) == []


def test_delegating_twice_counts_once_and_each_step_is_said(riverbank, owen, mary):
    facts = {"organisation": riverbank, "from_user": owen, "to_user": mary, "by": owen, "at": NOW}
    first, again = (delegate(from_on=TODAY, to_on=TOMORROW, **facts) for _ in range(2))
    end_delegation(first, by=owen, at=NOW)
    end_delegation(again, by=owen, at=NOW)

    assert not Delegation.objects.exists()
    assert [sentence(event) for event in Event.objects.order_by("pk")] == [
        "Owen let Mary answer for Owen until 1 December 2022.",
        "Owen ended the time in which Mary answers for Owen.",
    ]


def test_nothing_waits_for_approval_where_the_plan_wants_none(opened, riverbank, property_head, owen):
    send(opened, "L1.1", by=owen)

    assert refs(queries.to_approve(owen, riverbank, day=TODAY)) == []


def test_nobody_owes_anything_of_another_organisation(opened, library, hillside, property_head, owen):
    assert refs(queries.returns_of(owen, hillside, day=TODAY)) == []
    assert list(queries.rounds_of_organisation(hillside)) == []


def test_a_round_that_is_not_open_asks_nobody(opened, riverbank, property_head, owen, alice):
    lock_round(opened, by=alice, at=NOW)

    assert refs(queries.returns_of(owen, riverbank, day=TODAY)) == []


def test_each_return_names_the_posts_that_are_asked(opened, library):
    asked = queries.answering_posts(opened.returns.all())
    by_ref = {each.action.ref: asked.get(each.pk, []) for each in opened.returns.select_related("action")}

    assert {ref: [str(post) for post in posts] for ref, posts in by_ref.items()} == {
        "L1.1": ["Head of Property"],
        "L1.2": ["Head of Property"],
        "L2.0": ["Libraries Manager"],
        "L3.0": [],
    }


def test_the_present_round_is_the_one_in_hand(library, november, alice):
    rounds_from_periods(library, by=alice, at=NOW)
    make_rounds(library, days=monthly("2022-12", "2022-12"), by=alice, at=NOW)
    assert queries.present_round(library).period == "2022-11"

    december = library.rounds.get(period="2022-12")
    open_round(december, by=alice, at=NOW)
    assert queries.present_round(library).period == "2022-12"

    for round_ in (november, december):
        open_round(round_, by=alice, at=NOW)
        lock_round(round_, by=alice, at=NOW)
        publish_round(round_, by=alice, at=NOW)
    assert queries.present_round(library).period == "2022-12"


def test_a_plan_without_rounds_has_no_present_one(library):
    assert queries.present_round(library) is None


def grow(plan, copies: int) -> None:
    """More actions of the same kind in the plan, each with an owner and an update."""
    action = plan.actions.get(ref="L1.1")
    owner, update = action.ownerships.first(), action.updates.first()
    for number in range(100, 100 + copies):
        action.pk, action.number, action.position, action.ref = None, number, number, f"L{number}"
        action.save()
        for row in (owner, update):
            row.pk, row.action = None, action
            row.save()


def test_the_number_of_queries_does_not_grow_with_the_plan(
    library, november, riverbank, alice, property_head, owen, django_assert_num_queries
):
    rounds_from_periods(library, by=alice, at=NOW)
    grow(library, 30)
    open_round(november, by=alice, at=NOW)
    november.refresh_from_db()

    with django_assert_num_queries(9):
        figures(november, day=TODAY)
    with django_assert_num_queries(3):
        owed = list(queries.with_owners_and_updates(queries.owed_by(owen, riverbank, day=TODAY)))
    assert len(owed) == 32
    with django_assert_num_queries(1):
        queries.answering_posts(november.returns.all())
    with django_assert_num_queries(1):
        published_figures(library)


def test_publishing_and_opening_ask_the_database_as_often_whatever_the_size(
    library, november, alice, django_assert_max_num_queries
):
    grow(library, 60)
    # Opening agrees the plan as well, and what was found by the checks is carried on with each event. One for
    # each batch of returns.
    with django_assert_max_num_queries(25):
        open_round(november, by=alice, at=NOW)
    lock_round(november, by=alice, at=NOW)
    # One for each batch of standings.
    with django_assert_max_num_queries(23):
        publish_round(november, by=alice, at=NOW)


def test_a_post_is_filled_once_and_each_step_is_said(library, owen, alice):
    post = post_called(library, "Libraries Manager")
    first, again = (appoint(post, user=owen, from_on=TODAY, by=alice, at=NOW) for _ in range(2))
    end_holding(first, to_on=date(2023, 3, 31), by=alice, at=NOW)
    end_holding(again, to_on=date(2023, 3, 31), by=alice, at=NOW)

    assert post.holders.get().to_on == date(2023, 3, 31)
    assert [sentence(event) for event in Event.objects.order_by("pk")][1:] == [
        "Alice noted that Owen holds the post “Libraries Manager” from 30 November 2022.",
        "Alice noted that Owen holds the post “Libraries Manager” until 31 March 2023.",
    ]
