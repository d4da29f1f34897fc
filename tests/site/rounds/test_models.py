"""What the database refuses of a round, a return and a delegation; run on SQLite and on PostgreSQL."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from followthrough.site.register.models import Plan, PostHolder
from followthrough.site.rounds.models import ActionReturn, Delegation, Round
from tests.site.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


def refused(change) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "open"},
        {"state": "planned", "opened_at": NOW},
        {"state": "locked", "opened_at": NOW},
        {"state": "open", "opened_at": NOW, "locked_at": NOW},
        {"state": "published", "opened_at": NOW, "locked_at": NOW},
        {"state": "locked", "opened_at": NOW, "locked_at": NOW},
        {"imported": True},
    ],
    ids=[
        "open without a moment",
        "planned with a moment",
        "locked without a moment",
        "open and locked",
        "published without a moment",
        "locked by nobody",
        "imported and planned",
    ],
)
def test_a_round_is_in_one_state_with_who_and_when(facts, november):
    refused(lambda: Round.objects.filter(pk=november.pk).update(**facts))


def test_a_round_of_an_import_was_locked_and_published_by_nobody(november):
    facts = dict.fromkeys(["opened_at", "locked_at", "published_at"], NOW)

    Round.objects.filter(pk=november.pk).update(state="published", imported=True, **facts)

    assert Round.objects.get().imported


@pytest.mark.parametrize("name", ["opens_on", "grace_ends_on", "early_due_on"])
def test_the_days_of_a_round_are_in_order(name, november):
    far = {"opens_on": 400, "grace_ends_on": -400, "early_due_on": 400}[name]

    refused(lambda: Round.objects.filter(pk=november.pk).update(**{name: TODAY + timedelta(far)}))


def test_a_plan_has_one_round_a_period(november):
    november.pk = None

    refused(november.save)


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "draft"},
        {"state": "sent"},
        {"saved_at": NOW},
        {"state": "sent_back", "comment": ""},
        {"state": "approved"},
        {"comment": "Say more."},
        {"sent_at": NOW},
    ],
    ids=lambda facts: " ".join(facts) + f" {facts.get('state', '')}",
)
def test_a_return_is_in_one_state_with_who_and_when(facts, opened):
    refused(lambda: ActionReturn.objects.update(**facts))


def test_a_round_asks_once_for_an_action(opened):
    twice = opened.returns.first()
    twice.pk = None

    refused(twice.save)


@pytest.mark.parametrize(
    "facts",
    [{"state": "approved"}, {"approved_at": NOW}, {"state": "draft", "approved_at": NOW}],
    ids=["approved without a moment", "by nobody", "draft with a moment"],
)
def test_a_plan_is_approved_with_who_and_when(facts, library):
    refused(lambda: Plan.objects.filter(pk=library.pk).update(**facts))


def test_nobody_delegates_to_themselves_or_backwards(riverbank, owen, dora):
    facts = {"organisation": riverbank, "from_user": owen, "from_on": TODAY, "made_at": NOW}

    refused(lambda: Delegation.objects.create(to_user=owen, to_on=TODAY, **facts))
    refused(lambda: Delegation.objects.create(to_user=dora, to_on=TODAY - timedelta(1), **facts))


def test_nobody_holds_a_post_backwards(library, owen):
    post = library.organisation.posts.first()

    refused(
        lambda: PostHolder.objects.create(
            post=post, user=owen, from_on=date(2022, 11, 2), to_on=date(2022, 11, 1)
        )
    )


def test_lower_levels_are_due_first_where_the_round_says_so(november, library):
    main, part = library.actions.get(ref="L1.0"), library.actions.get(ref="L1.1")
    assert november.due_on_for(part) == november.due_on

    november.early_due_on = date(2022, 11, 29)

    assert november.due_on_for(part) == date(2022, 11, 29)
    assert november.due_on_for(main) == november.due_on
